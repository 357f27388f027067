//! The embedded scenarios and the data they carry; it does not know what they say.

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "scenarios"]
struct Embedded;

/// Text of the embedded file at this path below `scenarios/`.
pub fn text(path: &str) -> Option<String> {
    let file = Embedded::get(path)?;
    String::from_utf8(file.data.into_owned()).ok()
}

/// Names of all embedded scenarios, sorted: the path below `scenarios/` without `.toml`.
pub fn names() -> Vec<String> {
    let mut names: Vec<String> =
        Embedded::iter().filter_map(|path| path.strip_suffix(".toml").map(str::to_owned)).collect();
    names.sort();
    names
}
