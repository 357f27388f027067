//! Waterfalls: which flows of money make up a value or a difference.

use super::{is_ahead, money, sample};
use crate::base::side::Side;
use crate::domain::flow::Account;
use crate::engine::summary::CellSummary;
use crate::experiment::run::tables::{flow_over_lineup, mean};
use crate::experiment::run::{Results, sentences};
use crate::report::{Axis, Figure, Hue, Mark};

/// Flows below this would be labelled as nothing.
const SMALLEST: f64 = 0.005;

/// Where the joint value of the best matchup comes from, both sides together.
pub fn joint(results: &Results<'_>) -> Figure {
    let joint = |cell: &CellSummary| mean(cell.measure("joint_value", Side::Seller));
    let cells = &results.summary.cells;
    let best =
        (0..cells.len()).fold(0, |best, next| if joint(&cells[next]) > joint(&cells[best]) { next } else { best });
    let cell = &cells[best];
    let flow = |account: Account| cell.flows[account.index()].iter().map(crate::statistics::Moments::mean).sum::<f64>();
    let (seller, buyer) = (results.name(cell.cell.seller), results.name(cell.cell.buyer));
    let title = format!("Where the most joint value comes from: {seller} sells to {buyer}");
    let subtitle = "Mean discounted flows of both sides together; transfers between them cancel";
    let accounts = results.design.rules.accounts.iter().filter(|account| !account.is_transfer());
    let flows: Vec<(Account, f64)> = accounts.map(|account| (*account, flow(*account))).collect();
    waterfall(results, ("waterfall", &title, subtitle, "flows"), &flows, "joint value")
}

/// Where the difference between the compared strategies comes from.
pub fn difference(results: &Results<'_>) -> Option<Figure> {
    let [one, other] = results.compare?;
    let flow = |account: &Account| {
        (*account, flow_over_lineup(results, one, *account) - flow_over_lineup(results, other, *account))
    };
    let flows: Vec<(Account, f64)> = results.design.rules.accounts.iter().map(flow).collect();
    let lineup = |pair| is_ahead(results, pair, |comparison| comparison.lineup.estimate());
    let (first, second) = (results.name(one), results.name(other));
    let title = if lineup([one, other]) {
        format!("Why {first} earns more than {second}")
    } else if lineup([other, one]) {
        format!("Why {first} earns less than {second}")
    } else {
        format!("What {first} gains and loses against {second}")
    };
    let subtitle = "Difference between their mean discounted flows over the line-up and both roles";
    flows
        .iter()
        .any(|(_, value)| value.abs() >= SMALLEST)
        .then(|| waterfall(results, ("flow_differences", &title, subtitle, "flow_differences"), &flows, "difference"))
}

fn waterfall(
    results: &Results<'_>,
    (name, title, subtitle, table): (&str, &str, &str, &str),
    flows: &[(Account, f64)],
    total: &str,
) -> Figure {
    let moved: Vec<&(Account, f64)> = flows.iter().filter(|(_, value)| value.abs() >= SMALLEST).collect();
    let names = moved.iter().map(|(account, _)| account.name().replace('_', " ")).chain([total.to_owned()]);
    let axis = Axis::linear(&money(results, "Discounted value"));
    let mut figure = Figure::new(name, title, subtitle, axis, Axis::categories("", names));
    let mut level = 0.0;
    for (place, (_, value)) in moved.iter().enumerate() {
        let hue = if *value < 0.0 { Hue::Vermillion } else { Hue::Blue };
        let label = sentences::number(*value);
        figure.marks.push(Mark::Bar { at: place as f64, from: level, to: level + value, hue, label });
        level += value;
    }
    let label = sentences::number(level);
    figure.marks.push(Mark::Bar { at: moved.len() as f64, from: 0.0, to: level, hue: Hue::Grey, label });
    figure.note = sample(results);
    figure.table = Some(table.to_owned());
    figure
}
