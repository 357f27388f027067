//! Where a function of one number is largest, if it rises and then falls; it does not know what it measures.

/// The place of the peak between two numbers, by so many steps of golden section (Kiefer 1953); each leaves .618 of the range.
///
/// # Errors
/// If the function cannot be evaluated.
pub fn peak<E>(
    [mut low, mut high]: [f64; 2],
    steps: u32,
    mut height: impl FnMut(f64) -> Result<f64, E>,
) -> Result<f64, E> {
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    for _ in 0..steps {
        let (left, right) = (high - golden * (high - low), low + golden * (high - low));
        if height(left)? < height(right)? {
            low = left;
        } else {
            high = right;
        }
    }
    Ok(0.5 * (low + high))
}

#[cfg(test)]
mod tests {
    use super::peak;

    #[test]
    fn the_vertex_of_a_parabola_and_a_peak_at_an_end() {
        let found = |low, high| peak([low, high], 60, |x: f64| Ok::<_, ()>(-(x - 1.3) * (x - 1.3))).unwrap();
        assert!((found(0.0, 4.0) - 1.3).abs() < 1e-7);
        assert!((found(2.0, 4.0) - 2.0).abs() < 1e-9);
    }
}
