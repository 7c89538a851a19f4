//! The deliveries that `siglint.toml` declares: each becomes the URL that its signer would make, and
//! is checked like one that was given.

use super::analysis::{Declaration, Given};
use super::targets;
use crate::config::Settings;
use crate::diagnosis::View;
use crate::edge::{ViewerRequest, select_behavior, trace};
use crate::input::url::assembled;
use crate::model::{Delivery, Distribution, Object, S3Host, SignedUrl, SignerProfile};
use crate::s3::{
    Declared, DeclaredHost, Promise, Witnesses, signing_time, specimen_parameters, specimen_path,
};
use crate::source::{Problem, Sourced};

/// Checks every delivery through the distributions that it names. What cannot be done for one does
/// not stop the others.
pub(super) fn check(
    given: &Given<'_>,
    settings: &Settings,
    all: &[&Distribution],
    wanted: &[&Distribution],
    view: &mut View,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for delivery in &settings.deliveries {
        let Some(signer) = settings.signer(&delivery.signer.value) else {
            continue;
        };
        match named(given, delivery, all) {
            Ok(named) => {
                let is_wanted =
                    |one: &&Distribution| wanted.iter().any(|other| std::ptr::eq(*one, *other));
                for distribution in named.into_iter().filter(is_wanted) {
                    for method in &signer.methods {
                        let way = Way {
                            delivery,
                            signer,
                            distribution,
                            method: &method.value,
                        };
                        problems.extend(way.check(given, view).err());
                    }
                }
            }
            Err(problem) => problems.push(problem),
        }
    }
    problems
}

/// The distributions that a delivery names: under each condition of a template there may be another.
fn named<'a>(
    given: &Given<'_>,
    delivery: &Delivery,
    distributions: &[&'a Distribution],
) -> Result<Vec<&'a Distribution>, Problem> {
    let problem = |message: String, at| {
        let span = at;
        let file = given.sources.get(delivery.span.source).name.clone();
        Problem::new(file, message).at(span)
    };
    let known = targets::names_of(distributions);
    let Some(name) = &delivery.distribution else {
        let mut logical: Vec<Option<&str>> = distributions.iter().map(|one| one.name()).collect();
        logical.dedup();
        return match logical.len() {
            1 => Ok(distributions.to_vec()),
            count => Err(problem(
                format!(
                    "there are {count} distributions in the input; say which one with distribution = \"…\": {known}"
                ),
                delivery.span,
            )),
        };
    };
    let called = distributions.iter().copied();
    let called: Vec<&Distribution> = called
        .filter(|one| targets::is_called(one, &name.value))
        .collect();
    match called.is_empty() {
        false => Ok(called),
        true => Err(problem(
            format!(
                "no distribution is called {}; the input has {known}",
                name.value
            ),
            name.span().unwrap_or(delivery.span),
        )),
    }
}

/// One delivery through one distribution with one method.
struct Way<'a> {
    delivery: &'a Delivery,
    signer: &'a SignerProfile,
    distribution: &'a Distribution,
    method: &'a str,
}

impl Way<'_> {
    fn check(&self, given: &Given<'_>, view: &mut View) -> Result<(), Problem> {
        let path = specimen_path(&self.delivery.path.value);
        let at = given.sources.get(self.delivery.span.source).name.clone();
        let place = self.delivery.path.span().unwrap_or(self.delivery.span);
        let problem = |message: &str| Problem::new(&at, message).at(place);
        let selection = select_behavior(self.distribution, &path)
            .ok_or_else(|| problem("no behavior of the distribution takes this path"))?;
        let origin = self.distribution.origin_of(selection.behavior);
        let domain = origin.and_then(|origin| origin.domain.value.value());
        let bucket = domain.and_then(|domain| S3Host::parse(domain)?.bucket);
        let declared = self.declared(&path, bucket.as_deref());
        let url = self.url(given, &path, declared.as_ref());
        let viewer = ViewerRequest {
            method: self.method.to_owned(),
            host: targets::own_name(self.distribution),
            path,
            params: url.params.clone(),
            cloudfront_signed: false,
        };
        let way = trace(
            given.configuration,
            self.distribution,
            selection.behavior,
            viewer,
        );
        let way = way.ok_or_else(|| targets::no_origin(given.sources, self.distribution))?;
        let witnesses = Witnesses {
            declared: declared.as_ref(),
            origin,
            ..Witnesses::default()
        };
        let promise = Promise::new(&url, self.method, &witnesses);
        let declaration = Declaration {
            signer: Some(self.signer),
            delivery: Some(self.delivery),
        };
        given.judge(&url, &promise, Some(&way), declaration, view);
        Ok(())
    }

    fn declared(&self, path: &str, bucket: Option<&str>) -> Option<Declared> {
        let host = DeclaredHost::of(self.signer, bucket)?;
        let own = self.signer.bucket.as_ref().map(|own| own.value.as_str());
        let key = self.delivery.key.as_ref();
        let key = key.map(|key| specimen_path(&key.value));
        let path = host.signed_path(key.as_deref().unwrap_or(path), own.or(bucket));
        Some(Declared {
            host,
            path: Some(path),
        })
    }

    /// The URL as the viewer has it. It is addressed to the host that is signed: what the viewer asks
    /// is the distribution's name, which nothing was signed for.
    fn url(&self, given: &Given<'_>, path: &str, declared: Option<&Declared>) -> SignedUrl {
        let own = Some(self.signer.span);
        let host = match declared {
            Some(declared) => Sourced::at(declared.host.host.clone(), declared.host.at),
            None => {
                let name = targets::own_name(self.distribution);
                Sourced::absent(name.unwrap_or_default(), own)
            }
        };
        let because = "it is what SDKs make";
        assembled(
            self.delivery.span.source,
            Sourced::default_of("https".to_owned(), because, own),
            host,
            self.delivery.path.clone().map(|_| path.to_owned()),
            specimen_parameters(
                self.signer,
                self.method,
                signing_time(self.signer, given.now),
            ),
        )
    }
}

/// What a signer that was named for a URL tells about it, for the origin that delivers it.
pub(super) fn by_signer(
    signer: &SignerProfile,
    url: &SignedUrl,
    origin: Option<&crate::model::Origin>,
) -> Option<Declared> {
    let domain = origin.and_then(|origin| origin.domain.value.value());
    let bucket = domain.and_then(|domain| S3Host::parse(domain)?.bucket);
    let bucket = bucket.or_else(|| Object::of(url).bucket);
    let host = DeclaredHost::of(signer, bucket.as_deref())?;
    Some(Declared { host, path: None })
}
