//! People and strategies in the same negotiations: joint value, waste and impasses side by side; neither is a target for the other.

use super::{Results, RunError, bounds};
use crate::engine::parallel::{self, Watch};
use crate::engine::plan::Plan;
use crate::relationship::history::History;
use crate::relationship::optimum::Optimum;
use crate::scenario::people::{Dialogue, of, package};
use crate::statistics::Moments;
use crate::table::{Column, Table, TableError, Unit};

/// Stands between the two strategies of a matchup.
const WITH: &str = " with ";

/// How one negotiation went.
struct Played {
    /// Most that both could have had together.
    most: f64,
    /// What they had together, and whether it wasted nothing; none without agreement.
    agreed: Option<(f64, bool)>,
}

/// Negotiations of one kind by the same players. Shares are means of ones and zeros.
struct Group {
    who: String,
    kind: String,
    impasse: Moments,
    joint: Moments,
    share: Moments,
    efficient: Moments,
}

impl Group {
    fn new(who: &str, kind: &str) -> Self {
        let none = Moments::default();
        Self { who: who.to_owned(), kind: kind.to_owned(), impasse: none, joint: none, share: none, efficient: none }
    }

    fn push(&mut self, played: &Played) {
        self.impasse.push(f64::from(u8::from(played.agreed.is_none())));
        if let Some((joint, efficient)) = played.agreed {
            self.joint.push(joint);
            self.share.push(joint / played.most);
            self.efficient.push(f64::from(u8::from(efficient)));
        }
    }
}

/// Adds a negotiation to the groups of its kinds.
fn add(groups: &mut Vec<Group>, who: &str, kinds: &[String], played: &Played) {
    for kind in kinds {
        let known = groups.iter().position(|group| group.who == who && group.kind == *kind);
        let place = known.unwrap_or_else(|| {
            groups.push(Group::new(who, kind));
            groups.len() - 1
        });
        groups[place].push(played);
    }
}

/// The kinds that any players can be told apart by: all, and by the most that was possible.
fn stakes(most: f64) -> Vec<String> {
    vec!["all".to_owned(), format!("at most {most}")]
}

/// What kind of pair people were, where the file tells.
fn pair(dialogue: &Dialogue) -> Option<String> {
    let [one, other] = dialogue.kinds.as_ref()?;
    let (one, other) = if one <= other { (one, other) } else { (other, one) };
    Some(format!("{one} and {other}"))
}

/// The table and its sentences, where the scenario compares with people.
pub fn compared(results: &Results<'_>, watch: Watch<'_>) -> Result<(Option<Table>, Vec<String>), RunError> {
    let (Ok(Some(dialogues)), Some(menu)) = (of(results.scenario), &results.design.rules.menu) else {
        return Ok((None, Vec::new()));
    };
    let mut groups = Vec::new();
    for (dialogue, optimum) in dialogues.iter().zip(&menu.optima) {
        let kinds: Vec<String> = stakes(optimum.joint).into_iter().chain(pair(dialogue)).collect();
        add(&mut groups, "people", &kinds, &by_people(results, dialogue, optimum));
    }
    groups.sort_by(|one, other| one.kind.cmp(&other.kind));
    by_strategies(results, &mut groups, watch)?;
    let told = sentences(&groups);
    Ok((Some(table(&groups)?), told))
}

fn by_people(results: &Results<'_>, dialogue: &Dialogue, optimum: &Optimum) -> Played {
    let menu = results.design.rules.menu.as_ref();
    let outcome = menu.and_then(|menu| package(&menu.space, dialogue));
    let [first, second] = &dialogue.stakes;
    let agreed = outcome.zip(menu).map(|(outcome, menu)| {
        let options = menu.space.options(outcome).iter().zip(menu.space.issues());
        let units = options.map(|(option, issue)| (f64::from(*option), (issue.options.len() - 1) as f64));
        let joint =
            units.zip(first.iter().zip(second)).map(|((got, all), (one, other))| one * got + other * (all - got));
        (joint.sum(), optimum.is_efficient(outcome))
    });
    Played { most: optimum.joint, agreed }
}

