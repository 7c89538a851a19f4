//! Lists of URLs: each line for itself, in order, from a file or standard input.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod support;

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use support::{Run, root, scratch};

const ARGUMENTS: [&str; 6] = [
    "check",
    "-c",
    "config",
    "--now",
    "2026-11-23T10:10:00Z",
    "-",
];

fn scenario(name: &str) -> PathBuf {
    root().join("fixtures/scenarios").join(name)
}

fn url(name: &str) -> String {
    let text = std::fs::read_to_string(scenario(name).join("url")).unwrap();
    text.trim().to_owned()
}

/// The program in the folder of the scenario `region-missing`, its input and output in our hands.
fn start(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_siglint"))
        .args(arguments)
        .current_dir(scenario("region-missing"))
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What comes of this input.
fn check(more: &[&str], input: &[u8]) -> Run {
    let mut child = start(&[&ARGUMENTS, more].concat());
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // Both ends at once: neither may wait for the other.
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join();
    Run {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap_or(-1),
    }
}

fn documents(run: &Run) -> Vec<Value> {
    let lines = run.stdout.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn every_url_has_its_line_and_the_order_is_kept() {
    let right = url("region-missing").replace(".eu-central-1", "");
    let line = |number: usize| match number % 3 {
        0 => json!({"url": url("region-missing"), "id": number}).to_string(),
        _ => json!({"url": right, "id": number}).to_string(),
    };
    let list: Vec<String> = (0..900).map(line).collect();
    let run = check(&["--format", "jsonl"], list.join("\n").as_bytes());
    let documents = documents(&run);
    let (last, documents) = documents.split_last().unwrap();
    assert_eq!((documents.len(), run.code), (900, 1), "{}", run.stderr);
    for (number, document) in documents.iter().enumerate() {
        assert_eq!(document["id"], number.to_string());
        assert_eq!(document["line"], number + 1);
        let verdict = if number % 3 == 0 { "broken" } else { "works" };
        assert_eq!(document["targets"][0]["verdict"], verdict);
    }
    assert_eq!(last["verdicts"], json!({"broken": 300, "works": 600}));
    assert_eq!(last["root_causes"], json!({"signed-host-mismatch": 300}));
}

#[test]
fn a_person_sees_a_line_for_what_works_and_a_block_for_what_does_not() {
    let (broken, via) = (url("region-missing"), url("correct"));
    let signed = broken.replace(".eu-central-1", "");
    let list = format!(
        "# made by a test\n{signed}\n\n{broken}\n{}\n",
        json!({"url": via, "s3_url": signed, "id": "order-7"})
    );
    let run = check(&[], list.as_bytes());
    let expected = "\
works    https://cf-files-example.s3.amazonaws.com/reports/2026.pdf  (2 warnings)
broken   https://cf-files-example.s3.eu-central-1.amazonaws.com/reports/2026.pdf  (line 4)
         signed-host-mismatch: S3 will see another Host than was signed
           (config/distribution.json:21:39)
         S3 will answer 403 SignatureDoesNotMatch
         mend: set the origin's DomainName to
           cf-files-example.s3.eu-central-1.amazonaws.com
works    order-7  https://d111111abcdef8.cloudfront.net/reports/2026.pdf  (2 warnings)

3 URLs: 1 broken, 2 works
  error    signed-host-mismatch    1
  warning  global-endpoint-signed  2
  warning  origin-region-missing   3
";
    assert!(run.stdout.starts_with(expected), "{}", run.stdout);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
}

#[test]
fn a_bad_line_is_told_with_its_number_and_the_rest_goes_on() {
    let good = url("region-missing").replace(".eu-central-1", "");
    let long = "x".repeat(1 << 20);
    let mut list = format!("\u{feff}{good}\r\nnonsense\n{{\"url\": \n{long}\n").into_bytes();
    list.extend(b"https://h/\xff?X-Amz-Signature=5ec2e7\n");
    list.extend(
        json!({"url": good, "distribution": "E9"})
            .to_string()
            .bytes(),
    );
    list.extend(format!("\nhttps://h/a?X-Amz-Signature=\n{good}").bytes());
    let run = check(&[], &list);
    assert_eq!(run.code, 2);
    assert_eq!(
        run.stdout.matches("works    https").count(),
        2,
        "{}",
        run.stdout
    );
    for said in [
        "-:2: it has no scheme",
        "-:3: is not JSON",
        "-:4: is longer than 256 KiB",
        "-:5: is no UTF-8",
        "-:6: distribution: no distribution is called E9",
    ] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
    let all = run.stdout + &run.stderr;
    assert!(!all.contains("5ec2e7"), "{all}");
}

#[test]
fn a_list_is_a_file_as_well() {
    let folder = scratch("lists-file");
    let good = url("region-missing").replace(".eu-central-1", "");
    std::fs::write(folder.join("urls"), format!("{good}\n")).unwrap();
    let path = folder.join("urls").display().to_string();
    let config = scenario("region-missing")
        .join("config")
        .display()
        .to_string();
    let run = |more: &[&str]| {
        let given = ["check", "-c", &config, "--now", "2026-11-23T10:10:00Z"];
        support::siglint(&[&given, more].concat(), &folder)
    };
    assert_eq!(run(&["--urls", &path]).code, 0);
    let quiet = run(&["--urls", "urls", "-q"]);
    assert_eq!((quiet.code, quiet.stdout.as_str()), (0, ""));
    for (wrong, said) in [
        (&["--urls", "nowhere"][..], "nowhere: cannot be opened"),
        (
            &["--urls", "urls", "--format", "json"],
            "expected --format human or jsonl",
        ),
        (
            &["--urls", "urls", "-o", "jsonl=x"],
            "expected --format human or jsonl",
        ),
        (&["-", &good], "give it alone"),
        (&["-", "-c", "-"], "cannot be both the configuration"),
        (&["-", "--s3-url", &good], "is about one URL"),
        (&["-", "--fix"], "give its URL alone"),
    ] {
        let run = run(wrong);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{wrong:?}");
        assert!(
            run.stderr.replace("\n  ", " ").contains(said),
            "{said}: {}",
            run.stderr
        );
    }
}

/// Whoever pastes URLs, or follows a log, waits for none but the next.
#[test]
fn an_answer_comes_as_soon_as_its_url_is_there() {
    let mut child = start(&ARGUMENTS);
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..2 {
        writeln!(
            stdin,
            "{}",
            url("region-missing").replace(".eu-central-1", "")
        )
        .unwrap();
        stdin.flush().unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert!(line.starts_with("works "), "{line}");
    }
    // Nobody reads any more: the next answer ends the run, though the input does not. A process that
    // another test starts just now may hold the pipe open for a moment, so one more may be needed.
    drop(stdout);
    let mut ended = None;
    for _ in 0..100 {
        let _ = writeln!(stdin, "{}", url("region-missing")).and_then(|()| stdin.flush());
        std::thread::sleep(Duration::from_millis(100));
        ended = child.try_wait().unwrap();
        if ended.is_some() {
            break;
        }
    }
    assert_eq!(ended.and_then(|status| status.code()), Some(2));
    drop(stdin);
}

#[test]
fn urls_that_are_given_one_by_one_are_lines_too() {
    let folder = scenario("region-missing");
    let given = [
        "check",
        &url("region-missing"),
        "-c",
        "config",
        "--format",
        "jsonl",
    ];
    let run = support::siglint(&given, &folder);
    let documents = documents(&run);
    assert_eq!(documents.len(), 2, "{}", run.stdout);
    assert_eq!(documents[0]["targets"][0]["verdict"], "broken");
    assert_eq!(documents[1]["urls"], 1);
}
