//! The tables of a stress test; they do not know how they are shown.

mod repairs;

use crate::base::side::{PerSide, Side};
use crate::execution::conduct::EffortRule;
use crate::execution::conduct::contingent::{Case, Condition, Contingent};
use crate::experiment::number::number;
use crate::experiment::stress::exact::Bracket;
use crate::experiment::stress::findings::{Findings, LEVEL, Repairs};
use crate::experiment::stress::outcome::victim;
use crate::statistics::Estimate;
use crate::strategy::file::StrategyFile;
use crate::table::{Column, Table, TableError, Unit};

/// All tables.
pub fn all(findings: &Findings<'_>) -> Result<Vec<Table>, TableError> {
    let mut all = vec![exploits(findings)?];
    let Repairs { culprits, hardening } = &findings.repairs;
    if !culprits.is_empty() {
        all.push(repairs::rules(culprits, &findings.contract)?);
    }
    if let Some(hardening) = hardening {
        all.push(repairs::frontier(hardening)?);
    }
    all.extend([plays(findings)?, flows(findings)?, timing(findings)?]);
    Ok(all)
}

/// Mean, standard error and interval of one estimate as columns of one row.
fn columns(name: &str, doc: &str, estimate: &Estimate) -> Vec<Column> {
    let interval = estimate.interval(LEVEL);
    let parts = [("mean", estimate.mean), ("se", estimate.se), ("lo95", interval.low), ("hi95", interval.high)];
    let column = |(part, value): (&str, f64)| Column::number(&format!("{name}_{part}"), Unit::Money, doc, vec![value]);
    parts.into_iter().map(column).collect()
}

/// The exploit: who, what it gains, what it costs.
fn exploits(findings: &Findings<'_>) -> Result<Table, TableError> {
    let question = findings.question;
    let confirmation = &findings.searched.confirmation;
    let (hostile, suffers) = (question.hostile, victim(question));
    let certified: Option<Bracket> = findings.certified();
    let rules: Vec<&str> = findings.repairs.culprits.iter().map(|culprit| culprit.repair.rule.key).collect();
    let money = |name: &str, doc: &str, value: f64| Column::number(name, Unit::Money, doc, vec![value]);
    let mut all = vec![
        Column::text("hostile", "The side that plays in bad faith.", [hostile.name()]),
        Column::text("victim", "The other side's strategy.", [question.victim.as_str()]),
        Column::flag(
            "alarm",
            "Whether the gain is above 1% of the price and the victim loses.",
            vec![findings.alarm()],
        ),
    ];
    all.extend(columns(
        "gain",
        "What the hostile side gains over good faith, money per round of need.",
        &findings.gain(),
    ));
    all.extend(columns("loss", "What the victim loses by it, money per round of need.", &findings.loss()));
    all.extend([
        money(
            "honest_hostile",
            "Hostile side's value in good faith, discounted, per history.",
            confirmation.honest[hostile],
        ),
        money("honest_victim", "Victim's value against good faith.", confirmation.honest[suffers]),
        money("exploited_hostile", "Hostile side's value under the exploit.", confirmation.exploited[hostile]),
        money("exploited_victim", "Victim's value under the exploit.", confirmation.exploited[suffers]),
        Column::number("annuity", Unit::Round, "Discounted rounds of need in a history.", vec![confirmation.annuity]),
        money(
            "certified_low",
            "What some play is certain to gain, money per round of need; none without a certificate.",
            certified.map_or(f64::NAN, |gain| gain.low),
        ),
        money(
            "certified_high",
            "What no play exceeds, money per round of need; none without a certificate.",
            certified.map_or(f64::NAN, |gain| gain.high),
        ),
        Column::text("rules", "The rules that let it in.", [rules.join(" ")]),
        Column::integer("plays", Unit::Count, "Plays tried.", vec![findings.searched.tried as i64]),
        Column::text("does", "What the hostile side does.", [findings.told.join(" ")]),
    ]);
    Table::new("exploits", "The worst play found", all)
}

/// A situation with what is done in it, in good faith or not.
struct Line {
    play: &'static str,
    when: String,
    at: f64,
    effort: f64,
    gaming: f64,
}

