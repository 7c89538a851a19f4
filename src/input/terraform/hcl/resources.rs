//! How often a block is made, and the object that a resource is to those who refer to it.

use super::instance::Instance;
use crate::input::terraform::evaluate::{
    Binding, Evaluator, Scope, entry, index, node, object, rest_of, string, text, unresolved,
};
use crate::source::Span;
use crate::syntax::hcl::Block;
use crate::syntax::{Node, NodeKind};
use std::rc::Rc;

/// How many instances of one block are followed.
const MOST_INSTANCES: usize = 200;

/// How often a block is made.
#[derive(Debug)]
pub(super) enum Made {
    /// Once.
    One,
    /// As often as `count` says.
    Counted(usize),
    /// Once for each key and value of `for_each`.
    Keyed(Vec<(Node, Node)>),
    /// As often as an expression says that is not known.
    Unknown(Vec<Which>),
}

/// One of the instances of a block.
#[derive(Debug, Clone, Default)]
pub(super) struct Which {
    /// What follows its address: `[0]`, `["a"]`, or nothing.
    pub(super) suffix: String,
    /// `each` or `count` in it.
    pub(super) bound: Vec<(&'static str, Node)>,
    /// The expression that decides whether it is made at all.
    pub(super) condition: Option<String>,
}

impl Which {
    fn counted(number: usize, span: Span) -> Self {
        let number = number.to_string();
        let suffix = format!("[{number}]");
        Self::numbered(node(NodeKind::Number(number), span), suffix)
    }

    fn numbered(number: Node, suffix: String) -> Self {
        let span = number.span;
        Self {
            suffix,
            bound: vec![("count", object(vec![entry("index", number)], span))],
            condition: None,
        }
    }

    fn keyed(key: &Node, value: &Node) -> Self {
        let each = vec![entry("key", key.clone()), entry("value", value.clone())];
        Self {
            suffix: format!("[{:?}]", text(key).unwrap_or_default()),
            bound: vec![("each", object(each, value.span))],
            condition: None,
        }
    }
}

impl<'a> Evaluator<'a> {
    /// How often a block is made.
    pub(super) fn instances_of(&self, instance: &Rc<Instance<'a>>, block: &'a Block) -> Made {
        let scope = Scope::of(instance);
        if let Some(count) = block.body.attribute("count") {
            let value = self.value(scope, &count.value);
            let span = count.value.span;
            return match index(&value) {
                Some(count) => Made::Counted(self.at_most(count, span)),
                None => {
                    let open = unresolved("count.index", span);
                    let which = Which::numbered(open, String::new());
                    self.under(which, "count", span)
                }
            };
        }
        let Some(for_each) = block.body.attribute("for_each") else {
            return Made::One;
        };
        let value = self.value(scope, &for_each.value);
        let is_set = matches!(value.kind, NodeKind::Sequence(_));
        let items = self.items(&value).unwrap_or_default();
        let keys = items.into_iter().map(|(key, value)| match is_set {
            true => (value.clone(), value),
            false => (key, value),
        });
        let keys: Vec<(Node, Node)> = keys.collect();
        let known = matches!(value.kind, NodeKind::Sequence(_) | NodeKind::Mapping(_));
        let span = for_each.value.span;
        if known && keys.iter().all(|(key, _)| text(key).is_some()) {
            let most = self.at_most(keys.len(), span);
            return Made::Keyed(keys.into_iter().take(most).collect());
        }
        let (key, value) = (unresolved("each.key", span), unresolved("each.value", span));
        let mut which = Which::keyed(&key, &value);
        which.suffix = "[each.key]".to_owned();
        self.under(which, "for_each", span)
    }

    fn under(&self, mut which: Which, name: &str, span: Span) -> Made {
        which.condition = Some(format!("{name} = {}", self.written(span)));
        Made::Unknown(vec![which])
    }

    fn at_most(&self, count: usize, span: Span) -> usize {
        if count > MOST_INSTANCES {
            let message =
                format!("makes {count} instances, of which siglint follows {MOST_INSTANCES}");
            self.limit(span, &message);
        }
        count.min(MOST_INSTANCES)
    }

