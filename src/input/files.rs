//! The files of a run, as far as loaders may see them: no loader opens one itself.

use crate::source::plain_path as plain;
use std::collections::BTreeMap;

/// One file that may hold something of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its text.
    pub text: String,
    /// Whether a person named it, and did not only name a folder around it: then it is a problem if
    /// it holds nothing of ours.
    pub named: bool,
}

/// Why the text of a file is not at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Absent {
    /// It lies outside of what was given: no loader sees such a file.
    Outside,
    /// There is no such file.
    Missing,
    /// It is larger than anything that others include.
    TooLarge,
    /// It is no text.
    NotText,
}

impl Absent {
    /// What is so with the file, behind its name: `is not there`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Outside => "lies outside of the folder that was given",
            Self::Missing => "is not there",
            Self::TooLarge => "is too large to be included",
            Self::NotText => "cannot be read as text",
        }
    }
}

/// Gives the text of a further file below the given folders by its name.
pub type More<'a> = &'a dyn Fn(&str) -> Result<String, Absent>;

/// The documents of a run by their names, and the way to other files below the given folders.
///
/// Names are paths as given, with `/` between their parts and without `.` and inner `..`.
#[derive(Clone, Default)]
pub struct Files<'a> {
    documents: BTreeMap<String, Document>,
    /// Those that a person named, in that order.
    named: Vec<String>,
    more: Option<More<'a>>,
}

impl std::fmt::Debug for Files<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.documents.keys()).finish()
    }
}

impl<'a> Files<'a> {
    /// No documents, and a way to other files.
    #[must_use]
    pub fn new(more: More<'a>) -> Self {
        Self {
            documents: BTreeMap::new(),
            named: Vec::new(),
            more: Some(more),
        }
    }

    /// Takes in a document under its plain name. One that was named stays so.
    pub fn add(&mut self, name: &str, text: String, named: bool) {
        let name = plain(name);
        let named_before = self.is_named(&name);
        if named && !named_before {
            self.named.push(name.clone());
        }
        let named = named || named_before;
        self.documents.insert(name, Document { text, named });
    }

    /// The names of the documents that a person named, in that order.
    pub fn named(&self) -> impl Iterator<Item = &str> {
        self.named.iter().map(String::as_str)
    }

    /// Every document by its name, in the order of names.
    pub fn documents(&self) -> impl Iterator<Item = (&str, &Document)> {
        let documents = self.documents.iter();
        documents.map(|(name, document)| (name.as_str(), document))
    }

    /// The documents directly in the folder with this plain name (`""` for where siglint runs).
    pub fn in_folder(&self, folder: &str) -> impl Iterator<Item = (&str, &Document)> {
        let start = match folder {
            "" | "/" => folder.to_owned(),
            folder => format!("{folder}/"),
        };
        let below = self.documents.range(start.clone()..);
        let below = below.map(|(name, document)| (name.as_str(), document));
        let below = below.take_while(move |(name, _)| name.starts_with(&start));
        below.filter(move |(name, _)| folder_of(name) == folder)
    }

    /// Whether a person named the document with this plain name.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        self.documents
            .get(name)
            .is_some_and(|document| document.named)
    }

    /// The text of a file with this plain name: a document's, or that of any other file below the
    /// given folders.
    ///
    /// # Errors
    ///
    /// Why it is not at hand.
    pub fn text(&self, name: &str) -> Result<String, Absent> {
        match (self.documents.get(name), self.more) {
            (Some(document), _) => Ok(document.text.clone()),
            (None, Some(more)) => more(name),
            (None, None) => Err(Absent::Missing),
        }
    }
}

/// The plain name of the folder that a file is in; empty where siglint runs.
#[must_use]
pub fn folder_of(name: &str) -> &str {
    match name.rsplit_once('/') {
        Some(("", _)) => "/",
        Some((folder, _)) => folder,
        None => "",
    }
}

/// The plain name of what `path` leads to from the folder `folder`; `None` for an absolute path,
/// which no configuration should have.
#[must_use]
pub fn resolve(folder: &str, path: &str) -> Option<String> {
    let absolute = path.starts_with(['/', '\\', '~']) || path.contains(':');
    match (absolute, folder) {
        (true, _) => None,
        (false, "") => Some(plain(path)),
        (false, _) => Some(plain(&format!("{folder}/{path}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_from_folder_to_folder() {
        assert_eq!(resolve("infra", "./x.yml").as_deref(), Some("infra/x.yml"));
        assert_eq!(resolve("", "x.yml").as_deref(), Some("x.yml"));
        assert_eq!(resolve("infra", "/etc/passwd"), None);
        assert_eq!(resolve("infra", "C:\\x"), None);
        assert_eq!(folder_of("infra/x.yml"), "infra");
        assert_eq!((folder_of("x.yml"), folder_of("/x")), ("", "/"));
    }

    #[test]
    fn other_files_are_asked_for_by_their_plain_names() {
        let more = |name: &str| match name {
            "a/t.txt" => Ok("t".to_owned()),
            _ => Err(Absent::Missing),
        };
        let mut files = Files::new(&more);
        files.add("./a/main.tf", "m".to_owned(), false);
        assert_eq!(files.text("a/main.tf").as_deref(), Ok("m"));
        assert_eq!(files.text("a/t.txt").as_deref(), Ok("t"));
        assert_eq!(files.text("t.txt"), Err(Absent::Missing));
        assert_eq!(files.in_folder("a").count(), 1);
        assert_eq!(files.in_folder("").count(), 0);
        files.add("a-b/x.tf", String::new(), false);
        files.add("a/b/x.tf", String::new(), false);
        files.add("x.tf", String::new(), false);
        assert_eq!(files.in_folder("a").count(), 1);
        assert_eq!(files.in_folder("").count(), 1);
    }
}
