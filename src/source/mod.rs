//! Reads TOML sources into one tree that remembers its origins and reports every mistake at once; knows no scenario key.
//!
//! The way of a file: [`resolve`] parses it and follows `extends`, [`set_from_command_line`] applies
//! overrides, [`check()`] compares the tree with the [`Shape`] that `schemars` derives from the target
//! structs, [`decode()`] fills the structs, and code of the domain adds its own findings by key path
//! with [`Diagnostic::at_key`]. All of them report [`Diagnostics`], rendered against [`Files`].

pub mod check;
pub mod command_line;
pub mod comments;
pub mod decode;
pub mod diagnostic;
pub mod document;
pub mod domain_file;
pub mod extends;
pub mod file;
pub mod form;
pub mod merge;
pub mod nearest;
pub mod parse;
pub mod path;
pub mod render;
pub mod shape;
mod syntax;
#[cfg(test)]
mod tests;
mod wording;

pub use check::check;
pub use command_line::set_from_command_line;
pub use decode::decode;
pub use diagnostic::{Diagnostic, Diagnostics, Related};
pub use document::{Entry, Node, Value};
pub use extends::{LoadError, Loaded, Loader, resolve};
pub use file::{FileId, Files, Position};
pub use merge::{merge, set};
pub use nearest::nearest;
pub use parse::parse;
pub use path::{KeyPath, Step};
pub use render::{Palette, render, to_json};
pub use shape::Shape;
