//! From a byte offset to a line and a column, both starting at 1.

/// The byte offsets at which the lines of one text start.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Reads the line starts of `text`; `\n` and `\r\n` end a line.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0)
            .chain(newlines.map(|(at, _)| at + 1))
            .collect();
        Self { starts }
    }

    /// The line (from 1) and column (from 1, in characters) of a byte offset into `text`.
    ///
    /// An offset past the end is answered with the end; one inside a character with its start.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> (usize, usize) {
        let offset = floor_char_boundary(text, offset);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        (line, text[start..offset].chars().count() + 1)
    }

    /// The bytes of the lines from `first` to `last` (from 1, both included), without the last
    /// line's end.
    #[must_use]
    pub fn lines(&self, text: &str, first: usize, last: usize) -> std::ops::Range<usize> {
        let start = |line: usize| self.starts.get(line.saturating_sub(1)).copied();
        let from = start(first).unwrap_or(text.len());
        let to = start(last + 1).map_or(text.len(), |next| next.saturating_sub(1));
        from..to.max(from)
    }
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_start_at_one_and_count_characters() {
        let text = "ab\néü x\r\nz";
        let index = LineIndex::new(text);
        let at = |needle: &str| index.position(text, text.find(needle).unwrap());
        assert_eq!(at("a"), (1, 1));
        assert_eq!(at("é"), (2, 1));
        assert_eq!(at("x"), (2, 4));
        assert_eq!(at("z"), (3, 1));
        assert_eq!(index.position(text, 4), (2, 1), "inside é");
        assert_eq!(&text[index.lines(text, 1, 1)], "ab");
        assert_eq!(&text[index.lines(text, 2, 3)], "éü x\r\nz");
        assert_eq!(index.position(text, 999), (3, 2), "past the end");
    }
}
