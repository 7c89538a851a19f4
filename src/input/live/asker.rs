//! Asks questions, a few at a time and until the time is over, on a thread of its own.

use super::operation::Question;
use super::refusal::Refusal;
use super::service::{Access, ask, connect};
use aws_sdk_cloudfront::Client;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// How many questions are under way at a time: CloudFront's API takes few a second, and they are an
/// account's, not a program's.
const AT_ONCE: usize = 4;

/// How much longer than the time there is an answer is waited for.
const GRACE: Duration = Duration::from_millis(300);

/// The body of an answer, or why there is none.
pub(super) type Answer = Result<Vec<u8>, Refusal>;

/// A thread that asks. A server can keep it busy without end (with interim answers), and the clock must
/// not wait for it.
#[derive(Debug)]
pub(super) struct Asker {
    questions: Sender<Vec<Question>>,
    answers: Receiver<Vec<Answer>>,
    until: Instant,
    is_over: bool,
}

impl Asker {
    /// Starts it; nothing is asked yet.
    ///
    /// # Errors
    ///
    /// The system gives no thread or no sockets, in words.
    pub(super) fn start(access: &Access) -> Result<Self, String> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let unusable = |error: std::io::Error| format!("the network cannot be used: {error}");
        let runtime = runtime.map_err(unusable)?;
        let (questions, waiting) = channel::<Vec<Question>>();
        let (told, answers) = channel();
        let until = Instant::now() + access.limit;
        let access = access.clone();
        let work = move || {
            let client = runtime.block_on(connect(&access));
            while let Ok(questions) = waiting.recv() {
                let answers = runtime.block_on(ask_all(&client, &questions, until));
                if told.send(answers).is_err() {
                    break;
                }
            }
            // A look-up that is still under way holds nobody up.
            runtime.shutdown_background();
        };
        std::thread::Builder::new().spawn(work).map_err(unusable)?;
        Ok(Self {
            questions,
            answers,
            until,
            is_over: false,
        })
    }

    /// Asks all of them, until one is refused as all others would be. The answers are in the order of
    /// the questions, and there is one for each.
    pub(super) fn ask(&mut self, questions: &[&Question]) -> Vec<Answer> {
        let all = |refusal: Refusal| questions.iter().map(|_| Err(refusal.clone())).collect();
        if self.is_over {
            return all(Refusal::Unasked);
        }
        let questions = questions.iter().copied().cloned().collect();
        let sent = self.questions.send(questions).is_ok();
        let rest = self.until.saturating_duration_since(Instant::now());
        let answers = match self.answers.recv_timeout(rest + GRACE) {
            Ok(answers) if sent => answers,
            _ => all(Refusal::Late),
        };
        let refusals = answers.iter().filter_map(|answer| answer.as_ref().err());
        self.is_over = refusals.into_iter().any(Refusal::is_final);
        answers
    }
}

async fn ask_all(client: &Client, questions: &[Question], until: Instant) -> Vec<Answer> {
    let mut answers: Vec<Answer> = questions.iter().map(|_| Err(Refusal::Unasked)).collect();
    let mut waiting = questions.iter().cloned().enumerate();
    let (mut under_way, mut is_over) = (JoinSet::new(), false);
    loop {
        while !is_over
            && under_way.len() < AT_ONCE
            && let Some((index, question)) = waiting.next()
        {
            // What is still under way when the time is over is late.
            set(&mut answers, index, Err(Refusal::Late));
            let client = client.clone();
            under_way.spawn(async move { (index, ask(&client, &question).await) });
        }
        match tokio::time::timeout_at(until.into(), under_way.join_next()).await {
            Ok(Some(Ok((index, answer)))) => {
                is_over |= matches!(&answer, Err(refusal) if refusal.is_final());
                set(&mut answers, index, answer);
            }
            Ok(Some(Err(_))) => {}
            Ok(None) | Err(_) => return answers,
        }
    }
}

fn set(answers: &mut [Answer], index: usize, answer: Answer) {
    if let Some(place) = answers.get_mut(index) {
        *place = answer;
    }
}
