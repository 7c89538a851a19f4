//! From findings and the simulated verdict to one conclusion, and the [`View`] that reports draw.

mod canonical;
mod conclusion;
mod decoded;
mod exposure;
mod hops;
mod view;

pub use canonical::DiffRow;
pub use conclusion::{Conclusion, diagnose};
pub use decoded::Decoded;
pub use hops::{Hop, Mark};
pub use view::{
    Case, DistributionView, ExposureView, FindingView, Predicted, Role, Summary, TargetView, View,
};
