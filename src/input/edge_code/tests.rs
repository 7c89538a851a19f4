//! What is seen in code: changes, under conditions or not, and what is no change.

use super::effect;
use crate::model::FunctionEffect;

fn said(effect: &FunctionEffect) -> String {
    let changes = effect.changes.iter().map(|change| {
        let sometimes = if change.sometimes { "?" } else { "" };
        format!("{}{sometimes}", change.part.name())
    });
    let answers = effect.answers.then(|| "answers".to_owned());
    changes.chain(answers).collect::<Vec<_>>().join(" ")
}

fn check(cases: &[(&str, &str)]) {
    for (code, expected) in cases {
        let code = format!("function handler(event) {{\n{code}\n}}");
        assert_eq!(said(&effect(&code)), *expected, "{code}");
    }
}

const READ: [(&str, &str); 8] = [
    ("return event.request;", ""),
    (
        "var uri = event.request.uri; uri = uri + 'x'; return event.request;",
        "",
    ),
    (
        "if (event.request.headers.token === 'x') { return event.request; }",
        "",
    ),
    (
        "// request.uri = '/x'\nconst t = `request.uri = 1`; return event.request;",
        "",
    ),
    (
        "const r = event.request; console.log(r.uri == '/', r.querystring['a']);",
        "",
    ),
    (
        "var response = event.response; response.headers['host'] = {value: ''}; return response;",
        "",
    ),
    (
        "event.request.headers['x-forwarded-host'] = {value: 'a'}; return event.request;",
        "",
    ),
    (
        "const headers = {}; headers.host = 1; return event.request;",
        "",
    ),
];

#[test]
fn what_is_only_read_is_no_change() {
    check(&READ);
}

const CHANGED: [(&str, &str); 15] = [
    ("event.request.uri = '/a' + event.request.uri;", "uri"),
    (
        "var request = event.request; request.uri += 'index.html';",
        "uri",
    ),
    ("const r = event.request; r['uri'] = '/x';", "uri"),
    (
        "const { request } = event; delete request.querystring.utm_source;",
        "querystring?",
    ),
    (
        "const { querystring: q } = event.request; q.a = { value: '1' };",
        "querystring",
    ),
    (
        "const qs = event.request.querystring; for (const k in qs) { delete qs[k]; }",
        "querystring?",
    ),
    (
        "var h = event.request.headers; h['host'] = { value: 'a' };",
        "host",
    ),
    ("event.request.headers.host.value = 'a';", "host"),
    (
        "event.request.headers['x-amz-date'] = { value: '' };",
        "header",
    ),
    ("event.request.headers[name] = { value: '' };", "header"),
    ("event.request[part] = '/';", "anything"),
    (
        "Object.assign(event.request.querystring, { a: { value: '1' } });",
        "querystring",
    ),
    (
        "return { ...event.request, uri: '/x', headers: {} };",
        "uri header",
    ),
    (
        "cf.updateRequestOrigin({ domainName: 'a' }); return event.request;",
        "origin",
    ),
    (
        "return normalised(event.request); } function normalised(req) { req.uri = '/a'; return req;",
        "uri",
    ),
];

#[test]
fn assignments_and_deletions_are_changes_whatever_the_names() {
    check(&CHANGED);
}

const SOMETIMES: [(&str, &str); 10] = [
    (
        "var r = event.request; if (r.uri.endsWith('/')) { r.uri += 'index.html'; } return r;",
        "uri?",
    ),
    (
        "var r = event.request; if (r.uri.endsWith('/')) r.uri += 'index.html'; return r;",
        "uri?",
    ),
    (
        "var r = event.request; if (a) { b(); } else r.uri = '/x'; return r;",
        "uri?",
    ),
    (
        "var r = event.request; if (a) { b(); } r.uri = '/x'; return r;",
        "uri",
    ),
    (
        "var r = event.request; if (r.uri === '/a') return r; r.uri = '/x'; return r;",
        "uri?",
    ),
    (
        "var r = event.request; r.uri = r.uri.replace(/^\\/v1/, ''); return r;",
        "uri?",
    ),
    (
        "var r = event.request; r.uri = a ? b : c; return r;",
        "uri?",
    ),
    (
        "var r = event.request; if (a) r.uri = '/x'; r.uri = '/y'; return r;",
        "uri",
    ),
    (
        "if (a) { return { statusCode: 403 }; } return event.request;",
        "answers",
    ),
    (
        "var response = {}; response.statusCode = 301; return response;",
        "answers",
    ),
];

#[test]
fn what_hangs_on_the_request_is_told_apart() {
    check(&SOMETIMES);
}

#[test]
fn any_code_comes_to_an_end() {
    for code in [
        "",
        "}}}",
        "((((",
        "const {",
        "a[",
        "request.uri =",
        "...request",
        "delete",
        "if (",
        "{ ...request,",
    ] {
        let _ = effect(code);
    }
    let _ = effect(&"a[".repeat(40_000));
    let _ = effect(&"...request".repeat(10_000));
    let _ = effect(&("var r=request;".to_owned() + &"r=r.a;".repeat(10_000)));
    let _ = effect(&("{".repeat(30_000) + &"q.uri=1;".repeat(4_000)));
}
