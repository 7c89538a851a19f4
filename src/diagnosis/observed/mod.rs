//! What was seen, set against what was predicted: observed beats predicted.

mod bucket;
mod bypass;
mod cause;
mod change;
mod confront;
mod direct;
mod raise;
mod refused;
mod repeated;
mod served;
mod view;

pub(super) use confront::{Expected, confront, counted, unreached};
pub(super) use repeated::repeated;
pub use view::{ObservedView, TroubleView};
