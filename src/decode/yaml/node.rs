//! A value with its position, and the codes for faults of a file.

use std::sync::Arc;

use crate::diag::{Code, Place, code};

/// The codes of this floor.
pub const CODES: &[&Code] = &[&YAML_SYNTAX, &UNKNOWN_KEY, &MISSING_KEY, &WRONG_VALUE, &LIMIT];

/// Invalid YAML syntax.
pub static YAML_SYNTAX: Code = code!(error, "P001", "yaml-syntax", "Tệp YAML sai cú pháp");
/// An unknown key.
pub static UNKNOWN_KEY: Code = code!(error, "P002", "unknown-key", "Khóa không có trong mẫu");
/// A missing required key.
pub static MISSING_KEY: Code = code!(error, "P003", "missing-key", "Thiếu khóa bắt buộc");
/// A value of the wrong type.
pub static WRONG_VALUE: Code = code!(error, "P018", "wrong-value", "Giá trị không đúng kiểu");
/// A file above a safety limit.
pub static LIMIT: Code = code!(error, "P017", "limit-exceeded", "Tệp YAML vượt giới hạn an toàn");

/// Maximum size of a YAML file, in bytes.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// A position: line and column count from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct At {
    /// Physical line.
    pub line: u32,
    /// Column in characters.
    pub column: u32,
}

impl At {
    /// This position in the file called `name`.
    pub fn place(self, name: &Arc<str>) -> Place {
        Place::of_text(name, self.line, self.column)
    }
}

/// A value and its position: line and column count from 1, the column in characters.
#[derive(Debug, Clone)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Physical line.
    pub line: u32,
    /// Column in characters.
    pub column: u32,
}

/// The content of a node. Every scalar is kept as written.
#[derive(Debug, Clone)]
pub enum Value {
    /// Nothing, or `null`.
    Null,
    /// A scalar, as text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in file order.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// The position of the value.
    pub fn at(&self) -> At {
        At { line: self.line, column: self.column }
    }

    /// Whether it is a list, be it empty.
    pub fn is_list(&self) -> bool {
        matches!(self.value, Value::List(_))
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}
