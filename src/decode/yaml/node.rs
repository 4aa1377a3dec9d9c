//! A value with its place, and the codes of what may be wrong with a file.

use std::sync::Arc;

use crate::diag::{Code, Place, code};

/// The codes of this floor.
pub const CODES: &[&Code] = &[&YAML_SYNTAX, &UNKNOWN_KEY, &MISSING_KEY, &WRONG_VALUE, &LIMIT];

/// P001
pub static YAML_SYNTAX: Code = code!(error, "P001", "yaml-syntax", "Tệp YAML sai cú pháp");
/// P002
pub static UNKNOWN_KEY: Code = code!(error, "P002", "unknown-key", "Khóa không có trong mẫu");
/// P003
pub static MISSING_KEY: Code = code!(error, "P003", "missing-key", "Thiếu khóa bắt buộc");
/// P018
pub static WRONG_VALUE: Code = code!(error, "P018", "wrong-value", "Giá trị không đúng kiểu");
/// P017
pub static LIMIT: Code = code!(error, "P017", "limit-exceeded", "Tệp YAML vượt giới hạn an toàn");

/// The largest YAML file that is read, in bytes.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// Where a value stands: line and column count from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct At {
    /// Physical line.
    pub line: u32,
    /// Column in characters.
    pub column: u32,
}

impl At {
    /// This spot of the file called `name`.
    pub fn place(self, name: &Arc<str>) -> Place {
        Place::of_text(name, self.line, self.column)
    }
}

/// A value and where it stands: line and column count from 1, the column in characters.
#[derive(Debug, Clone)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Physical line.
    pub line: u32,
    /// Column in characters.
    pub column: u32,
}

/// What a node holds. Every scalar is kept as it is written.
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
    /// Where it stands.
    pub fn at(&self) -> At {
        At { line: self.line, column: self.column }
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}
