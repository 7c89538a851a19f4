//! From findings and the simulated verdict to one conclusion, and the [`View`] that reports draw.

mod canonical;
mod conclusion;
mod culprit;
mod decoded;
mod explained;
mod exposure;
mod gist;
mod hops;
mod inventory;
mod observed;
mod planned;
mod route;
mod signed_for;
mod tally;
mod timeline;
mod view;

pub use canonical::DiffRow;
use conclusion::is_decisive;
pub use conclusion::{Conclusion, diagnose};
pub use culprit::Culprit;
pub use decoded::Decoded;
pub use explained::{Explained, Variant};
pub use gist::Gist;
pub use hops::{Hop, Mark};
pub use inventory::{
    BehaviorView, DistributionView, Inventory, NamedPolicy, OriginView, PolicyView,
};
pub use observed::{ObservedView, TroubleView};
pub use planned::Planned;
pub use route::{Fact, Place, Station};
pub use signed_for::SignedFor;
pub use tally::Tally;
pub use timeline::{Moment, MomentKind, Period, PeriodKind, Timeline};
pub use view::{
    Case, DeliveryView, ExposureView, FindingView, Predicted, Role, Summary, TargetView, View,
};
