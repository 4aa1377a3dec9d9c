//! Bytes → [`Node`]: the only module that uses the YAML library.
//!
//! Owns the limits of the library and the wording of its errors. Knows no key and no plan.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Error, Options, Spanned};

use super::{LIMIT, MAX_BYTES, Node, Value, YAML_SYNTAX, spaces};
use crate::decode::utf8::utf8;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::source::Source;

/// Parses a YAML file. An error is reported as one finding.
pub fn parse(source: &Source, sink: &mut Sink) -> Option<Node> {
    let fault = |sink: &mut Sink, code, line, column, message: &str, help: &str| {
        let place = Place::of_text(&source.name, line, column);
        sink.push(Diagnostic::new(code, place, message).help(help));
    };
    if source.bytes.len() > MAX_BYTES {
        let message =
            format!("Tệp nặng quá mức {} MB nên không được đọc.", MAX_BYTES / 1024 / 1024);
        fault(
            sink,
            &LIMIT,
            1,
            1,
            &message,
            "Xem lại tệp: tệp YAML của chương trình chỉ nặng vài trăm KB.",
        );
        return None;
    }
    let text = match utf8(source, &YAML_SYNTAX) {
        Ok(text) => text,
        Err(finding) => {
            sink.push(*finding);
            return None;
        }
    };
    if let Some(space) = spaces::first_odd(text) {
        fault(sink, &YAML_SYNTAX, space.line, space.column, &space.message(), space.help());
        return None;
    }
    match serde_saphyr::from_str_with_options::<Raw>(text, options()) {
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

/// Far above any file of a plan, and small enough for memory.
const MAX_NODES: usize = 200_000;

fn options() -> Options {
    serde_saphyr::options! {
        // Messages show our own words and lines.
        with_snippet: false,
        budget: serde_saphyr::budget! {
            max_nodes: MAX_NODES,
            max_events: 2 * MAX_NODES,
        },
    }
}

/// An error in plain words: code, sentence, help.
type Wording = (&'static Code, String, &'static str);

const LOOK: &str =
    "Xem lại dấu hai chấm, dấu gạch đầu dòng, dấu nháy và độ thụt của dòng này và dòng ngay trên.";
const QUOTE: &str = "Đặt cả giá trị trong dấu nháy.";

/// The error of the library in plain words; its English text is never shown.
fn wording(error: &Error) -> Wording {
    let syntax = |message: &str, help| (&YAML_SYNTAX, message.to_owned(), help);
    match error.without_snippet() {
        // An error inside the target of an alias.
        Error::AliasError { error, .. } => wording(error),
        Error::DuplicateMappingKey { key, .. } => {
            let key = key.as_deref().unwrap_or("?");
            let message = format!("Khóa “{key}” được viết hai lần trong cùng một mục.");
            (&YAML_SYNTAX, message, "Giữ lại một khóa, xóa khóa kia.")
        }
        Error::UnknownAnchor { .. } => syntax(
            "Có tham chiếu (*tên) tới một neo (&tên) không tồn tại.",
            "Viết thẳng giá trị, hoặc đặt nội dung có dấu * trong dấu nháy.",
        ),
        Error::RecursiveReferencesRequireWeakTypes { .. } => {
            syntax("Tham chiếu (*tên) nằm trong chính neo (&tên) của nó.", "Viết thẳng giá trị.")
        }
        Error::Budget { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. }
        | Error::AliasReplayCounterOverflow { .. } => too_much(),
        Error::Eof { .. } => syntax("Tệp trống hoặc kết thúc giữa chừng.", LOOK),
        Error::MultipleDocuments { .. } => {
            syntax("Tệp chứa nhiều tài liệu YAML (có dòng ---).", "Chỉ giữ một tài liệu trong tệp.")
        }
        Error::NonFiniteFloat { .. } => {
            syntax("Giá trị này được hiểu là một số vô hạn hoặc không phải số.", QUOTE)
        }
        Error::ExternalMessage { msg, .. } => of_parser(msg),
        _ => syntax("Tệp YAML sai cú pháp ở chỗ này.", LOOK),
    }
}

fn too_much() -> Wording {
    let message =
        "Tệp có quá nhiều giá trị, lồng nhau quá sâu hoặc lặp quá nhiều, vượt giới hạn an toàn.";
    (&LIMIT, message.into(), "Viết thẳng giá trị thay cho tham chiếu lặp; tách bớt cấp lồng.")
}

/// The underlying parser gives its errors only as text. An unknown text gets a general message.
fn of_parser(message: &str) -> Wording {
    let (message, help) = match message {
        "recursion limit exceeded" => return too_much(),
        "unclosed quote" => ("Dấu nháy mở ở đây chưa được đóng.", "Thêm dấu nháy đóng."),
        _ if message.starts_with("unclosed bracket") => {
            ("Ngoặc mở ở đây chưa được đóng.", "Thêm ngoặc đóng ] hoặc }.")
        }
        _ if message.starts_with("mismatched bracket") => {
            ("Ngoặc mở ở đây được đóng bằng ngoặc khác loại.", "Đóng [ bằng ], đóng { bằng }.")
        }
        _ if message.starts_with("unexpected character") => {
            ("Giá trị không được bắt đầu bằng ký tự này.", QUOTE)
        }
        _ if message.starts_with("mapping values are not allowed") => {
            ("Giá trị chứa dấu hai chấm nên bị hiểu là một khóa nữa.", QUOTE)
        }
        _ => ("Tệp YAML sai cú pháp ở chỗ này.", LOOK),
    };
    (&YAML_SYNTAX, message.into(), help)
}

/// The tree of the library: positions for every value, typed scalars.
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
    /// Restores the source text of typed scalars.
    fn settle(self, text: &str) -> Node {
        // An alias has the position of its use; its text is at its definition.
        let (at, defined) = (self.0.referenced, self.0.defined);
        let written = || {
            let span = defined.span();
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
