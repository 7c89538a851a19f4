//! Masks what is secret in HCL: values of custom headers, what is said to be sensitive, and what is
//! called a secret.

use crate::source::{SourceMap, Span, is_secret_name};
use crate::syntax::hcl::{Block, Body, Expr, ExprKind, Part};
use std::collections::BTreeSet;

/// The names behind which secrets stand: variables and local values.
#[derive(Debug, Default)]
pub(super) struct Secrets(BTreeSet<String>);

impl Secrets {
    /// Masks what is secret by itself in a file, and takes note of the names that lead to it.
    pub(super) fn mask(&mut self, body: &Body, sources: &mut SourceMap) {
        self.blocks(&body.blocks, sources);
    }

    /// As deep as blocks nest, which the parser bounds.
    fn blocks(&mut self, blocks: &[Block], sources: &mut SourceMap) {
        for block in blocks {
            let kind = match block.kind.as_str() {
                "dynamic" => block.label(0).unwrap_or_default(),
                kind => kind,
            };
            match kind {
                "variable" => self.variable(block),
                "custom_header" => self.header(&block.body, sources),
                _ => {
                    let headers = block.body.attributes.iter();
                    for header in headers.filter(|one| one.name.starts_with("custom_header")) {
                        self.values(&header.value, sources);
                    }
                    self.blocks(&block.body.blocks, sources);
                }
            }
        }
    }

    fn variable(&mut self, block: &Block) {
        let sensitive = block.body.attribute("sensitive");
        let sensitive = sensitive.is_some_and(|one| one.value.kind == ExprKind::Bool(true));
        let name = block.label(0).unwrap_or_default();
        if sensitive || sounds_secret(name) {
            self.0.insert(name.to_owned());
        }
    }

    fn header(&mut self, body: &Body, sources: &mut SourceMap) {
        if let Some(value) = body.attribute("value") {
            self.hide(&value.value, sources);
        }
        for content in body.blocks_of("content") {
            self.header(&content.body, sources);
        }
        if let Some(each) = body.attribute("for_each") {
            self.values(&each.value, sources);
        }
    }

    /// Masks each `value = …` in a list of headers.
    fn values(&mut self, expr: &Expr, sources: &mut SourceMap) {
        match &expr.kind {
            ExprKind::List(items) => items.iter().for_each(|item| self.values(item, sources)),
            ExprKind::Object(pairs) => {
                let is_value = |key: &Expr| key.kind == ExprKind::String("value".to_owned());
                for pair in pairs {
                    match is_value(&pair.key) {
                        true => self.hide(&pair.value, sources),
                        false => self.values(&pair.value, sources),
                    }
                }
            }
            _ => {}
        }
    }

    /// Masks the strings of an expression, and takes note of the variables in it.
    fn hide(&mut self, expr: &Expr, sources: &mut SourceMap) {
        match &expr.kind {
            ExprKind::String(_) | ExprKind::Number(_) => mask(expr.span, sources),
            ExprKind::Template(parts) => {
                let literal = |part: &Part| matches!(part, Part::Literal(_));
                if parts.iter().any(literal) {
                    mask(expr.span, sources);
                }
                for part in parts {
                    if let Part::Value(inner) = part {
                        self.hide(inner, sources);
                    }
                }
            }
            ExprKind::List(items) => items.iter().for_each(|item| self.hide(item, sources)),
            ExprKind::Object(pairs) => pairs
                .iter()
                .for_each(|pair| self.hide(&pair.value, sources)),
            ExprKind::Conditional(branches) => {
                self.hide(&branches.then, sources);
                self.hide(&branches.otherwise, sources);
            }
            ExprKind::Call(call) => call
                .arguments
                .iter()
                .for_each(|one| self.hide(one, sources)),
            ExprKind::Traversal(base, steps) => {
                use crate::syntax::hcl::Step;
                if let (ExprKind::Variable(kind), Some(Step::Attribute(name))) =
                    (&base.kind, steps.first())
                    && matches!(kind.as_str(), "var" | "local")
                {
                    self.0.insert(name.clone());
                }
            }
            _ => {}
        }
    }

    /// Masks what stands behind the names that were noted: defaults, local values, and the lines of
    /// files of variables.
    pub(super) fn mask_values(&mut self, body: &Body, sources: &mut SourceMap) {
        for block in &body.blocks {
            match (block.kind.as_str(), block.label(0)) {
                ("variable", Some(name)) if self.0.contains(name) => {
                    if let Some(default) = block.body.attribute("default") {
                        self.hide(&default.value, sources);
                    }
                }
                ("locals", None) => self.attributes(&block.body, sources),
                ("module", Some(_)) => self.attributes(&block.body, sources),
                _ => {}
            }
        }
        self.attributes(body, sources);
    }

    fn attributes(&mut self, body: &Body, sources: &mut SourceMap) {
        for attribute in &body.attributes {
            if self.0.contains(&attribute.name) || sounds_secret(&attribute.name) {
                self.hide(&attribute.value, sources);
            }
        }
    }
}

fn sounds_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    is_secret_name(&name)
        || ["secret", "password", "passwd", "private_key"]
            .iter()
            .any(|sign| name.contains(sign))
}

/// Masks a literal without its quotes; the lines of a heredoc but for its marks.
fn mask(span: Span, sources: &mut SourceMap) {
    let text = sources.get(span.source).text();
    let Some(text) = text.get(span.start..span.end) else {
        return;
    };
    if text.starts_with('"') {
        if span.len() >= 2 {
            sources.mask(Span::new(span.source, span.start + 1, span.end - 1));
        }
        return;
    }
    let lines: Vec<(usize, usize)> = match text.starts_with("<<") {
        false => vec![(0, text.len())],
        true => {
            let mut at = 0;
            let lines = text.split('\n').map(|line| {
                let start = at;
                at += line.len() + 1;
                (start, start + line.len())
            });
            let lines: Vec<_> = lines.collect();
            let inner = lines.len().saturating_sub(1);
            lines.get(1..inner).unwrap_or_default().to_vec()
        }
    };
    for (start, end) in lines {
        sources.mask(Span::new(span.source, span.start + start, span.start + end));
    }
}
