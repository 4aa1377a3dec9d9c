//! Reads one mapping key by key; reports missing, misspelt and wrongly typed values.
//!
//! Owns the types of values. Knows no relation between them, and no fault stops it.

use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{At, MISSING_KEY, Node, UNKNOWN_KEY, Value, WRONG_VALUE};
use crate::diag::{Diagnostic, Place, Sink};
use crate::text::{date, fold};

/// What a place needs, in words.
const MAPPING: &str = "một mục gồm các khóa";
const WORDS: &str = "một đoạn chữ";
const LIST: &str = "một danh sách";

/// A mapping being read. Read its keys, then call [`Fields::finish`] to report the unknown ones.
pub struct Fields<'a> {
    name: Arc<str>,
    entries: &'a [(Node, Node)],
    asked: Vec<&'static str>,
    line: u32,
    column: u32,
}

impl<'a> Fields<'a> {
    /// Starts reading `node` as a mapping; reports any other node.
    pub fn of(node: &'a Node, name: &Arc<str>, sink: &mut Sink) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            wrong(name, node, MAPPING, sink);
            return None;
        };
        let (line, column) = (node.line, node.column);
        Some(Self { name: Arc::clone(name), entries, asked: Vec::new(), line, column })
    }

    /// The place of this mapping.
    pub fn place(&self) -> Place {
        Place::of_text(&self.name, self.line, self.column)
    }

    /// The name of its file.
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// The first line of this mapping.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// Reports a value of the wrong type in this file.
    pub fn wrong(&self, node: &Node, expected: &str, sink: &mut Sink) {
        wrong(&self.name, node, expected, sink);
    }

    /// Reports a value of the right type that cannot stand in this file.
    pub fn refuse(
        &self,
        node: &Node,
        (message, value, help): (String, String, &str),
        sink: &mut Sink,
    ) {
        let finding = Diagnostic::new(&WRONG_VALUE, node.at().place(&self.name), message);
        sink.push(finding.value(value).help(help));
    }

    /// Whether there is a key that nobody asked for, which [`Fields::finish`] reports.
    pub fn has_unknown_key(&self) -> bool {
        self.entries.iter().any(|(key, _)| !self.asked.contains(&key.text().unwrap_or("")))
    }

    /// The position of the value of `key`, even if null; that of this mapping if there is no such
    /// key.
    pub fn at(&self, key: &str) -> At {
        self.entry(key).map_or(At { line: self.line, column: self.column }, |(_, node)| node.at())
    }

    fn entry(&self, key: &str) -> Option<&'a (Node, Node)> {
        self.entries.iter().find(|(k, _)| k.text() == Some(key))
    }

    /// The node under `key`, if it exists and is not null.
    pub fn optional(&mut self, key: &'static str) -> Option<&'a Node> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        let (_, node) = self.entry(key)?;
        (!matches!(node.value, Value::Null)).then_some(node)
    }

    /// The node under `key`; reports it if missing or null.
    pub fn required(&mut self, key: &'static str, sink: &mut Sink) -> Option<&'a Node> {
        let node = self.optional(key);
        if node.is_none() {
            self.missing(key, sink);
        }
        node
    }

    fn missing(&self, key: &'static str, sink: &mut Sink) {
        let (place, message, help) = match self.entry(key) {
            None => (
                self.place(),
                format!("Thiếu khóa bắt buộc “{key}”."),
                format!("Thêm dòng “{key}: …” vào mục này."),
            ),
            Some((written, _)) => (
                written.at().place(&self.name),
                format!("Khóa bắt buộc “{key}” đang để trống."),
                format!("Ghi giá trị sau “{key}:”."),
            ),
        };
        sink.push(Diagnostic::new(&MISSING_KEY, place, message).expected(key).help(help));
    }

    /// A required text, not blank.
    pub fn text(&mut self, key: &'static str, sink: &mut Sink) -> Option<&'a str> {
        let node = self.required(key, sink)?;
        let text = self.as_text(node, sink)?;
        if fold::trim(text).is_empty() {
            self.missing(key, sink);
            return None;
        }
        Some(text)
    }

    /// An optional text.
    pub fn text_if(&mut self, key: &'static str, sink: &mut Sink) -> Option<&'a str> {
        let node = self.optional(key)?;
        self.as_text(node, sink)
    }

    fn as_text(&self, node: &'a Node, sink: &mut Sink) -> Option<&'a str> {
        let text = node.text();
        if text.is_none() {
            wrong(&self.name, node, WORDS, sink);
        }
        text
    }

    /// An optional date.
    pub fn date_if(&mut self, key: &'static str, sink: &mut Sink) -> Option<NaiveDate> {
        let node = self.optional(key)?;
        let read = node.text().and_then(|t| date::parse(t).ok());
        if read.is_none() {
            wrong(&self.name, node, "một ngày, viết yyyy-mm-dd", sink);
        }
        read
    }

    /// A required date.
    pub fn date(&mut self, key: &'static str, sink: &mut Sink) -> Option<NaiveDate> {
        self.required(key, sink)?;
        self.date_if(key, sink)
    }

    /// An optional boolean, false by default.
    pub fn flag(&mut self, key: &'static str, sink: &mut Sink) -> bool {
        let Some(node) = self.optional(key) else { return false };
        match node.text() {
            Some("true" | "True" | "TRUE") => true,
            Some("false" | "False" | "FALSE") => false,
            _ => {
                wrong(&self.name, node, "true hoặc false", sink);
                false
            }
        }
    }

    /// A required integer in a range.
    pub fn number(
        &mut self,
        key: &'static str,
        range: RangeInclusive<u32>,
        sink: &mut Sink,
    ) -> Option<u32> {
        let node = self.required(key, sink)?;
        let read = node.text().and_then(|t| t.parse().ok()).filter(|number| range.contains(number));
        if read.is_none() {
            let (first, last) = (range.start(), range.end());
            wrong(&self.name, node, &format!("một số nguyên từ {first} đến {last}"), sink);
        }
        read
    }

    /// A list, empty by default.
    pub fn list(&mut self, key: &'static str, sink: &mut Sink) -> &'a [Node] {
        let Some(node) = self.optional(key) else { return &[] };
        match &node.value {
            Value::List(items) => items,
            _ => {
                wrong(&self.name, node, LIST, sink);
                &[]
            }
        }
    }

    /// A required list.
    pub fn list_required(&mut self, key: &'static str, sink: &mut Sink) -> &'a [Node] {
        if self.required(key, sink).is_none() {
            return &[];
        }
        self.list(key, sink)
    }

    /// A list of texts, empty by default.
    pub fn texts(&mut self, key: &'static str, sink: &mut Sink) -> Vec<String> {
        let items = self.list(key, sink);
        items.iter().filter_map(|n| self.as_text(n, sink).map(str::to_owned)).collect()
    }

    /// The mapping under `key`; reports it if missing.
    pub fn fields(&mut self, key: &'static str, sink: &mut Sink) -> Option<Self> {
        let node = self.required(key, sink)?;
        Self::of(node, &self.name, sink)
    }

    /// The mapping under `key`, if there is one.
    pub fn fields_if(&mut self, key: &'static str, sink: &mut Sink) -> Option<Self> {
        let node = self.optional(key)?;
        Self::of(node, &self.name, sink)
    }

    /// All entries in file order: for mappings whose keys are data. No key is unknown then.
    pub fn entries(&mut self) -> &'a [(Node, Node)] {
        let entries = self.entries;
        self.entries = &[];
        entries
    }

    /// Reports every unknown key, with the nearest known key that is not present. A misspelt
    /// required key is then one fault, not two.
    pub fn finish(self, sink: &mut Sink) {
        for (key, _) in self.entries {
            let written = key.text().unwrap_or("");
            if self.asked.contains(&written) {
                continue;
            }
            let free = self.asked.iter().filter(|k| self.entry(k).is_none());
            let near = fold::nearest(written, free.map(|k| (*k, *k)), 1);
            let message = format!("Khóa “{written}” không có trong mẫu.");
            let mut finding = Diagnostic::new(&UNKNOWN_KEY, key.at().place(&self.name), message)
                .value(written)
                .expected(self.asked.join(", "));
            finding = match near.first() {
                Some(k) => {
                    let here = self.place();
                    sink.withdraw(|d| {
                        d.code == &MISSING_KEY
                            && d.place == here
                            && d.expected.as_deref() == Some(k)
                    });
                    finding.help(format!("Có phải ý là “{k}”?")).fix(*k)
                }
                None => finding.help("Xóa khóa này, hoặc viết đúng một trong các khóa của mẫu."),
            };
            sink.push(finding);
        }
    }
}

/// Reports a value of the wrong type.
pub fn wrong(name: &Arc<str>, node: &Node, expected: &str, sink: &mut Sink) {
    let place = node.at().place(name);
    let found = match &node.value {
        Value::Null => "để trống".to_owned(),
        Value::Text(text) => format!("“{text}”"),
        Value::List(_) => "một danh sách".to_owned(),
        Value::Map(_) => "một mục gồm các khóa".to_owned(),
    };
    let message = format!("Chỗ này cần {expected}, nhưng đang là {found}.");
    let finding = Diagnostic::new(&WRONG_VALUE, place, message)
        .value(found)
        .expected(expected)
        .help(how_to_mend(node, expected));
    sink.push(finding);
}

/// How to mend a value of the wrong type. A colon is what most often turns words into a mapping, and
/// a mapping into words.
fn how_to_mend(node: &Node, expected: &str) -> String {
    match &node.value {
        Value::Map(entries) if expected == WORDS => {
            let key = entries.first().and_then(|(key, _)| key.text()).unwrap_or_default();
            format!(
                "Nếu là một đoạn chữ có dấu hai chấm thì đặt cả đoạn trong dấu nháy: \"{key}: …\"."
            )
        }
        Value::Text(text) if expected == MAPPING => match text.split_once(':') {
            Some((key, value)) if !key.contains(char::is_whitespace) && !key.is_empty() => {
                format!("Thêm dấu cách sau dấu hai chấm: “{key}: {}”.", value.trim_start())
            }
            _ => format!("Viết lại thành {MAPPING}, mỗi khóa một dòng: “khóa: giá trị”."),
        },
        Value::Text(text) if expected == LIST => {
            format!("Viết mỗi mục ở một dòng riêng, bắt đầu bằng dấu gạch ngang: “- {text}”.")
        }
        _ => format!("Viết lại thành {expected}."),
    }
}
