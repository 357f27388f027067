//! Social norms: what standing an act earns, given whom it was done to; they do not know who saw it or what it is good for.
//!
//! Nowak and Sigmund 1998 (image scoring); Sugden 1986, Leimar and Hammerstein 2001 (standing); Kandori 1992 and Pacheco, Santos
//! and Chalub 2006 (stern judging); Takahashi and Mashima 2006 (shunning); Ohtsuki and Iwasa 2006 (the leading eight).

use crate::base::catalogue::Row;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use std::borrow::Cow;
use std::fmt;

/// What others hold a party to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// To be helped.
    #[default]
    Good,
    /// Not to be helped.
    Bad,
}

/// A norm: the standing earned by C or D (of the actor) towards a good or a bad party.
///
/// A second-order norm looks at the act and at the other's standing: 16 of them, named by four digits, 1 for good, in the order C to
/// good, C to bad, D to good, D to bad. A third-order norm looks at the actor's own standing too; of these the leading eight are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Norm {
    /// Bit `4 D + 2 other bad + actor bad`: whether the standing earned is good.
    good: u8,
}

/// A norm with a name, and its digits: as for the second order, each digit twice, for a good and for a bad actor.
struct Named {
    row: Row,
    digits: &'static str,
}

/// A row of the table.
const fn named(name: &'static str, digits: &'static str, summary: &'static str) -> Named {
    Named { row: Row { name, summary }, digits }
}

/// The norms that have names, those of the second order first.
const NAMED: [Named; 10] = [
    named("image_scoring", "11110000", "1100: C is good, D is bad, whoever it was done to"),
    named("simple_standing", "11110011", "1101: only D towards the good is bad (leading eight, 3)"),
    named("stern_judging", "11000011", "1001: C towards the bad is bad too, D towards them good (leading eight, 6)"),
    named("shunning", "11000000", "1000: only C towards the good is good"),
    named(
        "standing",
        "11110010",
        "as simple standing, but D towards the bad makes no bad party good (leading eight, 1)",
    ),
    named("consistent_standing", "11010010", "as standing, but a good party may not help the bad (leading eight, 2)"),
    named("leading_four", "11100011", "as simple standing, but C towards the bad makes no bad party good"),
    named("leading_five", "11010011", "as simple standing, but a good party may not help the bad"),
    named("staying", "11100010", "nothing done to the bad changes a standing (leading eight, 7)"),
    named("judging", "11000010", "as stern judging, but D towards the bad makes no bad party good (leading eight, 8)"),
];

/// Every named norm.
pub const ALL: [Row; NAMED.len()] = {
    let mut rows = [NAMED[0].row; NAMED.len()];
    let mut place = 1;
    while place < NAMED.len() {
        rows[place] = NAMED[place].row;
        place += 1;
    }
    rows
};

impl Norm {
    /// The second-order norm of number 0 to 15, whose binary digits are those of its name.
    #[must_use]
    pub fn second_order(number: u8) -> Self {
        let digits = (0..4).rev().map(|place| number >> place & 1);
        Self { good: digits.enumerate().fold(0, |good, (place, digit)| good | (digit * 3) << (2 * place)) }
    }

    /// The norm of a name, of four digits for the second order, or of eight for the third.
    pub fn of_name(name: &str) -> Option<Self> {
        let digits = NAMED.iter().find(|named| named.row.name == name).map_or(name, |named| named.digits);
        let binary = !digits.is_empty() && digits.bytes().all(|digit| digit == b'0' || digit == b'1');
        match digits.len() {
            4 if binary => u8::from_str_radix(digits, 2).ok().map(Self::second_order),
            8 if binary => u8::from_str_radix(digits, 2).ok().map(|digits| Self { good: digits.reverse_bits() }),
            _ => None,
        }
    }

    /// Whether the norm looks at the act and at the other's standing only.
    pub const fn is_second_order(self) -> bool {
        self.good & 0b0101_0101 == self.good >> 1 & 0b0101_0101
    }

    /// Whether an act earns a good standing.
    #[inline]
    pub const fn approves(self, cooperates: bool, other: Standing, actor: Standing) -> bool {
        let place = 4 * (!cooperates as u8) + 2 * other as u8 + actor as u8;
        self.good >> place & 1 == 1
    }

    /// How good an act between D (0) and C (1) is: the judgements of the two, in proportion.
    #[inline]
    pub fn judge(self, quality: f64, other: Standing, actor: Standing) -> f64 {
        let of = |cooperates| f64::from(u8::from(self.approves(cooperates, other, actor)));
        quality * of(true) + (1.0 - quality) * of(false)
    }
}

