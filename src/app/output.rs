//! Standard output and standard error, with or without colour.

use crate::cli::Color;
use crate::report::human::Style;
use anstream::{AutoStream, ColorChoice};
use serde::Serialize;
use std::io::{IsTerminal, Write};

/// Where a command writes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Output {
    choice: ColorChoice,
}

impl Output {
    pub(super) fn new(color: Color) -> Self {
        let choice = match color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::AlwaysAnsi,
            Color::Never => ColorChoice::Never,
        };
        Self { choice }
    }

    /// Whether standard output is coloured.
    pub(super) fn style(self) -> Style {
        style(self.choice, AutoStream::choice(&std::io::stdout()))
    }

    /// Whether standard error is coloured.
    pub(super) fn error_style(self) -> Style {
        style(self.choice, AutoStream::choice(&std::io::stderr()))
    }

    /// Writes a report to standard output.
    pub(super) fn print(self, text: &str) -> std::io::Result<()> {
        let mut stream = std::io::stdout().lock();
        stream.write_all(text.as_bytes())?;
        stream.flush()
    }

    /// Writes a document to standard output.
    pub(super) fn json(self, document: &impl Serialize) -> std::io::Result<()> {
        self.print(&crate::report::json::text(document)?)
    }

    /// Shows a person at a terminal how far things are, in one line that the next one replaces; an
    /// empty one takes it away.
    pub(super) fn progress(self, text: &str) {
        let mut stream = std::io::stderr().lock();
        if stream.is_terminal() {
            // Whoever cannot be shown it misses nothing.
            let _ = write!(stream, "\r\u{1b}[2K{text}").and_then(|()| stream.flush());
        }
    }

    /// Writes what went wrong to standard error.
    pub(super) fn complain(self, text: &str) -> std::io::Result<()> {
        std::io::stderr().lock().write_all(text.as_bytes())
    }
}

fn style(asked: ColorChoice, stream: ColorChoice) -> Style {
    let choice = if asked == ColorChoice::Auto {
        stream
    } else {
        asked
    };
    match choice {
        ColorChoice::Never => Style::Plain,
        _ => Style::Colored,
    }
}
