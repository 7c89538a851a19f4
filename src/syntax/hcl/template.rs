//! Templates of the parser to ours, with `~` applied to the text beside it.

use super::parse::Builder;
use super::{ExprKind, Part};
use hcl_edit::template::{Directive, Element, ForDirective, IfDirective, Strip, Template};

/// A part, and whether it strips the text before and after it.
type Stripping = (Part, Strip);

impl Builder {
    /// A string, or what has to be evaluated to one.
    pub(super) fn template<'e>(&mut self, elements: impl Iterator<Item = &'e Element>) -> ExprKind {
        let parts: Vec<Stripping> = elements.map(|element| self.part(element)).collect();
        let parts = stripped(parts, Strip::None);
        match parts.as_slice() {
            [] => ExprKind::String(String::new()),
            [Part::Literal(text)] => ExprKind::String(text.clone()),
            _ => ExprKind::Template(parts),
        }
    }

    fn part(&mut self, element: &Element) -> Stripping {
        match element {
            Element::Literal(text) => (Part::Literal(text.value().clone()), Strip::None),
            Element::Interpolation(given) => (Part::Value(self.inner(&given.expr)), given.strip),
            Element::Directive(directive) => match directive.as_ref() {
                Directive::If(given) => self.if_part(given),
                Directive::For(given) => self.for_part(given),
            },
        }
    }

    fn if_part(&mut self, given: &IfDirective) -> Stripping {
        let condition = self.inner(&given.if_expr.cond_expr);
        let (opens, ends) = (given.if_expr.strip, given.endif_expr.strip);
        let between = given.else_expr.as_ref().map_or(ends, |other| other.strip);
        let then = self.between(&given.if_expr.template, inside(opens, between));
        let otherwise = given.else_expr.as_ref().map(|other| {
            let inside = inside(other.strip, ends);
            self.between(&other.template, inside)
        });
        let part = Part::If(condition, then, otherwise.unwrap_or_default());
        (part, outside(opens, ends))
    }

    fn for_part(&mut self, given: &ForDirective) -> Stripping {
        let intro = &given.for_expr;
        let (opens, ends) = (intro.strip, given.endfor_expr.strip);
        let key = intro.key_var.as_ref().map(|name| name.as_str().to_owned());
        let value = intro.value_var.as_str().to_owned();
        let collection = self.inner(&intro.collection_expr);
        let repeated = self.between(&intro.template, inside(opens, ends));
        let part = Part::For(key, value, collection, repeated);
        (part, outside(opens, ends))
    }

    fn between(&mut self, template: &Template, edges: Strip) -> Vec<Part> {
        let parts = template.iter().map(|element| self.part(element)).collect();
        stripped(parts, edges)
    }
}

/// What two directives strip of the text between them.
fn inside(opens: Strip, ends: Strip) -> Strip {
    Strip::from((opens.strip_end(), ends.strip_start()))
}

/// What the first and the last directive strip of the text around them.
fn outside(opens: Strip, ends: Strip) -> Strip {
    Strip::from((opens.strip_start(), ends.strip_end()))
}

/// The parts without the white space that their neighbours, or the `edges`, strip.
fn stripped(parts: Vec<Stripping>, edges: Strip) -> Vec<Part> {
    let strips: Vec<Strip> = parts.iter().map(|(_, strip)| *strip).collect();
    let starts = |index: usize| match index.checked_sub(1) {
        None => edges.strip_start(),
        Some(before) => strips.get(before).is_some_and(|strip| strip.strip_end()),
    };
    let ends = |index: usize| match strips.get(index + 1) {
        None => edges.strip_end(),
        Some(after) => after.strip_start(),
    };
    let parts = parts.into_iter().enumerate();
    let parts = parts.map(|(index, (part, _))| match part {
        Part::Literal(text) => {
            let text = if starts(index) {
                text.trim_start()
            } else {
                &text
            };
            let text = if ends(index) { text.trim_end() } else { text };
            Part::Literal(text.to_owned())
        }
        other => other,
    });
    parts.collect()
}
