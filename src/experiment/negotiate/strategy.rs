//! The strategy that a word on the command line means: a preset, a cross of three, or a file; it plays nothing.

use std::path::Path;

use crate::bargaining::part::BargainingPart;
use crate::scenario::lineup::Strategies;
use crate::scenario::read::ReadError;
use crate::source::{Diagnostics, Files, Node, Value, parse};

/// How the text that was typed is called in messages.
const TYPED: &str = "<command line>";

/// Name and bargaining part of the strategy called `word`: the path of a strategy file, or a name as in line-ups.
///
/// # Errors
/// [`ReadError`] where there is no such file or name, or the file has mistakes.
pub fn find(word: &str) -> Result<(String, BargainingPart), ReadError> {
    let path = Path::new(word);
    let is_path = path.is_file() || path.extension().is_some_and(|end| end == "toml");
    let mut files = Files::new();
    let found = if is_path { in_file(path, &mut files)? } else { by_name(word, &mut files) };
    found.map_err(|diagnostics| ReadError::Mistakes { files: Box::new(files), diagnostics })
}

type Found = Result<(String, BargainingPart), Diagnostics>;

fn by_name(word: &str, files: &mut Files) -> Found {
    let file = files.add(TYPED, word);
    let node = |value: Value| Node { value, span: 0..word.len(), key_span: None, file };
    let asked = node(Value::Text(word.to_owned()));
    let strategy = Strategies::new(&node(Value::Table(Vec::new()))).find(files, word, &asked)?;
    Ok((word.replace('/', "_"), strategy.bargaining))
}

/// A strategy file, which may extend a preset.
fn in_file(path: &Path, files: &mut Files) -> Result<Found, ReadError> {
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|error| ReadError::Unreadable { path: shown.clone(), reason: error.to_string() })?;
    let name = path.file_stem().map_or_else(|| "strategy".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let file = files.add(shown, text);
    Ok(parse(files, file).and_then(|tree| {
        let table = |entries| Node { value: Value::Table(entries), span: 0..0, key_span: None, file };
        let root = table(vec![("strategies".to_owned(), table(vec![(name.clone(), tree.clone())]))]);
        let strategy = Strategies::new(&root).find(files, &name, &tree)?;
        Ok((name, strategy.bargaining))
    }))
}
