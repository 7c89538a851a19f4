//! From arguments to what the lab holds.

use crate::app::inputs::read_configuration;
use crate::app::run::now;
use crate::app::targets::is_called;
use crate::cli::LabArgs;
use crate::finding::list;
use crate::input::Options;
use crate::lab::{Bucket, Clock, Credential, Lab, Store, Watch};
use crate::model::{Configuration, S3Host, Secret};
use crate::source::{Problem, SourceMap};
use std::path::Path;

/// The key of AWS's documentation, which opens nothing.
const EXAMPLE: (&str, &str) = (
    "AKIAIOSFODNN7EXAMPLE",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
);

/// What was made of the arguments.
pub(super) struct Setup {
    pub(super) lab: Lab,
    /// What could not be read of the configuration.
    pub(super) problems: Vec<Problem>,
    pub(super) sources: SourceMap,
}

/// Reads the configuration, and opens the folders.
pub(super) fn setup(args: &LabArgs, watch: Watch) -> Result<Setup, Problem> {
    let options = Options {
        variables: args.var.iter().cloned().collect(),
        ..Options::default()
    };
    let (mut sources, mut problems) = (SourceMap::default(), Vec::new());
    let mut configuration = read_configuration(&args.config, &options, &mut sources, &mut problems);
    configuration.join();
    if configuration.distributions.is_empty() {
        return Err(problems
            .into_iter()
            .next()
            .unwrap_or_else(|| Problem::new("-c", "holds no distribution")));
    }
    let usual = usual(args, &configuration)?;
    let buckets = buckets(args, &configuration)?;
    let credential = credential(args)?;
    let clock = Clock::new(now(args.now), args.time_scale);
    let mut lab = Lab::new(configuration, buckets, vec![credential], clock, watch);
    lab.usual = usual;
    lab.cors.clone_from(&args.cors);
    Ok(Setup {
        lab,
        problems,
        sources,
    })
}

/// The place of the distribution that answers at the edge's address.
fn usual(args: &LabArgs, configuration: &Configuration) -> Result<usize, Problem> {
    let Some(name) = &args.distribution else {
        return Ok(0);
    };
    let mut all = configuration.distributions.iter();
    all.position(|one| is_called(one, name)).ok_or_else(|| {
        let names = configuration.distributions.iter();
        let names: Vec<&str> = names.filter_map(|one| one.name()).collect();
        let message = format!(
            "no distribution is called {name}; the input has {}",
            list(&names)
        );
        Problem::new("--distribution", message)
    })
}

fn buckets(args: &LabArgs, configuration: &Configuration) -> Result<Vec<Bucket>, Problem> {
    let open = |(name, folder): &(String, String)| {
        let store = Store::open(Path::new(folder));
        let store = store.map_err(|message| {
            Problem::new("--bucket", format!("{name}={folder}: it {message}"))
        })?;
        Ok(Bucket {
            name: name.clone(),
            region: region(name, configuration).or_else(|| args.region.clone()),
            store,
        })
    };
    args.bucket.iter().map(open).collect()
}

/// The Region of a bucket, where a host or the bucket itself tells it.
fn region(bucket: &str, configuration: &Configuration) -> Option<String> {
    let mut described = configuration.buckets.iter();
    let own = described.find(|one| one.name == bucket);
    let own = own.and_then(|one| one.known_region()).map(str::to_owned);
    own.or_else(|| {
        let distributions = configuration.distributions.iter();
        let origins = distributions.flat_map(|one| &one.origins);
        let mut hosts = origins.filter_map(|origin| S3Host::parse(origin.domain.value.value()?));
        hosts.find_map(|host| {
            let is_own = host.bucket.as_deref() == Some(bucket) && host.open_region.is_none();
            host.region.filter(|_| is_own)
        })
    })
}

/// The key that S3 knows.
#[expect(
    clippy::disallowed_methods,
    reason = "a secret is given in the environment, where no list of processes shows it"
)]
fn credential(args: &LabArgs) -> Result<Credential, Problem> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let (id, secret, token) = match args.credentials {
        true => (
            variable("AWS_ACCESS_KEY_ID"),
            variable("AWS_SECRET_ACCESS_KEY"),
            variable("AWS_SESSION_TOKEN"),
        ),
        false if !args.listen.is_loopback() => {
            let message = "is an address that others reach, and the lab's own key is known to all: add \
                --credentials, with a key in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
            return Err(Problem::new("--listen", message));
        }
        false => (Some(EXAMPLE.0.to_owned()), Some(EXAMPLE.1.to_owned()), None),
    };
    match (id, secret) {
        (Some(access_key_id), Some(secret)) => Ok(Credential {
            access_key_id,
            secret: Secret(secret),
            token: token.map(Secret),
        }),
        _ => Err(Problem::new(
            "--credentials",
            "needs a key in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        )),
    }
}
