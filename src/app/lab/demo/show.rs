//! The demo's words on the terminal, at a pace that can be read.

use super::fetch::Answer;
use crate::app::output::Output;
use crate::report::human::{Style, wrap};
use std::io::IsTerminal;
use std::time::Duration;

/// How wide the text may be, in columns.
const WIDTH: usize = 80;

/// Where the demo is shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Show {
    output: Output,
    pub(super) style: Style,
    is_watched: bool,
}

impl Show {
    pub(super) fn new(output: Output) -> Self {
        Self {
            output,
            style: output.style(),
            is_watched: std::io::stdout().is_terminal(),
        }
    }

    /// The head of a scene, after what came before could be read.
    pub(super) fn scene(self, number: usize, title: &str) -> std::io::Result<()> {
        if number > 1 {
            self.pause(2_500);
        }
        let title = self.style.strong(&format!("{number}  {title}"));
        self.output.print(&format!("\n{title}\n\n"))
    }

    /// A few sentences.
    pub(super) fn say(self, text: &str) -> std::io::Result<()> {
        self.pause(300);
        let lines = wrap(text, WIDTH - 3);
        let lines = lines.iter().map(|line| format!("   {line}\n"));
        self.output.print(&lines.collect::<String>())
    }

    /// An empty line.
    pub(super) fn gap(self) -> std::io::Result<()> {
        self.output.print("\n")
    }

    /// A command as a person would type it.
    pub(super) fn command(self, text: &str) -> std::io::Result<()> {
        self.pause(700);
        let line = self.style.strong(&format!("$ {text}"));
        self.output.print(&format!("   {line}\n"))?;
        self.pause(300);
        Ok(())
    }

    /// What a command printed.
    pub(super) fn printed(self, text: &str) -> std::io::Result<()> {
        let lines = text.lines().map(|line| format!("   {line}\n"));
        self.output.print(&lines.collect::<String>())
    }

    /// A report, which is as wide as a terminal by itself.
    pub(super) fn report(self, text: &str) -> std::io::Result<()> {
        self.output.print(text)
    }

    /// What was asked and what came, in a line.
    pub(super) fn answer(self, who: &str, answer: &Answer) -> std::io::Result<()> {
        self.pause(400);
        let status = answer.status();
        let status = match status {
            "200" => self.style.good(status),
            _ => self.style.bad(status),
        };
        let code = answer.element("Code").unwrap_or_default();
        let message = answer.element("Message").unwrap_or_default();
        // What S3 says of a signature is a paragraph, and its code says the same.
        let message = if message.len() > 30 { "" } else { message };
        let cache = answer.header("x-cache").filter(|_| code.is_empty());
        let cache = cache.unwrap_or_default();
        let age = answer.header("age").map(|age| format!("Age {age} s"));
        let words = [code, message, cache, age.as_deref().unwrap_or_default()];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let words = words.join(", ");
        self.output
            .print(&format!("   {who:<28} {status} {words}\n"))
    }

    fn pause(self, milliseconds: u64) {
        if self.is_watched {
            std::thread::sleep(Duration::from_millis(milliseconds));
        }
    }
}
