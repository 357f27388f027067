//! Pushes labels apart along one direction; it does not know what they say.

/// Centres as near to the wanted ones as they can be (least squares) such that items of those sizes do not overlap
/// and, if there is room, stay between `low` and `high`. Items keep the order of their wanted centres.
///
/// Isotonic regression by pooling adjacent violators (Barlow et al., 1972).
pub fn spread(wanted: &[f64], sizes: &[f64], low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let mut offsets = Vec::with_capacity(order.len());
    let mut total = 0.0;
    for &item in &order {
        offsets.push(total + sizes[item] / 2.0);
        total += sizes[item];
    }
    let starts: Vec<f64> = order.iter().zip(&offsets).map(|(&item, offset)| wanted[item] - offset).collect();
    let latest = f64::max(low, high - total);
    let mut centres = vec![0.0; wanted.len()];
    for (slot, start) in ascending(&starts).into_iter().enumerate() {
        centres[order[slot]] = start.clamp(low, latest) + offsets[slot];
    }
    centres
}

/// The nearest sequence that never falls.
fn ascending(values: &[f64]) -> Vec<f64> {
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for &value in values {
        let (mut sum, mut count) = (value, 1);
        while let Some(&(s, c)) = pools.last() {
            if s / c as f64 <= sum / count as f64 {
                break;
            }
            pools.pop();
            sum += s;
            count += c;
        }
        pools.push((sum, count));
    }
    pools.into_iter().flat_map(|(sum, count)| std::iter::repeat_n(sum / count as f64, count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_labels_stay_and_crowded_ones_part_evenly() {
        let centres = spread(&[10.0, 50.0, 52.0], &[10.0; 3], 0.0, 100.0);
        assert_eq!(centres, [10.0, 46.0, 56.0]);
    }

    #[test]
    fn the_edges_hold() {
        let centres = spread(&[99.0, 98.0], &[10.0; 2], 0.0, 100.0);
        assert_eq!(centres, [95.0, 85.0]);
    }
}
