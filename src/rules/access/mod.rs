//! Rules about who may ask.
