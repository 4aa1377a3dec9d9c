//! YAML with the place of every value, and a reader that reports *all* faults of a file.
//!
//! The only module that knows the YAML library. [`parse`] gives a tree of [`Node`]s; [`Fields`]
//! walks one mapping, remembers which keys were asked for, and reports missing, misspelt and
//! wrongly typed ones into the sink without stopping.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Error, Spanned};

use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::source::Source;
use crate::text::{date, fold};

/// The codes of this floor.
pub const CODES: &[&Code] = &[&YAML_SYNTAX, &UNKNOWN_KEY, &MISSING_KEY, &WRONG_VALUE, &LIMIT];

/// P001
pub static YAML_SYNTAX: Code = Code::error("P001", "yaml-syntax", "Tệp YAML sai cú pháp");
/// P002
pub static UNKNOWN_KEY: Code = Code::error("P002", "unknown-key", "Khóa không có trong mẫu");
/// P003
pub static MISSING_KEY: Code = Code::error("P003", "missing-key", "Thiếu khóa bắt buộc");
/// P018
pub static WRONG_VALUE: Code = Code::error("P018", "wrong-value", "Giá trị không đúng kiểu");
/// P017
pub static LIMIT: Code = Code::error("P017", "limit-exceeded", "Tệp YAML vượt giới hạn an toàn");

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

