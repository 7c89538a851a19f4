//! The functions that expressions call, as far as they depend on nothing but their arguments.

mod call;
mod encode;
mod lists;
mod objects;
mod pick;
mod sets;
mod strings;
mod table;
mod text;
