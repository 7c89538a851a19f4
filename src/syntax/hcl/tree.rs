//! What HCL is made of. All of it is bounded in depth by the parser, so it may be walked.

use crate::source::Span;

/// What stands in a file, or between the braces of a block: in the order of the text, each kind for
/// itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// `name = value`; no name stands twice.
    pub attributes: Vec<Attribute>,
    /// `kind "label" { … }`.
    pub blocks: Vec<Block>,
    /// The whole of it.
    pub span: Span,
}

impl Body {
    /// The attribute of this name.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        let mut attributes = self.attributes.iter();
        attributes.find(|attribute| attribute.name == name)
    }

    /// The blocks of this kind, in order.
    pub fn blocks_of<'b>(&'b self, kind: &'b str) -> impl Iterator<Item = &'b Block> {
        self.blocks.iter().filter(move |block| block.kind == kind)
    }
}

/// One `name = value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// The name.
    pub name: String,
    /// The name as written.
    pub name_span: Span,
    /// The value.
    pub value: Expr,
}

/// One `kind "label" { … }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its first word.
    pub kind: String,
    /// The first word as written.
    pub kind_span: Span,
    /// What stands between the first word and the brace.
    pub labels: Vec<Label>,
    /// What stands between the braces.
    pub body: Body,
    /// From the first word to the closing brace.
    pub span: Span,
}

impl Block {
    /// The text of a label, from 0.
    #[must_use]
    pub fn label(&self, index: usize) -> Option<&str> {
        self.labels.get(index).map(|label| label.text.as_str())
    }
}

/// A label of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Without its quotes.
    pub text: String,
    /// As written, with its quotes.
    pub span: Span,
}

/// An expression and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expr {
    /// The expression as written, with quotes and parentheses.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// What an expression is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExprKind {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number in its plain notation.
    Number(String),
    /// A string without anything to evaluate, its escapes resolved.
    String(String),
    /// A string with something to evaluate in it.
    Template(Vec<Part>),
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `{ a = b }`; a key may stand twice if it is an expression.
    Object(Vec<Pair>),
    /// A single word.
    Variable(String),
    /// `base.name[index].*.rest`.
    Traversal(Box<Expr>, Vec<Step>),
    /// `name(arguments)`.
    Call(Call),
    /// `a ? b : c`.
    Conditional(Box<If<Expr>>),
    /// `!a`, `-a`.
    Unary(Unary, Box<Expr>),
    /// `a && b`.
    Binary(Binary, Box<(Expr, Expr)>),
    /// `[for …]`, `{for …}`.
    For(Box<For>),
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Text, as it is.
    Literal(String),
    /// `${…}`.
    Value(Expr),
    /// `%{ if … }`.
    If(Expr, Vec<Self>, Vec<Self>),
    /// `%{ for … }`: the names of key and value, the collection, and what is repeated.
    For(Option<String>, String, Expr, Vec<Self>),
}

/// A key and its value in an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The key: a plain word is a string.
    pub key: Expr,
    /// The value.
    pub value: Expr,
}

/// One step of a traversal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// `.name`, and `.0` as a name.
    Attribute(String),
    /// `[index]`.
    Index(Expr),
    /// `.*`.
    AttributeSplat,
    /// `[*]`.
    FullSplat,
}

/// A call of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Its name, with its namespaces: `provider::aws::arn_parse`.
    pub name: String,
    /// The arguments.
    pub arguments: Vec<Expr>,
    /// Whether the last argument is a list of arguments (`…`).
    pub expands: bool,
}

/// A condition and its two branches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct If<T> {
    /// The condition.
    pub condition: Expr,
    /// What it is if the condition is true.
    pub then: T,
    /// What it is otherwise.
    pub otherwise: T,
}

/// An operator with one operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unary {
    /// `-`
    Negate,
    /// `!`
    Not,
}

/// An operator with two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binary {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Remainder,
    /// `&&`
    And,
    /// `||`
    Or,
}

/// A collection made of another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct For {
    /// The name of the key or index, if it has one.
    pub key_name: Option<String>,
    /// The name of the value.
    pub value_name: String,
    /// What it goes over.
    pub collection: Expr,
    /// The key of each new entry; none for a list.
    pub key: Option<Expr>,
    /// Each new value.
    pub value: Expr,
    /// Which are taken.
    pub condition: Option<Expr>,
    /// Whether values of the same key become a list (`…`).
    pub groups: bool,
}