/// Parses a YAML file. What goes wrong goes into the sink, as one finding.
pub fn parse(source: &Source, sink: &mut Sink) -> Option<Node> {
    let fault = |sink: &mut Sink, code, line, column, message: &str, help: &str| {
        let place = Place::text(&source.name, line, column);
        sink.push(Diagnostic::new(code, place, message).help(help));
    };
    let Ok(text) = std::str::from_utf8(&source.bytes) else {
        fault(
            sink,
            &YAML_SYNTAX,
            1,
            1,
            "Tệp không phải văn bản UTF-8.",
            "Lưu lại tệp ở dạng UTF-8.",
        );
        return None;
    };
    if let Some((line, column)) = leading_tab(text) {
        let message = "Dòng thụt vào bằng phím Tab; YAML chỉ cho thụt bằng dấu cách.";
        fault(sink, &YAML_SYNTAX, line, column, message, "Thay mỗi Tab bằng hai dấu cách.");
        return None;
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    match serde_saphyr::from_str::<Raw>(text) {
        Ok(raw) => Some(raw.settle(text)),
        Err(error) => {
            let (code, message, help) = wording(&error);
            let at = error.location();
            let line = at.map_or(1, |l| l.line() as u32).max(1);
            let column = at.map_or(1, |l| l.column() as u32).max(1);
            fault(sink, code, line, column, &message, help);
            None
        }
    }
}

/// The first line that is indented by a tab, outside block scalars as far as can be told.
fn leading_tab(text: &str) -> Option<(u32, u32)> {
    text.lines().enumerate().find_map(|(n, line)| {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let at = line[..indent].find('\t')?;
        (!line.trim().is_empty()).then_some((n as u32 + 1, at as u32 + 1))
    })
}

/// The library's error in plain words; its own English text is never shown.
fn wording(error: &Error) -> (&'static Code, String, &'static str) {
    let error = error.without_snippet();
    let indent = "Xem lại dấu hai chấm, dấu gạch đầu dòng, dấu nháy và độ thụt của dòng này và dòng ngay trên.";
    match error {
        Error::DuplicateMappingKey { key, .. } => {
            let key = key.as_deref().unwrap_or("?");
            (
                &YAML_SYNTAX,
                format!("Khóa “{key}” được viết hai lần trong cùng một mục."),
                "Giữ lại một khóa, xóa khóa kia.",
            )
        }
        Error::UnknownAnchor { .. } => (
            &YAML_SYNTAX,
            "Có tham chiếu (*tên) tới một neo (&tên) không tồn tại.".into(),
            "Viết thẳng giá trị, hoặc đặt nội dung có dấu * trong dấu nháy.",
        ),
        Error::Budget { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. }
        | Error::AliasReplayCounterOverflow { .. } => (
            &LIMIT,
            "Tệp lồng nhau quá sâu hoặc lặp quá nhiều, vượt giới hạn an toàn.".into(),
            "Viết thẳng giá trị thay cho tham chiếu lặp; tách bớt cấp lồng.",
        ),
        Error::Eof { .. } => (&YAML_SYNTAX, "Tệp trống hoặc kết thúc giữa chừng.".into(), indent),
        Error::MultipleDocuments { .. } => (
            &YAML_SYNTAX,
            "Tệp chứa nhiều tài liệu YAML (có dòng ---).".into(),
            "Chỉ giữ một tài liệu trong tệp.",
        ),
        _ => (&YAML_SYNTAX, "Tệp YAML sai cú pháp ở chỗ này.".into(), indent),
    }
}

/// The tree as the library gives it: places beside every value, scalars typed.
struct Raw(Spanned<RawValue>);

enum RawValue {
    Null,
    Typed,
    Text(String),
    List(Vec<Raw>),
    Map(Vec<(Raw, Raw)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Spanned::deserialize(deserializer).map(Raw)
    }
}

impl<'de> Deserialize<'de> for RawValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = RawValue;

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("YAML")
    }

    fn visit_unit<E>(self) -> Result<RawValue, E> {
        Ok(RawValue::Null)
    }

    fn visit_none<E>(self) -> Result<RawValue, E> {
        Ok(RawValue::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<RawValue, E> {
        Ok(RawValue::Typed)
    }

    fn visit_i64<E>(self, _: i64) -> Result<RawValue, E> {
        Ok(RawValue::Typed)
    }

    fn visit_u64<E>(self, _: u64) -> Result<RawValue, E> {
        Ok(RawValue::Typed)
    }

    fn visit_i128<E>(self, _: i128) -> Result<RawValue, E> {
        Ok(RawValue::Typed)
    }

    fn visit_u128<E>(self, _: u128) -> Result<RawValue, E> {
        Ok(RawValue::Typed)
    }

    fn visit_f64<E>(self, _: f64) -> Result<RawValue, E> {
        Ok(RawValue::Typed)
    }

    fn visit_str<E>(self, text: &str) -> Result<RawValue, E> {
        Ok(RawValue::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<RawValue, E> {
        Ok(RawValue::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<RawValue, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = seq.next_element()? {
            list.push(item);
        }
        Ok(RawValue::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawValue, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(RawValue::Map(entries))
    }
}

impl Raw {
    /// Typed scalars get back the text they were written as.
    fn settle(self, text: &str) -> Node {
        let at = self.0.referenced;
        let written = || {
            let span = at.span();
            let start = span.byte_offset()? as usize;
            text.get(start..start + span.byte_len()? as usize).map(|s| s.trim().to_owned())
        };
        let value = match self.0.value {
            RawValue::Null => Value::Null,
            RawValue::Typed => Value::Text(written().unwrap_or_default()),
            RawValue::Text(text) => Value::Text(text),
            RawValue::List(list) => Value::List(list.into_iter().map(|n| n.settle(text)).collect()),
            RawValue::Map(entries) => Value::Map(
                entries.into_iter().map(|(k, v)| (k.settle(text), v.settle(text))).collect(),
            ),
        };
        Node { value, line: at.line() as u32, column: at.column() as u32 }
    }
}

/// One mapping being read. Ask for keys, then [`Fields::finish`] to report what nobody asked for.
pub struct Fields<'a> {
    name: Arc<str>,
    entries: &'a [(Node, Node)],
    asked: Vec<&'static str>,
    line: u32,
    column: u32,
}

impl<'a> Fields<'a> {
    /// Begins reading `node` as a mapping; a finding when it is none.
    pub fn of(node: &'a Node, name: &Arc<str>, sink: &mut Sink) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            wrong(name, node, "một mục gồm các khóa", sink);
            return None;
        };
        let (line, column) = (node.line, node.column);
        Some(Self { name: Arc::clone(name), entries, asked: Vec::new(), line, column })
    }

    /// Where this mapping stands.
    pub fn place(&self) -> Place {
        Place::text(&self.name, self.line, self.column)
    }

    /// The line on which this mapping begins.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// Reports a value of the wrong kind in this file.
    pub fn wrong(&self, node: &Node, expected: &str, sink: &mut Sink) {
        wrong(&self.name, node, expected, sink);
    }

    /// The node under `key`, if it is there and not null.
    pub fn optional(&mut self, key: &'static str) -> Option<&'a Node> {
        self.asked.push(key);
        let (_, node) = self.entries.iter().find(|(k, _)| k.text() == Some(key))?;
        (!matches!(node.value, Value::Null)).then_some(node)
    }

    /// The node under `key`; a finding when it is missing or null.
    pub fn required(&mut self, key: &'static str, sink: &mut Sink) -> Option<&'a Node> {
        let node = self.optional(key);
        if node.is_none() {
            let message = format!("Thiếu khóa bắt buộc “{key}”.");
            let help = format!("Thêm dòng “{key}: …” vào mục này.");
            sink.push(
                Diagnostic::new(&MISSING_KEY, self.place(), message).expected(key).help(help),
            );
        }
        node
    }

    /// Required text.
    pub fn text(&mut self, key: &'static str, sink: &mut Sink) -> Option<&'a str> {
        let node = self.required(key, sink)?;
        self.as_text(node, sink)
    }

    /// Optional text.
    pub fn text_if(&mut self, key: &'static str, sink: &mut Sink) -> Option<&'a str> {
        let node = self.optional(key)?;
        self.as_text(node, sink)
    }

    fn as_text(&self, node: &'a Node, sink: &mut Sink) -> Option<&'a str> {
        let text = node.text();
        if text.is_none() {
            wrong(&self.name, node, "một đoạn chữ", sink);
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

    /// An optional yes or no, no when absent.
    pub fn flag(&mut self, key: &'static str, sink: &mut Sink) -> bool {
        let Some(node) = self.optional(key) else { return false };
        match node.text() {
            Some("true") => true,
            Some("false") => false,
            _ => {
                wrong(&self.name, node, "true hoặc false", sink);
                false
            }
        }
    }

    /// A required whole number.
    pub fn number(&mut self, key: &'static str, sink: &mut Sink) -> Option<u32> {
        let node = self.required(key, sink)?;
        let read = node.text().and_then(|t| t.parse().ok());
        if read.is_none() {
            wrong(&self.name, node, "một số nguyên", sink);
        }
        read
    }

    /// A list, empty when absent.
    pub fn list(&mut self, key: &'static str, sink: &mut Sink) -> &'a [Node] {
        let Some(node) = self.optional(key) else { return &[] };
        match &node.value {
            Value::List(items) => items,
            _ => {
                wrong(&self.name, node, "một danh sách", sink);
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

    /// A list of texts, empty when absent.
    pub fn texts(&mut self, key: &'static str, sink: &mut Sink) -> Vec<String> {
        let items = self.list(key, sink);
        items.iter().filter_map(|n| self.as_text(n, sink).map(str::to_owned)).collect()
    }

    /// The mapping under `key`, a finding when it is missing.
    pub fn fields(&mut self, key: &'static str, sink: &mut Sink) -> Option<Self> {
        let node = self.required(key, sink)?;
        Self::of(node, &self.name, sink)
    }

    /// The mapping under `key`, if there is one.
    pub fn fields_if(&mut self, key: &'static str, sink: &mut Sink) -> Option<Self> {
        let node = self.optional(key)?;
        Self::of(node, &self.name, sink)
    }

    /// All entries as they stand: for mappings whose keys are data. No key is unknown then.
    pub fn entries(&mut self) -> &'a [(Node, Node)] {
        let entries = self.entries;
        self.entries = &[];
        entries
    }

    /// Reports every key that nobody asked for, with the nearest that somebody did.
    pub fn finish(self, sink: &mut Sink) {
        for (key, _) in self.entries {
            let written = key.text().unwrap_or("");
            if self.asked.contains(&written) {
                continue;
            }
            let near = fold::nearest(written, self.asked.iter().map(|k| (*k, *k)), 1);
            let place = Place::text(&self.name, key.line, key.column);
            let mut finding = Diagnostic::new(
                &UNKNOWN_KEY,
                place,
                format!("Khóa “{written}” không có trong mẫu."),
            )
            .value(written)
            .expected(self.asked.join(", "));
            finding = match near.first() {
                Some(k) => finding.help(format!("Có phải ý là “{k}”?")).fix(*k),
                None => finding.help("Xóa khóa này, hoặc viết đúng một trong các khóa của mẫu."),
            };
            sink.push(finding);
        }
    }
}

/// A value of the wrong kind.
fn wrong(name: &Arc<str>, node: &Node, expected: &str, sink: &mut Sink) {
    let place = Place::text(name, node.line, node.column);
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
        .help(format!("Viết lại thành {expected}."));
    sink.push(finding);
}

impl Node {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
        let mut sink = Sink::new();
        let node = parse(&Source::new("plan/x.yaml", text), &mut sink);
        (node, sink.finish(&crate::diag::Policy::default()))
    }

    #[test]
    fn every_scalar_keeps_its_writing_and_place() {
        let (node, _) = read("a: 007\nb: 'x'\nc: [2025-01-03, true, ~]\n");
        let node = node.unwrap();
        let Value::Map(entries) = &node.value else { panic!() };
        assert_eq!(entries[0].1.text(), Some("007"));
        assert_eq!((entries[1].1.line, entries[1].1.column), (2, 4));
        let Value::List(items) = &entries[2].1.value else { panic!() };
        assert_eq!(items[0].text(), Some("2025-01-03"));
        assert_eq!(items[1].text(), Some("true"));
        assert!(matches!(items[2].value, Value::Null));
    }

    #[test]
    fn all_faults_of_a_mapping_are_reported() {
        let (node, _) = read("nmae: x\nday: hôm qua\n");
        let mut sink = Sink::new();
        let node = node.unwrap();
        let mut fields = Fields::of(&node, &"x.yaml".into(), &mut sink).unwrap();
        fields.text("name", &mut sink);
        fields.date("day", &mut sink);
        fields.number("count", &mut sink);
        fields.finish(&mut sink);
        let codes: Vec<_> = sink.found().iter().map(|d| d.code.id).collect();
        assert_eq!(codes, ["P003", "P018", "P003", "P002"]);
        assert_eq!(sink.found()[3].fix.as_deref(), Some("name"));
    }

    #[test]
    fn syntax_faults_have_a_place_and_no_english() {
        for (text, line) in
            [("a: [1, 2\nb: 3\n", 2), ("a:\n\tb: 1\n", 2), ("a: 1\na: 2\n", 2), ("a: *x\n", 1)]
        {
            let (node, found) = read(text);
            assert!(node.is_none(), "{text}");
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].place.line, Some(line), "{text}: {}", found[0].message);
        }
    }

    #[test]
    fn a_flood_of_brackets_is_refused_at_once() {
        let (node, found) = read(&"[".repeat(100_000));
        assert!(node.is_none());
        assert_eq!(found.len(), 1);
    }
}
