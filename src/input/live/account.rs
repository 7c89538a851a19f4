//! Goes through an account: what was asked for, then what that refers to, each thing once.

use super::answer::{enter, read};
use super::operation::{Operation, Question};
use super::refers::{Depth, Reference, references};
use super::refusal::Refusal;
use super::service::{Access, ask, connect};
use crate::input::Loaded;
use crate::model::{Distribution, Gap, is_managed};
use crate::source::{Problem, SourceId, SourceMap, Span};
use crate::syntax::Node;
use aws_sdk_cloudfront::Client;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

/// How many questions are under way at a time: CloudFront's API takes few a second, and they are an
/// account's, not a program's.
const AT_ONCE: usize = 4;

/// What is looked for in the list of distributions.
pub trait Seek {
    /// Whether this one may be what is looked for.
    fn wants(&mut self, one: &Distribution) -> bool;

    /// Whether no further one can be.
    fn is_done(&self) -> bool;
}

/// A distribution of the list that is wanted.
#[derive(Debug)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// What its summary says. Its spans lead nowhere.
    pub distribution: Distribution,
    summary: Node,
}

/// Everything that an account said.
#[derive(Debug, Default)]
pub struct Fetched {
    /// What was read, and what could not be.
    pub loaded: Loaded,
    /// The answers, in the order of the questions.
    pub answers: Vec<SourceId>,
}

/// An account that is being read.
#[derive(Debug)]
pub struct Account {
    runtime: Runtime,
    client: Client,
    depth: Depth,
    until: Instant,
    asked: BTreeSet<Question>,
    refused: BTreeMap<Question, (Refusal, Option<Span>)>,
    fetched: Fetched,
    looked_at: usize,
    is_over: bool,
    /// What problems with it are called.
    name: String,
}

impl Fetched {
    /// Nothing but a problem.
    #[must_use]
    pub fn of(problem: Problem) -> Self {
        let mut fetched = Self::default();
        fetched.loaded.problems.push(problem);
        fetched
    }
}

