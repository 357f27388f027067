//! Figures of every kind with plausible numbers.

use longgame::report::{Axis, Figure, Hue, Mark, Marker, Palette, Shade};

pub(crate) fn all() -> Vec<Figure> {
    vec![
        fan(),
        ranked(),
        break_even(),
        heat_map(),
        waterfall(),
        ecdf(),
        phase_map(),
        trust_paths(),
        shares(),
        long_words(),
        outcome_space(),
    ]
}

fn rounds(n: usize) -> Vec<f64> {
    (1..=n).map(|r| r as f64).collect()
}

pub(crate) fn fan() -> Figure {
    let mut figure = Figure::new(
        "value_fan",
        "Relationship conduct overtakes opportunism after eleven rounds",
        "Cumulative value of the seller in euro; median with bands that hold 50, 80 and 95 percent of 10,000 replications",
        Axis::linear("Round"),
        Axis::linear("Cumulative value (EUR)"),
    );
    let x = rounds(40);
    let kinds = [
        ("Relationship", 5200.0, 1500.0, 0.0),
        ("Tit for tat", 4600.0, 1900.0, 1500.0),
        ("Opportunist", 2300.0, 1300.0, 36_000.0),
    ];
    for (index, (name, slope, spread, start)) in kinds.iter().enumerate() {
        let hue = Hue::of(index);
        let mid: Vec<f64> = x
            .iter()
            .map(|r| {
                start * (1.0 - (0.8_f64).powf(*r)) + slope * r - 2e4 * (-(*r) / 6.0).exp() * (1.0 - index as f64 * 0.4)
            })
            .collect();
        for (z, strength) in [(1.96, 0.10), (1.28, 0.13), (0.67, 0.20)] {
            let edge = |sign: f64| x.iter().zip(&mid).map(|(r, m)| m + sign * z * spread * r.sqrt() * 1.6).collect();
            figure.marks.push(Mark::Band { x: x.clone(), low: edge(-1.0), high: edge(1.0), hue, strength });
        }
        figure.marks.push(Mark::line(x.clone(), mid, hue, name));
    }
    figure.note = Some("Scenario saas-renewal, seed 42. Value is discounted and net of transaction costs.".to_owned());
    figure
}

pub(crate) fn ranked() -> Figure {
    let names = [
        "Relationship conduct",
        "Generous tit for tat",
        "Tit for tat",
        "Grim trigger",
        "Win-stay, lose-shift",
        "Hardball",
        "Opportunist",
        "Random",
    ];
    let mut figure = Figure::new(
        "value_ranked",
        "Three strategies cannot be told apart at the top",
        "Share of the value at stake that a strategy captures; mean over the line-up with 95 percent interval",
        Axis::linear("Share of value captured"),
        Axis::categories("", names),
    );
    for (row, mid) in [0.742, 0.735, 0.728, 0.655, 0.61, 0.48, 0.44, 0.29].iter().enumerate() {
        let half = 0.012 + row as f64 * 0.003;
        figure.marks.push(Mark::Interval {
            at: row as f64,
            low: mid - half,
            mid: *mid,
            high: mid + half,
            hue: if row == 0 { Hue::Blue } else { Hue::Grey },
            label: format!("{mid:.3} [{:.3}, {:.3}]", mid - half, mid + half),
        });
    }
    figure.marks.push(Mark::RuleX { x: 0.5, label: "equal split".to_owned() });
    figure
}

pub(crate) fn break_even() -> Figure {
    let mut figure = Figure::new(
        "break_even",
        "Relationship conduct pays once a relationship outlives seven rounds in ten",
        "Paired difference in value against the opportunist, per relationship, with 95 percent band",
        Axis::within("Shadow of the future (probability of another round)", 0.4, 1.0),
        Axis::linear("Difference in value (EUR)"),
    );
    let x: Vec<f64> = (0..=60).map(|i| 0.4 + 0.01 * f64::from(i)).collect();
    let y: Vec<f64> = x.iter().map(|d| 9000.0 * (1.0 / (1.02 - d) - 1.0 / (1.02 - 0.71)) / 3.0).collect();
    let low = y.iter().map(|v| v - 1800.0 - v.abs() * 0.12).collect();
    let high = y.iter().map(|v| v + 1800.0 + v.abs() * 0.12).collect();
    figure.marks.push(Mark::Band { x: x.clone(), low, high, hue: Hue::Blue, strength: 0.2 });
    figure.marks.push(Mark::line(x, y, Hue::Blue, "Relationship less opportunist"));
    figure.marks.push(Mark::RuleX { x: 0.71, label: "break-even at 0.71 (0.68 to 0.74)".to_owned() });
    figure.marks.push(Mark::RuleY { y: 0.0, label: "no difference".to_owned() });
    figure
}

