# Installs what the servers need into $tools, without root and without changing the system.
# shellcheck shell=bash

# Debian's packages that are missing here are downloaded and unpacked, not installed: no service is
# started, and removing the folder removes them.
install_debian() {
    local apt=$tools/apt packages=(ceph-base ceph-common ceph-mon ceph-osd radosgw nginx libnginx-mod-http-headers-more-filter libnginx-mod-http-js)
    [ -e "$tools/debian.done" ] && return
    command -v apt-get >/dev/null || die "apt-get is not here: the servers are Debian's radosgw, ceph and nginx"
    say "fetching ${packages[*]} and what they need"
    rm -rf "$apt" "$tools/debian"
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$tools/debian"
    local options=(-qq -o "Dir::State::Lists=$apt/lists" -o "Dir::Cache=$apt/cache"
        -o Debug::NoLocking=1 -o APT::Sandbox::User=)
    apt-get "${options[@]}" update || die "apt-get cannot fetch the lists of packages"
    apt-get "${options[@]}" install -y --no-install-recommends --download-only "${packages[@]}" || die "apt-get cannot fetch ${packages[*]}"
    local archive
    for archive in "$apt"/cache/archives/*.deb; do
        [ -e "$archive" ] || continue # all of them are installed
        dpkg-deb -x "$archive" "$tools/debian"
    done
    rm -rf "$apt"
    touch "$tools/debian.done"
}

# The first of these paths that exists.
first_of() {
    local path
    for path in "$@"; do
        if [ -e "$path" ]; then
            echo "$path"
            return
        fi
    done
    die "none of these is here: $*"
}

# Lets the unpacked packages find each other.
use_debian() {
    local debian=$tools/debian libraries
    libraries=$(printf '%s:' "$debian"/usr/lib/*-linux-gnu "$debian"/lib/*-linux-gnu)
    ceph_library=$(first_of "$debian"/usr/lib/*-linux-gnu/ceph /usr/lib/*-linux-gnu/ceph)
    export PATH=$debian/usr/bin:$debian/usr/sbin:/usr/bin:/usr/sbin:$PATH
    export LD_LIBRARY_PATH=$libraries$ceph_library PYTHONPATH=$debian/usr/lib/python3/dist-packages
}

# An nginx module, wherever it is.
nginx_module() { first_of {"$tools/debian",}"/usr/lib/nginx/modules/ngx_http_$1_module.so"; }

python313() {
    local python
    for python in "${SIGLINT_PEERS_PYTHON:-python3.13}" "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13*/bin/python3 python3; do
        if "$python" -c 'import sys, venv; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null; then
            echo "$python"
            return
        fi
    done
    die "LocalStack needs Python 3.13, and neither python3.13 nor pyenv has one: install it, or name it in SIGLINT_PEERS_PYTHON"
}

install_localstack() {
    local pins=$here/localstack.txt python
    [ -x "$tools/localstack/bin/python" ] && cmp -s "$pins" "$tools/localstack.done" && return
    python=$(python313)
    say "installing LocalStack with $python"
    rm -rf "$tools/localstack"
    "$python" -m venv "$tools/localstack"
    "$tools/localstack/bin/pip" -q --disable-pip-version-check install --no-deps -r "$pins" ||
        die "pip cannot install LocalStack"
    cp "$pins" "$tools/localstack.done"
}
