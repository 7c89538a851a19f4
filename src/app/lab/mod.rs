//! `siglint lab`: a local edge and a local S3.

mod command;
mod demo;
mod run;
mod setup;
mod told;

pub(super) use run::run;
