//! Which function does what, and whether it looks into its arguments.

use super::{cidr, encode, hashes, lists, objects, patterns, pick, sets, strings, text};
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
    ("base64decode", Needs::Values, hashes::from_base64),
    ("base64encode", Needs::Values, hashes::to_base64),
    ("base64sha256", Needs::Values, hashes::base64_sha256),
    ("base64sha512", Needs::Values, hashes::base64_sha512),
    ("basename", Needs::Values, text::basename),
    ("ceil", Needs::Values, text::ceil),
    ("chomp", Needs::Values, text::chomp),
    ("chunklist", Needs::Shape, lists::chunk),
    ("cidrhost", Needs::Values, cidr::host),
    ("cidrnetmask", Needs::Values, cidr::netmask),
    ("cidrsubnet", Needs::Values, cidr::subnet),
    ("cidrsubnets", Needs::Values, cidr::subnets),
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
    ("indent", Needs::Values, strings::indent),
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
    ("matchkeys", Needs::Values, sets::match_keys),
    ("max", Needs::Values, text::max),
    ("md5", Needs::Values, hashes::md5),
    ("merge", Needs::Shape, objects::merge),
    ("min", Needs::Values, text::min),
    ("nonsensitive", Needs::Nothing, pick::same),
    ("one", Needs::Shape, pick::one),
    ("parseint", Needs::Values, text::parse_whole),
    ("pow", Needs::Values, text::power),
    ("range", Needs::Values, lists::range),
    ("regex", Needs::Values, patterns::regex),
    ("regexall", Needs::Values, patterns::regex_all),
    ("replace", Needs::Values, patterns::replace),
    ("reverse", Needs::Shape, lists::reverse),
    ("sensitive", Needs::Nothing, pick::same),
    ("setintersection", Needs::Values, sets::intersection),
    ("setproduct", Needs::Shape, sets::product),
    ("setsubtract", Needs::Values, sets::subtract),
    ("setunion", Needs::Values, sets::union),
    ("sha1", Needs::Values, hashes::sha1),
    ("sha256", Needs::Values, hashes::sha256),
    ("sha512", Needs::Values, hashes::sha512),
    ("signum", Needs::Values, text::sign),
    ("slice", Needs::Shape, lists::slice),
    ("sort", Needs::Values, sets::sort),
    ("split", Needs::Values, strings::split),
    ("startswith", Needs::Values, text::starts_with),
    ("strcontains", Needs::Values, text::contains),
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
    ("transpose", Needs::Values, objects::transpose),
    ("trim", Needs::Values, text::trim),
    ("trimprefix", Needs::Values, text::trim_prefix),
    ("trimspace", Needs::Values, text::trim_space),
    ("trimsuffix", Needs::Values, text::trim_suffix),
    ("upper", Needs::Values, text::upper),
    ("urlencode", Needs::Values, hashes::url_encode),
    ("values", Needs::Shape, objects::values),
    ("yamldecode", Needs::Values, encode::from_yaml),
    ("zipmap", Needs::Shape, objects::zip_map),
];