fn lines(name: &'static str, file: &StrategyFile) -> Vec<Line> {
    let EffortRule::Contingent(Contingent { effort, gaming, cases, .. }) = &file.conduct.effort else {
        return Vec::new();
    };
    let case = cases.iter().map(|case| Line {
        play: name,
        when: situation(case),
        at: case.at,
        effort: case.effort,
        gaming: case.gaming,
    });
    let otherwise = Line { play: name, when: "otherwise".to_owned(), at: f64::NAN, effort: *effort, gaming: *gaming };
    case.chain([otherwise]).collect()
}

/// A case's situations; the threshold of the first has a column of its own.
fn situation(case: &Case) -> String {
    let unless =
        |condition: &Condition| condition.unless.map_or_else(String::new, |at| format!(" unless {}", number(at)));
    let and = |and: &Condition| format!(" and {} {}{}", and.when.name(), number(and.at), unless(and));
    format!("{}{}{}", case.when.name(), unless(&case.first()), case.and.iter().map(and).collect::<String>())
}

/// What both plays do by situation, the first that holds first.
fn plays(findings: &Findings<'_>) -> Result<Table, TableError> {
    let mut all = lines("good_faith", &findings.searched.honest);
    all.extend(lines("exploit", &findings.searched.play));
    let number = |name: &str, doc: &str, read: fn(&Line) -> f64| {
        Column::number(name, Unit::Ratio, doc, all.iter().map(read).collect())
    };
    Table::new(
        "plays",
        "What the hostile side does, by situation",
        vec![
            Column::text("play", "Good faith, or the exploit.", all.iter().map(|line| line.play)),
            Column::text(
                "when",
                "The situation; the first that holds decides.",
                all.iter().map(|line| line.when.as_str()),
            ),
            number("at", "Its threshold.", |line| line.at),
            number("effort", "Effort then.", |line| line.effort),
            number("gaming", "Gaming then.", |line| line.gaming),
        ],
    )
}

/// Exploit less good faith by account and side, money per round of need.
fn flows(findings: &Findings<'_>) -> Result<Table, TableError> {
    let confirmation = &findings.searched.confirmation;
    let moves = |change: &PerSide<f64>| Side::ALL.iter().any(|side| change[*side].abs() > 0.0);
    let moved: Vec<_> = confirmation.flows.iter().filter(|(_, change)| moves(change)).collect();
    let of = |side: Side| moved.iter().map(|(_, change)| change[side] / confirmation.annuity).collect();
    Table::new(
        "flows",
        "What the exploit moves, by account",
        vec![
            Column::text(
                "account",
                "Flow of money that the exploit moves.",
                moved.iter().map(|(account, _)| account.name()),
            ),
            Column::number(
                "seller",
                Unit::Money,
                "Exploit less good faith for the seller, money per round of need.",
                of(Side::Seller),
            ),
            Column::number(
                "buyer",
                Unit::Money,
                "Exploit less good faith for the buyer, money per round of need.",
                of(Side::Buyer),
            ),
        ],
    )
}

/// When both plays act, by round of the first term.
fn timing(findings: &Findings<'_>) -> Result<Table, TableError> {
    let (honest, play) = (&findings.timings.honest, &findings.timings.play);
    let rounds = (1..=play.effort.len() as i64).collect();
    let number = |name: &str, unit: Unit, doc: &str, values: &[f64]| Column::number(name, unit, doc, values.to_vec());
    Table::new(
        "timing",
        "When the exploit acts",
        vec![
            Column::integer("round", Unit::Round, "Round of the first term.", rounds),
            number("effort_honest", Unit::Ratio, "Mean effort in good faith.", &honest.effort),
            number("effort", Unit::Ratio, "Mean effort under the exploit.", &play.effort),
            number("gaming", Unit::Ratio, "Mean gaming under the exploit.", &play.gaming),
            number("kpi", Unit::Ratio, "Mean measured KPI under the exploit.", &play.kpi),
            number("credit", Unit::Money, "Mean credits got less paid by the hostile side.", &play.credit),
            number("flow_honest", Unit::Money, "Hostile side's mean net flow in good faith.", &honest.flow),
            number("flow", Unit::Money, "Hostile side's mean net flow under the exploit.", &play.flow),
            number(
                "victim_flow_honest",
                Unit::Money,
                "Victim's mean net flow against good faith.",
                &honest.victim_flow,
            ),
            number("victim_flow", Unit::Money, "Victim's mean net flow under the exploit.", &play.victim_flow),
            number(
                "served",
                Unit::Probability,
                "Share of histories served in that round under the exploit.",
                &play.served,
            ),
        ],
    )
}
