//! One self-contained page for people who were not there: no script, no request, nothing to install.

mod canonical;
mod excerpt;
mod findings;
mod index;
mod page;
mod paper;
mod planned;
mod rest;
mod route;
mod seen;
mod target;
mod timeline;
mod verdict;

pub use page::report;
pub use planned::plans;
