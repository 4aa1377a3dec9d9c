//! How templates print values: escaped for HTML or Markdown, and never longer than the work that is
//! left pays for.

use std::borrow::Cow;
use std::fmt;

use minijinja::value::{Value, ValueKind};
use minijinja::{AutoEscape, Error, ErrorKind, Output, State};

use super::template_error::NOTHING;
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
    let written = |error: fmt::Error| Error::from(error);
    let plain = match value.as_str() {
        Some(text) => Cow::Borrowed(text),
        None if matches!(value.kind(), ValueKind::Number | ValueKind::Bool) => {
            return write!(out, "{value}").map_err(written);
        }
        // A list printed as is contains texts too.
        None => Cow::Owned(listed(state, value)?),
    };
    match state.auto_escape() {
        _ if value.is_safe() => out.write_str(&plain).map_err(written),
        AutoEscape::Html => html(out, &plain).map_err(written),
        AutoEscape::Custom(form) if form == "md" => {
            out.write_str(&text::markdown(&plain)).map_err(written)
        }
        _ => out.write_str(&plain).map_err(written),
    }
}

/// A list or map as text. One that holds another again and again may be far longer than what it took
/// to make: no more is written than the work left pays for, at the engine's price of such text.
fn listed(state: &State<'_, '_>, value: &Value) -> Result<String, Error> {
    const BYTES_PER_UNIT: u64 = 4;
    let left = state.fuel_levels().map_or(u64::MAX, |(_, left)| left);
    let left = usize::try_from(left.saturating_mul(BYTES_PER_UNIT)).unwrap_or(usize::MAX);
    let mut bounded = Bounded { text: String::new(), left };
    match fmt::Write::write_fmt(&mut bounded, format_args!("{value}")) {
        Ok(()) => Ok(bounded.text),
        Err(_) => Err(ErrorKind::OutOfFuel.into()),
    }
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
fn html(out: &mut Output<'_>, text: &str) -> fmt::Result {
    let hides = hidden::may_be_in(text);
    let text = if hides { Cow::Owned(hidden::without(text)) } else { Cow::Borrowed(text) };
    let mut rest = &*text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        out.write_str(&rest[..at])?;
        out.write_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    out.write_str(rest)
}
