//! The kinds of values that a place of a tree takes; knows neither schema nor tree.

use super::shape::Shape;

/// What a place takes.
#[derive(Debug)]
pub enum Form<'s> {
    /// Nothing is known about it.
    Anything,
    /// A table.
    Table(TableForm<'s>),
    /// An array.
    Array(ArrayForm<'s>),
    /// An enum: one of some words, or a table with one of some tags.
    Choice(ChoiceForm<'s>),
    /// One of several shapes without a tag.
    Either(Vec<Shape<'s>>),
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// A text.
    Text,
    /// True or false.
    Boolean,
}

/// Keys of a table.
#[derive(Debug)]
pub struct TableForm<'s> {
    /// Named keys.
    pub keys: Vec<(&'s str, Shape<'s>)>,
    /// Those of them without a default.
    pub required: Vec<&'s str>,
    /// What any other key takes; `None` when there may be no other.
    pub others: Option<Shape<'s>>,
}

/// Items of an array.
#[derive(Debug)]
pub struct ArrayForm<'s> {
    /// Shapes of the first items, for tuples.
    pub first: Vec<Shape<'s>>,
    /// Shape of all further items.
    pub rest: Option<Shape<'s>>,
    /// Fewest items.
    pub least: Option<usize>,
    /// Most items.
    pub most: Option<usize>,
}

/// Variants of an enum.
#[derive(Debug)]
pub struct ChoiceForm<'s> {
    /// Variants that are written as a text.
    pub words: Vec<&'s str>,
    /// Variants that are written as a table with one key, with the shape of its value.
    pub tags: Vec<(&'s str, Shape<'s>)>,
}

/// One end of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The end.
    pub value: f64,
    /// Whether the end itself is outside.
    pub exclusive: bool,
}

impl<'s> TableForm<'s> {
    /// What a key takes; `None` when there may be no such key.
    pub fn key(&self, key: &str) -> Option<Shape<'s>> {
        let named = self.keys.iter().find(|(name, _)| *name == key);
        named.map(|(_, shape)| *shape).or(self.others)
    }
}

impl<'s> ChoiceForm<'s> {
    /// What the table of a tag takes.
    pub fn tag(&self, tag: &str) -> Option<Shape<'s>> {
        let named = self.tags.iter().find(|(name, _)| *name == tag);
        named.map(|(_, shape)| *shape)
    }

    /// Names of all variants.
    pub fn names(&self) -> impl Iterator<Item = &'s str> {
        let tags = self.tags.iter().map(|(tag, _)| *tag);
        self.words.iter().copied().chain(tags)
    }
}
