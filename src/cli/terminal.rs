//! What a command may assume of the screen: how wide it is, whether it shows colours.
//!
//! Owns the marking of text for people. Prints nothing.

use std::io::IsTerminal;

use super::args::Color;

/// Lines longer than this are hard to read, however wide the screen is.
const WIDEST: usize = 100;
/// Below this nothing can be laid out.
const NARROWEST: usize = 40;

/// How wide a line may be: `COLUMNS`, else the terminal, else [`WIDEST`]; never more than that.
pub(crate) fn width() -> usize {
    columns().clamp(NARROWEST, WIDEST)
}

/// How wide the screen is: `COLUMNS`, else the terminal, else [`WIDEST`].
pub(crate) fn columns() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    told.or_else(seen).filter(|columns| *columns > 0).unwrap_or(WIDEST)
}

/// Whether text that goes to `stream` may be coloured.
pub(crate) fn coloured(wish: Color, stream: &impl IsTerminal) -> bool {
    match wish {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let forbidden = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            let dumb = std::env::var_os("TERM").is_some_and(|kind| kind == "dumb");
            stream.is_terminal() && !forbidden && !dumb
        }
    }
}

/// A way to make text stand out where colours are on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Headings.
    Bold,
    /// Severity error.
    Red,
    /// Severity warning.
    Yellow,
    /// Severity note, and what is to be typed as it stands.
    Cyan,
}

impl Mark {
    /// `text` so marked; as it is where colours are off.
    pub(crate) fn on(self, text: &str, coloured: bool) -> String {
        if !coloured || text.is_empty() {
            return text.to_owned();
        }
        let sequence = match self {
            Self::Bold => "1",
            Self::Red => "31",
            Self::Yellow => "33",
            Self::Cyan => "36",
        };
        format!("\u{1b}[{sequence}m{text}\u{1b}[0m")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_mark_is_left_where_colours_are_off() {
        assert_eq!(Mark::Bold.on("a", false), "a");
        assert_eq!(Mark::Red.on("a", true), "\u{1b}[31ma\u{1b}[0m");
        assert!(coloured(Color::Always, &std::io::stdout()));
        assert!(!coloured(Color::Never, &std::io::stdout()));
    }
}
