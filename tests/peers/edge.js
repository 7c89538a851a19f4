// What an edge computes for itself: nginx has no words for it.

// Seconds since a copy was fetched, for a copy only.
function age(request) {
    const fetched = Date.parse(request.variables.upstream_http_date);
    const copy = request.variables.upstream_cache_status === 'HIT' && !isNaN(fetched);
    return copy ? String(Math.max(0, Math.floor((Date.now() - fetched) / 1000))) : '';
}

// The raw request target without the parameters that the behavior does not list.
function listed(request) {
    const dropped = request.variables.dropped.split(',');
    const target = request.variables.request_uri;
    const cut = target.indexOf('?');
    if (cut < 0) return target;
    const kept = target.slice(cut + 1).split('&').filter(pair => !dropped.includes(pair.split('=')[0]));
    return target.slice(0, cut) + '?' + kept.join('&');
}

// The raw request target with its path encoded a second time.
function encoded(request) {
    const target = request.variables.request_uri;
    const cut = target.indexOf('?');
    const path = cut < 0 ? target : target.slice(0, cut);
    return path.replace(/%/g, '%25') + (cut < 0 ? '' : target.slice(cut));
}

// What S3 says, as documented, to a request that is signed in the query and in a header. Neither
// server says it; where only one signature arrives, the gateway answers.
function one_mechanism(request) {
    const header = request.headersIn.Authorization;
    if (!header || !request.variables.args) {
        request.internalRedirect('@gateway');
        return;
    }
    request.headersOut['Content-Type'] = 'application/xml';
    const id = request.variables.request_id.slice(0, 16).toUpperCase();
    request.headersOut['x-amz-request-id'] = id;
    request.headersOut['x-amz-id-2'] = 'exampleHostId0001exampleHostId0001exampleHostId0001exampleHostId0001exampleH=';
    request.return(400, '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>InvalidArgument</Code>'
        + '<Message>Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature '
        + 'query string parameter or the Authorization header should be specified</Message>'
        + '<ArgumentName>Authorization</ArgumentName><ArgumentValue>' + header + '</ArgumentValue>'
        + '<RequestId>' + id + '</RequestId><HostId>exampleHostId0001exampleHostId0001exampleHostId'
        + '0001exampleHostId0001exampleH=</HostId></Error>');
}

export default { age, encoded, listed, one_mechanism };
