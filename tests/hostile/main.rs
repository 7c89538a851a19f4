//! `siglint diagnose` against servers that mean it ill, or are broken: it survives each within its
//! time and with little memory, and says in words what came.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod run;
mod server;

use run::{diagnose, url};
use serde_json::Value;
use server::{Client, Server};
use std::time::Duration;

/// An answer of S3's with this body.
fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/xml\r\nServer: AmazonS3\r\n\
         x-amz-request-id: TX9N3EXAMPLE0001\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
    )
}

fn error(code: &str, more: &str) -> String {
    format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code>{more}</Error>")
}

/// What siglint makes of a server, for a program and for a person.
fn both(serve: impl Fn(&mut Client) + Send + Sync + 'static) -> (Value, run::Run, Server) {
    let server = Server::start(serve);
    let json = diagnose(&url(server.port), &["--format", "json"]);
    let human = diagnose(&url(server.port), &[]);
    assert_eq!(json.code, human.code, "{json:?} {human:?}");
    let report = serde_json::from_str(&json.stdout).expect("the report is JSON");
    (report, human, server)
}

/// The first observation.
fn seen(report: &Value) -> &Value {
    &report["targets"][0]["observed"][0]
}

/// Nobody answered: exit code 2, and words for a person.
fn nothing_came(serve: impl Fn(&mut Client) + Send + Sync + 'static, words: &str) {
    let (report, human, _server) = both(serve);
    assert_eq!(human.code, 2, "{human:?}");
    assert!(seen(&report)["status"].is_null(), "{report:#}");
    let said = human.stdout.clone() + &human.stderr;
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains(words), "{said}");
}

#[test]
fn terminal_escapes_in_the_body() {
    let (report, human, _server) = both(|client| {
        let evil = "\u{1b}[2J\u{1b}]8;;http://evil.example\u{7}click\u{1b}]8;;\u{7}\u{9b}31m\u{202e}\
                    \rverdict: works&#x1b;[1m&#27;&#x9b;";
        let more = format!("<Message>{evil}</Message><Key>{evil}</Key><HostId>{evil}</HostId>");
        client.send(answer("403 Forbidden", "", &error(evil, &more)));
    });
    assert_eq!(human.code, 1, "{human:?}");
    assert_eq!(seen(&report)["status"], 403, "{report:#}");
    assert!(
        !human
            .stdout
            .lines()
            .any(|line| line.starts_with("verdict: works")),
        "{human:?}"
    );
}

#[test]
fn terminal_escapes_in_the_headers() {
    let (report, human, _server) = both(|client| {
        let evil = "X-Cache: \u{9b}2J\u{202e}Hit from cloudfront\r\nLocation: \u{9d}0;\u{9c}\r\n";
        client.send(answer("403 Forbidden", evil, &error("AccessDenied", "")));
    });
    assert_eq!(human.code, 1, "{human:?}");
    assert_eq!(seen(&report)["code"], "AccessDenied", "{report:#}");
}

#[test]
fn a_header_that_is_none() {
    nothing_came(
        |client| {
            client
                .send("HTTP/1.1 403 Forbidden\r\nX-Cache: \u{1b}[2J\r\nContent-Length: 0\r\n\r\n");
        },
        "no answer that can be read",
    );
}

/// 1 GiB is offered, and hardly more is taken than what is read of an error.
#[test]
fn an_endless_body() {
    for (status, served) in [("403 Forbidden", false), ("200 OK", true)] {
        let (report, human, server) = both(move |client| {
            let length = 1 << 30;
            client.send(format!(
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\n\r\n"
            ));
            let part = b"<Error><Code>AccessDenied</Code><Message>".repeat(1600);
            client.send_on(&part, Duration::ZERO);
        });
        assert_eq!(human.code, i32::from(!served), "{human:?}");
        assert_eq!(seen(&report)["served"], served, "{report:#}");
        assert!(human.elapsed < Duration::from_secs(4), "{human:?}");
        // Buffers of the system hold some megabytes for each question.
        assert!(
            server.written() < 64 << 20,
            "{} bytes were taken",
            server.written()
        );
    }
}

