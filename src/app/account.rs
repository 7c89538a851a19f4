//! Which distributions of an account are asked for: those that deliver the URLs, or that are named.

use super::targets::has_bucket;
use crate::cli::{AccountArgs, LiveArgs};
use crate::edge::closeness;
use crate::input::live::{Access, Account, Depth, Fetched, Listed, Operation, Question, Seek};
use crate::model::{Distribution, Object, SignedUrl};
use crate::source::SourceMap;
use std::time::Duration;

/// What a person wants of an account.
#[derive(Debug, Clone)]
pub struct Live {
    /// Whose account it is.
    pub access: Access,
    /// Whether every distribution is wanted.
    pub all: bool,
    /// How much of what they refer to.
    pub depth: Depth,
}

impl Live {
    /// What the arguments say; `None` if nothing of an account is wanted.
    ///
    /// # Errors
    ///
    /// A profile that nothing would be read with, as it is told.
    pub(super) fn new(args: &LiveArgs) -> Result<Option<Self>, String> {
        match (args.live, &args.account.profile) {
            (true, _) => Ok(Some(Self {
                access: access(&args.account),
                all: args.all,
                depth: Depth::Requests,
            })),
            (false, Some(_)) => {
                Err("problem: --profile is for reading the account: add --live\n".to_owned())
            }
            (false, None) => Ok(None),
        }
    }
}

/// Whose account it is, as the arguments say.
pub(super) fn access(args: &AccountArgs) -> Access {
    Access {
        profile: args.profile.clone(),
        limit: Duration::try_from(args.live_timeout).unwrap_or_default(),
    }
}

/// Asks for what delivers these URLs, or for the distributions with these names.
pub(super) fn read_account(
    live: &Live,
    names: &[String],
    urls: &[SignedUrl],
    sources: &mut SourceMap,
) -> Fetched {
    let mut account = match Account::new(&live.access, live.depth) {
        Ok(account) => account,
        Err(problem) => return Fetched::of(problem),
    };
    let ids = names.iter().filter(|name| !is_domain(name));
    let by_id = ids.map(|id| Question::new(Operation::GetDistribution, id.as_str()));
    account.fetch(by_id.collect(), sources);
    let mut wanted = Wanted::new(live.all, names, urls);
    let listed = account.list(&mut wanted);
    if live.all {
        account.take(&listed, sources);
    }
    for (goal, best) in &wanted.goals {
        ask_for(goal, *best, &listed, &mut account, sources);
    }
    account.finish()
}

/// An id has no dot, and every name of a distribution has one.
fn is_domain(name: &str) -> bool {
    name.contains('.')
}

/// What a distribution is looked for by.
enum Goal {
    /// A name that it should answer to.
    Host(String),
    /// A bucket that one of its origins should be.
    Bucket(String),
}

impl Goal {
    fn of(url: &SignedUrl) -> Option<Self> {
        match url.s3_host() {
            None => Some(Self::Host(url.host.value.clone())),
            Some(_) => Object::of(url).bucket.map(Self::Bucket),
        }
    }

    /// How well a distribution fits, if it does.
    fn fit(&self, one: &Distribution) -> Option<usize> {
        match self {
            Self::Host(host) => closeness(one, host),
            Self::Bucket(bucket) => has_bucket(one, bucket).then_some(0),
        }
    }

    /// Whether nothing could fit better: a name that is the distribution's own.
    fn is_reached(&self, best: Option<usize>) -> bool {
        matches!(self, Self::Host(_)) && best == Some(usize::MAX)
    }

    /// The tenant that may have the name, where it can be a tenant's.
    fn tenant(&self) -> Option<Question> {
        match self {
            Self::Host(host) if !host.ends_with(".cloudfront.net") => {
                let operation = Operation::GetDistributionTenantByDomain;
                Some(Question::new(operation, host.as_str()))
            }
            _ => None,
        }
    }
}

/// What is looked for in the list of distributions.
struct Wanted {
    all: bool,
    /// Each with the best fit so far.
    goals: Vec<(Goal, Option<usize>)>,
}

impl Wanted {
    /// Names win over URLs: they tell which distributions deliver them.
    fn new(all: bool, names: &[String], urls: &[SignedUrl]) -> Self {
        let domains = names.iter().filter(|name| is_domain(name));
        let goals: Vec<Goal> = match names.is_empty() {
            true => urls.iter().filter_map(Goal::of).collect(),
            false => domains.map(|name| Goal::Host(name.clone())).collect(),
        };
        let goals = if all { Vec::new() } else { goals };
        Self {
            all,
            goals: goals.into_iter().map(|goal| (goal, None)).collect(),
        }
    }
}

impl Seek for Wanted {
    fn wants(&mut self, one: &Distribution) -> bool {
        let mut fits = self.all;
        for (goal, best) in &mut self.goals {
            let fit = goal.fit(one);
            fits |= fit.is_some();
            *best = fit.max(*best);
        }
        fits
    }

    fn is_done(&self) -> bool {
        !self.all && self.goals.iter().all(|(goal, best)| goal.is_reached(*best))
    }
}

/// Asks for the distributions that fit a goal best; a tenant's own name fits better than a wildcard.
fn ask_for(
    goal: &Goal,
    best: Option<usize>,
    listed: &[Listed],
    account: &mut Account,
    sources: &mut SourceMap,
) {
    if let Some(tenant) = goal.tenant().filter(|_| !goal.is_reached(best)) {
        account.fetch(vec![tenant.clone()], sources);
        if account.has_answered(&tenant) {
            return;
        }
    }
    let fitting = listed.iter().filter(|one| {
        let fit = goal.fit(&one.distribution);
        fit.is_some() && fit == best
    });
    let by_id = |one: &Listed| Question::new(Operation::GetDistribution, one.id.as_str());
    let questions: Vec<Question> = fitting.map(by_id).collect();
    match (questions.is_empty(), goal) {
        (false, _) => account.fetch(questions, sources),
        (true, Goal::Host(host)) => account.lacks(&format!("answers to {host}")),
        (true, Goal::Bucket(bucket)) => {
            account.lacks(&format!("has an origin for the bucket {bucket}"));
        }
    }
}
