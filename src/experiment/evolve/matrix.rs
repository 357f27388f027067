//! Payoffs of strategies against each other as a square matrix, and what a mix of them earns; it does not know where payoffs come from.

/// Payoff of the row's strategy against the column's.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    size: usize,
    values: Vec<f64>,
}

/// Payoffs of two strategies among themselves: a mutant's against a mutant and a resident, a resident's against both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Duel {
    /// Mutant against mutant.
    pub a: f64,
    /// Mutant against resident.
    pub b: f64,
    /// Resident against mutant.
    pub c: f64,
    /// Resident against resident.
    pub d: f64,
}

impl Matrix {
    /// A matrix of nothing but zeros.
    pub fn zero(size: usize) -> Self {
        Self { size, values: vec![0.0; size * size] }
    }

    /// A matrix of rows; what is missing from a row counts as 0.
    pub fn from_rows(rows: &[Vec<f64>]) -> Self {
        let mut matrix = Self::zero(rows.len());
        for (own, row) in rows.iter().enumerate() {
            for (other, value) in row.iter().take(rows.len()).enumerate() {
                *matrix.at_mut(own, other) = *value;
            }
        }
        matrix
    }

    /// How many strategies there are.
    pub const fn size(&self) -> usize {
        self.size
    }

    /// What one strategy earns against another.
    pub fn at(&self, own: usize, other: usize) -> f64 {
        self.values[own * self.size + other]
    }

    /// The same, to change.
    pub fn at_mut(&mut self, own: usize, other: usize) -> &mut f64 {
        &mut self.values[own * self.size + other]
    }

    /// All that one strategy earns, by opponent.
    pub fn row(&self, own: usize) -> &[f64] {
        &self.values[own * self.size..(own + 1) * self.size]
    }

    /// The two-strategy part of a mutant and a resident.
    pub fn duel(&self, mutant: usize, resident: usize) -> Duel {
        Duel {
            a: self.at(mutant, mutant),
            b: self.at(mutant, resident),
            c: self.at(resident, mutant),
            d: self.at(resident, resident),
        }
    }

    /// Adds another matrix so many times.
    pub fn add(&mut self, other: &Self, times: f64) {
        for (own, more) in self.values.iter_mut().zip(&other.values) {
            *own += times * more;
        }
    }

    /// The same, every payoff multiplied.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        Self { size: self.size, values: self.values.iter().map(|value| value * factor).collect() }
    }

    /// The largest difference between two payoffs.
    pub fn range(&self) -> f64 {
        let low =
            self.values.iter().copied().fold(f64::INFINITY, |least, next| if next < least { next } else { least });
        let high =
            self.values.iter().copied().fold(f64::NEG_INFINITY, |most, next| if next > most { next } else { most });
        if high > low { high - low } else { 0.0 }
    }
}

impl Duel {
    /// Mean payoffs of a mutant and a resident where `k` of `n` are mutants; nobody meets itself.
    pub fn payoffs(&self, k: f64, n: f64) -> [f64; 2] {
        let others = n - 1.0;
        let mutant = (self.a * (k - 1.0) + self.b * (n - k)) / others;
        let resident = (self.c * k + self.d * (n - k - 1.0)) / others;
        [mutant, resident]
    }

    /// What each of the two does in an infinite population of both.
    pub fn relation(&self) -> Relation {
        let [rare, common] = [self.b - self.d, self.a - self.c];
        match (rare > 0.0, rare < 0.0, common > 0.0, common < 0.0) {
            (true, _, _, true) => Relation::Coexists(rare / (rare - common)),
            (_, true, true, _) => Relation::Bistable(rare / (rare - common)),
            (false, false, false, false) => Relation::Neutral,
            (_, false, _, false) => Relation::Dominates,
            _ => Relation::Dominated,
        }
    }
}

/// How a mutant strategy stands to a resident one in an infinite population of both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Relation {
    /// It grows from any share.
    Dominates,
    /// It shrinks from any share.
    Dominated,
    /// It grows from above that share only: the invasion barrier.
    Bistable(f64),
    /// It goes to that share.
    Coexists(f64),
    /// Both earn the same in every mix.
    Neutral,
}

impl Relation {
    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dominates => "dominates",
            Self::Dominated => "dominated",
            Self::Bistable(_) => "bistable",
            Self::Coexists(_) => "coexists",
            Self::Neutral => "neutral",
        }
    }

    /// The share that a mutant must exceed to grow; `None` if it never grows or there is no such share.
    pub const fn barrier(self) -> Option<f64> {
        match self {
            Self::Dominates | Self::Coexists(_) => Some(0.0),
            Self::Bistable(share) => Some(share),
            Self::Dominated | Self::Neutral => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_meets_itself() {
        let duel = Duel { a: 3.0, b: 0.0, c: 5.0, d: 1.0 };
        let near = |found: [f64; 2], expected: [f64; 2]| {
            found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-15)
        };
        assert!(near(duel.payoffs(1.0, 3.0), [0.0, 3.0]));
        assert!(near(duel.payoffs(2.0, 3.0), [1.5, 5.0]));
    }

    #[test]
    fn relations_and_barriers() {
        let relation = |a, b, c, d| Duel { a, b, c, d }.relation();
        assert_eq!(relation(3.0, 0.0, 5.0, 1.0), Relation::Dominated);
        assert_eq!(relation(5.0, 1.0, 3.0, 0.0), Relation::Dominates);
        assert_eq!(relation(30.0, 9.0, 14.0, 10.0), Relation::Bistable(1.0 / 17.0));
        assert_eq!(relation(1.0, 3.0, 2.0, 1.0), Relation::Coexists(2.0 / 3.0));
        assert_eq!(relation(3.0, 3.0, 3.0, 3.0), Relation::Neutral);
        // As good among residents, better among mutants.
        assert_eq!(relation(4.0, 3.0, 3.0, 3.0), Relation::Dominates);
        assert_eq!(relation(2.0, 3.0, 3.0, 3.0), Relation::Dominated);
    }
}
