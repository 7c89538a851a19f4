//! The functions that expressions call, as far as they depend on nothing but their arguments.

mod call;
mod cidr;
mod encode;
mod hashes;
mod lists;
mod objects;
mod patterns;
mod pick;
mod sets;
mod strings;
mod table;
mod text;
