//! From pieces of code to what they change.

use super::chain::{Step, below_request, chain, closing};
use super::place::Place;
use crate::model::{FunctionEffect, RequestChange, RequestPart};
use crate::syntax::script::{Token, tokens};
use std::collections::BTreeMap;

/// The helpers by which a function chooses another origin (developer guide, "Helper methods for origin
/// modification").
const ORIGIN_HELPERS: [&str; 3] = [
    "updateRequestOrigin",
    "selectRequestOriginById",
    "createRequestOriginGroup",
];

/// What ends in `=` and assigns nothing.
const COMPARISONS: [&str; 7] = ["==", "===", "!=", "!==", "<=", ">=", "=>"];

/// How far an assigned value is looked at, in tokens.
const LONGEST_VALUE: usize = 200;

/// What code does to requests.
///
/// Looked for are assignments to, and deletions of, parts of the event's `request` (developer guide,
/// "CloudFront Functions event structure"), by the names that stand for them, and helpers that choose an
/// origin. What is only read is no change.
pub(crate) fn effect(code: &str) -> FunctionEffect {
    let tokens = tokens(code);
    let mut reader = Reader {
        tokens: &tokens,
        aliases: BTreeMap::new(),
        place: Place::default(),
        effect: FunctionEffect::default(),
    };
    for at in 0..tokens.len() {
        reader.token(at);
    }
    reader.effect
}

struct Reader<'t, 'c> {
    tokens: &'t [Token<'c>],
    /// Names that stand for the request, or an object in it: the way there.
    aliases: BTreeMap<&'c str, Vec<Step<'c>>>,
    place: Place,
    effect: FunctionEffect,
}

