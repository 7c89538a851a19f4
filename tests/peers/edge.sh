# The edge: nginx, once as the TLS name of each S3 server, and once for each fault of a delivery.
# shellcheck shell=bash

viewer_names='d111111abcdef8.cloudfront.net cdn.example.com'
s3_names='s3.eu-central-1 s3 s3-eu-central-1 s3.dualstack.eu-central-1 s3-accelerate s3-accelerate.dualstack'

# A CA of our own, and a certificate for all the names; kept, and made anew when it soon ends.
make_certificates() {
    local tls=$tools/tls names
    names=$(
        printf 'DNS:%s,' $viewer_names
        for name in $s3_names; do printf 'DNS:%s.amazonaws.com,DNS:*.%s.amazonaws.com,' "$name" "$name"; done
    )
    [ "$(cat "$tls/names" 2>/dev/null)" = "$names" ] &&
        openssl x509 -in "$tls/edge.pem" -noout -checkend 86400 >/dev/null && return
    rm -rf "$tls"
    mkdir -p "$tls"
    (
        cd "$tls"
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 90 -subj '/CN=siglint test CA' \
            -keyout ca.key -out ca.pem -addext 'keyUsage=critical,keyCertSign,cRLSign'
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj '/CN=siglint test edge' \
            -keyout edge.key -out edge.csr
        openssl x509 -req -in edge.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 90 -out edge.pem \
            -extfile <(printf 'basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName=%s\n' "${names%,}")
    ) || die "openssl cannot make certificates"
    printf '%s' "$names" >"$tls/names"
}

start_edge() {
    use_debian
    mkdir -p "$run/edge"
    edge_configuration >"$run/edge/nginx.conf"
    nginx -p "$run/edge" -e error.log -c nginx.conf
}

edge_configuration() {
    cat <<C
load_module "$(nginx_module js)";
load_module "$(nginx_module headers_more_filter)";
worker_processes 1;
$([ "$(id -u)" = 0 ] && echo 'user root;')
pid edge.pid;
error_log error.log info;
events { worker_connections 256; }
http {
    access_log access.log;
    client_body_temp_path tmp-body; proxy_temp_path tmp-proxy; fastcgi_temp_path tmp-fastcgi;
    uwsgi_temp_path tmp-uwsgi; scgi_temp_path tmp-scgi;
    js_path "$here";
    ssl_certificate "$tools/tls/edge.pem";
    ssl_certificate_key "$tools/tls/edge.key";
    upstream localstack { server 127.0.0.1:$localstack_port; }
    upstream radosgw { server 127.0.0.1:$radosgw_port; }
    upstream documented { server "unix:$run/edge/documented.sock"; }
    server {
        listen "unix:$run/edge/documented.sock";
        location / { js_content edge.one_mechanism; more_set_headers 'Server: AmazonS3'; }
        location @gateway { proxy_pass http://radosgw; proxy_set_header Host \$http_host; }
    }
C
    cat "$here/http.conf"
    port=$front_port
    front localstack
    front radosgw
    port=$edge_port
    source "$here/faults.sh"
    echo '}'
}

# An S3 server behind TLS: the request as it came.
front() {
    cat <<C
    server {
        listen 127.0.0.1:$port ssl;
        location / {
            proxy_pass http://$1;
            proxy_set_header Host \$http_host;
            proxy_set_header Connection "";
            proxy_pass_header Server;
            proxy_pass_header Date;
        }
    }
C
    listening "$1"
}

# A delivery: edge FAULT SERVERS DIRECTIVES-OF-THE-LOCATION [DIRECTIVES-OF-THE-SERVER]
edge() {
    local server
    for server in ${2/both/localstack radosgw}; do
        cat <<C
    server {
        listen 127.0.0.1:$port ssl;
        set \$origin_host peer-files.s3.eu-central-1.amazonaws.com;
        set \$origin_target \$request_uri;
        set \$origin_range \$http_range;
        set \$origin_authorization "";
        set \$cf_id "";
        set \$dropped "";
        set \$server $server;
        ${4-}
        location / {
            include "$here/cloudfront.conf";
            ${3-}
            proxy_pass http://\$server\$origin_target;
        }
    }
C
        listening "$server/$1"
    done
}

# Writes down who listens at \$port, for the tests.
listening() {
    echo "$1 $port" >>"$run/ports.new"
    port=$((port + 1))
}
