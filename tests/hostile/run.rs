//! A run of siglint with an eye on its time and its memory.

use std::fs::File;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// More than a run needs, and less than what it is offered.
const MOST_MEMORY: u64 = 128 << 20;

/// What came of it.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
    pub(crate) elapsed: Duration,
}

/// A URL of the server at `port` that works until 2099.
pub(crate) fn url(port: u16) -> String {
    format!(
        "http://127.0.0.1:{port}/report.pdf?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=\
         AKIAIOSFODNN7EXAMPLE%2F20261123%2Feu-central-1%2Fs3%2Faws4_request&X-Amz-Date=\
         20261123T100000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature={}",
        "0a1b2c3d".repeat(8)
    )
}

/// Asks for a URL, with `--now` within its time and two seconds for each question. Whatever comes:
/// siglint ends by itself and in time, does not panic, bounds its memory, shows no signature, and
/// prints nothing that steers a terminal.
pub(crate) fn diagnose(url: &str, more: &[&str]) -> Run {
    let base = [
        "diagnose",
        url,
        "--now",
        "2026-11-23T10:10:00Z",
        "--timeout",
        "2",
    ];
    let run = watch(&[&base, more].concat(), Duration::from_secs(10));
    for text in [&run.stdout, &run.stderr] {
        assert!(!text.contains("panicked"), "{text}");
        assert!(
            !text.contains("0a1b2c3d0a1b2c3d"),
            "the signature is shown: {text}"
        );
        let steers = text.chars().find(|&c| is_steering(c));
        assert_eq!(steers, None, "{text:?}");
    }
    assert!([0, 1, 2].contains(&run.code), "{run:?}");
    run
}

fn is_steering(c: char) -> bool {
    let bidirectional =
        matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    c.is_control() && c != '\n' || bidirectional
}

fn watch(arguments: &[&str], most: Duration) -> Run {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    // Files, since a full pipe would stop the program.
    let path = |name: &str| folder.join(format!("{}-{number}.{name}", std::process::id()));
    let file = |name| Stdio::from(File::create(path(name)).expect("the file can be made"));
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_siglint"))
        .args(arguments)
        .env_clear()
        .stdin(Stdio::null())
        .stdout(file("out"))
        .stderr(file("err"))
        .spawn()
        .expect("the program starts");
    let code = wait(&mut child, start, most);
    let elapsed = start.elapsed();
    let text = |name| {
        let bytes = std::fs::read(path(name)).expect("the file is there");
        let _ = std::fs::remove_file(path(name));
        String::from_utf8(bytes).expect("the program prints UTF-8")
    };
    Run {
        stdout: text("out"),
        stderr: text("err"),
        code,
        elapsed,
    }
}

/// The exit code; the program is ended if it takes too long.
fn wait(child: &mut Child, start: Instant, most: Duration) -> i32 {
    loop {
        let memory = memory(child.id());
        assert!(memory < MOST_MEMORY, "{} MiB of memory", memory >> 20);
        if let Some(status) = child.try_wait().expect("it can be waited for") {
            return status.code().unwrap_or(-1);
        }
        if start.elapsed() > most {
            let _ = child.kill();
            let _ = child.wait();
            panic!("it does not end in {most:?}");
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// The most memory that a process has used so far, in bytes; 0 where no system tells.
fn memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or_default() << 10
}
