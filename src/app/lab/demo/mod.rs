//! `siglint lab --demo`: the whole story, played against a real lab with siglint's own commands.

mod fetch;
mod scenes;
mod show;
mod stage;

pub(super) use scenes::play;
