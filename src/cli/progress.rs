//! The progress bar: rate and time left on a terminal, nothing where output is piped; it does not know what is counted.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar over `total` steps, or a hidden one.
pub fn bar(total: u64, quiet: bool) -> ProgressBar {
    let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(Some(total), target);
    if let Ok(style) = ProgressStyle::with_template("{bar:32} {percent:>3}%  {per_sec} replications  {eta} left") {
        bar.set_style(style.progress_chars("━╸─"));
    }
    bar
}

/// A bar over points of a design, whose parts are done one after the other.
pub fn points_bar(total: u64, quiet: bool) -> ProgressBar {
    let bar = bar(total, quiet);
    let template = "{bar:32} {percent:>3}%  {human_pos} of {human_len} points  {per_sec}  {eta} left";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("━╸─"));
    }
    bar
}
