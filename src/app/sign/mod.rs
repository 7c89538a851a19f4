//! `siglint sign`: a URL that caches can share, or the reason why it would be born broken.

mod object;
mod order;
mod refusal;
mod run;
mod viewer;
mod words;

pub(super) use run::run;
