//! Tests by concern: what templates say, and where it stands.

mod case;
mod conditions;
mod functions;
mod hostile;
mod nested;
mod resources;
