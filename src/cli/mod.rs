//! The command line as clap types; what the words mean is decided in `app`.

mod args;

pub use args::{
    CheckArgs, Cli, Color, Command, DecodeArgs, DeliveryArgs, DiagnoseArgs, DistributionsArgs,
    ExplainArgs, FailOn, Format, OutputArgs, PlanArgs, Probing, RulesArgs, TraceArgs,
};
