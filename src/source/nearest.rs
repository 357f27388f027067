//! The nearest valid name to a mistyped one; knows nothing of what the names stand for.

/// Longer words are not names anyone mistyped, and would make the comparison slow.
const LONGEST_NAME: usize = 64;

/// Length of a common beginning that makes an abbreviation worth a hint.
const ABBREVIATION: usize = 3;

/// The candidate that `word` most probably meant, or none when nothing is near enough.
///
/// Near enough means: at most one edit for every three letters (Damerau-Levenshtein, so a swap of
/// neighbours is one edit), or one being an abbreviation of the other. Case, `-` and `_` do not count.
/// Ties go to the higher Jaro-Winkler similarity, then to the earlier candidate.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.chars().nth(LONGEST_NAME).is_some() {
        return None;
    }
    let word = folded(word);
    let mut best: Option<(usize, f64, &str)> = None;
    for candidate in candidates {
        let Some((edits, similarity)) = closeness(&word, &folded(candidate)) else {
            continue;
        };
        let better = best.is_none_or(|(e, s, _)| edits < e || (edits == e && similarity > s));
        if better {
            best = Some((edits, similarity, candidate));
        }
    }
    best.map(|(_, _, candidate)| candidate)
}

fn folded(name: &str) -> String {
    name.to_lowercase().replace('-', "_")
}

fn closeness(word: &str, candidate: &str) -> Option<(usize, f64)> {
    let length = word.chars().count().max(candidate.chars().count());
    let edits = strsim::damerau_levenshtein(word, candidate);
    let near = edits <= length / 3;
    (near || abbreviates(word, candidate) || abbreviates(candidate, word))
        .then(|| (edits, strsim::jaro_winkler(word, candidate)))
}

fn abbreviates(short: &str, long: &str) -> bool {
    short.len() >= ABBREVIATION && long.starts_with(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_mistakes_find_their_name() {
        let names = ["continuation", "discount", "rounds", "tit-for-tat", "probability"];
        for (word, meant) in [
            ("continuaton", "continuation"),
            ("dicsount", "discount"),
            ("round", "rounds"),
            ("Tit_For_Tat", "tit-for-tat"),
            ("prob", "probability"),
        ] {
            assert_eq!(nearest(word, names), Some(meant));
        }
    }

    #[test]
    fn nonsense_gets_no_hint() {
        for word in ["", "x", "zebra", "colour", &"r".repeat(10_000)] {
            assert_eq!(nearest(word, ["continuation", "rounds", "rho"]), None, "{word}");
        }
    }
}
