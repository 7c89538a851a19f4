//! The value of every expression, as far as the template and the variables tell.

mod calls;
mod lists;
mod loops;
mod references;
mod scope;
mod text;
mod values;
mod written;

pub(super) use loops::is_loop;
pub(super) use scope::Scope;
pub(super) use text::scalar_text;
pub(super) use written::written;
