//! serverless.yml: its variables, and the CloudFormation template in it.

mod variables;

pub(crate) use variables::has_variables;