pub(crate) fn heat_map() -> Figure {
    let names = ["Relationship", "Tit for tat", "Opportunist"];
    let mut figure = Figure::new(
        "payoff_matrix",
        "The opportunist gains only against those who forgive",
        "Mean value of the row strategy per round (EUR) against the column strategy, difference from an equal split",
        Axis::categories("Opponent", names),
        Axis::categories("Strategy", names),
    );
    figure.shade = Shade { palette: Palette::Diverging, label: "EUR".to_owned(), range: None };
    let values: [[f64; 3]; 3] = [[1240.0, 1210.0, -480.0], [1190.0, 1150.0, 35.0], [890.0, -60.0, -910.0]];
    for (row, line) in values.iter().enumerate() {
        for (column, value) in line.iter().enumerate() {
            let text = format!("{}{:.0}", if *value < 0.0 { "−" } else { "+" }, value.abs());
            figure.marks.push(Mark::cell(column, row, *value, &text));
        }
    }
    figure
}

pub(crate) fn waterfall() -> Figure {
    let flows: [(&str, f64); 12] = [
        ("Contract value", 182_000.0),
        ("Index adjustment", 6400.0),
        ("Volume bonus", 9100.0),
        ("Rebates granted", -12_700.0),
        ("Service credits", -8300.0),
        ("Penalties", -2100.0),
        ("Delivery cost", -96_500.0),
        ("Care invested", -14_200.0),
        ("Transaction cost", -3900.0),
        ("Reviews", -1600.0),
        ("Reopening", -900.0),
        ("Outside option", 4200.0),
    ];
    let mut names: Vec<&str> = flows.iter().map(|(name, _)| *name).collect();
    names.push("Value of the relationship");
    let mut figure = Figure::new(
        "money_flows",
        "Delivery and care cost most of the contract's value",
        "Mean discounted flows of the seller over one relationship (EUR)",
        Axis::linear("EUR"),
        Axis::categories("", names),
    );
    let mut total = 0.0;
    for (row, (_, flow)) in flows.iter().enumerate() {
        let hue = if *flow < 0.0 { Hue::Vermillion } else { Hue::Blue };
        let label = format!("{}{:.1}k", if *flow < 0.0 { "−" } else { "+" }, flow.abs() / 1e3);
        figure.marks.push(Mark::Bar { at: row as f64, from: total, to: total + flow, hue, label });
        total += flow;
    }
    figure.marks.push(Mark::Bar {
        at: flows.len() as f64,
        from: 0.0,
        to: total,
        hue: Hue::Grey,
        label: format!("{:.1}k", total / 1e3),
    });
    figure
}

pub(crate) fn ecdf() -> Figure {
    let mut figure = Figure::new(
        "value_ecdf",
        "Opportunism wins rarely and loses badly",
        "Share of relationships whose value stays below; 400 replications",
        Axis::linear("Value of the relationship (EUR)"),
        Axis::within("Share of relationships", 0.0, 1.0),
    );
    for (index, (name, centre, width)) in
        [("Relationship", 46_000.0, 9000.0), ("Tit for tat", 42_000.0, 12_000.0), ("Opportunist", 24_000.0, 21_000.0)]
            .iter()
            .enumerate()
    {
        let n = 400;
        let y: Vec<f64> = (0..n).map(|i| f64::from(i) / f64::from(n - 1)).collect();
        let x = y
            .iter()
            .map(|p| {
                let p = p.clamp(0.003, 0.997);
                centre + width * (p / (1.0 - p)).ln() * 0.55
            })
            .collect();
        figure.marks.push(Mark::step(x, y, Hue::of(index), name));
    }
    figure
}

pub(crate) fn phase_map() -> Figure {
    let mut figure = Figure::new(
        "phase_map",
        "Noise moves break-even to longer relationships",
        "Difference in value between relationship conduct and opportunism by shadow of the future and noise",
        Axis::within("Shadow of the future", 0.5, 1.0),
        Axis::within("Noise (standard deviation of the performance signal)", 0.0, 0.4),
    );
    figure.shade =
        Shade { palette: Palette::Diverging, label: "Difference in value (EUR per round)".to_owned(), range: None };
    let (mut x, mut y) = (vec![], vec![]);
    for i in 0..20 {
        for j in 0..16 {
            let (x0, y0) = (0.5 + 0.025 * f64::from(i), 0.025 * f64::from(j));
            let value = 2600.0 * (x0 + 0.0125 - 0.62 - 0.7 * (y0 + 0.0125)) / 0.4;
            figure.marks.push(Mark::Cell { x: (x0, x0 + 0.025), y: (y0, y0 + 0.025), value, text: String::new() });
            if value.abs() < 160.0 {
                figure.marks.push(Mark::hatch(
                    (x0, x0 + 0.025),
                    (y0, y0 + 0.025),
                    "undecided: the interval spans zero",
                ));
            }
        }
    }
    for j in 0..=16 {
        let noise = 0.025 * f64::from(j);
        x.push(0.62 + 0.7 * noise);
        y.push(noise);
    }
    figure.marks.push(Mark::line(x, y, Hue::Black, "break-even"));
    figure
}

