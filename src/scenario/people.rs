//! Reads what people did in the negotiations that a scenario replays: their stakes, and what they agreed; it judges nothing.

use crate::domain::negotiation::{NegotiationDomain, Profile};
use crate::domain::outcome::OutcomeSpace;
use crate::domain::stage::Stage;
use crate::scenario::file::People;
use crate::scenario::read::Scenario;
use crate::source::Diagnostics;
use std::borrow::Cow;
use thiserror::Error;

/// One negotiation between two people.
#[derive(Debug, Clone, PartialEq)]
pub struct Dialogue {
    /// Value of a unit of each issue to either side, first side first.
    pub stakes: [Vec<f64>; 2],
    /// Units of each issue that the first side got; none if they walked away.
    pub agreed: Option<Vec<f64>>,
    /// What kind of negotiator each was, where the file tells.
    pub kinds: Option<[String; 2]>,
}

/// Why a file of negotiations could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PeopleError {
    /// There is no such column.
    #[error("there is no column `{column}`; columns are {}", known.join(", "))]
    NoColumn {
        /// What was looked for.
        column: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A row cannot be read.
    #[error("line {line}: {reason}")]
    Row {
        /// Line of the file.
        line: u64,
        /// What is wrong there.
        reason: String,
    },
    /// There is nothing in it.
    #[error("it holds no negotiation")]
    Empty,
}

/// The file's columns by place.
struct Columns {
    stakes: [Vec<usize>; 2],
    agreed: Vec<usize>,
    walked: usize,
    kinds: Option<[usize; 2]>,
}

impl Columns {
    fn find(header: &csv::StringRecord, issues: &[String], kind: Option<&str>) -> Result<Self, PeopleError> {
        let place = |column: String| {
            header
                .iter()
                .position(|name| name == column)
                .ok_or_else(|| PeopleError::NoColumn { column, known: header.iter().map(str::to_owned).collect() })
        };
        let each = |suffix: &str| -> Result<Vec<usize>, PeopleError> {
            issues.iter().map(|issue| place(format!("{issue}_{suffix}"))).collect()
        };
        let kinds = kind.map(|kind| Ok([place(format!("{kind}_1"))?, place(format!("{kind}_2"))?])).transpose()?;
        Ok(Self {
            stakes: [each("1")?, each("2")?],
            agreed: each("to_1")?,
            walked: place("walk_away".to_owned())?,
            kinds,
        })
    }

    fn dialogue(&self, record: &csv::StringRecord) -> Result<Dialogue, PeopleError> {
        let line = record.position().map_or(0, csv::Position::line);
        let number = |place: &usize| {
            let text = record.get(*place).unwrap_or_default();
            let wrong = || PeopleError::Row { line, reason: format!("`{text}` is no number") };
            text.trim().parse::<f64>().ok().filter(|number| number.is_finite()).ok_or_else(wrong)
        };
        let numbers = |places: &[usize]| places.iter().map(number).collect::<Result<Vec<f64>, _>>();
        let walked = number(&self.walked)? > 0.0;
        let text = |place: usize| record.get(place).unwrap_or_default().to_owned();
        Ok(Dialogue {
            stakes: [numbers(&self.stakes[0])?, numbers(&self.stakes[1])?],
            agreed: if walked { None } else { Some(numbers(&self.agreed)?) },
            kinds: self.kinds.map(|places| places.map(text)),
        })
    }
}

/// The negotiations in a CSV text with, for each issue, columns `<issue>_1` and `<issue>_2` (value of a unit to either side) and
/// `<issue>_to_1` (units that the first side got), a column `walk_away` (1 or 0) and, if `kind` is given, `<kind>_1` and `<kind>_2`.
///
/// # Errors
/// [`PeopleError`], naming the column or the line.
pub fn dialogues(text: &str, issues: &[String], kind: Option<&str>) -> Result<Vec<Dialogue>, PeopleError> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let malformed = |error: &csv::Error| PeopleError::Row {
        line: error.position().map_or(1, csv::Position::line),
        reason: "not a row of this table".to_owned(),
    };
    let header = reader.headers().map_err(|error| malformed(&error))?.clone();
    let columns = Columns::find(&header, issues, kind)?;
    let mut dialogues = Vec::new();
    for record in reader.records() {
        dialogues.push(columns.dialogue(&record.map_err(|error| malformed(&error))?)?);
    }
    if dialogues.is_empty() { Err(PeopleError::Empty) } else { Ok(dialogues) }
}