impl Account {
    /// Looks for credentials; nothing is asked yet.
    ///
    /// # Errors
    ///
    /// The system gives no sockets or timers.
    pub fn new(access: &Access, depth: Depth) -> Result<Self, Problem> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let runtime = runtime.map_err(|error| {
            Problem::new("--live", format!("the network cannot be used: {error}"))
        })?;
        let client = runtime.block_on(connect(access));
        Ok(Self {
            runtime,
            client,
            depth,
            until: Instant::now() + access.limit,
            asked: BTreeSet::new(),
            refused: BTreeMap::new(),
            fetched: Fetched::default(),
            looked_at: 0,
            is_over: false,
            name: match &access.profile {
                Some(profile) => format!("CloudFront's API (profile {profile})"),
                None => "CloudFront's API".to_owned(),
            },
        })
    }

    /// Goes through the list of distributions until `seek` has found what it looks for.
    pub fn list(&mut self, seek: &mut dyn Seek) -> Vec<Listed> {
        let mut listed = Vec::new();
        let mut page = Some(String::new());
        while let Some(marker) = page.take().filter(|_| !seek.is_done()) {
            let question = Question::new(Operation::ListDistributions, marker);
            // A list that leads back to where it was is no list.
            if !self.asked.insert(question.clone()) {
                break;
            }
            let Some(root) = self.ask_one(&question) else {
                break;
            };
            let list = root.get(question.operation.document());
            let summaries = list.and_then(|list| list.get("Items"));
            let summaries = summaries.map_or(&[][..], Node::items).iter();
            self.looked_at += summaries.len();
            let wanted = summaries.filter_map(Listed::new);
            listed.extend(wanted.filter(|one| seek.wants(&one.distribution)));
            let next = list.and_then(|list| list.get("NextMarker")?.as_str());
            page = next.filter(|next| !next.is_empty()).map(str::to_owned);
        }
        listed
    }

    /// Asks for these, and for everything that they refer to.
    pub fn fetch(&mut self, questions: Vec<Question>, sources: &mut SourceMap) {
        let questions = questions.into_iter();
        let first = questions.map(|question| (question, None)).collect();
        self.follow(first, sources);
    }

    /// Takes distributions as the list has them, and asks for everything that they refer to.
    pub fn take(&mut self, listed: &[Listed], sources: &mut SourceMap) {
        let mut next = Vec::new();
        for one in listed {
            let question = Question::new(Operation::GetDistribution, one.id.as_str());
            self.enter(&question, &one.summary, &mut next, sources);
            self.asked.insert(question);
        }
        self.follow(next, sources);
    }

    /// Whether something was asked for and is there. That it is not is nothing to be told.
    pub fn has_answered(&mut self, question: &Question) -> bool {
        let refusal = self.refused.get(question).map(|(refusal, _)| refusal);
        match refusal {
            None => self.asked.contains(question),
            Some(Refusal::Missing) => self.refused.remove(question).is_some_and(|_| false),
            Some(_) => false,
        }
    }

    /// Tells that no distribution of the list is what was looked for, if the whole list is known.
    pub fn lacks(&mut self, what: &str) {
        let is_list = |question: &Question| question.operation == Operation::ListDistributions;
        if self.refused.keys().any(is_list) {
            return;
        }
        let message = format!(
            "no distribution of the account {what} ({} looked at); name the one that delivers it \
             with --distribution, or the account's profile with --profile",
            self.looked_at
        );
        let problem = Problem::new("--live", message);
        self.fetched.loaded.problems.push(problem);
    }

    /// Everything that was learned, and why the rest was not.
    #[must_use]
    pub fn finish(mut self) -> Fetched {
        for (question, (refusal, at)) in std::mem::take(&mut self.refused) {
            let (reason, needs) = (refusal.reason(&question), refusal.needs(&question));
            let configuration = &mut self.fetched.loaded.configuration;
            match refusal {
                // AWS's own policies are known without the account.
                _ if is_managed(&question.of) && !refusal.is_final() => {}
                Refusal::Missing if at.is_none() => {
                    let message = format!("{reason}; what helps is {needs}");
                    let problem = Problem::new("--distribution", message);
                    self.fetched.loaded.problems.push(problem);
                }
                Refusal::Denied | Refusal::Missing | Refusal::Unasked => {
                    configuration.gaps.push(Gap { at, reason, needs });
                }
                _ => {
                    let message = format!("{reason}; what helps is {needs}");
                    let problem = Problem::new(&self.name, message);
                    self.fetched.loaded.problems.push(problem);
                }
            }
        }
        // A look-up that is still under way holds nobody up.
        self.runtime.shutdown_background();
        self.fetched
    }

    /// Asks in waves: each is what the one before refers to, so the order is that of the documents.
    fn follow(&mut self, first: Vec<(Question, Option<Span>)>, sources: &mut SourceMap) {
        let mut wave = first;
        while !wave.is_empty() {
            wave.retain(|(question, _)| self.asked.insert(question.clone()));
            let questions: Vec<&Question> = wave.iter().map(|(question, _)| question).collect();
            let answers = self.ask_all(&questions);
            let mut next = Vec::new();
            for ((question, at), answer) in wave.iter().zip(answers) {
                let document =
                    answer.and_then(|body| read(question, &body).map_err(Refusal::Unreadable));
                match document {
                    Ok(document) => self.enter(question, &document, &mut next, sources),
                    Err(refusal) => self.refuse(question, refusal, *at),
                }
            }
            wave = next;
        }
    }

    fn enter(
        &mut self,
        question: &Question,
        document: &Node,
        next: &mut Vec<(Question, Option<Span>)>,
        sources: &mut SourceMap,
    ) {
        let Some(entered) = enter(&question.name(), document, sources) else {
            return;
        };
        self.fetched.answers.push(entered.source);
        self.fetched.loaded.merge(entered.loaded);
        let found = references(&entered.root, self.depth).into_iter();
        next.extend(found.map(|Reference { question, at }| (question, Some(at))));
    }

    fn refuse(&mut self, question: &Question, refusal: Refusal, at: Option<Span>) {
        self.refused.insert(question.clone(), (refusal, at));
    }

    fn ask_one(&mut self, question: &Question) -> Option<Node> {
        let answer = self.ask_all(&[question]).pop()?;
        let document = answer.and_then(|body| read(question, &body).map_err(Refusal::Unreadable));
        let refused = |refusal| match refusal {
            // What is not found is the API itself.
            Refusal::Missing => Refusal::Other("404".to_owned()),
            other => other,
        };
        document
            .map_err(|refusal| self.refuse(question, refused(refusal), None))
            .ok()
    }

    /// Asks all of them, a few at a time, until one is refused as all others would be. The answers are
    /// in the order of the questions.
    fn ask_all(&mut self, questions: &[&Question]) -> Vec<Result<Vec<u8>, Refusal>> {
        let Self {
            runtime,
            client,
            until,
            is_over,
            ..
        } = self;
        let until = tokio::time::Instant::from_std(*until);
        runtime.block_on(async {
            let mut answers: Vec<_> = questions.iter().map(|_| Err(Refusal::Unasked)).collect();
            let mut waiting = questions.iter().copied().cloned().enumerate();
            let mut under_way = JoinSet::new();
            loop {
                while !*is_over
                    && under_way.len() < AT_ONCE
                    && let Some((index, question)) = waiting.next()
                {
                    let client = client.clone();
                    // What is still under way when the time is over is late.
                    set(&mut answers, index, Err(Refusal::Late));
                    under_way.spawn(async move { (index, ask(&client, &question).await) });
                }
                let Ok(answered) = tokio::time::timeout_at(until, under_way.join_next()).await
                else {
                    *is_over = true;
                    break;
                };
                let Some(answered) = answered else {
                    break;
                };
                if let Ok((index, answer)) = answered {
                    *is_over |= matches!(&answer, Err(refusal) if refusal.is_final());
                    set(&mut answers, index, answer);
                }
            }
            answers
        })
    }
}

fn set<T>(all: &mut [T], index: usize, value: T) {
    if let Some(place) = all.get_mut(index) {
        *place = value;
    }
}

impl Listed {
    fn new(summary: &Node) -> Option<Self> {
        let id = summary.get("Id")?.as_str()?.to_owned();
        let mut scratch = SourceMap::default();
        let read = enter(&id, summary, &mut scratch)?.loaded.configuration;
        Some(Self {
            id,
            distribution: read.distributions.into_iter().next()?,
            summary: summary.clone(),
        })
    }
}
