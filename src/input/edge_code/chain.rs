//! A value that code reaches by names: `event.request.headers['host']`.

use crate::syntax::script::Token;

/// How far a closing bracket is looked for, in tokens: the time that takes must not grow with the
/// square of the code.
const LONGEST_BRACKETS: usize = 500;

/// One name on the way to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step<'c> {
    /// A name that is written.
    Name(&'c str),
    /// One that is computed.
    Computed,
}

/// The names, and the index of the first token behind them; `None` where no chain begins.
pub(super) fn chain<'c>(tokens: &[Token<'c>], at: usize) -> Option<(Vec<Step<'c>>, usize)> {
    let is_member = at
        .checked_sub(1)
        .and_then(|before| tokens.get(before))
        .is_some_and(|before| before.is(".") || before.is("?."));
    let Some(Token::Word(root)) = tokens.get(at).filter(|_| !is_member) else {
        return None;
    };
    let mut steps = vec![Step::Name(root)];
    let mut next = at + 1;
    loop {
        match (tokens.get(next), tokens.get(next + 1)) {
            (Some(dot), Some(Token::Word(name))) if dot.is(".") || dot.is("?.") => {
                steps.push(Step::Name(name));
                next += 2;
            }
            (Some(bracket), Some(inner)) if bracket.is("[") => {
                let end = closing(tokens, next)?;
                steps.push(match inner {
                    Token::Text(name) if end == next + 2 => Step::Name(name),
                    _ => Step::Computed,
                });
                next = end + 1;
            }
            _ => return Some((steps, next)),
        }
    }
}

/// The index of the bracket that closes the one at `open`.
pub(super) fn closing(tokens: &[Token<'_>], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open).take(LONGEST_BRACKETS) {
        match token {
            Token::Sign("(" | "[" | "{") => depth += 1,
            Token::Sign(")" | "]" | "}") => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The way to a value from the request on, where it is one of the request's: by a name that stands for
/// something in it, behind the word `request`, or by the names that nothing else has.
pub(super) fn below_request<'c>(
    steps: &[Step<'c>],
    alias: impl Fn(&str) -> Option<Vec<Step<'c>>>,
) -> Option<Vec<Step<'c>>> {
    let named = |name: &str| steps.iter().position(|step| *step == Step::Name(name));
    if let Some(Step::Name(root)) = steps.first()
        && let Some(mut path) = alias(root)
    {
        path.extend_from_slice(steps.get(1..)?);
        return Some(path);
    }
    if let Some(at) = named("request") {
        return Some(steps.get(at + 1..)?.to_vec());
    }
    // A parameter of a function that is handed the request; a response has headers as well.
    let own = ["uri", "querystring"].into_iter().find_map(named);
    let host = named("headers").filter(|at| steps.get(at + 1) == Some(&Step::Name("host")));
    let at = own.or(host).filter(|at| *at > 0)?;
    let is_answer = named("response").is_some() || named("res").is_some();
    (!is_answer).then(|| steps.get(at..).map(<[Step<'_>]>::to_vec))?
}