/// The negotiations that a scenario compares with, if it does.
///
/// # Errors
/// A mistake at `people.file` where there is no such file or it cannot be read.
pub fn of(scenario: &Scenario) -> Result<Option<Vec<Dialogue>>, Diagnostics> {
    let (Some(people), Stage::Domain(domain)) = (&scenario.file.people, &scenario.file.stage) else { return Ok(None) };
    let issues: Vec<String> = domain.issues.iter().map(|issue| issue.name.clone()).collect();
    let text = scenario.data(&people.file).map_err(|reason| missing(scenario, people, &reason))?;
    dialogues(&text, &issues, people.kind.as_deref())
        .map(Some)
        .map_err(|error| scenario.mistake("people.file", format!("{}: {error}", people.file)).into())
}

fn missing(scenario: &Scenario, people: &People, reason: &str) -> Diagnostics {
    let source = if people.source.is_empty() { String::new() } else { format!(" ({})", people.source) };
    scenario
        .mistake("people.file", format!("{reason}: the scenario compares with people and reads what they did from it"))
        .with_help(format!("give its path with `--set people.file=PATH`{source}"))
        .into()
}

/// The scenario's stage, with people's stakes as profiles where it compares with people.
pub(super) fn stage<'a>(scenario: &'a Scenario, problems: &mut Diagnostics) -> Cow<'a, Stage> {
    let stage = &scenario.file.stage;
    match (of(scenario), stage) {
        (Ok(Some(dialogues)), Stage::Domain(domain)) => match staked(domain, &dialogues) {
            Ok(domain) => Cow::Owned(Stage::Domain(Box::new(domain))),
            Err(message) => {
                problems.push(scenario.mistake("stage.domain.issues", message));
                Cow::Borrowed(stage)
            }
        },
        (Err(more), _) => {
            problems.extend(more);
            Cow::Borrowed(stage)
        }
        _ => Cow::Borrowed(stage),
    }
}

/// The domain in which the first side keeps the units of a range and the second gets the rest of them.
fn staked(domain: &NegotiationDomain, dialogues: &[Dialogue]) -> Result<NegotiationDomain, String> {
    let levels: Vec<Vec<f64>> = domain
        .issues
        .iter()
        .map(|issue| issue.range.and_then(|range| range.levels().ok()).ok_or(&issue.name))
        .collect::<Result<_, _>>()
        .map_err(|name| format!("issue `{name}` must have a range: the units that the first side can get"))?;
    let profile = |dialogue: &Dialogue| {
        let kept = |stake: &f64, levels: &Vec<f64>| levels.iter().map(|level| stake * level).collect();
        let left = |stake: &f64, levels: &Vec<f64>| {
            let all = levels.last().copied().unwrap_or(0.0);
            levels.iter().map(|level| stake * (all - level)).collect()
        };
        let [first, second] = &dialogue.stakes;
        Profile {
            seller: first.iter().zip(&levels).map(|(stake, levels)| kept(stake, levels)).collect(),
            buyer: second.iter().zip(&levels).map(|(stake, levels)| left(stake, levels)).collect(),
        }
    };
    Ok(NegotiationDomain { profiles: dialogues.iter().map(profile).collect(), ..domain.clone() })
}

/// The package that people agreed on; `None` where they walked away or it is not on the menu.
pub fn package(space: &OutcomeSpace, dialogue: &Dialogue) -> Option<u32> {
    let units = dialogue.agreed.as_ref()?;
    let options = space.issues().iter().zip(units).map(|(issue, unit)| {
        let place = issue.options.iter().position(|option| *option == unit.to_string())?;
        u16::try_from(place).ok()
    });
    space.outcome(&options.collect::<Option<Vec<u16>>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a_1,b_1,a_2,b_2,walk_away,a_to_1,b_to_1,svo_1,svo_2\n5,3,4,5,0,3,0,proself,prosocial\n5,3,3,5,1,,,proself,proself\n";

    fn issues() -> Vec<String> {
        vec!["a".to_owned(), "b".to_owned()]
    }

    #[test]
    fn reads_stakes_and_agreements() {
        let read = dialogues(TEXT, &issues(), Some("svo")).unwrap();
        assert_eq!(read[0].stakes, [[5.0, 3.0], [4.0, 5.0]]);
        assert_eq!(read[0].agreed, Some(vec![3.0, 0.0]));
        assert_eq!(read[1].agreed, None);
        assert_eq!(read[0].kinds, Some(["proself".to_owned(), "prosocial".to_owned()]));
    }

    #[test]
    fn names_the_column_or_the_line() {
        let no_column = dialogues(TEXT, &["c".to_owned()], None).unwrap_err();
        assert!(no_column.to_string().contains("`c_1`"), "{no_column}");
        let text = TEXT.replace("5,3,4,5,0", "5,x,4,5,0");
        assert!(dialogues(&text, &issues(), None).unwrap_err().to_string().starts_with("line 2: `x`"));
        assert_eq!(dialogues("a_1,b_1,a_2,b_2,walk_away,a_to_1,b_to_1\n", &issues(), None), Err(PeopleError::Empty));
    }
}
