//! From a byte offset to a line and a column, both starting at 1.

/// Where the lines and the characters of one text start, as it was before anything was masked.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<usize>,
    /// The bytes that are not the first one of their character.
    inner: Vec<usize>,
    length: usize,
}

impl LineIndex {
    /// Reads the line starts of `text`; `\n` and `\r\n` end a line.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = || text.bytes().enumerate();
        let newlines = bytes().filter(|(_, byte)| *byte == b'\n');
        let inner = bytes().filter(|(at, _)| !text.is_char_boundary(*at));
        Self {
            starts: std::iter::once(0)
                .chain(newlines.map(|(at, _)| at + 1))
                .collect(),
            inner: inner.map(|(at, _)| at).collect(),
            length: text.len(),
        }
    }

    /// The line (from 1) and column (from 1, in characters) of a byte offset.
    ///
    /// An offset past the end is answered with the end; one inside a character with its start. The
    /// time does not depend on the length of the line, which can be the whole file.
    #[must_use]
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let mut offset = offset.min(self.length);
        while self.inner.binary_search(&offset).is_ok() {
            offset -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).and_then(|line| self.starts.get(line));
        let start = start.copied().unwrap_or(0);
        let inner_before = |at: usize| self.inner.partition_point(|inner| *inner < at);
        let inner = inner_before(offset) - inner_before(start);
        (line, offset - start - inner + 1)
    }

    /// The bytes of the lines from `first` to `last` (from 1, both included), without the last
    /// line's end.
    #[must_use]
    pub fn lines(&self, first: usize, last: usize) -> std::ops::Range<usize> {
        let start = |line: usize| self.starts.get(line.saturating_sub(1)).copied();
        let from = start(first).unwrap_or(self.length);
        let to = start(last + 1).map_or(self.length, |next| next.saturating_sub(1));
        from..to.max(from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_start_at_one_and_count_characters() {
        let text = "ab\néü x\r\nz";
        let index = LineIndex::new(text);
        let at = |needle: &str| index.position(text.find(needle).unwrap());
        assert_eq!(at("a"), (1, 1));
        assert_eq!(at("é"), (2, 1));
        assert_eq!(at("x"), (2, 4));
        assert_eq!(at("z"), (3, 1));
        assert_eq!(index.position(4), (2, 1), "inside é");
        assert_eq!(&text[index.lines(1, 1)], "ab");
        assert_eq!(&text[index.lines(2, 3)], "éü x\r\nz");
        assert_eq!(index.position(999), (3, 2), "past the end");
    }
}
