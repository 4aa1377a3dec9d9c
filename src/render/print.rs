//! How templates print values: escaped for HTML or Markdown, and never longer than the work that is
//! left pays for.

use std::borrow::Cow;
use std::fmt;

use minijinja::value::{Value, ValueKind};
use minijinja::{AutoEscape, Error, ErrorKind, Output, State};

use super::template_error::{NO_TEXTS, NOTHING};
use super::text;
use crate::text::hidden;

/// Prints a value, escaped for the format; an empty value is an error, so that "none" is never
/// printed.
pub(super) fn value(
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    if value.is_none() || value.is_undefined() {
        return Err(Error::new(ErrorKind::InvalidOperation, NOTHING));
    }
    let plain = match value.as_str() {
        Some(text) => Cow::Borrowed(text),
        None if matches!(value.kind(), ValueKind::Number | ValueKind::Bool) => {
            return write!(out, "{value}").map_err(Error::from);
        }
        // A list printed as is contains texts too.
        None => Cow::Owned(listed(state, value)?),
    };
    escaped(out, state, &plain, value.is_safe()).map_err(Error::from)
}

/// Writes a text, escaped for the format unless it is markup already.
fn escaped(
    out: &mut impl fmt::Write,
    state: &State<'_, '_>,
    text: &str,
    is_safe: bool,
) -> fmt::Result {
    match state.auto_escape() {
        _ if is_safe => out.write_str(text),
        AutoEscape::Html => html(out, text),
        AutoEscape::Custom(form) if form == "md" => text::write_markdown(out, text),
        _ => out.write_str(text),
    }
}

/// Filter: the texts of a list, each escaped, with a line break between them that HTML and Markdown
/// tables have in common.
pub(super) fn on_lines(state: &State<'_, '_>, texts: &Value) -> Result<Value, Error> {
    let mut written = bounded(state);
    let wrong = || Error::new(ErrorKind::InvalidOperation, NO_TEXTS);
    for (n, text) in texts.try_iter().map_err(|_| wrong())?.enumerate() {
        let plain = text.as_str().ok_or_else(wrong)?;
        let line_break = if n > 0 { "<br>" } else { "" };
        fmt::Write::write_str(&mut written, line_break)
            .and_then(|()| escaped(&mut written, state, plain, text.is_safe()))
            .map_err(|_| Error::from(ErrorKind::OutOfFuel))?;
    }
    Ok(Value::from_safe_string(written.text))
}

/// A list or map as text. One that holds another again and again may be far longer than what it took
/// to make: no more is written than the work left pays for, at the engine's price of such text.
fn listed(state: &State<'_, '_>, value: &Value) -> Result<String, Error> {
    let mut written = bounded(state);
    match fmt::Write::write_fmt(&mut written, format_args!("{value}")) {
        Ok(()) => Ok(written.text),
        Err(_) => Err(ErrorKind::OutOfFuel.into()),
    }
}

/// An empty text that takes no more than the work left pays for.
fn bounded(state: &State<'_, '_>) -> Bounded {
    const BYTES_PER_UNIT: u64 = 4;
    let left = state.fuel_levels().map_or(u64::MAX, |(_, left)| left);
    let left = usize::try_from(left.saturating_mul(BYTES_PER_UNIT)).unwrap_or(usize::MAX);
    Bounded { text: String::new(), left }
}

/// A text that takes no more than so many bytes.
struct Bounded {
    text: String,
    left: usize,
}

impl fmt::Write for Bounded {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.left = self.left.checked_sub(text.len()).ok_or(fmt::Error)?;
        self.text.push_str(text);
        Ok(())
    }
}

/// A value as text, as the filter of the engine makes it, but bounded.
pub(super) fn as_text(state: &State<'_, '_>, value: &Value) -> Result<Value, Error> {
    match value.as_str() {
        Some(_) => Ok(value.clone()),
        None if value.is_undefined() => Err(ErrorKind::UndefinedError.into()),
        None => Ok(Value::from(listed(state, value)?)),
    }
}

/// Writes text escaped for HTML elements and quoted attributes. Invisible control characters are
/// removed, as in Markdown: a saved view may have been edited.
fn html(out: &mut impl fmt::Write, text: &str) -> fmt::Result {
    let hides = hidden::may_be_in(text);
    let text = if hides { Cow::Owned(hidden::without(text)) } else { Cow::Borrowed(text) };
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        let reference = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.write_str(&text[written..at])?;
        out.write_str(reference)?;
        written = at + 1;
    }
    out.write_str(&text[written..])
}
