//! The schema of version 1, made from its types: `schemas/siglint-report-v1.json`.
#![allow(clippy::disallowed_methods, reason = "a test reads and writes files")]

use super::v1::Report;
use schemars::generate::SchemaSettings;
use std::path::Path;

#[test]
fn the_schema_is_that_of_the_types() {
    let generator = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = generator.into_generator().into_root_schema_for::<Report>();
    schema.insert("title".to_owned(), "siglint report, version 1".into());
    let actual = super::text(&schema).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/siglint-report-v1.json");
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        std::fs::write(&path, &actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == actual,
        "UPDATE=1 cargo test --lib schema writes {} anew; fields may only be added",
        path.display()
    );
}
