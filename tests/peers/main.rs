//! `siglint diagnose` against real servers: LocalStack, Ceph's radosgw, and an nginx edge in front of
//! them that breaks the delivery in one way for each port.
//!
//! `tests/peers/up FOLDER` installs and starts them; then
//! `SIGLINT_PEERS=FOLDER cargo test --test peers -- --ignored`. Without `--ignored` nothing is tested
//! here, and no server is needed.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod cache_faults;
#[path = "../lab/client.rs"]
mod client;
mod delivery;
mod fault;
mod lab;
mod origin_faults;
mod signer;
mod stage;
#[path = "../support/mod.rs"]
mod support;
mod url_faults;
mod world;

use fault::Fault;
use libtest_mimic::{Arguments, Failed, Trial};
use std::sync::{Arc, OnceLock};
use world::World;

/// The servers, looked for by the first test that runs.
static WORLD: OnceLock<Result<World, String>> = OnceLock::new();

fn main() {
    let arguments = Arguments::from_args();
    let faults = [
        cache_faults::faults(),
        origin_faults::faults(),
        url_faults::faults(),
    ];
    let faults: Vec<Arc<Fault>> = faults.into_iter().flatten().map(Arc::new).collect();
    let asked = faults.iter().flat_map(trials);
    let beside = faults.iter().flat_map(beside);
    let trials = asked.chain(beside).chain(s3_requests()).collect();
    libtest_mimic::run(&arguments, trials).exit();
}

/// A test for each server and each form in which siglint is asked.
fn trials(fault: &Arc<Fault>) -> Vec<Trial> {
    let each = fault.expected.iter().map(|(server, form, expected)| {
        let (server, form, expected) = (*server, *form, expected.clone());
        let name = format!("{}, {form:?}, {server}", fault.name);
        let fault = Arc::clone(fault);
        let test = move || {
            let world = WORLD.get_or_init(World::find).as_ref()?;
            stage::play(world, &fault, server, form, &expected).map_err(Failed::from)
        };
        Trial::test(name, test).with_ignored_flag(true)
    });
    each.collect()
}

/// The lab's edge beside nginx, for each fault that a configuration tells.
fn beside(fault: &Arc<Fault>) -> Vec<Trial> {
    let servers = [fault::LOCALSTACK, fault::RADOSGW].into_iter();
    let part = servers.filter(|server| lab::takes_part(fault, server));
    let each = part.map(|server| {
        let fault = Arc::clone(fault);
        let name = format!("{}, the lab beside {server}", fault.name);
        let test = move || {
            let world = WORLD.get_or_init(World::find).as_ref()?;
            lab::play(world, &fault, server).map_err(Failed::from)
        };
        Trial::test(name, test).with_ignored_flag(true)
    });
    each.collect()
}

/// The lab's S3 beside the servers.
fn s3_requests() -> impl Iterator<Item = Trial> {
    lab::names().into_iter().map(|(index, name, server)| {
        let test = move || {
            let world = WORLD.get_or_init(World::find).as_ref()?;
            lab::ask(world, index, server).map_err(Failed::from)
        };
        let name = format!("{name}, the lab's S3 beside {server}");
        Trial::test(name, test).with_ignored_flag(true)
    })
}
