//! Stacks in stacks: the template that a resource nests, and what may be in the way to it.

use super::evaluate::{Scope, written};
use super::stacks::{MOST_STACKS, Stack, World};
use super::template::Template;
use crate::input::leads::{Lead, hints};
use crate::input::{folder_of, parse_tree, resolve};
use crate::source::Span;
use crate::syntax::Node;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The types of what nests another template, and the property that names it.
const NESTING: [(&str, &str); 2] = [
    ("AWS::CloudFormation::Stack", "TemplateURL"),
    ("AWS::Serverless::Application", "Location"),
];

/// How deep stacks nest before something is wrong.
const DEEPEST_STACK: usize = 8;

/// What would tell what a stack holds whose template is not at hand.
const NEEDS: &str = "the nested templates, each with a further -c (values of their parameters with \
    --var); or, of what is deployed, `aws cloudfront get-distribution`";

/// A template, or why it is not at hand; without a reason where that is told already.
pub(super) type Found = Result<Rc<Template>, Option<String>>;

impl World<'_> {
    /// The stack that a resource nests, where its template is at hand.
    pub(super) fn child(
        &mut self,
        parent: usize,
        logical_id: &str,
        scope: &Scope,
    ) -> Option<usize> {
        let stack = self.stacks.get(parent)?;
        if let Some(known) = stack.children.get(logical_id) {
            return *known;
        }
        // Whoever asks for it while it is made runs in a circle.
        let stack = self.stacks.get_mut(parent)?;
        stack.children.insert(logical_id.to_owned(), None);
        let child = self.nest(parent, logical_id, scope);
        let stack = self.stacks.get_mut(parent)?;
        stack.children.insert(logical_id.to_owned(), child);
        child
    }

    fn nest(&mut self, parent: usize, logical_id: &str, scope: &Scope) -> Option<usize> {
        let stack = self.stacks.get(parent)?.clone();
        let place = place(&stack.template, logical_id)?;
        let template = match self.reach(&stack.template, logical_id, place) {
            Ok(template) => template,
            Err(reason) => {
                self.leads_away(logical_id, place, reason?);
                return None;
            }
        };
        if self.is_too_much(parent, &template, place.span) {
            return None;
        }
        let parameters = stack.template.property(logical_id, "Parameters");
        let mut given = BTreeMap::new();
        for entry in parameters.map_or(&[][..], Node::entries) {
            if let Some(value) = self.value(&entry.value, scope) {
                given.insert(entry.key.clone(), value);
            }
        }
        // What is known of the place is the same for all.
        let own = stack.given.iter();
        for (name, value) in own.filter(|(name, _)| name.starts_with("AWS::")) {
            given.entry(name.clone()).or_insert_with(|| value.clone());
        }
        self.stacks.push(Stack {
            template,
            given,
            prefix: format!("{}{logical_id}.", stack.prefix),
            parent: Some(parent),
            children: BTreeMap::new(),
        });
        Some(self.stacks.len() - 1)
    }

    /// The template that a resource nests.
    fn reach(&mut self, template: &Template, logical_id: &str, place: &Node) -> Found {
        let folder = folder_of(&template.name);
        let Some(path) = location(template, logical_id) else {
            return Err(elsewhere(place).filter(|_| !self.is_beside(folder, place)));
        };
        let Some(name) = resolve(folder, path) else {
            let reason = format!("{path}, an absolute path, and siglint follows none");
            return Err(Some(reason));
        };
        if let Some(known) = self.known.get(&name) {
            return Ok(Rc::clone(known));
        }
        if let Some(read) = self.read.get(&name) {
            return read.clone();
        }
        let read = self.read_template(&name);
        self.read.insert(name, read.clone());
        read
    }

    /// A template of another file.
    fn read_template(&mut self, name: &str) -> Found {
        let text = self.files.text(name);
        let text = text.map_err(|absent| Some(format!("{name}, which {}", absent.words())))?;
        let roots = parse_tree(name, &text, self.sources).map_err(|problem| {
            self.problems.push(*problem);
            None
        })?;
        let root = roots.into_iter().find(super::is_template);
        let root = root.ok_or_else(|| Some(format!("{name}, which is no template")))?;
        Ok(Rc::new(Template::new(name.to_owned(), root)))
    }

    /// Whether a file of the name that an address ends with lies beside the template: it is what was
    /// uploaded, and is read by itself where it has something of ours.
    fn is_beside(&self, folder: &str, place: &Node) -> bool {
        let written = written(place);
        let end = written.rsplit('/').next().unwrap_or_default();
        let end = end.trim_end_matches(['"', '\'', ']', '}', ')']);
        let is_file = end.contains('.') && !end.contains(['$', '!', ' ', '?']);
        let beside = resolve(folder, end).filter(|_| is_file);
        let is_known = |name: &String| {
            let same = |known: &str| known.rsplit('/').next() == Some(end);
            self.known.keys().any(|known| same(known)) || self.files.text(name).is_ok()
        };
        beside.is_some_and(|name| is_known(&name))
    }

    fn leads_away(&mut self, logical_id: &str, place: &Node, reason: String) {
        self.leads.push(Lead {
            kind: "nested stacks",
            name: logical_id.to_owned(),
            at: place.span,
            is_likely: hints(logical_id) || hints(&written(place)),
            reason: format!("{logical_id} nests {reason}"),
            needs: NEEDS.to_owned(),
        });
    }

    /// Whether stacks go round in a circle, or are too many or nest too deep; told at its place.
    fn is_too_much(&mut self, parent: usize, template: &Template, at: Span) -> bool {
        let mut around = Vec::new();
        let mut next = Some(parent);
        while let Some(stack) = next.and_then(|number| self.stacks.get(number)) {
            around.push(stack.template.name.as_str());
            next = stack.parent;
        }
        if around.contains(&template.name.as_str()) {
            let name = &template.name;
            let message = format!("nests {name} inside of itself, so siglint stopped here");
            self.problem(at, &message);
            return true;
        }
        if around.len() > DEEPEST_STACK {
            let message =
                format!("nests stacks more than {DEEPEST_STACK} deep, so siglint stopped here");
            self.stopped("depth of stacks", at, &message);
            return true;
        }
        if self.stacks.len() >= MOST_STACKS {
            let message =
                format!("is one of more than {MOST_STACKS} stacks, so siglint stopped here");
            self.stopped("stacks", at, &message);
            return true;
        }
        false
    }
}