pub(crate) fn trust_paths() -> Figure {
    let mut figure = Figure::new(
        "trust_paths",
        "Trust recovers after one broken promise, not after three",
        "Buyer's mean belief that the seller performs; three relationships with the same luck",
        Axis::linear("Round"),
        Axis::within("Trust (probability)", 0.0, 1.0),
    );
    let x = rounds(24);
    for (index, (name, shocks)) in [
        ("No breach", &[][..]),
        ("One breach in round 8", &[8][..]),
        ("Breaches in rounds 8, 10 and 12", &[8, 10, 12][..]),
        ("Random", &[3, 6, 9][..]),
    ]
    .iter()
    .enumerate()
    {
        let mut level: f64 = 0.5;
        let y = (1..=24)
            .map(|r| {
                level += (0.95 - level) * 0.16;
                if shocks.contains(&r) {
                    level *= 0.55;
                }
                level
            })
            .collect();
        figure.marks.push(Mark::line(x.clone(), y, Hue::of(index), name));
    }
    figure.marks.push(Mark::RuleY { y: 0.6, label: "leaves below".to_owned() });
    figure
}

pub(crate) fn shares() -> Figure {
    let mut figure = Figure::new(
        "population_shares",
        "Six strategies settle at two",
        "Share of the population by generation under replicator dynamics",
        Axis::linear("Generation"),
        Axis::within("Share of the population", 0.0, 0.7),
    );
    let x = rounds(100);
    for index in 0..6 {
        let target = [0.58, 0.41, 0.004, 0.003, 0.002, 0.001][index];
        let y = x.iter().map(|g| target + (1.0 / 6.0 - target) * (-g / (12.0 + 3.0 * index as f64)).exp()).collect();
        let name =
            ["Relationship", "Generous tit for tat", "Tit for tat", "Grim trigger", "Hardball", "Opportunist"][index];
        figure.marks.push(Mark::line(x.clone(), y, Hue::of(index), name));
    }
    figure
}

pub(crate) fn long_words() -> Figure {
    let long = "A strategy with an exceedingly long descriptive name that nobody would shorten voluntarily";
    let mut figure = Figure::new(
        "long_words",
        "A title so long that it has to be broken into at least two lines because nobody kept to the advice that titles state a finding briefly",
        "A subtitle of the same kind, that goes on about units and bands and replications and everything else that might matter to a careful reader, and then some more",
        Axis::linear("An axis with a rather long name that explains everything about it in detail"),
        Axis::categories("Rows", (0..24).map(|i| format!("{long} {i}"))),
    );
    for row in 0..24 {
        let mid = -1e6 + f64::from(row) * 9e4;
        figure.marks.push(Mark::Interval {
            at: f64::from(row),
            low: mid - 2e5,
            mid,
            high: mid + 2e5,
            hue: Hue::of(row as usize),
            label: format!("{mid:.0} and a long remark beside it"),
        });
    }
    figure.marks.push(Mark::RuleX { x: 0.0, label: "a rule with a name".to_owned() });
    figure.marks.push(Mark::RuleX { x: 1e4, label: "another rule very near to it".to_owned() });
    figure.note = Some(long.repeat(4));
    figure
}

/// Points in a crowd, several of them close together, with names to be placed.
pub(crate) fn outcome_space() -> Figure {
    let mut figure = Figure::new(
        "outcome_space",
        "They agree near the Nash point",
        "Every package by what it is worth to both, the offers in turn, and what theory proposes",
        Axis::linear("Utility to the first"),
        Axis::linear("Utility to the second"),
    );
    let share = |k: u32, by: u32| f64::from((k * by) % 101) / 100.0;
    let x: Vec<f64> = (0..600).map(|k| share(k, 37)).collect();
    let y = (0..600).map(|k| (1.0 - x[k as usize].powi(2)) * share(k, 53)).collect();
    figure.marks.push(Mark::Dots { x, y, hue: Hue::Grey, strength: 0.3 });
    figure.marks.push(Mark::RuleX { x: 0.2, label: "reservation of the first".to_owned() });
    figure.marks.push(Mark::RuleY { y: 0.25, label: "reservation of the second".to_owned() });
    let edge: Vec<f64> = (0..=40).map(|k| 0.2 + f64::from(k) * 0.0165).collect();
    let height = edge.iter().map(|x| 1.0 - x * x).collect();
    figure.marks.push(Mark::line(edge, height, Hue::Black, "Pareto frontier"));
    let names =
        ["agreement, utilitarian", "Nash", "Kalai-Smorodinsky, equal shares", "egalitarian", "relative utilitarian"];
    let markers = [Marker::Star, Marker::Diamond, Marker::Ring, Marker::Triangle, Marker::Square];
    for (k, (name, marker)) in names.iter().zip(markers).enumerate() {
        let x = 0.56 + 0.015 * k as f64;
        let hue = if k == 0 { Hue::Black } else { Hue::Green };
        figure.marks.push(Mark::Point { x, y: 1.0 - x * x, hue, marker, label: (*name).to_owned() });
    }
    figure
}
