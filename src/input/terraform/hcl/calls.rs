//! The modules that a module calls, each made as often as the call says.

use super::instance::{Caller, Children, Given, Instance};
use super::module::Module;
use super::resources::Which;
use crate::input::resolve;
use crate::input::terraform::evaluate::Evaluator;
use crate::syntax::hcl::{Block, ExprKind};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// How deep modules may call each other.
const DEEPEST: usize = 16;

/// How many modules are followed, each as often as it is called.
const MOST: usize = 2_000;

/// The folder that a call leads to, if it is a local one.
pub(super) fn target(module: &Module<'_>, call: &Block) -> Option<String> {
    match &call.body.attribute("source")?.value.kind {
        ExprKind::String(source) if source.starts_with('.') => resolve(&module.folder, source),
        _ => None,
    }
}

impl<'a> Evaluator<'a> {
    /// Takes in a module with its inputs.
    pub(super) fn add(
        &self,
        module: &'a Module<'a>,
        caller: Option<Caller<'a>>,
        given: BTreeMap<&'a str, Given<'a>>,
        (root, address): (String, String),
    ) -> Rc<Instance<'a>> {
        let mut instances = self.instances.borrow_mut();
        let instance = Rc::new(Instance {
            id: instances.len(),
            module,
            caller,
            given,
            address,
            root,
            memory: RefCell::default(),
            children: RefCell::default(),
        });
        instances.push(Rc::clone(&instance));
        instance
    }

    /// The instances that a call makes.
    pub(super) fn children(&self, instance: &Rc<Instance<'a>>, call: &'a Block) -> Children {
        if let Some(known) = instance.children.borrow().get(&call.span) {
            return known.clone();
        }
        // Whoever asks for it while it is made goes round in a circle.
        let set = |children: Children| {
            instance.children.borrow_mut().insert(call.span, children);
        };
        set(Children::Elsewhere);
        let folder = target(instance.module, call);
        let Some(module) = folder.and_then(|folder| self.modules.get(&folder)) else {
            return Children::Elsewhere;
        };
        let all = self.looked_at(instance, call);
        let full = self.instances.borrow().len() + all.len() > MOST;
        if full || instance.depth() >= DEEPEST {
            self.limit(call.kind_span, "calls more modules than siglint follows");
            return Children::Elsewhere;
        }
        let is_list = call.body.attribute("count").is_some();
        let is_map = call.body.attribute("for_each").is_some();
        let mut keys = Vec::new();
        let mut ids = Vec::new();
        for which in all {
            let each = which.bound.first().map(|(_, each)| each);
            keys.extend(each.and_then(|each| each.get("key")).cloned());
            ids.push(self.child(instance, call, module, which));
        }
        let children = match (is_list, is_map) {
            (true, _) => Children::Counted(ids),
            (false, true) => Children::Keyed(keys.into_iter().zip(ids).collect()),
            (false, false) => ids
                .first()
                .map_or(Children::Elsewhere, |id| Children::One(*id)),
        };
        set(children.clone());
        children
    }

    fn child(
        &self,
        instance: &Rc<Instance<'a>>,
        call: &'a Block,
        module: &'a Module<'a>,
        which: Which,
    ) -> usize {
        let name = call.label(0).unwrap_or_default();
        let address = format!("{}module.{name}{}.", instance.address, which.suffix);
        let outer = instance
            .caller
            .as_ref()
            .and_then(|caller| caller.condition.clone());
        let caller = Caller {
            instance: instance.id,
            block: call,
            bound: which.bound,
            depth: instance.depth() + 1,
            condition: which.condition.or(outer),
        };
        let names = (instance.root.clone(), address);
        self.add(module, Some(caller), BTreeMap::new(), names).id
    }
}

/// The modules of a run by their folders.
pub(in crate::input::terraform) type Modules<'a> = BTreeMap<String, Module<'a>>;
