//! Rules about what of the query string arrives.
