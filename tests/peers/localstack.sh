# LocalStack, S3 alone, with presigned URLs verified. Any access key will do; the secret is "test".
# shellcheck shell=bash

start_localstack() {
    local home=$run/localstack
    mkdir -p "$home"
    cd "$home"
    export GATEWAY_LISTEN=127.0.0.1:$localstack_port SERVICES=s3 STRICT_SERVICE_LOADING=1 EAGER_SERVICE_LOADING=1
    export S3_SKIP_SIGNATURE_VALIDATION=0 DISABLE_EVENTS=1 SKIP_SSL_CERT_DOWNLOAD=1 DEBUG=0 PERSISTENCE=0
    export DNS_ADDRESS=0 FILESYSTEM_ROOT=$home LOCALSTACK_VOLUME_DIR=$home HOME=$home TMPDIR=$home
    setsid "$tools/localstack/bin/python" -m localstack.runtime.main >localstack.log 2>&1 </dev/null &
    echo $! >localstack.pid
    wait_for 60 LocalStack curl -sf -o /dev/null "http://127.0.0.1:$localstack_port/_localstack/health"
}
