//! Links of Markdown pages.

/// The targets of inline links, outside of code.
pub(crate) fn of(text: &str) -> impl Iterator<Item = &str> {
    prose(text).flat_map(|line| {
        let after = line.split("](").skip(1);
        after.filter_map(|rest| rest.split(')').next())
    })
}

/// The lines that are not in a fence.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut fenced = false;
    text.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        fenced ^= is_fence;
        !fenced && !is_fence
    })
}

/// The page that a link in `page` leads to; none if it leads out of the book, or to its own page.
pub(crate) fn target(page: &str, link: &str) -> Option<String> {
    let path = link.split('#').next().unwrap_or_default();
    let outside = link.contains("://") || path.is_empty();
    (!outside).then(|| joined(page, path))
}

/// `path` as seen from the file `from`, both below one root.
fn joined(from: &str, path: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The text of a file of the repository with its links as they are in the book: a page of the book,
/// or the plain words where the book has no such page.
pub(crate) fn in_the_book(
    file: &str,
    text: &str,
    moved: &dyn Fn(&str) -> Option<String>,
) -> String {
    let mut fenced = false;
    let mut made = String::new();
    for line in text.lines() {
        fenced ^= line.trim_start().starts_with("```");
        match fenced {
            true => made.push_str(line),
            false => made.push_str(&converted(file, line, moved)),
        }
        made.push('\n');
    }
    made
}

fn converted(file: &str, line: &str, moved: &dyn Fn(&str) -> Option<String>) -> String {
    let mut made = String::new();
    let mut rest = line;
    while let Some((start, end)) = next(rest) {
        let (words, link) = rest[start..end].split_once("](").unwrap_or_default();
        let (words, link) = (&words[1..], link.trim_end_matches(')'));
        made.push_str(&rest[..start]);
        let path = target(file, link);
        match path.as_ref().map(|path| moved(path)) {
            None => made.push_str(&rest[start..end]),
            Some(Some(page)) => {
                let anchor = link.find('#').map_or("", |at| &link[at..]);
                made.push_str(&format!("[{words}]({page}{anchor})"));
            }
            Some(None) => made.push_str(words),
        }
        rest = &rest[end..];
    }
    made + rest
}

/// The bytes of the first link, from its bracket on.
fn next(text: &str) -> Option<(usize, usize)> {
    let middle = text.find("](")?;
    let start = text[..middle].rfind('[')?;
    let end = middle + text[middle..].find(')')? + 1;
    Some((start, end))
}
