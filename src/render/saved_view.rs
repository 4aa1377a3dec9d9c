//! Reads a view back from its JSON, so that documents can be built without the data and the plan.
//! Anything else is rejected with its position.

use serde_json::Value;
use serde_json::error::Category;

use super::view::{SCHEMA, View};
use crate::plan::Period;

/// Why a text is not the saved view of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SavedViewError {
    /// Not JSON from this line and column on.
    Json(usize, usize),
    /// Another schema, or none.
    Schema(Option<String>),
    /// A key is missing: its name, and the line where its object ends.
    Missing(String, usize),
    /// A nullable key is missing: its path.
    MissingNull(String),
    /// A value of the wrong type: line and column.
    Kind(usize, usize),
    /// An invalid period id.
    Period(String),
}

impl std::fmt::Display for SavedViewError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Json(line, column) => {
                write!(f, "dòng {line}, cột {column}: từ chỗ này không còn là JSON")
            }
            Self::Schema(Some(found)) => write!(f, "khóa “schema” là “{found}”, cần “{SCHEMA}”"),
            Self::Schema(None) => write!(f, "không có khóa “schema” ở đầu; cần “{SCHEMA}”"),
            Self::Missing(key, line) => {
                write!(f, "dòng {line}: phần kết thúc ở đây thiếu khóa “{key}”")
            }
            Self::MissingNull(path) => {
                write!(f, "thiếu khóa “{path}”; chưa biết giá trị thì ghi null")
            }
            Self::Kind(line, column) => {
                write!(f, "dòng {line}, cột {column}: giá trị ở đây không đúng kiểu")
            }
            Self::Period(found) => write!(f, "khóa “period.id” là “{found}”, không phải mã của kỳ"),
        }
    }
}

/// Reads a saved view. Every key must be present; unknown keys are ignored, since a newer version
/// of the contract may add some.
pub fn parse_saved_view(text: &str) -> Result<View, SavedViewError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let found: Value =
        serde_json::from_str(text).map_err(|e| SavedViewError::Json(e.line(), e.column()))?;
    match found.get("schema").and_then(Value::as_str) {
        Some(SCHEMA) => {}
        other => return Err(SavedViewError::Schema(other.map(super::clean))),
    }
    let view: View = serde_json::from_str(text).map_err(|error| fault(&error))?;
    // A missing key would read as null, which means "known to be unknown".
    let expected = serde_json::to_value(&view).map_err(|error| fault(&error))?;
    if let Some(path) = missing_key(&expected, &found, String::new()) {
        return Err(SavedViewError::MissingNull(path));
    }
    // File names contain the period id.
    if Period::parse(&view.period.id).is_none_or(|period| period.id() != view.period.id) {
        return Err(SavedViewError::Period(super::clean(&view.period.id)));
    }
    Ok(view)
}

fn fault(error: &serde_json::Error) -> SavedViewError {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    let missing = message.strip_prefix("missing field `").and_then(|rest| rest.split_once('`'));
    match (error.classify(), missing) {
        (Category::Data, Some((key, _))) => SavedViewError::Missing(key.to_owned(), line),
        (Category::Data, None) => SavedViewError::Kind(line, column),
        _ => SavedViewError::Json(line, column),
    }
}

/// The path of the first key of `expected` that is not in `found`.
fn missing_key(expected: &Value, found: &Value, at: String) -> Option<String> {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            expected.iter().find_map(|(key, value)| {
                let at = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
                match found.get(key) {
                    Some(found) => missing_key(value, found, at),
                    None => Some(at),
                }
            })
        }
        (Value::Array(expected), Value::Array(found)) => {
            let pairs = expected.iter().zip(found).enumerate();
            let mut paths =
                pairs.map(|(n, (value, found))| missing_key(value, found, format!("{at}[{n}]")));
            paths.find_map(|path| path)
        }
        _ => None,
    }
}
