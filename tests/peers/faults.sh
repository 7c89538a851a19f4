# Deliveries, one each: edge FAULT SERVERS DIRECTIVES-OF-THE-LOCATION [DIRECTIVES-OF-THE-SERVER]
# LocalStack serves requests without a signature, and prefers it to an Authorization header; the
# gateway does not mind an unsigned x-amz-cf-id with SigV4. A fault is left out where a server does
# not see it.
# shellcheck shell=bash disable=SC2016

edge works both ''
edge host-forwarded both 'set $origin_host $http_host;'
edge origin-global both 'set $origin_host peer-files.s3.amazonaws.com;'
edge other-bucket both 'set $origin_host other-files.s3.eu-central-1.amazonaws.com;'
edge origin-path both 'set $origin_target /releases$request_uri;'
edge rewritten both 'set $origin_target $path_alone/index.html?$args;'

edge encoded-again both 'set $origin_target $encoded_target;'
edge parameter-added both 'set $origin_target "$request_uri&utm_source=mail";'

edge cf-id both 'set $cf_id "$request_id==";'
authorization='AWS4-HMAC-SHA256 Credential=AKIAI44QH8DHBEXAMPLE/20261123/eu-central-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=0000000000000000000000000000000000000000000000000000000000000000'
edge signed-twice radosgw "set \$origin_authorization \"$authorization\";"
edge signed-twice-documented radosgw "set \$origin_authorization \"$authorization\"; set \$server documented;"
edge client-documented radosgw 'set $origin_authorization "Bearer 0000000000000000"; set $server documented;'

edge query-dropped radosgw 'set $origin_target $path_alone;'
edge expires-dropped both 'set $dropped X-Amz-Expires,Expires; set $origin_target $listed_target;'
edge override-dropped both 'set $dropped response-content-disposition; set $origin_target $listed_target;'

copies='set $origin_range ""; proxy_cache copies; proxy_cache_valid 200 60s; proxy_ignore_headers Cache-Control Expires Vary;'
edge cached both "$copies proxy_cache_key \$server_port\$request_uri;"
edge query-unkeyed both "$copies proxy_cache_key \$server_port\$path_alone;"
edge error-cached both "$copies proxy_cache_valid any 60s; proxy_cache_key \$server_port\$request_uri;"
edge error-masked both 'proxy_intercept_errors on; error_page 403 404 =200 /index.html;' \
    'location = /index.html { include "'"$here"'/cloudfront.conf"; default_type text/html; return 200 "<!doctype html><title>App</title>"; }'