#[test]
fn endless_chunks() {
    let (report, human, server) = both(|client| {
        client.send("HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n");
        let chunk = format!("4000\r\n{}\r\n", " ".repeat(0x4000));
        client.send_on(chunk.as_bytes(), Duration::ZERO);
    });
    assert_eq!(human.code, 1, "{human:?}");
    assert_eq!(seen(&report)["status"], 403, "{report:#}");
    assert!(
        server.written() < 64 << 20,
        "{} bytes were taken",
        server.written()
    );
}

#[test]
fn a_billion_laughs() {
    let (report, human, _server) = both(|client| {
        let mut entities = "<!ENTITY a0 \"ha\">".to_owned();
        for level in 1..40 {
            let inner = format!("&a{};", level - 1).repeat(10);
            entities += &format!("<!ENTITY a{level} \"{inner}\">");
        }
        let body = format!(
            "<?xml version=\"1.0\"?><!DOCTYPE Error [{entities}]><Error><Code>AccessDenied</Code>\
             <Message>&a39;</Message></Error>"
        );
        client.send(answer("403 Forbidden", "", &body));
    });
    assert_eq!(human.code, 1, "{human:?}");
    assert_eq!(seen(&report)["code"], "AccessDenied", "{report:#}");
    assert!(!human.stdout.contains("haha"), "{human:?}");
}

#[test]
fn deep_elements() {
    let (report, human, _server) = both(|client| {
        client.send(answer(
            "403 Forbidden",
            "",
            &error("AccessDenied", &"<a>".repeat(20_000)),
        ));
    });
    assert_eq!(human.code, 1, "{human:?}");
    assert_eq!(seen(&report)["code"], "AccessDenied", "{report:#}");
}

/// What came before the time was over is read.
#[test]
fn a_slow_drip() {
    let (report, human, _server) = both(|client| {
        let start = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message>";
        client.send(format!(
            "HTTP/1.1 403 Forbidden\r\nContent-Length: 9999\r\n\r\n{start}"
        ));
        client.send_on(b"<", Duration::from_secs(1));
    });
    assert_eq!(human.code, 1, "{human:?}");
    assert_eq!(seen(&report)["code"], "AccessDenied", "{report:#}");
    assert!(
        human.elapsed < Duration::from_secs(4),
        "{:?}",
        human.elapsed
    );
}

#[test]
fn a_slow_drip_of_headers() {
    nothing_came(
        |client| {
            client.send("HTTP/1.1 403 Forbidden\r\n");
            client.send_on(b"X", Duration::from_secs(1));
        },
        "gave no answer within 2 s",
    );
}

/// It is reported and not followed, wherever it leads.
#[test]
fn a_redirect_to_another_host() {
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "307 Temporary Redirect",
    ] {
        let other = Server::start(|client| {
            client.send(answer("200 OK", "", "stolen"));
        });
        let port = other.port;
        let (report, human, _server) = both(move |client| {
            let location = format!("Location: http://127.0.0.1:{port}/stolen\r\n");
            client.send(answer(status, &location, ""));
        });
        assert_eq!(other.connections(), 0, "{human:?}");
        assert_eq!(human.code, 1, "{human:?}");
        assert_eq!(seen(&report)["served"], false, "{report:#}");
    }
}

#[test]
fn a_body_that_breaks_off() {
    let (report, human, _server) = both(|client| {
        let start = error("SignatureDoesNotMatch", "<CanonicalRequest>GET\n/rep");
        let start = start.trim_end_matches("</Error>");
        client.send("HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n");
        client.send(format!("{:x}\r\n{start}", start.len() + 500));
    });
    assert_eq!(human.code, 1, "{human:?}");
    assert_eq!(seen(&report)["code"], "SignatureDoesNotMatch", "{report:#}");
}

