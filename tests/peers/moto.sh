# moto, as an independent control plane of CloudFront, and the AWS CLI that fills it. Any key will do.
# shellcheck shell=bash

install_moto() {
    local pins=$here/moto.txt python
    [ -x "$tools/moto/bin/python" ] && cmp -s "$pins" "$tools/moto.done" && return
    python=$(python313)
    say "installing moto with $python"
    rm -rf "$tools/moto"
    "$python" -m venv "$tools/moto"
    "$tools/moto/bin/pip" -q --disable-pip-version-check install --no-deps -r "$pins" || die "pip cannot install moto"
    cp "$pins" "$tools/moto.done"
}

start_moto() {
    local home=$run/moto
    mkdir -p "$home"
    cd "$home"
    HOME=$home setsid "$tools/moto/bin/python" -m moto.server -H 127.0.0.1 -p "$moto_port" >moto.log 2>&1 </dev/null &
    echo $! >moto.pid
    wait_for 60 moto curl -sf -o /dev/null "http://127.0.0.1:$moto_port/moto-api/"
    echo "moto $moto_port" >"$home/port"
}
