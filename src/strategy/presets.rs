//! The embedded strategy presets: one TOML file each; it does not know what they say.

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "src/strategy/presets"]
struct Embedded;

/// Text of the preset of this name.
pub fn text(name: &str) -> Option<String> {
    let file = Embedded::get(&format!("{name}.toml"))?;
    String::from_utf8(file.data.into_owned()).ok()
}

/// Names of all presets, sorted.
pub fn names() -> Vec<String> {
    let mut names: Vec<String> =
        Embedded::iter().filter_map(|path| path.strip_suffix(".toml").map(str::to_owned)).collect();
    names.sort();
    names
}
