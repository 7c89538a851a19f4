# What up and down share: the folder, the ports, and how a server is started and stopped.
# shellcheck shell=bash

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dir=${1:-${SIGLINT_PEERS:-$here/../../target/peers}}
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
tools=$dir/tools # what was installed; kept
run=$dir/run     # what the running servers write; removed by down
first=${SIGLINT_PEERS_PORT:-17400}

# Ports first to first+127, all on 127.0.0.1.
localstack_port=$first
radosgw_port=$((first + 1))
mon_port=$((first + 2)) # and the next
front_port=$((first + 4)) # the S3 servers behind TLS, from here on
edge_port=$((first + 8)) # the edges, from here on
moto_port=$((first + 99))
osd_port=$((first + 100)) # to first+127

# What both S3 servers accept; tests/peers.rs signs with it. They open nothing.
access_key=AKIAIOSFODNN7EXAMPLE
secret_key=test

say() { printf 'peers: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# Waits up to SECONDS until a command succeeds: wait_for SECONDS WHAT COMMAND...
wait_for() {
    local until=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$until" ] || die "$what is not ready in time; its log is in $run"
        sleep 0.2
    done
}

# Whether the process of a pid file runs, and is ours: its command line names the folder.
alive() {
    local pid
    pid=$(cat "$1" 2>/dev/null) && [ -n "$pid" ] || return 1
    tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- "$dir"
}

stop_all() {
    local file
    for file in "$run"/*/*.pid; do
        alive "$file" && kill "$(cat "$file")" 2>/dev/null
    done
    for file in "$run"/*/*.pid; do
        for _ in $(seq 50); do alive "$file" && sleep 0.1; done
        if alive "$file"; then
            say "process $(cat "$file") does not end: killed"
            kill -9 "$(cat "$file")"
        fi
    done
    rm -rf "$run"
}

# Whether everything runs that was started, from the scripts and ports as they are now.
running() {
    local file
    [ -e "$run/ports" ] && [ "$(made_from)" = "$(cat "$run/made-from")" ] || return 1
    for file in "$run"/*/*.pid; do
        alive "$file" || return 1
    done
}

made_from() { cat "$here"/{up,*.sh,*.conf,*.js,*.txt} | cksum; echo "$first"; }

# Runs each function at the same time as the others, and fails if one does.
all_of() {
    local step failed="" jobs=()
    mkdir -p "$tools"
    for step in "$@"; do
        # The lock must not be held by what the function starts.
        ( "$step" >"$run/$step.log" 2>&1 ) 9>&- &
        jobs+=("$!:$step")
    done
    for step in "${jobs[@]}"; do
        wait "${step%%:*}" && continue
        failed="$failed ${step#*:}"
        tail -n 5 "$run/${step#*:}.log" >&2
    done
    [ -z "$failed" ] || die "failed:$failed"
}
