//! Where code stands: under a condition, or run for every request.

use crate::syntax::script::Token;

/// Words whose brackets hold a condition, or run several times or not at all.
const CONDITIONS: [&str; 5] = ["if", "while", "for", "switch", "catch"];

/// The brackets around a token, and whether what stands in them is always run.
#[derive(Debug, Default)]
pub(super) struct Place {
    frames: Vec<Frame>,
    /// How many of them are run under a condition.
    conditional: usize,
    /// The next block or statement is run under a condition.
    next: bool,
    /// The present statement is, which stands this deep.
    statement: Option<usize>,
    /// A function returned before, under a condition.
    returned: bool,
}

#[derive(Debug, Clone, Copy)]
struct Frame {
    conditional: bool,
    /// What follows it is run under a condition.
    asks: bool,
}

impl Place {
    /// Goes on to a token; `before` is the one before it.
    pub(super) fn enter(&mut self, token: &Token<'_>, before: Option<&Token<'_>>) {
        let asks = |word: &str| CONDITIONS.contains(&word);
        match token {
            Token::Sign("(" | "[") => self.frames.push(Frame {
                conditional: false,
                asks: matches!(before, Some(Token::Word(word)) if asks(word)),
            }),
            Token::Sign("{") => {
                let conditional = std::mem::take(&mut self.next);
                self.conditional += usize::from(conditional);
                self.frames.push(Frame {
                    conditional,
                    asks: false,
                });
            }
            Token::Sign(")" | "]" | "}") => self.leave(),
            Token::Sign(";") => self.end_statement(),
            Token::Word("else" | "do") => self.next = true,
            Token::Word(word) if asks(word) => self.next = false,
            _ if std::mem::take(&mut self.next) => self.statement = Some(self.frames.len()),
            _ => {}
        }
        if token.is_word("return") && self.is_conditional() {
            self.returned = true;
        }
    }

    fn leave(&mut self) {
        let left = self.frames.pop();
        let conditional = left.is_some_and(|frame| frame.conditional);
        self.conditional -= usize::from(conditional);
        self.next = left.is_some_and(|frame| frame.asks);
        self.end_statement();
        if self.frames.is_empty() {
            self.returned = false;
        }
    }

    /// A statement ends with the code around it, at the latest.
    fn end_statement(&mut self) {
        let depth = self.frames.len();
        self.statement = self.statement.filter(|own| *own < depth);
    }

    /// Whether what stands here is not run for every request.
    pub(super) fn is_conditional(&self) -> bool {
        self.returned || self.statement.is_some() || self.conditional > 0
    }
}
