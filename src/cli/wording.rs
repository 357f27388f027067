//! Sentences for a terminal; it does not know what they say.

/// Columns that a terminal is taken to have.
const WIDTH: usize = 98;

/// A sentence as a bullet, broken at spaces.
pub fn wrapped(sentence: &str) -> String {
    let mut text = String::from("-");
    let mut column = 1;
    for word in sentence.split(' ') {
        let length = word.chars().count();
        if column + 1 + length > WIDTH {
            text.push_str("\n ");
            column = 1;
        }
        text.push(' ');
        text.push_str(word);
        column += 1 + length;
    }
    text.push('\n');
    text
}
