//! `longgame check`: every mistake of the scenarios given, with line and hint; nothing is run or written.

use crate::cli::arguments::{Check, Format};
use crate::cli::outcome::{Failure, print};
use crate::export::number;
use crate::scenario::catalogue;
use crate::scenario::read::{ReadError, read_under};
use crate::scenario::resolve::{resolve, resolve_variants};
use crate::source::to_json;
use serde_json::{Value, json};

/// Runs the command.
pub fn run(arguments: &Check) -> Result<(), Failure> {
    let names = if arguments.scenarios.is_empty() { catalogue::names() } else { arguments.scenarios.clone() };
    if arguments.format == Format::Json {
        return as_json(&names, arguments);
    }
    let mut worst = None;
    for name in &names {
        match check(name, arguments) {
            Ok(fine) => print(&fine)?,
            Err(error) => {
                let failure = Failure::from(error);
                if let Failure::Input(error) = &failure {
                    eprintln!("error: {error:#}");
                }
                worst = Some(Failure::SaidOfInput);
            }
        }
    }
    worst.map_or(Ok(()), Err)
}

/// What is fine about a scenario. A built-in one that was not asked for may need a file that is not here.
fn check(name: &str, arguments: &Check) -> Result<String, ReadError> {
    let scenario = read_under(name, arguments.contract.as_deref(), &arguments.set)?;
    if let (true, Some(file)) = (arguments.scenarios.is_empty(), scenario.lacks()) {
        return Ok(format!("{name}: needs {file}, which is not built in: --set people.file=PATH\n"));
    }
    let design = resolve(&scenario)?;
    resolve_variants(&scenario, &design)?;
    let strategies = match design.strategies.len() {
        1 => "1 strategy".to_owned(),
        count => format!("{count} strategies"),
    };
    let outcomes = design.rules.menu.as_ref().map_or_else(String::new, |menu| {
        format!(", {} outcomes to negotiate", number::grouped(menu.space.len() as f64, 0))
    });
    Ok(format!("{name}: fine ({strategies}{outcomes})\n"))
}

fn as_json(names: &[String], arguments: &Check) -> Result<(), Failure> {
    let results: Vec<Value> = names.iter().map(|name| entry(name, check(name, arguments).err().as_ref())).collect();
    let fine = results.iter().all(|result| result["fine"] == json!(true));
    print(&format!("{:#}\n", Value::Array(results)))?;
    if fine { Ok(()) } else { Err(Failure::SaidOfInput) }
}

fn entry(name: &str, error: Option<&ReadError>) -> Value {
    let mistakes = match error {
        None => json!([]),
        Some(ReadError::Mistakes { files, diagnostics }) => to_json(files, diagnostics),
        Some(other) => json!([{ "message": other.to_string() }]),
    };
    json!({ "scenario": name, "fine": error.is_none(), "mistakes": mistakes })
}
