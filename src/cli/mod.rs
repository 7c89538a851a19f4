//! The command line as clap types; what the words mean is decided in `app`.

mod args;

pub use args::{
    AccountArgs, CheckArgs, Cli, Color, Command, DecodeArgs, DeliveryArgs, DiagnoseArgs,
    DistributionsArgs, ExplainArgs, ExportArgs, FailOn, Format, LiveArgs, OutputArgs, Probing,
    RulesArgs, TraceArgs,
};
