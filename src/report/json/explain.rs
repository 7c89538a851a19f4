//! The document of `explain FILE` and `explain CODE`, version 1.

use crate::diagnosis::{Culprit, Explained, Variant};
use serde::Serialize;
use std::collections::BTreeMap;

/// The whole document.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Explain {
    version: u8,
    by: &'static str,
    server: Option<&'static str>,
    status: Option<u16>,
    code: Option<String>,
    message: Option<String>,
    known: bool,
    /// `certain`, or `likely` where AWS neither documents the wording nor a real answer had it.
    confidence: &'static str,
    meaning: &'static str,
    culprit: BTreeMap<&'static str, String>,
    details: Vec<String>,
    rules: Vec<&'static str>,
    mend: String,
    elements: Vec<Element>,
    variants: Vec<Other>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Element {
    name: String,
    value: String,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Other {
    by: &'static str,
    status: u16,
    message: Option<&'static str>,
    meaning: &'static str,
    rules: &'static [&'static str],
    mend: &'static str,
}

/// The document of an answer or a code. Of two culprits of one kind the surer one is named; the
/// details tell both.
#[must_use]
pub fn explain(explained: &Explained) -> Explain {
    let mut culprit = BTreeMap::new();
    for Culprit { kind, value, .. } in &explained.culprits {
        if let Some(kind) = kind {
            culprit.entry(*kind).or_insert_with(|| value.clone());
        }
    }
    let element = |(name, lines): &(String, Vec<String>)| Element {
        name: name.clone(),
        value: lines.join("\n"),
    };
    Explain {
        version: 1,
        by: explained.by,
        server: explained.server,
        status: explained.status,
        code: explained.code.clone(),
        message: explained.message.clone(),
        known: explained.known,
        confidence: if explained.confirmed {
            "certain"
        } else {
            "likely"
        },
        meaning: explained.meaning,
        culprit,
        details: explained
            .culprits
            .iter()
            .map(|culprit| culprit.says.clone())
            .collect(),
        rules: explained.rules.clone(),
        mend: explained.mend.clone(),
        elements: explained.evidence.iter().map(element).collect(),
        variants: explained.variants.iter().map(other).collect(),
    }
}

fn other(variant: &Variant) -> Other {
    Other {
        by: variant.by,
        status: variant.status,
        message: Some(variant.message).filter(|message| !message.is_empty()),
        meaning: variant.meaning,
        rules: variant.rules,
        mend: variant.mend,
    }
}
