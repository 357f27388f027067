//! Elementary effects from values along trajectories: mu, mu* and sigma of every input; it does not know the keys.

use super::{Index, SensitivityError, failed};
use crate::statistics::Moments;

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Effects {
    /// Per input: mean effect, in units of the value per whole range of the input.
    pub mu: Vec<Index>,
    /// Per input: mean size of the effect (Campolongo et al. 2007).
    pub mu_star: Vec<Index>,
    /// Per input: standard deviation of the effect, which tells curvature and interaction.
    pub sigma: Vec<Index>,
    /// Effects behind each input.
    pub effects: Vec<u64>,
    /// Points without a value; effects that end there are not used.
    pub failed: Vec<usize>,
}

/// Effects from points of the unit cube, `rows`, and the values there, in the order of the trajectories.
///
/// An effect is the change of the value over the change of the one coordinate that moves (Morris 1991).
///
/// # Errors
/// If the rows are not those of whole trajectories, or some input has fewer than two effects.
pub fn effects(rows: &[Vec<f64>], values: &[f64]) -> Result<Effects, SensitivityError> {
    let inputs = rows.first().map_or(0, Vec::len);
    let size = inputs + 1;
    if inputs == 0 || rows.len() != values.len() || !values.len().is_multiple_of(size) {
        return Err(SensitivityError::Count { found: values.len(), what: "trajectories", size });
    }
    let mut raw = vec![Moments::default(); inputs];
    let mut sizes = raw.clone();
    for number in (0..rows.len()).filter(|number| number % size + 1 < size) {
        let (input, step) = moved(&rows[number], &rows[number + 1]).ok_or_else(|| misfit(number + 1))?;
        let effect = (values[number + 1] - values[number]) / step;
        if effect.is_finite() {
            raw[input].push(effect);
            sizes[input].push(effect.abs());
        }
    }
    let failures: Vec<usize> = (0..values.len()).filter(|&point| !values[point].is_finite()).collect();
    let few = raw.iter().map(Moments::count).min().unwrap_or(0);
    if few < 2 {
        let (left, of) = (few as usize, values.len() / size);
        return Err(SensitivityError::Few { left, what: "effects of some input", of, failed: failed(&failures) });
    }
    Ok(Effects {
        mu: raw.iter().map(|moments| Index::of(moments.estimate())).collect(),
        mu_star: sizes.iter().map(|moments| Index::of(moments.estimate())).collect(),
        sigma: raw.iter().map(deviation).collect(),
        effects: raw.iter().map(Moments::count).collect(),
        failed: failures,
    })
}

/// Moves of a coordinate below this are rounding: bounds and values came as decimal text.
const ROUNDING: f64 = 1e-9;

/// The one coordinate that moves, and how far.
fn moved(before: &[f64], after: &[f64]) -> Option<(usize, f64)> {
    let mut steps = before.iter().zip(after).map(|(before, after)| after - before).enumerate();
    let found = steps.find(|(_, step)| step.abs() > ROUNDING)?;
    steps.all(|(_, step)| step.abs() <= ROUNDING).then_some(found)
}

fn misfit(row: usize) -> SensitivityError {
    SensitivityError::Inputs(format!(
        "the inputs are no trajectories of Morris' design: row {row} (from 0) does not move exactly one input; \
         `design sample --kind morris` writes such a design"
    ))
}

/// Standard deviation; its standard error is that of the variance over twice the deviation.
fn deviation(moments: &Moments) -> Index {
    let value = moments.standard_deviation();
    Index { value, se: if value > 0.0 { moments.variance_se() / (2.0 * value) } else { 0.0 } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::design::{Units, morris::Trajectories};

    fn design(trajectories: u64) -> Vec<Vec<f64>> {
        let design = Trajectories::new(trajectories, 3, 4, 1).unwrap();
        (0..design.count()).map(|number| design.point(number)).collect()
    }

    /// 3 x - y + z^2: effects 3, -1, and 2/3 or 4/3 as likely.
    fn value(point: &[f64]) -> f64 {
        3.0 * point[0] - point[1] + point[2] * point[2]
    }

    #[test]
    fn effects_of_a_known_function_are_found() {
        let rows = design(2_000);
        let found = effects(&rows, &rows.iter().map(|row| value(row)).collect::<Vec<_>>()).unwrap();
        for (index, expected) in [(found.mu[0], 3.0), (found.mu[1], -1.0), (found.mu_star[1], 1.0)] {
            assert!((index.value - expected).abs() < 1e-12 && index.se < 1e-12, "{index:?}");
        }
        for (index, expected) in [(found.mu[2], 1.0), (found.mu_star[2], 1.0), (found.sigma[2], 1.0 / 3.0)] {
            assert!((index.value - expected).abs() < 5.0 * index.se + 1e-3 && index.se < 0.01, "{index:?}");
        }
        assert_eq!(found.effects, [2_000; 3]);
    }

    #[test]
    fn failed_points_take_their_effects_with_them_and_are_named() {
        let rows = design(20);
        let mut values: Vec<f64> = rows.iter().map(|row| value(row)).collect();
        values[5] = f64::NAN;
        let found = effects(&rows, &values).unwrap();
        assert_eq!((found.failed, found.effects.iter().sum::<u64>()), (vec![5], 58));
        let mut other = rows.clone();
        other[6] = other[5].clone();
        assert!(effects(&other, &values).unwrap_err().to_string().contains("row 6"));
        assert!(matches!(effects(&rows[1..], &values[1..]), Err(SensitivityError::Count { .. })));
        assert!(matches!(effects(&rows, &[f64::NAN; 80]), Err(SensitivityError::Few { .. })));
    }
}
