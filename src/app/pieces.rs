//! A stream in pieces of whole lines: as much as is there, and never more than fits.

use std::io::{BufRead, BufReader, ErrorKind, Read};

/// How much is read at once, in bytes.
const CHUNK: usize = 64 * 1024;

/// How long a line may be, in bytes: two URLs of the longest kind, escaped.
pub(super) const LONGEST_LINE: usize = 256 * 1024;

/// A piece of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Whole lines, and the number of the first, from 1.
    Lines(u64, Vec<u8>),
    /// A line that is too long, which was left out.
    TooLong(u64),
    /// The stream broke off before this line.
    Broken(u64, String),
    /// There is no more.
    End,
}

/// The lines of a stream.
#[derive(Debug)]
pub(super) struct Pieces<R> {
    reader: BufReader<R>,
    /// The number of the next line.
    next: u64,
    /// The start of a line whose end was not read yet.
    rest: Vec<u8>,
    /// Whether the end of a line is looked for that is too long.
    skips: bool,
}

impl<R: Read> Pieces<R> {
    pub(super) fn of(reader: R) -> Self {
        Self {
            reader: BufReader::with_capacity(CHUNK, reader),
            next: 1,
            rest: Vec::new(),
            skips: false,
        }
    }

    /// The next piece, as soon as there is one.
    pub(super) fn next(&mut self) -> Piece {
        loop {
            let chunk = match self.reader.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Piece::Broken(self.next, error.to_string()),
            };
            if chunk.is_empty() {
                return self.end();
            }
            let wanted = |byte: &u8| *byte == b'\n';
            let end = match self.skips {
                true => chunk.iter().position(wanted),
                false => chunk.iter().rposition(wanted),
            };
            let length = end.map_or(chunk.len(), |end| end + 1);
            let taken = chunk.get(..length).unwrap_or_default();
            if !self.skips {
                self.rest.extend_from_slice(taken);
            }
            self.reader.consume(length);
            match (end, self.skips) {
                (None, _) if self.rest.len() > LONGEST_LINE => {
                    self.rest.clear();
                    self.skips = true;
                }
                (None, _) => {}
                (Some(_), true) => return self.too_long(),
                (Some(_), false) => return self.lines(),
            }
        }
    }

    fn lines(&mut self) -> Piece {
        let first = self.next;
        let lines = std::mem::take(&mut self.rest);
        let count = lines.iter().filter(|byte| **byte == b'\n').count();
        self.next += u64::try_from(count).unwrap_or(0);
        Piece::Lines(first, lines)
    }

    fn too_long(&mut self) -> Piece {
        self.skips = false;
        self.next += 1;
        Piece::TooLong(self.next - 1)
    }

    /// What is left where the stream ends: a last line may have no end.
    fn end(&mut self) -> Piece {
        match (self.skips, self.rest.is_empty()) {
            (true, _) => self.too_long(),
            (false, true) => Piece::End,
            (false, false) => self.lines(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reader that gives as much at a time as each of these parts.
    struct Parts(Vec<&'static [u8]>);

    impl Read for Parts {
        fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
            if self.0.is_empty() {
                return Ok(0);
            }
            let part = self.0.remove(0);
            to[..part.len()].copy_from_slice(part);
            Ok(part.len())
        }
    }

    #[test]
    fn lines_come_whole_and_as_soon_as_they_are_there() {
        let mut pieces = Pieces::of(Parts(vec![b"a\nb", b"c\n", b"d\ne\nf"]));
        let lines = |first, text: &str| Piece::Lines(first, text.as_bytes().to_vec());
        assert_eq!(pieces.next(), lines(1, "a\n"));
        assert_eq!(pieces.next(), lines(2, "bc\n"));
        assert_eq!(pieces.next(), lines(3, "d\ne\n"));
        assert_eq!(pieces.next(), lines(5, "f"));
        assert_eq!(pieces.next(), Piece::End);
    }

    #[test]
    fn a_line_without_end_is_left_out() {
        let text = format!("a\n{}\nb\n{}", "x".repeat(1 << 20), "y".repeat(1 << 20));
        let mut pieces = Pieces::of(text.as_bytes());
        assert_eq!(pieces.next(), Piece::Lines(1, b"a\n".to_vec()));
        assert_eq!(pieces.next(), Piece::TooLong(2));
        assert_eq!(pieces.next(), Piece::Lines(3, b"b\n".to_vec()));
        assert_eq!(pieces.next(), Piece::TooLong(4));
        assert_eq!(pieces.next(), Piece::End);
    }
}