impl<'c> Reader<'_, 'c> {
    fn token(&mut self, at: usize) {
        let before = at
            .checked_sub(1)
            .and_then(|before| self.tokens.get(before))
            .copied();
        let Some(token) = self.tokens.get(at).copied() else {
            return;
        };
        self.place.enter(&token, before.as_ref());
        let declares = before.is_some_and(|before| {
            ["const", "let", "var"]
                .iter()
                .any(|word| before.is_word(word))
        });
        if token.is("{") && declares {
            self.unpacked(at);
        }
        let follows = |sign: &str| self.tokens.get(at + 1).is_some_and(|next| next.is(sign));
        self.effect.answers |= token.is_word("statusCode") && follows(":");
        if let Some((steps, end)) = chain(self.tokens, at) {
            self.chain(&steps, end, before);
        }
    }

    /// What is done with a value: assigned, deleted, spread, handed to `Object.assign`, called.
    fn chain(&mut self, steps: &[Step<'c>], end: usize, before: Option<Token<'c>>) {
        let next = self.tokens.get(end).copied();
        let last = steps.last();
        let is_call = next.is_some_and(|next| next.is("("));
        let is_helper = |name: &&'static str| last == Some(&Step::Name(name));
        if is_call && ORIGIN_HELPERS.iter().any(is_helper) {
            self.change(RequestPart::Origin, false);
        }
        let makes_object = steps.first() == Some(&Step::Name("Object"))
            && matches!(
                last,
                Some(Step::Name("assign" | "defineProperty" | "defineProperties"))
            );
        if is_call
            && makes_object
            && let Some((target, _)) = chain(self.tokens, end + 1)
        {
            let way = self
                .way(&target)
                .map(|way| [way, vec![Step::Computed]].concat());
            self.write(way.as_deref(), false);
        }
        let assigns = matches!(next, Some(Token::Sign(sign)) if sign.ends_with('=') && !COMPARISONS.contains(&sign));
        if assigns {
            self.assigned(steps, end);
        } else if before.is_some_and(|before| before.is_word("delete")) {
            let way = self.way(steps);
            // A parameter of that name is seldom one of a signed URL's.
            let is_named = matches!(
                way.as_deref(),
                Some([Step::Name("querystring"), Step::Name(_)])
            );
            self.write(way.as_deref(), is_named);
        } else if before.is_some_and(|before| before.is("..."))
            && self.way(steps) == Some(Vec::new())
        {
            self.spread(end);
        }
    }

    fn way(&self, steps: &[Step<'c>]) -> Option<Vec<Step<'c>>> {
        below_request(steps, |name| self.aliases.get(name).cloned())
    }

    fn assigned(&mut self, steps: &[Step<'c>], end: usize) {
        if let [Step::Name(name)] = steps {
            self.named(name, end + 1);
            return;
        }
        self.effect.answers |= steps.last() == Some(&Step::Name("statusCode"));
        let way = self.way(steps);
        let way = match way.as_deref() {
            // The whole request is another one.
            Some([]) => Some(&[Step::Computed][..]),
            way => way,
        };
        self.write(way, self.is_choice(end));
    }

    /// A name that is given a value: it stands for a part of the request, or no longer.
    fn named(&mut self, name: &'c str, value: usize) {
        let found = chain(self.tokens, value);
        let is_whole = |end: usize| match self.tokens.get(end) {
            None | Some(Token::Word(_)) => true,
            Some(token) => [";", ",", "}", ")"].iter().any(|sign| token.is(sign)),
        };
        let way = found.filter(|(_, end)| is_whole(*end));
        let way = way.and_then(|(steps, _)| self.way(&steps));
        match way.filter(|way| is_object(way)) {
            Some(way) => {
                self.aliases.insert(name, way);
            }
            None => {
                self.aliases.remove(name);
            }
        }
    }

    /// `const { headers, querystring: query } = request`.
    fn unpacked(&mut self, open: usize) {
        let Some(close) = closing(self.tokens, open) else {
            return;
        };
        let is_assigned = self.tokens.get(close + 1).is_some_and(|next| next.is("="));
        let Some((source, _)) = chain(self.tokens, close + 2).filter(|_| is_assigned) else {
            return;
        };
        let below = self.way(&source);
        let inner = self.tokens.get(open + 1..close).unwrap_or_default();
        for (index, token) in inner.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|before| inner.get(before));
            let is_key = before.is_none_or(|before| before.is(","));
            let (Token::Word(key), true) = (*token, is_key) else {
                continue;
            };
            let local = match (inner.get(index + 1), inner.get(index + 2)) {
                (Some(colon), Some(Token::Word(local))) if colon.is(":") => *local,
                _ => key,
            };
            let way = match &below {
                Some(below) => Some([below.clone(), vec![Step::Name(key)]].concat()),
                None => (key == "request").then(Vec::new),
            };
            if let Some(way) = way.filter(|way| is_object(way)) {
                self.aliases.insert(local, way);
            }
        }
    }

    /// `{ ...request, uri: '/x' }`: what stands behind the spread replaces what is in the request.
    fn spread(&mut self, end: usize) {
        let mut depth = 0_usize;
        let rest = self.tokens.get(end..).unwrap_or_default();
        let mut keys = Vec::new();
        for pair in rest.windows(2).take(LONGEST_VALUE) {
            match pair {
                [Token::Sign("(" | "[" | "{"), _] => depth += 1,
                [Token::Sign("}"), _] if depth == 0 => break,
                [Token::Sign(")" | "]" | "}"), _] => depth = depth.saturating_sub(1),
                [Token::Word(key), next]
                    if depth == 0 && (next.is(":") || next.is(",") || next.is("}")) =>
                {
                    keys.push(*key);
                }
                _ => {}
            }
        }
        for key in keys {
            self.write(Some(&[Step::Name(key)]), false);
        }
    }

    /// Whether a value is one for some requests and another for others: a choice, or a replacement in
    /// a text, which need not have what is replaced.
    fn is_choice(&self, end: usize) -> bool {
        let value = self.tokens.iter().skip(end + 1).take(LONGEST_VALUE);
        let mut value = value.take_while(|token| !token.is(";") && !token.is("{"));
        value.any(|token| token.is("?") || token.is_word("replace") || token.is_word("replaceAll"))
    }

    fn write(&mut self, way: Option<&[Step<'c>]>, sometimes: bool) {
        let part = match way {
            None | Some([]) => None,
            Some([Step::Computed, ..]) => Some(RequestPart::Anything),
            Some([Step::Name("uri"), ..]) => Some(RequestPart::Uri),
            Some([Step::Name("querystring"), ..]) => Some(RequestPart::Query),
            Some([Step::Name("origin"), ..]) => Some(RequestPart::Origin),
            Some([Step::Name("headers"), Step::Name(name), ..]) => header(name),
            Some([Step::Name("headers"), ..]) => Some(RequestPart::Header),
            Some(_) => None,
        };
        if let Some(part) = part {
            self.change(part, sometimes);
        }
    }

    fn change(&mut self, part: RequestPart, sometimes: bool) {
        let sometimes = sometimes || self.place.is_conditional();
        self.effect.add(RequestChange { part, sometimes });
    }
}

/// Whether a name can stand for what is found this way. A path is a text of its own: to change that
/// changes no request. Nothing lies as deep as a name that is made of itself again and again.
fn is_object(way: &[Step<'_>]) -> bool {
    const DEEPEST: usize = 8;
    way.first() != Some(&Step::Name("uri")) && way.len() <= DEEPEST
}

/// What a header is to a signature; most are nothing to it.
fn header(name: &str) -> Option<RequestPart> {
    let name = name.to_ascii_lowercase();
    match name.as_str() {
        "host" => Some(RequestPart::Host),
        "authorization" => Some(RequestPart::Header),
        name if name.starts_with("x-amz-") => Some(RequestPart::Header),
        _ => None,
    }
}
