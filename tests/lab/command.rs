//! `siglint lab --run`, and how the lab starts, or does not.

use crate::lab::{BUCKET, KEY, SECRET};
use crate::support::{Run, root, scratch, siglint_with};
use std::path::Path;

fn lab(arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    let folder = scratch("lab-command");
    std::fs::write(folder.join("k"), "here").unwrap();
    let bucket = format!("{BUCKET}={}", folder.display());
    let config = root().join("fixtures/scenarios/correct/config");
    let start = ["lab", "-c", config.to_str().unwrap(), "--bucket", &bucket];
    let path = std::env::var("PATH").unwrap();
    let environment = [&[("PATH", path.as_str())], environment].concat();
    siglint_with(
        &[&start[..], arguments].concat(),
        Path::new("/"),
        &environment,
    )
}

#[test]
fn a_command_has_the_addresses_and_gives_the_exit_code() {
    let command = "echo $SIGLINT_LAB_EDGE $SIGLINT_LAB_S3 $AWS_ACCESS_KEY_ID $AWS_REGION; exit 7";
    let run = lab(&["--run", command], &[]);
    assert_eq!(run.code, 7, "{run:?}");
    let words: Vec<&str> = run.stdout.split_whitespace().collect();
    let [edge, s3, key, region] = words[..] else {
        panic!("{run:?}");
    };
    assert!(edge.starts_with("http://127.0.0.1:") && s3.starts_with("http://127.0.0.1:"));
    assert_eq!((key, region), (KEY, "eu-central-1"));
}

#[test]
fn an_application_signs_and_fetches() {
    let siglint = env!("CARGO_BIN_EXE_siglint");
    let command = format!(
        "url=$({siglint} sign s3://{BUCKET}/k --via $SIGLINT_LAB_EDGE 2>/dev/null) && curl -fsS \"$url\""
    );
    let run = lab(
        &["--run", &command],
        &[("AWS_EC2_METADATA_DISABLED", "true")],
    );
    assert_eq!((run.code, run.stdout.as_str()), (0, "here"), "{run:?}");
    assert!(
        run.stderr
            .contains("edge  200 GET /k  Miss from cloudfront"),
        "{run:?}"
    );
    assert!(!run.stderr.contains("X-Amz"), "{run:?}");
}

#[test]
fn a_key_of_the_environment_is_not_told() {
    let own = [
        ("AWS_ACCESS_KEY_ID", "AKIAI44QH8DHBEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "5ec2e7"),
    ];
    let run = lab(&["--credentials", "--run", "true"], &own);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stderr.contains("AKIAI44QH8DHBEXAMPLE") && !run.stderr.contains("5ec2e7"));
    assert!(!run.stderr.contains(SECRET), "{run:?}");
}

#[test]
fn what_keeps_it_from_starting_is_told() {
    let run = lab(&["--bucket", "b=/nonexistent", "--run", "true"], &[]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("b=/nonexistent: it cannot be opened"),
        "{run:?}"
    );
    let run = lab(&["--credentials", "--run", "true"], &[]);
    assert!(
        run.code == 2 && run.stderr.contains("AWS_ACCESS_KEY_ID"),
        "{run:?}"
    );
    let run = lab(&["--listen", "0.0.0.0", "--run", "true"], &[]);
    assert!(
        run.code == 2 && run.stderr.contains("add --credentials"),
        "{run:?}"
    );
    let run = lab(&["--distribution", "nope", "--run", "true"], &[]);
    assert!(
        run.code == 2 && run.stderr.contains("E2EXAMPLE1SIGNED"),
        "{run:?}"
    );
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = lab(&["--port", &port, "--run", "true"], &[]);
    assert!(run.code == 2 && run.stderr.contains("--port"), "{run:?}");
}
