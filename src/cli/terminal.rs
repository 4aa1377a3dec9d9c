//! What is known of the terminal: how wide it is, whether it takes colours.

use std::io::IsTerminal as _;

use super::args::Color;

/// Columns for text: `COLUMNS`, else the terminal's, never more than can be read comfortably.
pub(crate) fn width() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    let found = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    told.or_else(found).unwrap_or(MOST).clamp(40, MOST)
}

const MOST: usize = 100;

/// Whether results may be coloured.
pub(crate) fn color(wanted: Color) -> bool {
    match wanted {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let refused = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
            !refused && std::io::stdout().is_terminal()
        }
    }
}
