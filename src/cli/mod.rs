//! The command line as clap types; what the words mean is decided in `app`.

mod args;
mod lab;
mod live;
mod manual;
mod output;
mod plan;
mod settings;
mod sign;

pub use args::{
    CheckArgs, Cli, Command, DecodeArgs, DeliveryArgs, DiagnoseArgs, DistributionsArgs,
    ExplainArgs, FailOn, Probing, RulesArgs, TraceArgs,
};
pub use lab::LabArgs;
pub use live::{AccountArgs, ExportArgs, LiveArgs};
pub use manual::{CompletionsArgs, ManArgs};
pub use output::{Color, ColorArgs, Destination, Format, OutputArgs, ReportArgs};
pub use plan::PlanArgs;
pub use settings::{BaselineArgs, InitArgs, SettingsArgs};
pub use sign::SignArgs;
