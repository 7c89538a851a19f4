//! Which function does what, and whether it looks into its arguments.

use super::{encode, lists, objects, pick, sets, strings, text};
use crate::source::Span;
use crate::syntax::Node;

/// A function: its value from its arguments, and where the call stands; none if Terraform would
/// refuse them.
pub(super) type Function = fn(&[Node], Span) -> Option<Node>;

/// What a function does with arguments of which something is not known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    /// It moves values about without looking at them: only the arguments themselves must be known.
    Shape,
    /// It looks at the values.
    Values,
    /// It takes what is not known as such.
    Nothing,
}

/// The functions by their names. What is not here is not resolved: it depends on more than its
/// arguments, or nobody computes an origin with it.
pub(super) const FUNCTIONS: &[(&str, Needs, Function)] = &[
    ("abs", Needs::Values, text::abs),
    ("alltrue", Needs::Values, sets::all_true),
    ("anytrue", Needs::Values, sets::any_true),
    ("basename", Needs::Values, text::basename),
    ("ceil", Needs::Values, text::ceil),
    ("chomp", Needs::Values, text::chomp),
    ("chunklist", Needs::Shape, lists::chunk),
    ("coalesce", Needs::Nothing, pick::coalesce),
    ("coalescelist", Needs::Nothing, pick::coalesce_list),
    ("compact", Needs::Shape, sets::compact),
    ("concat", Needs::Nothing, lists::concat),
    ("contains", Needs::Shape, sets::contains),
    ("dirname", Needs::Values, text::dirname),
    ("distinct", Needs::Values, sets::distinct),
    ("element", Needs::Shape, pick::element),
    ("endswith", Needs::Values, text::ends_with),
    ("flatten", Needs::Shape, lists::flatten),
    ("floor", Needs::Values, text::floor),
    ("format", Needs::Nothing, strings::format),
    ("formatlist", Needs::Values, strings::format_list),
    ("index", Needs::Values, lists::index_of),
    ("join", Needs::Shape, strings::join),
    ("jsondecode", Needs::Values, encode::from_json),
    ("jsonencode", Needs::Shape, encode::to_json),
    ("keys", Needs::Shape, objects::keys),
    ("length", Needs::Shape, objects::length),
    ("list", Needs::Nothing, lists::list),
    ("lookup", Needs::Shape, pick::lookup),
    ("lower", Needs::Values, text::lower),
    ("map", Needs::Nothing, objects::map),
    ("max", Needs::Values, text::max),
    ("merge", Needs::Shape, objects::merge),
    ("min", Needs::Values, text::min),
    ("nonsensitive", Needs::Nothing, pick::same),
    ("one", Needs::Shape, pick::one),
    ("range", Needs::Values, lists::range),
    ("regex", Needs::Values, strings::regex),
    ("replace", Needs::Values, strings::replace),
    ("reverse", Needs::Shape, lists::reverse),
    ("sensitive", Needs::Nothing, pick::same),
    ("setintersection", Needs::Values, sets::intersection),
    ("setsubtract", Needs::Values, sets::subtract),
    ("setunion", Needs::Values, sets::union),
    ("slice", Needs::Shape, lists::slice),
    ("sort", Needs::Values, sets::sort),
    ("split", Needs::Values, strings::split),
    ("startswith", Needs::Values, text::starts_with),
    ("strrev", Needs::Values, text::reversed),
    ("substr", Needs::Values, text::substring),
    ("sum", Needs::Values, text::sum),
    ("title", Needs::Values, text::title),
    ("tobool", Needs::Values, text::to_bool),
    ("tolist", Needs::Shape, lists::to_list),
    ("tomap", Needs::Shape, pick::same),
    ("tonumber", Needs::Values, text::to_number),
    ("toset", Needs::Shape, sets::to_set),
    ("tostring", Needs::Values, text::to_string),
    ("trim", Needs::Values, text::trim),
    ("trimprefix", Needs::Values, text::trim_prefix),
    ("trimspace", Needs::Values, text::trim_space),
    ("trimsuffix", Needs::Values, text::trim_suffix),
    ("upper", Needs::Values, text::upper),
    ("values", Needs::Shape, objects::values),
    ("yamldecode", Needs::Values, encode::from_yaml),
    ("zipmap", Needs::Shape, objects::zip_map),
];
