//! Clients that mean harm, or are in trouble: they are answered or dropped, and the next one is served.

use crate::client::raw;
use crate::lab::{CONTENT, Lab, NOW, report, signed, target};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;

fn is_well(lab: &Lab) {
    assert_eq!(lab.get(&report()).text(), CONTENT);
}

#[test]
fn nothing_outside_of_the_folder_is_served() {
    let lab = Lab::correct("outside");
    let outside = lab.folder.parent().unwrap().join("lab-outside-secret.txt");
    std::fs::write(&outside, "secret").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink(&outside, lab.folder.join("link.txt")).unwrap();
        symlink(outside.parent().unwrap(), lab.folder.join("folder")).unwrap();
        symlink("reports/2026.pdf", lab.folder.join("inner.pdf")).unwrap();
        let made = Command::new("mkfifo").arg(lab.folder.join("pipe")).status();
        assert!(made.unwrap().success());
    }
    for key in [
        "link.txt",
        "folder/lab-outside-secret.txt",
        "inner.pdf",
        "pipe",
        "reports",
        "reports/",
        "/etc/passwd",
        "reports//2026.pdf",
    ] {
        let answer = lab.ask_s3("GET", &signed(key, NOW, &[]), &[]);
        assert_eq!(answer.said(), (404, "NoSuchKey".to_owned()), "{key}");
    }
    for path in [
        "/../lab-outside-secret.txt",
        "/%2e%2e/lab-outside-secret.txt",
        "/reports/..%2f..%2fx",
    ] {
        let query = target(&report()).split_once('?').unwrap().1.to_owned();
        let answer = lab.ask("GET", &format!("http://lab{path}?{query}"), &[]);
        assert_eq!(answer.status, 403, "{path}");
    }
    is_well(&lab);
}

#[test]
fn what_is_no_request_is_refused() {
    let lab = Lab::correct("no-request");
    for address in [&lab.edge, &lab.s3] {
        for bytes in [
            &b"\r\n\r\n"[..],
            b"GET\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
            b"GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n",
            b"GET /\xff HTTP/1.1\r\nHost: \xff\r\nConnection: close\r\n\r\n",
            b"GET http://[::1/ HTTP/1.1\r\nHost: a\r\n\r\n",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            b"OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            b"CONNECT a:1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            b"GET /a HTTP/1.0\r\n\r\n",
        ] {
            let mut bytes = bytes.to_vec();
            // The client says no more, and a server that waits for it would wait long.
            let mut stream = TcpStream::connect(address).unwrap();
            stream.write_all(&std::mem::take(&mut bytes)).unwrap();
            stream.shutdown(std::net::Shutdown::Write).unwrap();
            let mut answer = Vec::new();
            let _ = stream.read_to_end(&mut answer);
            assert!(
                !answer.starts_with(b"HTTP/1.1 200"),
                "{}",
                String::from_utf8_lossy(&answer)
            );
        }
    }
    is_well(&lab);
}

#[test]
fn what_is_too_long_is_refused() {
    let lab = Lab::correct("too-long");
    let long = format!("{}&x={}", report(), "y".repeat(9_000));
    assert_eq!(lab.get(&long).status, 413);
    let huge = format!("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "a".repeat(100_000));
    let answer = raw(&lab.edge, huge.as_bytes());
    assert!(answer.starts_with(b"HTTP/1.1 4") || answer.is_empty());
    let many = "X: y\r\n".repeat(10_000);
    let answer = raw(
        &lab.edge,
        format!("GET / HTTP/1.1\r\n{many}\r\n").as_bytes(),
    );
    assert!(answer.starts_with(b"HTTP/1.1 4") || answer.is_empty());
    let body = [("Content-Length", "3")];
    assert_eq!(
        lab.ask("GET", &report(), &body).status,
        403,
        "CloudFront takes no GET with a body"
    );
    is_well(&lab);
}

#[test]
fn slow_and_many_clients_hold_up_nobody() {
    let lab = Lab::correct("slow");
    let big = vec![7_u8; 20 * 1024 * 1024];
    std::fs::write(lab.folder.join("big.bin"), &big).unwrap();
    let url = signed("big.bin", NOW, &[]);
    let open = |text: &str| {
        let mut stream = TcpStream::connect(&lab.edge).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        stream
    };
    let mut idle: Vec<TcpStream> = (0..300).map(|_| open("GET / HT")).collect();
    // They ask for much, and read nothing.
    let get = format!(
        "GET {} HTTP/1.1\r\nHost: {}\r\n\r\n",
        target(&url),
        lab.edge
    );
    idle.extend((0..50).map(|_| open(&get)));
    is_well(&lab);
    let whole = lab.get(&url);
    assert_eq!((whole.status, whole.body.len()), (200, big.len()));
    assert!(whole.body == big);
    let part = lab.ask("GET", &url, &[("Range", "bytes=20971519-")]);
    assert_eq!((part.status, part.body.as_slice()), (206, &[7_u8][..]));
    drop(idle);
    is_well(&lab);
}

#[test]
fn a_page_of_the_web_cannot_move_the_clock() {
    let lab = Lab::correct("csrf");
    let url = "http://lab/.siglint/clock?advance=2h";
    let origin = [("Origin", "https://evil.example")];
    assert_eq!(lab.ask("POST", url, &origin).status, 400);
    assert_eq!(lab.get(url).status, 400, "GET changes nothing");
    is_well(&lab);
}
