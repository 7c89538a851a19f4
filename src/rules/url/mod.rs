//! Rules about the URL by itself.
