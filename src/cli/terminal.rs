//! What a command may assume of the screen: how wide it is, whether it shows colours.
//!
//! Prints nothing.

use std::io::IsTerminal;

use report::emit::Human;

use super::args::{Color, Global};

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

/// How findings are shown on standard output.
pub(crate) fn human(global: &Global) -> Human<'static> {
    let color = coloured(global.color, &std::io::stdout());
    Human { width: width(), color, ..Human::plain() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_for_colours_goes_before_what_the_stream_is() {
        assert!(coloured(Color::Always, &std::io::stdout()));
        assert!(!coloured(Color::Never, &std::io::stdout()));
    }
}
