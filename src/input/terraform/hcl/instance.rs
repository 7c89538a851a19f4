//! A module as it is called once: its inputs, what was found out about it, and the modules it calls.

use super::module::Module;
use crate::input::terraform::evaluate::{index, text};
use crate::source::Span;
use crate::syntax::Node;
use crate::syntax::hcl::{Block, Expr};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// A module and its inputs.
pub(in crate::input::terraform) struct Instance<'a> {
    /// Its place among the instances of a run.
    pub(super) id: usize,
    /// What stands in it.
    pub(super) module: &'a Module<'a>,
    /// What calls it; none for a root module.
    pub(super) caller: Option<Caller<'a>>,
    /// The values of a root module's variables.
    pub(super) given: BTreeMap<&'a str, Given<'a>>,
    /// `module.cdn["a"].`, or nothing.
    pub(super) address: String,
    /// What tells its resources from those of other root modules, which may have the same addresses.
    pub(super) root: String,
    /// What was evaluated before.
    pub(super) memory: RefCell<HashMap<Name, Slot>>,
    /// The modules that were called, by the place of the call.
    pub(super) children: RefCell<HashMap<Span, Children>>,
}

/// The call of a module.
pub(super) struct Caller<'a> {
    /// The instance that calls.
    pub(super) instance: usize,
    /// The block.
    pub(super) block: &'a Block,
    /// `each` and `count` in it.
    pub(super) bound: Vec<(&'static str, Node)>,
    /// How deep modules call each other.
    pub(super) depth: usize,
    /// The condition under which it is called, where that is not known to hold.
    pub(super) condition: Option<String>,
}

/// Where a root module's variable has its value from.
#[derive(Debug, Clone)]
pub(super) enum Given<'a> {
    /// A file of variables.
    File(&'a Expr),
    /// What a person gave as `--var`.
    Person(Node),
    /// Nowhere: the files that have it are read only if a person names them.
    Unread(Vec<&'a str>),
}

/// What may be asked of an instance.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Name {
    /// A variable.
    Variable(String),
    /// A local value, at its place.
    Local(Span),
    /// A resource or data source, at its place.
    Resource(Span),
    /// An output.
    Output(String),
}

/// What is known about an answer.
#[derive(Clone)]
pub(super) enum Slot {
    /// It is being looked for: whoever asks again goes round in a circle.
    Open,
    /// It was found, and whether it depends on a variable's default.
    Known(Rc<Node>, bool),
}

/// The instances that a call makes.
#[derive(Clone)]
pub(super) enum Children {
    /// It is not a folder that siglint was given.
    Elsewhere,
    /// One.
    One(usize),
    /// One for each number.
    Counted(Vec<usize>),
    /// One for each key.
    Keyed(Vec<(Node, usize)>),
}

impl Children {
    /// The instance of this number or key.
    pub(super) fn at(&self, which: &Node) -> Option<usize> {
        match self {
            Self::Counted(children) => children.get(index(which)?).copied(),
            Self::Keyed(children) => {
                let key = text(which)?;
                let mut found = children.iter();
                found
                    .find(|(known, _)| text(known).as_ref() == Some(&key))
                    .map(|(_, child)| *child)
            }
            Self::Elsewhere | Self::One(_) => None,
        }
    }

    /// The instance of a call that makes one.
    pub(super) fn only(&self) -> Option<usize> {
        match self {
            Self::One(child) => Some(*child),
            _ => None,
        }
    }

    /// Every instance.
    pub(super) fn all(self) -> Vec<usize> {
        match self {
            Self::Elsewhere => Vec::new(),
            Self::One(child) => vec![child],
            Self::Counted(children) => children,
            Self::Keyed(children) => children.into_iter().map(|(_, child)| child).collect(),
        }
    }
}

impl Instance<'_> {
    /// The folder of the module.
    pub(in crate::input::terraform) fn folder(&self) -> &str {
        &self.module.folder
    }

    /// How deep it is called.
    pub(super) fn depth(&self) -> usize {
        self.caller.as_ref().map_or(0, |caller| caller.depth)
    }
}
