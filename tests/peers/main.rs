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
mod delivery;
mod fault;
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
    let trials = faults.into_iter().flatten().flat_map(trials).collect();
    libtest_mimic::run(&arguments, trials).exit();
}

/// A test for each server and each form in which siglint is asked.
fn trials(fault: Fault) -> Vec<Trial> {
    let fault = Arc::new(fault);
    let each = fault.expected.iter().map(|(server, form, expected)| {
        let (server, form, expected) = (*server, *form, expected.clone());
        let name = format!("{}, {form:?}, {server}", fault.name);
        let fault = Arc::clone(&fault);
        let test = move || {
            let world = WORLD.get_or_init(World::find).as_ref()?;
            stage::play(world, &fault, server, form, &expected).map_err(Failed::from)
        };
        Trial::test(name, test).with_ignored_flag(true)
    });
    each.collect()
}
