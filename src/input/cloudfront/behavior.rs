//! Behaviors: which requests they take, who may send them, and where misses go.

use super::caching::{caching, void_settings};
use super::distribution::NEVER_WITHOUT;
use super::reader::{Read, Reader};
use crate::model::{Behavior, EdgeRuntime, Field, FunctionAssociation, ViewerAccess};
use crate::source::{Known, Sourced, Span};
use crate::syntax::{Node, NodeKind};
use std::collections::HashSet;

/// The ids of origins and origin groups that a behavior may name.
pub(super) type Targets = HashSet<String>;

/// The behaviors in the order in which CloudFront tries them, the default one last.
pub(super) fn behaviors(
    reader: &mut Reader<'_>,
    config: &Node,
    targets: &Targets,
) -> Vec<Behavior> {
    let ordered = reader.objects(config, "CacheBehaviors").into_iter();
    let mut behaviors: Vec<Behavior> = ordered
        .map(|node| {
            let pattern =
                reader.required(node, "PathPattern", ", so it is not known what it takes");
            behavior(reader, node, pattern, false, targets)
        })
        .collect();
    match reader.object(config, "DefaultCacheBehavior") {
        Some(node) => {
            let because = "the default behavior takes what no other one does";
            let every = Known::Value("*".to_owned());
            let pattern = Sourced::default_of(every, because, Some(node.span));
            behaviors.push(behavior(reader, node, pattern, true, targets));
        }
        None if config.get("DefaultCacheBehavior").is_none_or(Node::is_null) => {
            reader.missing(config.span, "DefaultCacheBehavior", NEVER_WITHOUT);
        }
        None => {}
    }
    behaviors
}

fn behavior(
    reader: &mut Reader<'_>,
    node: &Node,
    pattern: Field<String>,
    is_default: bool,
    targets: &Targets,
) -> Behavior {
    let any_protocol = "HTTP and HTTPS are both taken unless ViewerProtocolPolicy says otherwise";
    let protocol = reader.string(node, "ViewerProtocolPolicy");
    Behavior {
        pattern,
        is_default,
        target_origin: target_origin(reader, node, targets),
        viewer_protocol: protocol.or_default("allow-all".to_owned(), any_protocol),
        allowed_methods: allowed_methods(reader, node),
        viewer_access: viewer_access(reader, node),
        caching: caching(reader, node),
        void: void_settings(node),
        functions: functions(reader, node),
        response_headers_policy: reader.filled(node, "ResponseHeadersPolicyId").field(),
        span: node.span,
    }
}

fn target_origin(reader: &mut Reader<'_>, node: &Node, targets: &Targets) -> Field<String> {
    let target = reader.required(
        node,
        "TargetOriginId",
        ", so it is not known where misses go",
    );
    let unknown = target.value.value().is_some_and(|id| !targets.contains(id));
    // A distribution without any origin is one problem, and not one for each behavior.
    if let (true, false, Some(span)) = (unknown, targets.is_empty(), target.span()) {
        reader.problem(span, "names an origin that the distribution does not have");
    }
    target
}

fn allowed_methods(reader: &mut Reader<'_>, node: &Node) -> Field<Vec<String>> {
    let list = reader.list(node, "AllowedMethods");
    let methods = list.map(|list| (reader.known_strings(&list), list.span));
    match methods {
        Some((Known::Value(methods), _)) if methods.is_empty() => default_methods(node),
        Some((methods, span)) => Sourced::at(methods.map(values), span),
        None => default_methods(node),
    }
}

fn default_methods(node: &Node) -> Field<Vec<String>> {
    let because = "GET and HEAD are the methods of a behavior unless AllowedMethods lists more";
    let methods = vec!["GET".to_owned(), "HEAD".to_owned()];
    Sourced::default_of(Known::Value(methods), because, Some(node.span))
}

fn values(strings: Vec<Sourced<String>>) -> Vec<String> {
    strings.into_iter().map(|string| string.value).collect()
}

fn viewer_access(reader: &mut Reader<'_>, node: &Node) -> ViewerAccess {
    let mut signers: Option<(Vec<String>, Span)> = None;
    let mut unresolved = None;
    for key in ["TrustedKeyGroups", "TrustedSigners"] {
        match trusted(reader, node, key) {
            Some(Trusted::Signers(names, span)) => {
                let (all, _) = signers.get_or_insert_with(|| (Vec::new(), span));
                all.extend(names);
            }
            Some(Trusted::Unresolved(expression)) => unresolved = Some(expression),
            None => {}
        }
    }
    match (signers, unresolved) {
        (Some((names, span)), _) => ViewerAccess::Signed(Sourced::at(names, span)),
        (None, Some(expression)) => ViewerAccess::Unresolved(expression),
        (None, None) => ViewerAccess::Open,
    }
}

/// What one block of signers says.
enum Trusted {
    /// It is in force, for these.
    Signers(Vec<String>, Span),
    /// It is not resolved whether it is.
    Unresolved(Sourced<String>),
}

/// The signers of one block and its place, if it is in force. Without `Enabled`, as in a bare
/// list, it is in force if it names anyone: an item is someone, resolved or not, and an expression
/// for the whole list may be nobody.
fn trusted(reader: &mut Reader<'_>, node: &Node, key: &str) -> Option<Trusted> {
    let block = node.get(key).or_else(|| node.unresolved().map(|_| node))?;
    let list = reader.list(node, key)?;
    let mut names = values(reader.strings(&list));
    let open = list.unresolved().map(str::to_owned);
    let enabled = match block.kind {
        NodeKind::Mapping(_) => reader.boolean(block, "Enabled"),
        _ => Read::Missing { parent: block.span },
    };
    match enabled {
        Read::Unresolved { span, expression } => {
            return Some(Trusted::Unresolved(Sourced::at(expression, span)));
        }
        Read::Here(enabled) if !enabled.value => return None,
        Read::Missing { .. } if list.is_unresolved => {
            let expression = open.unwrap_or_default();
            return Some(Trusted::Unresolved(Sourced::at(expression, list.span)));
        }
        Read::Missing { .. } if names.is_empty() && open.is_none() => return None,
        Read::Here(_) | Read::Missing { .. } => {}
    }
    names.extend(open);
    Some(Trusted::Signers(names, block.span))
}

fn functions(reader: &mut Reader<'_>, node: &Node) -> Vec<FunctionAssociation> {
    let kinds = [
        ("FunctionAssociations", "FunctionARN", EdgeRuntime::Function),
        (
            "LambdaFunctionAssociations",
            "LambdaFunctionARN",
            EdgeRuntime::Lambda,
        ),
    ];
    let mut functions = Vec::new();
    for (key, arn, runtime) in kinds {
        for association in reader.objects(node, key) {
            let event = reader.filled(association, "EventType").field();
            let arn = reader.filled(association, arn).field();
            match event.zip(arn) {
                Some((event, arn)) => functions.push(FunctionAssociation {
                    event,
                    arn,
                    runtime,
                    code: None,
                }),
                None => {
                    let message = "should name an EventType and the ARN of a function";
                    reader.problem(association.span, message);
                }
            }
        }
    }
    functions
}
