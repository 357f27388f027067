//! Functions whose sensitivity indices are known in closed form; it does not know the indices.

use serde_json::Value as Json;

/// A function of some inputs, and the bounds of each.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    form: Form,
    /// Low and high end of every input.
    pub bounds: Vec<(f64, f64)>,
}

#[derive(Debug, Clone, PartialEq)]
enum Form {
    /// sin x1 + a sin^2 x2 + b x3^4 sin x1 (Ishigami and Homma 1990).
    Ishigami { a: f64, b: f64 },
    /// Product of (|4 x - 2| + a) / (1 + a) (Sobol 1993).
    G(Vec<f64>),
    /// Sum of c x.
    Linear(Vec<f64>),
}

/// Names that files use.
const NAMES: [(&str, &str); 8] = [
    ("ishigami", "ishigami"),
    ("sobol_g", "g"),
    ("g_function", "g"),
    ("gfunction", "g"),
    ("sobolg", "g"),
    ("linear", "linear"),
    ("additive", "linear"),
    ("g", "g"),
];

impl Function {
    /// The function that a file calls `name` and describes; nothing if it is not known.
    ///
    /// # Errors
    /// With the key that is missing.
    pub fn read(name: &str, entry: &Json) -> Result<Option<Self>, String> {
        let named = entry.get("function").and_then(Json::as_str).unwrap_or(name).to_lowercase();
        let Some((_, form)) =
            NAMES.iter().find(|(known, _)| named == *known || named.starts_with(&format!("{known}_")))
        else {
            return Ok(None);
        };
        let number =
            |key: &str| entry.get(key).and_then(Json::as_f64).ok_or_else(|| format!("`{key}` must be a number"));
        let list = |keys: [&str; 2]| {
            let found = keys.iter().find_map(|key| numbers(entry.get(*key)?));
            found.ok_or_else(|| format!("`{}` must be a list of numbers", keys[0]))
        };
        let form = match *form {
            "ishigami" => Form::Ishigami { a: number("a")?, b: number("b")? },
            "g" => Form::G(list(["a", "coefficients"])?),
            _ => Form::Linear(list(["coefficients", "a"])?),
        };
        let inputs = match &form {
            Form::Ishigami { .. } => 3,
            Form::G(list) | Form::Linear(list) => list.len(),
        };
        Ok(Some(Self { form, bounds: bounds(entry, inputs)? }))
    }

    /// The value at a point of the unit cube.
    pub fn at(&self, unit: &[f64]) -> f64 {
        let x: Vec<f64> = unit.iter().zip(&self.bounds).map(|(unit, (low, high))| low + (high - low) * unit).collect();
        match &self.form {
            Form::Ishigami { a, b } => {
                let (one, two) = (libm::sin(x[0]), libm::sin(x[1]));
                one + a * two * two + b * x[2] * x[2] * x[2] * x[2] * one
            }
            Form::G(a) => x.iter().zip(a).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product(),
            Form::Linear(c) => x.iter().zip(c).map(|(x, c)| c * x).sum(),
        }
    }
}

/// The numbers of a list.
pub fn numbers(json: &Json) -> Option<Vec<f64>> {
    json.as_array()?.iter().map(Json::as_f64).collect()
}

/// One pair of bounds for all inputs, or one for each; the unit interval if there are none.
fn bounds(entry: &Json, inputs: usize) -> Result<Vec<(f64, f64)>, String> {
    let Some(found) = entry.get("bounds") else { return Ok(vec![(0.0, 1.0); inputs]) };
    let fault = || format!("`bounds` must be a pair of numbers, low and high, or {inputs} such pairs");
    let pair = |json: &Json| match numbers(json)?[..] {
        [low, high] if low < high => Some((low, high)),
        _ => None,
    };
    if let Some(pair) = pair(found) {
        return Ok(vec![pair; inputs]);
    }
    let all: Option<Vec<(f64, f64)>> = found.as_array().and_then(|list| list.iter().map(pair).collect());
    all.filter(|all| all.len() == inputs).ok_or_else(fault)
}
