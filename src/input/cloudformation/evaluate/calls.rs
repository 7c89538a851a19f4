//! The intrinsic functions, one arm each; what cannot be known stays as it is written.

use super::lists;
use super::scope::Scope;
use super::text::{Part, Text, parts, scalar_text};
use super::written;
use crate::input::cloudformation::conditions::Truth;
use crate::input::cloudformation::macros::TRANSFORM;
use crate::input::cloudformation::parameters::mapped;
use crate::input::cloudformation::stacks::{World, unresolved};
use crate::input::cloudformation::template::{Call, Template, at, attribute};
use crate::syntax::{Entry, Node, NodeKind};
use std::collections::HashMap;

impl World<'_> {
    /// The value of a call in its place; `None` for `AWS::NoValue`.
    pub(super) fn call(&mut self, call: &Call<'_>, node: &Node, scope: &Scope) -> Option<Node> {
        // What stands in a branch keeps its own place.
        if call.name == "Fn::If" {
            return self.choice(node, call.argument.items(), scope);
        }
        let value = self.called(call, node, scope)?;
        match self.keeps_its_place(call, scope) {
            true => Some(value),
            false => Some(at(value, node.span)),
        }
    }

    /// Whether a value stands where it was given and not where it is used: a loop or a nested template
    /// is written once for all of its values.
    fn keeps_its_place(&self, call: &Call<'_>, scope: &Scope) -> bool {
        let name = call.argument.as_str().filter(|_| call.name == "Ref");
        name.is_some_and(|name| scope.local(name).is_some() || self.is_given(name, scope.stack))
    }

    fn called(&mut self, call: &Call<'_>, node: &Node, scope: &Scope) -> Option<Node> {
        let argument = call.argument;
        let value = match call.name.as_str() {
            "Ref" if argument.as_str() == Some("AWS::NoValue") => return None,
            "Ref" => argument
                .as_str()
                .map(|name| self.reference(name, scope, node.span)),
            "Fn::GetAtt" => attribute(argument)
                .map(|(resource, name)| self.attribute(resource, &name, scope, node.span)),
            "Fn::ImportValue" => self.import(argument, scope),
            "Fn::Sub" => self.substitute(argument, node, scope),
            "Fn::FindInMap" => self.find(argument.items(), scope),
            "Fn::Join" => self.join(argument.items(), node, scope),
            "Fn::Split" => self.split(argument.items(), scope),
            "Fn::Select" => self.select(argument.items(), scope),
            "Fn::Length" => lists::length(&self.value(argument, scope)?),
            "Fn::ToJsonString" => lists::json(&self.value(argument, scope)?),
            "Fn::Base64" => lists::base64(&self.value(argument, scope)?),
            TRANSFORM => {
                self.puts_in(argument);
                None
            }
            "Fn::Cidr" => {
                let arguments = self.value(argument, scope)?;
                lists::cidr(arguments.items())
            }
            _ => None,
        };
        Some(value.unwrap_or_else(|| unresolved(written(node), node.span)))
    }

    /// The branch of a condition, or both.
    fn choice(&mut self, node: &Node, arguments: &[Node], scope: &Scope) -> Option<Node> {
        let (Some(name), [_, yes, no]) = (arguments.first().and_then(Node::as_str), arguments)
        else {
            return Some(unresolved(written(node), node.span));
        };
        let place = arguments.first().map_or(node.span, |name| name.span);
        match self.asks(name, scope, place) {
            Truth::Known(true) => self.value(yes, scope),
            Truth::Known(false) => self.value(no, scope),
            Truth::Open(_) if self.takes_both => {
                let branches = [self.value(yes, scope), self.value(no, scope)];
                Some(lists::both(branches, node.span))
            }
            Truth::Open(leaf) => {
                self.wanted.insert(leaf.expression.clone());
                self.open.get_or_insert(leaf);
                Some(unresolved(written(node), node.span))
            }
        }
    }

    fn substitute(&mut self, argument: &Node, node: &Node, scope: &Scope) -> Option<Node> {
        let (text, own) = match argument.items() {
            [text, own] => (text, Some(own)),
            [text] => (text, None),
            _ => (argument, None),
        };
        let template = text.as_str().or(text.unresolved())?;
        let own: HashMap<&str, &Node> = own
            .map_or(&[][..], Node::entries)
            .iter()
            .map(pair)
            .collect();
        let mut value = Text::default();
        for part in parts(template) {
            if !self.step(node.span) {
                return None;
            }
            match part {
                Part::Literal(text) => value.literal(text),
                Part::Escaped(name) => value.literal(&format!("${{{name}}}")),
                Part::Hole(name) => match own.get(name) {
                    Some(own) => value.value(self.value(own, scope)?),
                    None => value.value(self.in_text(name, scope, node)),
                },
            }
        }
        Some(value.finish(node.span))
    }

    /// What `${name}` stands for: a reference, or an attribute behind a dot.
    fn in_text(&mut self, name: &str, scope: &Scope, node: &Node) -> Node {
        match name.split_once('.') {
            Some((resource, attribute)) if !name.starts_with("AWS::") => {
                self.attribute(resource, attribute, scope, node.span)
            }
            _ => self.reference(name, scope, node.span),
        }
    }

    fn find(&mut self, arguments: &[Node], scope: &Scope) -> Option<Node> {
        let [mapping, top, second, ..] = arguments else {
            return None;
        };
        let mut key = |node| scalar_text(&self.value(node, scope)?);
        let (mapping, top, second) = (key(mapping)?, key(top)?, key(second)?);
        let template = self.template(scope.stack)?;
        self.charge(&template, &mapping, &top);
        match mapped(&template, [&mapping, &top, &second]) {
            Some(found) => self.value(found, scope),
            None => {
                let default = arguments.get(3)?.get("DefaultValue")?;
                self.value(default, scope)
            }
        }
    }

    /// Counts the keys that a look-up passes: long mappings are slow ones.
    fn charge(&mut self, template: &Template, mapping: &str, top: &str) {
        let mapping = template.get("Mappings", mapping);
        let inner = mapping.and_then(|mapping| mapping.get(top));
        let keys = [mapping, inner].into_iter().flatten();
        self.spend(keys.map(|node| node.entries().len()).sum::<usize>() / 100);
    }

    fn join(&mut self, arguments: &[Node], node: &Node, scope: &Scope) -> Option<Node> {
        let [delimiter, list] = arguments else {
            return None;
        };
        let delimiter = delimiter.as_str()?;
        let list = self.value(list, scope)?;
        let NodeKind::Sequence(items) = list.kind else {
            return None;
        };
        let mut value = Text::default();
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                value.literal(delimiter);
            }
            value.value(item);
        }
        Some(value.finish(node.span))
    }

    fn split(&mut self, arguments: &[Node], scope: &Scope) -> Option<Node> {
        let [delimiter, text] = arguments else {
            return None;
        };
        let delimiter = delimiter.as_str().filter(|text| !text.is_empty())?;
        let text = self.value(text, scope)?;
        let is_plain = |name: &str| self.has_no_signs(name, scope);
        lists::split(delimiter, &text, is_plain)
    }

    fn select(&mut self, arguments: &[Node], scope: &Scope) -> Option<Node> {
        let [index, list] = arguments else {
            return None;
        };
        let index: usize = scalar_text(&self.value(index, scope)?)?.parse().ok()?;
        let list = self.value(list, scope)?;
        list.items().get(index).cloned()
    }
}

fn pair(entry: &Entry) -> (&str, &Node) {
    (&entry.key, &entry.value)
}
