//! The index by error code, made of the catalogue that `siglint explain` reads.

use super::pages::path_of;
use siglint::rules::find;
use siglint::s3::error::{CATALOGUE, Entry, Table};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Every code with what it means, what mends it, and the rules that are about it.
pub(crate) fn page() -> String {
    let mut codes: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in CATALOGUE.iter().flat_map(|group| group.iter()) {
        codes.entry(entry.code).or_default().push(entry);
    }
    let mut text = "# Error codes\n\nWhat an answer of S3, of CloudFront or of a server that speaks like S3 means for a signed URL. `siglint explain CODE` tells the same, and `siglint explain FILE` reads a saved answer.\n".to_owned();
    for (code, entries) in codes {
        let title = match code {
            "" => "Pages of CloudFront without a code",
            code => code,
        };
        let _ = writeln!(text, "\n## {title}");
        for entry in entries {
            let _ = write!(text, "\n{}", said(entry));
        }
    }
    text
}

fn said(entry: &Entry) -> String {
    let who = match entry.table {
        Table::S3 => "S3",
        Table::Compatible => "servers that speak like S3",
        Table::CloudFront => "CloudFront",
    };
    let words = match entry.says {
        "" => String::new(),
        says => format!(", *\u{201c}{}\u{201d}*", escaped(says)),
    };
    let rules = entry.rules.iter().filter(|id| find(id).is_some());
    let rules: Vec<String> = rules.map(|id| format!("[{id}]({})", path_of(id))).collect();
    let rules = match rules.as_slice() {
        [] => String::new(),
        rules => format!(" See {}.", rules.join(", ")),
    };
    let doubt = entry.doubt().map(|why| format!(" *Likely only: {why}*"));
    format!(
        "**{} from {who}{words}.** {} Mend: {}.{rules}{}\n",
        entry.status,
        escaped(entry.meaning),
        escaped(entry.mend),
        doubt.unwrap_or_default()
    )
}

/// Text that is no markup, but for its code.
fn escaped(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let part = |(index, part): (usize, &str)| match index % 2 {
        0 => part
            .replace('<', "&lt;")
            .replace('*', "\\*")
            .replace('_', "\\_"),
        _ => part.to_owned(),
    };
    parts.map(part).collect::<Vec<_>>().join("`")
}
