//! The embedded scenarios, contracts and the data they carry; it does not know what they say.

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "scenarios"]
struct Embedded;

/// Folder of the contracts that are given apart from scenarios.
pub const CONTRACTS: &str = "contracts/";

/// Text of the embedded file at this path below `scenarios/`.
pub fn text(path: &str) -> Option<String> {
    let file = Embedded::get(path)?;
    String::from_utf8(file.data.into_owned()).ok()
}

/// Text of the embedded scenario of this name; a contract is none.
pub fn scenario(name: &str) -> Option<String> {
    if name.starts_with(CONTRACTS) { None } else { text(&format!("{name}.toml")) }
}

/// Text of the embedded contract of this name.
pub fn contract(name: &str) -> Option<String> {
    text(&format!("{CONTRACTS}{name}.toml"))
}

/// Names of all embedded scenarios, sorted: the path below `scenarios/` without `.toml`.
pub fn names() -> Vec<String> {
    let mut names = names_below("");
    names.retain(|name| !name.starts_with(CONTRACTS));
    names
}

/// Names of all embedded files below a folder such as `contracts/`, sorted, without it and without `.toml`.
pub fn names_below(folder: &str) -> Vec<String> {
    let stem = |path: &str| path.strip_prefix(folder)?.strip_suffix(".toml").map(str::to_owned);
    let mut names: Vec<String> = Embedded::iter().filter_map(|path| stem(&path)).collect();
    names.sort();
    names
}