    /// The instances of a block that are looked at. One that is made in no instance only because a
    /// variable has its default is looked at as well: a deployment gives another value.
    pub(super) fn looked_at(&self, instance: &Rc<Instance<'a>>, block: &'a Block) -> Vec<Which> {
        let before = self.defaults.get();
        let made = self.instances_of(instance, block);
        let by_default = self.defaults.get() > before;
        match made {
            Made::One => vec![Which::default()],
            Made::Counted(0) if by_default => self.otherwise(block, "count"),
            Made::Keyed(keys) if keys.is_empty() && by_default => self.otherwise(block, "for_each"),
            Made::Counted(count) => (0..count)
                .map(|number| Which::counted(number, block.span))
                .collect(),
            Made::Keyed(keys) => keys
                .iter()
                .map(|(key, value)| Which::keyed(key, value))
                .collect(),
            Made::Unknown(which) => which,
        }
    }

    fn otherwise(&self, block: &'a Block, name: &str) -> Vec<Which> {
        let Some(attribute) = block.body.attribute(name) else {
            return Vec::new();
        };
        let span = attribute.value.span;
        let which = match name {
            "count" => Which::numbered(node(NodeKind::Number("0".to_owned()), span), String::new()),
            _ => {
                let mut which = Which::keyed(
                    &unresolved("each.key", span),
                    &unresolved("each.value", span),
                );
                which.suffix = "[each.key]".to_owned();
                which
            }
        };
        match self.under(which, name, span) {
            Made::Unknown(which) => which,
            _ => Vec::new(),
        }
    }

    /// All instances of a resource or data source, as those see them who refer to it.
    pub(super) fn resource_value(&self, instance: &Rc<Instance<'a>>, block: &'a Block) -> Node {
        let one = |which: &Which| self.resource_object(instance, block, which);
        match self.instances_of(instance, block) {
            Made::One => one(&Which::default()),
            Made::Counted(count) => {
                let items = (0..count).map(|number| one(&Which::counted(number, block.span)));
                node(NodeKind::Sequence(items.collect()), block.span)
            }
            Made::Keyed(keys) => {
                let entries = keys.iter().map(|(key, value)| {
                    entry(
                        text(key).unwrap_or_default(),
                        one(&Which::keyed(key, value)),
                    )
                });
                object(entries.collect(), block.span)
            }
            // Whoever refers to the first of a number means that there is one.
            Made::Unknown(which) if block.body.attribute("count").is_some() => node(
                NodeKind::Sequence(which.iter().map(one).collect()),
                block.span,
            ),
            Made::Unknown(_) => unresolved(self.address(instance, block, ""), block.span),
        }
    }

    /// `module.m.aws_x.y[0]`.
    pub(super) fn address(&self, instance: &Instance<'a>, block: &Block, suffix: &str) -> String {
        let (kind, name) = (block.label(0), block.label(1));
        let (kind, name) = (kind.unwrap_or_default(), name.unwrap_or_default());
        let data = if block.kind == "data" { "data." } else { "" };
        format!("{}{data}{kind}.{name}{suffix}", instance.address)
    }

    /// One instance of a resource: what is written, what follows from that, and the word that there
    /// is more.
    pub(super) fn resource_object(
        &self,
        instance: &Rc<Instance<'a>>,
        block: &'a Block,
        which: &Which,
    ) -> Node {
        let mut made = self.within(instance, which, |scope| {
            let kind = block.label(0).unwrap_or_default();
            let ours = ["aws_cloudfront_", "aws_s3_", "aws_iam_policy_document"];
            let looks_inside = ours.iter().any(|sign| kind.starts_with(sign));
            self.body(scope, &block.body, block.span, looks_inside)
        });
        let address = self.address(instance, block, &which.suffix);
        let id = format!("{}{address}", instance.root);
        let known = self.computed(instance, block, (&address, &id), &made);
        if let NodeKind::Mapping(entries) = &mut made.kind {
            let written = |name: &str| entries.iter().any(|entry| entry.key == name);
            let known: Vec<_> = known
                .into_iter()
                .filter(|(name, _)| !written(name))
                .map(|(name, value)| entry(name, value))
                .collect();
            entries.extend(known);
            entries.push(rest_of(&address, block.span));
        }
        made
    }

    /// Evaluates in the scope of one instance of a block.
    pub(super) fn within<T>(
        &self,
        instance: &Rc<Instance<'a>>,
        which: &Which,
        evaluate: impl FnOnce(Scope<'_, 'a>) -> T,
    ) -> T {
        match which.bound.first() {
            None => evaluate(Scope::of(instance)),
            Some((name, value)) => {
                let binding = Binding {
                    name,
                    value,
                    outer: None,
                };
                evaluate(Scope {
                    instance,
                    bindings: Some(&binding),
                })
            }
        }
    }
}

/// A string at the place of a block.
pub(super) fn at(block: &Block, text: impl Into<String>) -> Node {
    string(text, block.span)
}