/// Whether a resource of this type nests another template.
pub(super) fn nests(kind: &str) -> bool {
    NESTING.iter().any(|(nesting, _)| *nesting == kind)
}

/// What names the template that a resource nests.
fn place<'t>(template: &'t Template, logical_id: &str) -> Option<&'t Node> {
    let kind = template.kind(logical_id)?;
    let (_, key) = NESTING.iter().find(|(nesting, _)| *nesting == kind)?;
    template.property(logical_id, key)
}

/// The file that a nested stack is written in, where that is a local one.
pub(super) fn location<'t>(template: &'t Template, logical_id: &str) -> Option<&'t str> {
    let written = place(template, logical_id)?.as_str();
    // CDK uploads the file, and keeps its local name beside it.
    let asset = template.get("Resources", logical_id)?;
    let asset = asset
        .path(&["Metadata", "aws:asset:path"])
        .and_then(Node::as_str);
    asset.or(written).filter(|path| !path.contains("://"))
}

/// What is nested that lies in no file.
fn elsewhere(place: &Node) -> Option<String> {
    let written = written(place);
    Some(match place.as_str() {
        Some(_) => format!("{written}, and siglint fetches no template"),
        None if place.get("ApplicationId").is_some() => {
            "an application of the Serverless Application Repository, which siglint does not fetch"
                .to_owned()
        }
        None => format!("{written}, and which template that is, is not known"),
    })
}
