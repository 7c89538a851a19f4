//! Tests by concern: what templates say, and where it stands.

mod buckets;
mod case;
mod conditions;
mod functions;
mod hostile;
mod limits;
mod names;
mod nested;
mod resources;
