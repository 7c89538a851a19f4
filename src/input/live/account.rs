//! Goes through an account: what was asked for, then what that refers to, each thing once.

use super::answer::{enter, read};
use super::asker::Asker;
use super::operation::{Operation, Question};
use super::refers::{Depth, Reference, references};
use super::refusal::Refusal;
use super::service::Access;
use crate::input::Loaded;
use crate::model::{Distribution, Gap, is_managed};
use crate::source::{Problem, SourceId, SourceMap, Span};
use crate::syntax::Node;
use std::collections::{BTreeMap, BTreeSet};

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
    asker: Asker,
    depth: Depth,
    asked: BTreeSet<Question>,
    refused: BTreeMap<Question, (Refusal, Option<Span>)>,
    fetched: Fetched,
    looked_at: usize,
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
    /// An account of which nothing is asked yet. From now on the time runs.
    ///
    /// # Errors
    ///
    /// The system gives no thread or no sockets.
    pub fn new(access: &Access, depth: Depth) -> Result<Self, Problem> {
        let asker = Asker::start(access).map_err(|message| Problem::new("--live", message))?;
        Ok(Self {
            asker,
            depth,
            asked: BTreeSet::new(),
            refused: BTreeMap::new(),
            fetched: Fetched::default(),
            looked_at: 0,
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
        let answered = refusal.is_none() && self.asked.contains(question);
        if refusal == Some(&Refusal::Missing) {
            self.refused.remove(question);
        }
        answered
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
        let mut is_told = false;
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
                // Questions that were under way together end together: that is one problem.
                _ if refusal.is_final() && is_told => {
                    configuration.gaps.push(Gap { at, reason, needs });
                }
                _ => {
                    is_told |= refusal.is_final();
                    let message = format!("{reason}; what helps is {needs}");
                    let problem = Problem::new(&self.name, message);
                    self.fetched.loaded.problems.push(problem);
                }
            }
        }
        self.fetched
    }

    /// Asks in waves: each is what the one before refers to, so the order is that of the documents.
    fn follow(&mut self, first: Vec<(Question, Option<Span>)>, sources: &mut SourceMap) {
        let mut wave = first;
        while !wave.is_empty() {
            wave.retain(|(question, _)| self.asked.insert(question.clone()));
            let questions: Vec<&Question> = wave.iter().map(|(question, _)| question).collect();
            let answers = self.asker.ask(&questions);
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
        let answer = self.asker.ask(&[question]).pop()?;
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