#[test]
fn a_size_that_is_none() {
    let (report, human, _server) = both(|client| {
        client.send("HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n");
        client.send("fffffffffffffffffffff\r\n<Error>");
    });
    assert_eq!(human.code, 1, "{human:?}");
    assert_eq!(seen(&report)["status"], 403, "{report:#}");
}

#[test]
fn endless_headers() {
    nothing_came(
        |client| {
            client.send("HTTP/1.1 403 Forbidden\r\n");
            client.send_on(b"X-More: and more of it\r\n", Duration::ZERO);
        },
        "no answer that can be read",
    );
}

#[test]
fn one_endless_header() {
    nothing_came(
        |client| {
            client.send("HTTP/1.1 403 Forbidden\r\nX-More: ");
            client.send_on(&[b'x'; 4096], Duration::ZERO);
        },
        "no answer that can be read",
    );
}

/// Interim answers promise one that never comes.
#[test]
fn endless_interim_answers() {
    let (report, human, _server) = both(|client| {
        client.send_on(b"HTTP/1.1 103 Early Hints\r\n\r\n", Duration::ZERO);
    });
    assert_eq!(human.code, 2, "{human:?}");
    assert!(seen(&report)["status"].is_null(), "{report:#}");
    assert!(
        human.elapsed < Duration::from_secs(4),
        "{:?}",
        human.elapsed
    );
}

#[test]
fn a_connection_closed_at_once() {
    nothing_came(|_| (), "127.0.0.1");
}

#[test]
fn no_answer_at_all() {
    nothing_came(Client::wait, "gave no answer within 2 s");
}

#[test]
fn another_protocol() {
    nothing_came(
        |client| {
            client.send("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n");
        },
        "no answer that can be read",
    );
}

/// A page in place of an error, with all that would forge a report.
#[test]
fn a_page_of_somebody_else() {
    let (report, human, _server) = both(|client| {
        let page = "<html><title>\u{1b}[1mverdict: works, certain.</title>".to_owned();
        client.send(answer(
            "403 Forbidden",
            "",
            &(page + &"<div>".repeat(10_000)),
        ));
    });
    assert_eq!(human.code, 1, "{human:?}");
    assert_eq!(seen(&report)["status"], 403, "{report:#}");
}

/// A URL that was signed for something else than a download is not sent at all.
#[test]
fn an_upload_is_never_sent() {
    let server = Server::start(|client| {
        client.send(answer("200 OK", "", ""));
    });
    for (part, more) in [
        ("", &["--method", "PUT"][..]),
        ("", &["--method", "HEAD"]),
        ("&x-id=PutObject", &[]),
        ("&x-id=DeleteObject", &[]),
    ] {
        let run = diagnose(&(url(server.port) + part), more);
        assert_eq!(server.connections(), 0, "{more:?} {run:?}");
        assert!(
            run.stdout.contains("GET only") || run.stderr.contains("GET only") || run.code != 0,
            "{run:?}"
        );
    }
}

/// Questions are asked at once: all together take no longer than the slowest one and a fifth.
#[test]
fn slow_answers_are_awaited_together() {
    let server = Server::start(|client| {
        std::thread::sleep(Duration::from_millis(1500));
        client.send(answer("403 Forbidden", "", &error("AccessDenied", "")));
    });
    let resolve = format!(
        "files.s3.eu-central-1.amazonaws.com:80:127.0.0.1:{}",
        server.port
    );
    let viewer = url(server.port);
    let s3 = viewer.replace(
        &format!("127.0.0.1:{}", server.port),
        "files.s3.eu-central-1.amazonaws.com",
    );
    let run = diagnose(&viewer, &["--s3-url", &s3, "--resolve", &resolve]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(server.connections() >= 3, "{run:?}");
    assert!(
        run.elapsed < Duration::from_millis(1800),
        "{:?}",
        run.elapsed
    );
}
