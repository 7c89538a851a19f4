//! Rules about who may ask.

pub(super) mod viewer_signature_required;
