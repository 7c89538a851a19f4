# Ceph's S3 gateway: one monitor, one OSD that keeps everything in memory, one gateway.
# shellcheck shell=bash

start_radosgw() {
    use_debian
    local home=$run/ceph
    mkdir -p "$home"/{mon,osd,rgw,log}
    ceph_configuration "$home" >"$home/ceph.conf"
    export CEPH_CONF=$home/ceph.conf
    cd "$home"
    local fsid osd
    osd=$(cat /proc/sys/kernel/random/uuid)
    fsid=$(sed -n 's/^fsid = //p' ceph.conf)
    monmaptool --create --clobber --fsid "$fsid" --addv a "[v2:127.0.0.1:$mon_port,v1:127.0.0.1:$((mon_port + 1))]" monmap
    ceph-mon -c "$CEPH_CONF" --mkfs -i a --monmap monmap
    ceph-mon -c "$CEPH_CONF" -i a
    timeout 30 ceph -c "$CEPH_CONF" osd new "$osd" 0
    timeout 30 ceph -c "$CEPH_CONF" osd crush add osd.0 1.0 host=localhost root=default
    ceph-osd -c "$CEPH_CONF" -i 0 --mkfs --osd-uuid "$osd"
    ceph-osd -c "$CEPH_CONF" -i 0
    timeout 60 radosgw-admin -c "$CEPH_CONF" -n client.rgw user create --uid=siglint --display-name=siglint \
        --access-key="$access_key" --secret-key="$secret_key"
    radosgw -c "$CEPH_CONF" -n client.rgw
    wait_for 60 radosgw curl -s -o /dev/null "http://127.0.0.1:$radosgw_port/"
}

ceph_configuration() {
    cat <<C
[global]
fsid = $(cat /proc/sys/kernel/random/uuid)
mon host = [v2:127.0.0.1:$mon_port,v1:127.0.0.1:$((mon_port + 1))]
public network = 127.0.0.0/8
cluster network = 127.0.0.0/8
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv6 = false
ms bind port min = $osd_port
ms bind port max = $((osd_port + 27))
auth cluster required = none
auth service required = none
auth client required = none
setuser match path =
run dir = $1
pid file = $1/\$name.pid
admin socket = $1/\$name.asok
log file = $1/log/\$name.log
mon data = $1/mon
mon data avail crit = 1
mon allow pool size one = true
mon max pg per osd = 1000
osd data = $1/osd
osd objectstore = memstore
memstore device bytes = 536870912
osd class dir = ${ceph_library%/ceph}/rados-classes
plugin dir = $ceph_library
erasure code dir = $ceph_library/erasure-code
osd crush chooseleaf type = 0
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
[client.rgw]
rgw data = $1/rgw
# The default, secure, cannot work without authentication.
ms mon client mode = crc
ms mon cluster mode = crc
ms mon service mode = crc
rgw frontends = beast endpoint=127.0.0.1:$radosgw_port
rgw dns name = s3.eu-central-1.amazonaws.com
rgw enable usage log = false
rgw num rados handles = 1
C
}