impl Default for Norm {
    /// Standing: who refuses the bad does not lose by it, and no bad party becomes good by it.
    fn default() -> Self {
        Self { good: 0b0100_1111 }
    }
}

impl fmt::Display for Norm {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:08b}", self.good.reverse_bits());
        match NAMED.iter().find(|named| named.digits == digits) {
            Some(named) => out.write_str(named.row.name),
            None if self.is_second_order() => digits.chars().step_by(2).try_for_each(|digit| write!(out, "{digit}")),
            None => out.write_str(&digits),
        }
    }
}

impl TryFrom<String> for Norm {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Self::of_name(&name).ok_or_else(|| format!("there is no norm `{name}`"))
    }
}

impl JsonSchema for Norm {
    fn schema_name() -> Cow<'static, str> {
        "Norm".into()
    }

    /// The names and the 16 of the second order by their digits.
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names = NAMED.iter().map(|named| named.row.name.to_owned());
        let words: Vec<String> = names.chain((0..16).map(|number| format!("{number:04b}"))).collect();
        json_schema!({
            "type": "string",
            "enum": words,
            "description": "A social norm by name, or by four digits (1 good, 0 bad) for C to good, C to bad, D to good, D to bad.",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Standing::{Bad, Good};
    use super::*;

    /// Standing earned by C to good, C to bad, D to good, D to bad, by an actor of a standing.
    fn row(name: &str, actor: Standing) -> [bool; 4] {
        let norm = Norm::of_name(name).expect("a norm");
        [(true, Good), (true, Bad), (false, Good), (false, Bad)].map(|(act, other)| norm.approves(act, other, actor))
    }

    #[test]
    fn the_named_second_order_norms_say_what_their_papers_say() {
        let expected = [
            ("image_scoring", [true, true, false, false]),
            ("simple_standing", [true, true, false, true]),
            ("stern_judging", [true, false, false, true]),
            ("shunning", [true, false, false, false]),
        ];
        for (name, earned) in expected {
            assert_eq!([row(name, Good), row(name, Bad)], [earned, earned], "{name}");
            assert!(Norm::of_name(name).expect("a norm").is_second_order());
        }
    }

    #[test]
    fn all_sixteen_of_the_second_order_are_there_by_digits_and_come_back_as_text() {
        for number in 0..16 {
            let digits = format!("{number:04b}");
            let earned: Vec<bool> = digits.bytes().map(|digit| digit == b'1').collect();
            assert_eq!(row(&digits, Good).to_vec(), earned);
            let norm = Norm::second_order(number);
            assert!(norm.is_second_order());
            assert_eq!(Norm::of_name(&norm.to_string()), Some(norm));
        }
        assert_eq!(Norm::second_order(0b1001).to_string(), "stern_judging");
        assert_eq!(Norm::second_order(0b0110).to_string(), "0110");
    }

    /// Ohtsuki and Iwasa 2006: helping the good is good, refusing them bad, a good party may refuse the bad; the rest is free.
    #[test]
    fn the_leading_eight_are_the_eight_ways_to_fill_what_is_free() {
        let eight = ["standing", "consistent_standing", "simple_standing", "leading_four"].into_iter().chain([
            "leading_five",
            "stern_judging",
            "staying",
            "judging",
        ]);
        let mut free = Vec::new();
        for name in eight {
            let ([good_g, good_b, bad_g, bad_b], other) = (row(name, Good), row(name, Bad));
            assert!(good_g && other[0] && !bad_g && !other[2] && bad_b, "{name}");
            free.push((good_b, other[1], other[3]));
        }
        free.sort_unstable();
        free.dedup();
        assert_eq!(free.len(), 8);
    }

    #[test]
    fn the_default_is_standing_and_half_an_effort_is_half_as_good() {
        assert_eq!(Norm::default().to_string(), "standing");
        assert!(!Norm::default().is_second_order());
        let stern = Norm::second_order(0b1001);
        assert!((stern.judge(0.7, Good, Good) - 0.7).abs() < 1e-15);
        assert!((stern.judge(0.7, Bad, Good) - 0.3).abs() < 1e-15);
        let simple = Norm::second_order(0b1101);
        assert!((simple.judge(0.7, Bad, Good) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn what_is_no_norm_is_refused() {
        for name in ["", "2100", "110", "11001", "image scoring", "+110", "-1001000"] {
            assert_eq!(Norm::of_name(name), None, "{name}");
        }
    }
}
