//! A CloudFront control plane on loopback: it answers as the API's documentation says, or as a test
//! wants it to.

use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What a question is answered with.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    /// A status and a body.
    Body(u16, String),
    /// A body that breaks off before its end.
    Cut(String),
    /// The connection ends without an answer.
    Drop,
    /// A body, after a while.
    Late(Duration, String),
}

impl Answer {
    /// An XML document of the API.
    pub(crate) fn xml(body: &str) -> Self {
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        let space = " xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\">";
        Self::Body(200, format!("{head}{}", body.replacen('>', space, 1)))
    }

    /// An error of the API (API reference, "Common error types": the REST envelope).
    pub(crate) fn error(status: u16, code: &str) -> Self {
        let body = format!(
            "<ErrorResponse xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\"><Error>\
             <Type>Sender</Type><Code>{code}</Code><Message>of a test</Message></Error>\
             <RequestId>41d2d3a1-0000-0000-0000-000000000001</RequestId></ErrorResponse>"
        );
        Self::Body(status, body)
    }
}

/// Answers by path and query; the last of several for one path is given again and again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Script(BTreeMap<String, VecDeque<Answer>>);

impl Script {
    /// Answers questions for this path, after those that were given before.
    pub(crate) fn on(mut self, path: &str, answer: Answer) -> Self {
        let path = format!("/2020-05-31/{path}");
        self.0.entry(path).or_default().push_back(answer);
        self
    }

    fn next(&mut self, path: &str) -> Answer {
        let missing = || Answer::error(404, "NoSuchResource");
        let Some(answers) = self.0.get_mut(path) else {
            return missing();
        };
        match answers.len() {
            1 => answers.front().cloned(),
            _ => answers.pop_front(),
        }
        .unwrap_or_else(missing)
    }
}

/// The server; it lives until the tests end.
#[derive(Debug)]
pub(crate) struct ControlPlane {
    pub(crate) endpoint: String,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    asked: Vec<String>,
    under_way: usize,
    most_under_way: usize,
}

impl ControlPlane {
    pub(crate) fn start(script: Script) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("loopback has a free port");
        let port = listener.local_addr().expect("it is bound").port();
        let state = Arc::<Mutex<State>>::default();
        let script = Arc::new(Mutex::new(script));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (state, script) = (Arc::clone(&shared), Arc::clone(&script));
                thread::spawn(move || serve(stream, &state, &script));
            }
        });
        Self {
            endpoint: format!("http://127.0.0.1:{port}"),
            state,
        }
    }

    /// The paths that were asked for, in the order in which they came.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.state
            .lock()
            .expect("no test fails in it")
            .asked
            .clone()
    }

    /// How many questions were under way at the same time.
    pub(crate) fn most_under_way(&self) -> usize {
        self.state
            .lock()
            .expect("no test fails in it")
            .most_under_way
    }
}

/// Answers one question a connection.
fn serve(mut stream: TcpStream, state: &Mutex<State>, script: &Mutex<Script>) {
    let Some((method, path)) = request(&stream) else {
        return;
    };
    let answer = {
        let mut state = state.lock().expect("no test fails in it");
        assert_eq!(method, "GET", "siglint only reads");
        state.asked.push(path.replace("/2020-05-31/", ""));
        state.under_way += 1;
        state.most_under_way = state.most_under_way.max(state.under_way);
        script.lock().expect("no test fails in it").next(&path)
    };
    let said = match answer {
        Answer::Body(status, body) => response(status, body.len(), &body),
        Answer::Cut(body) => response(200, body.len() + 1000, &body),
        Answer::Late(pause, body) => {
            thread::sleep(pause);
            response(200, body.len(), &body)
        }
        Answer::Drop => String::new(),
    };
    state.lock().expect("no test fails in it").under_way -= 1;
    let _ = stream.write_all(said.as_bytes());
}

fn response(status: u16, length: usize, body: &str) -> String {
    format!(
        "HTTP/1.1 {status} X\r\nContent-Type: text/xml\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n{body}"
    )
}

/// The method and the target of a request without a body.
fn request(stream: &TcpStream) -> Option<(String, String)> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next()?.ok()?;
    lines
        .find(|line| line.as_ref().is_ok_and(String::is_empty))?
        .ok()?;
    let mut words = first.split(' ').map(str::to_owned);
    words.next().zip(words.next())
}