/// Every matchup once more, negotiation by negotiation: the same luck gives the same results.
fn by_strategies(results: &Results<'_>, groups: &mut Vec<Group>, watch: Watch<'_>) -> Result<(), RunError> {
    let plan = Plan::round_robin(results.design, results.replications, results.seed);
    let mut of_cells: Vec<Vec<Group>> = plan.cells.iter().map(|_| Vec::new()).collect();
    parallel::run(&plan, Watch { advance: None, ..watch }, |batch| {
        for (cell, groups) in batch.cells.iter().zip(&mut of_cells) {
            let who = format!("{}{WITH}{}", results.name(cell.cell.seller), results.name(cell.cell.buyer));
            for history in &cell.histories {
                let played = of_history(history);
                add(groups, &who, &stakes(played.most), &played);
            }
        }
    })?;
    for mut of_cell in of_cells {
        of_cell.sort_by(|one, other| one.kind.cmp(&other.kind));
        groups.extend(of_cell);
    }
    Ok(())
}

fn of_history(history: &History) -> Played {
    let joint = history.party[0].value + history.party[1].value;
    let agreed = (history.agreed > 0.0).then_some((joint, history.efficient > 0.0));
    Played { most: history.first_best, agreed }
}

/// How a measure is read off a group.
type ReadMoments = fn(&Group) -> &Moments;

fn table(groups: &[Group]) -> Result<Table, TableError> {
    let text = |read: &dyn Fn(&Group) -> String| -> Vec<String> { groups.iter().map(read).collect() };
    let mut columns = vec![
        Column::text("who", "People, or the strategies on the two sides.", text(&|group| group.who.clone())),
        Column::text("kind", "Which of the negotiations.", text(&|group| group.kind.clone())),
        Column::integer(
            "negotiations",
            Unit::Count,
            "How many of them.",
            groups.iter().map(|group| group.impasse.count() as i64).collect(),
        ),
    ];
    let measures: [(&str, Unit, &str, ReadMoments); 4] = [
        ("impasse", Unit::Ratio, "Share that ended without agreement", |group| &group.impasse),
        ("joint_value", Unit::Money, "Value of agreements to both together", |group| &group.joint),
        ("share_of_most", Unit::Ratio, "That value as a share of the most possible", |group| &group.share),
        ("pareto_optimal", Unit::Ratio, "Share of agreements that waste nothing", |group| &group.efficient),
    ];
    for (name, unit, doc, read) in measures {
        let bounds: Vec<[f64; 4]> = groups.iter().map(|group| bounds(&read(group).estimate())).collect();
        let parts = [("mean", "mean"), ("se", "standard error"), ("lo95", "95% interval, low"), ("hi95", "high")];
        columns.extend(parts.iter().enumerate().map(|(place, (suffix, part))| {
            let values = bounds.iter().map(|bounds| bounds[place]).collect();
            Column::number(&format!("{name}_{suffix}"), unit.clone(), &format!("{doc}: {part}."), values)
        }));
    }
    Table::new("people", "People and strategies in the same negotiations", columns)
}

/// People, and every strategy with its like.
fn sentences(groups: &[Group]) -> Vec<String> {
    let alike = |group: &&Group| group.who.split_once(WITH).is_none_or(|(one, other)| one == other);
    let all = groups.iter().filter(alike).filter(|group| group.kind == "all" && group.joint.count() > 0);
    all.map(|group| {
        format!(
            "{}: joint value of agreements {:.2}, {:.1}% of the most possible; {:.1}% of agreements Pareto-optimal; \
             {:.1}% of {} negotiations end without agreement.",
            group.who,
            group.joint.mean(),
            100.0 * group.share.mean(),
            100.0 * group.efficient.mean(),
            100.0 * group.impasse.mean(),
            group.impasse.count()
        )
    })
    .collect()
}
