//! What one entry tells, and how the entry of an answer is found.

use super::{access, cloudfront, compatible, object, parameters, routing, service, upload};

/// Who gives an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// S3.
    S3,
    /// A server that speaks like S3.
    Compatible,
    /// CloudFront itself.
    CloudFront,
}

const UNCONFIRMED: &str = "AWS does not document this wording, and no real answer was found that \
    has it: it may mean something else.";

const AMBIGUOUS: &str = "the same words are said in several cases, and the answer does not tell \
    which of them this is.";

/// One error: a code, and one variant of its message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Who gives it.
    pub table: Table,
    /// The `<Code>`; empty for CloudFront's HTML pages, which have none.
    pub code: &'static str,
    /// What the message contains; empty for any message.
    pub says: &'static str,
    /// The HTTP status it usually has.
    pub status: u16,
    /// What it means for a signed URL behind CloudFront.
    pub meaning: &'static str,
    /// What to do.
    pub mend: &'static str,
    /// The ids of the rules that it confirms, or may confirm.
    pub rules: &'static [&'static str],
    /// Whether a real answer of this wording was seen, or AWS documents it.
    pub confirmed: bool,
    /// Whether the same words have several meanings, and the rules are one of them.
    pub ambiguous: bool,
}

impl Entry {
    /// An error of S3.
    pub(super) const fn s3(
        code: &'static str,
        says: &'static str,
        status: u16,
        [meaning, mend]: [&'static str; 2],
    ) -> Self {
        Self {
            table: Table::S3,
            code,
            says,
            status,
            meaning,
            mend,
            rules: &[],
            confirmed: true,
            ambiguous: false,
        }
    }

    /// The same error, whose wording is neither documented nor seen in a real answer.
    pub(super) const fn unconfirmed(mut self) -> Self {
        self.confirmed = false;
        self
    }

    /// The same error, whose words are said in several cases.
    pub(super) const fn ambiguous(mut self) -> Self {
        self.ambiguous = true;
        self
    }

    /// Why it is a likely meaning only, where it is.
    #[must_use]
    pub const fn doubt(&self) -> Option<&'static str> {
        match (self.confirmed, self.ambiguous) {
            (false, _) => Some(UNCONFIRMED),
            (_, true) => Some(AMBIGUOUS),
            _ => None,
        }
    }

    /// Whether only CloudFront's API gives it, and no edge.
    pub(in crate::s3::error) fn is_of_an_api(&self) -> bool {
        self.code == "NoSuchDistribution"
    }

    /// The same error from another table.
    pub(super) const fn of(mut self, table: Table) -> Self {
        self.table = table;
        self
    }

    /// The same error with the rules that it may confirm.
    pub(super) const fn rules(mut self, rules: &'static [&'static str]) -> Self {
        self.rules = rules;
        self
    }
}

/// Every entry, in groups; within a code, the particular before the general.
pub static CATALOGUE: &[&[Entry]] = &[
    cloudfront::ERRORS,
    cloudfront::PAGES,
    access::ERRORS,
    parameters::ERRORS,
    routing::ERRORS,
    object::ERRORS,
    upload::ERRORS,
    service::ERRORS,
    compatible::ERRORS,
];

fn entries() -> impl Iterator<Item = &'static Entry> {
    CATALOGUE.iter().flat_map(|group| group.iter())
}

/// The entry of a code and message from this table.
pub(in crate::s3::error) fn find(
    table: Table,
    code: &str,
    message: &str,
) -> Option<&'static Entry> {
    entries()
        .find(|entry| entry.table == table && entry.code == code && message.contains(entry.says))
}

/// Every entry of a code, in any case of its letters; CloudFront's pages have no code.
#[must_use]
pub fn entries_of(code: &str) -> Vec<&'static Entry> {
    let same = |entry: &&Entry| !code.is_empty() && entry.code.eq_ignore_ascii_case(code);
    entries().filter(same).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_can_be_reached() {
        for entry in entries() {
            let found = find(entry.table, entry.code, entry.says);
            assert_eq!(
                found,
                Some(entry),
                "{} {:?} is hidden by an earlier one",
                entry.code,
                entry.says
            );
        }
    }

    #[test]
    fn every_entry_says_more_than_the_message() {
        for entry in entries() {
            let name = format!("{} {:?}", entry.code, entry.says);
            assert!(entry.meaning.ends_with('.'), "{name}: {}", entry.meaning);
            assert!(
                !entry.mend.is_empty() && !entry.mend.ends_with('.'),
                "{name}: {}",
                entry.mend
            );
            assert!(entry.meaning.len() > 40, "{name}: {}", entry.meaning);
            assert!((300..600).contains(&entry.status), "{name}");
        }
    }

    #[test]
    fn codes_are_found_in_any_case() {
        assert!(entries_of("accessdenied").len() > 5);
        assert_eq!(entries_of("MISSINGKEY")[0].code, "MissingKey");
        assert!(entries_of("").is_empty() && entries_of("NoSuchCode").is_empty());
    }
}
