//! Paths as texts, without looking at the disk.

/// A path with `/` between its parts, without `.` and inner `..`.
#[must_use]
pub fn plain_path(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if path.starts_with('/') => {}
            part => parts.push(part),
        }
    }
    let root = if path.starts_with('/') { "/" } else { "" };
    format!("{root}{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_made_plain_without_looking_at_the_disk() {
        for (path, expected) in [
            ("./a//b/../c.tf", "a/c.tf"),
            ("../../a", "../../a"),
            ("a/../../b", "../b"),
            ("/a/../../b", "/b"),
            ("a\\b", "a/b"),
            (".", ""),
        ] {
            assert_eq!(plain_path(path), expected, "{path}");
        }
    }
}
