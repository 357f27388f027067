//! Fills serde types from a checked tree and finds the key of whatever serde still refuses; checks no schema.

use std::fmt;
use std::ops::Range;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::diagnostic::{Diagnostic, Diagnostics};
use super::document::{Entry, Node, Value};
use super::file::FileId;
use super::path::{KeyPath, Step};

/// The value of type `T` that a tree describes.
///
/// # Errors
/// The first thing that serde refuses, at the innermost node it was reading. After a check without
/// findings that can only be a rule which the schema does not state, such as `#[serde(try_from)]`.
pub fn decode<T: DeserializeOwned>(root: &Node) -> Result<T, Diagnostics> {
    T::deserialize(Reader(root)).map_err(|error| {
        let (file, span) = error.place.unwrap_or_else(|| (root.file, root.span.clone()));
        let problem = Diagnostic::new(file, span, error.message);
        let key = error.path.to_string();
        if key.is_empty() { problem.into() } else { problem.with_key(key).into() }
    })
}

#[derive(Debug)]
struct Refusal {
    message: String,
    place: Option<(FileId, Range<usize>)>,
    path: KeyPath,
}

impl Refusal {
    fn inside(mut self, node: &Node, step: Step) -> Self {
        self.place.get_or_insert_with(|| (node.file, node.span.clone()));
        self.path.prepend(step);
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}

impl serde::de::Error for Refusal {
    fn custom<M: fmt::Display>(message: M) -> Self {
        Self { message: message.to_string(), place: None, path: KeyPath::root() }
    }
}

#[derive(Clone, Copy)]
struct Reader<'n>(&'n Node);

impl<'de> Deserializer<'de> for Reader<'de> {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match &self.0.value {
            Value::Table(entries) => visitor.visit_map(Entries::new(entries)),
            Value::Array(items) => visitor.visit_seq(Items { items, next: 0 }),
            Value::Text(text) => visitor.visit_borrowed_str(text),
            Value::Integer(number) => visitor.visit_i64(*number),
            Value::Float(number) => visitor.visit_f64(*number),
            Value::Boolean(flag) => visitor.visit_bool(*flag),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        match &self.0.value {
            Value::Text(text) => visitor.visit_enum(text.as_str().into_deserializer()),
            Value::Table(entries) => visitor.visit_enum(MapAccessDeserializer::new(Entries::new(entries))),
            _ => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

struct Entries<'n> {
    entries: std::slice::Iter<'n, Entry>,
    current: Option<&'n Entry>,
}

impl<'n> Entries<'n> {
    fn new(entries: &'n [Entry]) -> Self {
        Self { entries: entries.iter(), current: None }
    }

    fn place(error: Refusal, (key, node): &Entry) -> Refusal {
        error.inside(node, Step::Key(key.clone()))
    }
}

impl<'n> MapAccess<'n> for Entries<'n> {
    type Error = Refusal;

    fn next_key_seed<K: DeserializeSeed<'n>>(&mut self, seed: K) -> Result<Option<K::Value>, Refusal> {
        self.current = self.entries.next();
        let Some(entry) = self.current else {
            return Ok(None);
        };
        let key: StrDeserializer<'_, Refusal> = entry.0.as_str().into_deserializer();
        seed.deserialize(key).map(Some).map_err(|error| Self::place(error, entry))
    }

    fn next_value_seed<S: DeserializeSeed<'n>>(&mut self, seed: S) -> Result<S::Value, Refusal> {
        let Some(entry) = self.current else {
            return Err(serde::de::Error::custom("a value was asked for before its key"));
        };
        seed.deserialize(Reader(&entry.1)).map_err(|error| Self::place(error, entry))
    }
}

struct Items<'n> {
    items: &'n [Node],
    next: usize,
}

impl<'n> SeqAccess<'n> for Items<'n> {
    type Error = Refusal;

    fn next_element_seed<S: DeserializeSeed<'n>>(&mut self, seed: S) -> Result<Option<S::Value>, Refusal> {
        let index = self.next;
        let Some(item) = self.items.get(index) else {
            return Ok(None);
        };
        self.next += 1;
        let value = seed.deserialize(Reader(item));
        value.map(Some).map_err(|error| error.inside(item, Step::Item(index)))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len() - self.next)
    }
}
