//! Template errors in plain words: messages of the engine reworded, and for syntax errors the tag
//! that was left open.
//!
//! Owns the wording. Knows no document.

use std::borrow::Cow;

use minijinja::{Error, ErrorKind};

use super::unclosed;

/// Error detail that marks an attempt to print an empty value.
pub(super) const NOTHING: &str = "nothing to print";
/// Error detail that marks a filter for lists of texts used on something else.
pub(super) const NO_TEXTS: &str = "not a list of texts";

/// An error in a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct TemplateError {
    /// The template's name.
    pub file: Option<String>,
    /// The line in it.
    pub line: Option<usize>,
    /// One plain sentence.
    pub message: String,
    /// The template source at the error, if known.
    pub at: Option<String>,
    /// How to fix it, beyond looking at the line.
    pub help: Option<&'static str>,
}

impl TemplateError {
    pub(super) fn unplaced(message: String) -> Self {
        Self { file: None, line: None, message, at: None, help: None }
    }

    /// The same in this template, where the error names none.
    pub(super) fn within(self, name: &str) -> Self {
        Self { file: self.file.or_else(|| Some(name.to_owned())), ..self }
    }

    /// A document that exceeds the size limit.
    pub(super) fn too_long(most: usize) -> Self {
        let most = most / 1024 / 1024;
        let help = "Xem lại các vòng lặp của mẫu: có chỗ in lặp quá nhiều lần.";
        let message = format!("Mẫu in ra văn bản dài hơn {most} MB nên bị dừng.");
        Self { help: Some(help), ..Self::unplaced(message) }
    }

    pub(super) fn of(error: &Error) -> Self {
        // The innermost error names the template it occurred in.
        let mut inner = error;
        while let Some(next) =
            std::error::Error::source(inner).and_then(|e| e.downcast_ref::<Error>())
        {
            inner = next;
        }
        let source = inner.template_source();
        if inner.kind() == ErrorKind::SyntaxError
            && let Some(found) = source.and_then(unclosed::find)
            // The engine stops at the first error: a later finding is a different one.
            && inner.line().is_none_or(|line| found.line <= line)
        {
            return Self {
                file: inner.name().map(str::to_owned),
                line: Some(found.line),
                message: found.message,
                at: Some(found.words).filter(|words| !words.is_empty()),
                help: Some(found.help),
            };
        }
        let words = source.zip(inner.range()).and_then(|(s, r)| s.get(r)).map(str::trim);
        let (message, help) = wording(inner.kind(), inner.detail().unwrap_or_default());
        Self {
            file: inner.name().map(str::to_owned),
            line: inner.line(),
            message: message.into_owned(),
            at: words.filter(|words| !words.is_empty()).map(str::to_owned),
            help,
        }
    }
}

type Wording = (Cow<'static, str>, Option<&'static str>);

fn wording(kind: ErrorKind, detail: &str) -> Wording {
    let plain = |message: &'static str| (Cow::Borrowed(message), None);
    match kind {
        ErrorKind::SyntaxError => syntax(detail),
        ErrorKind::UndefinedError => plain("Mẫu dùng một tên không có trong dữ liệu."),
        ErrorKind::TemplateNotFound | ErrorKind::BadInclude => {
            plain("Mẫu gọi một tệp mẫu không có.")
        }
        ErrorKind::UnknownFilter => plain("Mẫu dùng một bộ lọc không có."),
        ErrorKind::UnknownFunction | ErrorKind::UnknownMethod => plain("Mẫu gọi một hàm không có."),
        ErrorKind::UnknownTest => plain("Mẫu dùng một phép thử không có."),
        ErrorKind::MissingArgument => {
            plain("Mẫu gọi một hàm hoặc bộ lọc mà thiếu giá trị phải truyền vào.")
        }
        ErrorKind::TooManyArguments => plain(
            "Mẫu gọi một hàm hoặc bộ lọc mà truyền vào thừa giá trị, hoặc sai tên của giá trị.",
        ),
        ErrorKind::CannotUnpack => {
            plain("Mẫu tách một giá trị thành nhiều tên, nhưng số phần không khớp số tên.")
        }
        ErrorKind::BadEscape => plain(
            "Mẫu sai cú pháp ở dòng này: dấu “\\” trong chuỗi đứng trước một chữ không dùng được.",
        ),
        ErrorKind::OutOfFuel => (
            "Mẫu chạy quá nhiều bước hoặc tạo ra quá nhiều chữ nên bị dừng ở đây.".into(),
            Some(
                "Xem lại các vòng lặp “for” lồng nhau, các macro tự gọi chính mình và chỗ ghép chữ lặp lại.",
            ),
        ),
        ErrorKind::InvalidOperation => operation(detail),
        _ => unknown(detail),
    }
}

/// Rewords an invalid operation.
fn operation(detail: &str) -> Wording {
    if detail == NOTHING {
        let message = "Mẫu in ra một giá trị đang trống; thêm điều kiện “if … is not none”.";
        return (message.into(), None);
    }
    if detail == NO_TEXTS {
        return (
            "Mẫu dùng bộ lọc xuong_dong với một giá trị không phải danh sách chữ.".into(),
            None,
        );
    }
    if let Some(sum) = detail.strip_prefix("unable to calculate ") {
        let by_zero = ["/", "//", "%"].iter().any(|sign| {
            let divisor = sum.rsplit_once(&format!(" {sign} ")).map(|(_, divisor)| divisor);
            divisor.and_then(|d| d.parse::<f64>().ok()) == Some(0.0)
        });
        return match by_zero {
            true => (
                "Mẫu chia cho 0 ở dòng này.".into(),
                Some(
                    "Đặt phép chia trong điều kiện, ví dụ {% if tong != 0 %}{{ so / tong }}{% endif %}.",
                ),
            ),
            false => (format!("Không tính được “{sum}” ở dòng này.").into(), None),
        };
    }
    if let Some(rest) = detail.strip_prefix("tried to use ")
        && let Some((sign, types)) = rest.split_once(" operator on unsupported types ")
        && let Some((one, other)) = types.split_once(" and ")
    {
        let (one, other) = (type_name(one), type_name(other));
        return (
            format!("Phép “{sign}” ở dòng này không dùng được cho {one} và {other}.").into(),
            None,
        );
    }
    if let Some(kind) = detail.strip_suffix(" is not iterable") {
        let kind = type_name(kind);
        return (
            format!("Lệnh “for” ở dòng này cần một danh sách, nhưng đang là {kind}.").into(),
            None,
        );
    }
    match detail {
        "recursion limit exceeded" => (
            "Các mẫu gọi lẫn nhau không dứt, hoặc gọi nhau quá nhiều tầng.".into(),
            Some(
                "Xem các lệnh include, import và các macro: không mẫu nào được gọi lại chính mình mà không có điều kiện dừng.",
            ),
        ),
        _ => unknown(detail),
    }
}

/// Rewords a syntax error.
fn syntax(detail: &str) -> Wording {
    const SYNTAX_ERROR: &str = "Mẫu sai cú pháp ở dòng này";
    let wording = |what: &str| (format!("{SYNTAX_ERROR}: {what}.").into(), None);
    match detail {
        "unexpected character" => (
            format!("{SYNTAX_ERROR}: có ký tự không dùng được trong lệnh của mẫu.").into(),
            Some(
                "Trong {{ … }} và {% … %} chỉ dùng dấu nháy thẳng và dấu câu gõ từ bàn phím; dấu nháy cong, dấu gạch dài thường do Word tự đổi.",
            ),
        ),
        "unexpected end of string" => wording("dấu nháy mở ở đây chưa được đóng"),
        "unexpected end of raw block" => wording("lệnh raw chưa được đóng bằng endraw"),
        "invalid float"
        | "invalid integer"
        | "invalid integer (too large)"
        | "'_' may not occur at end of number" => wording("số viết không đúng hoặc quá lớn"),
        "unexpected input after expression" => wording("có chữ thừa sau biểu thức"),
        "block tags in macros are not allowed" => wording("trong macro không được đặt lệnh block"),
        _ if detail.starts_with("cannot assign to reserved") => {
            wording("tên này dành riêng, không đặt giá trị cho nó được")
        }
        _ if detail.starts_with("block '") => wording("hai lệnh block trùng tên"),
        _ => match expectation(detail) {
            Some((found, Some(wanted))) => wording(&format!("gặp {found} ở chỗ cần {wanted}")),
            Some((found @ Cow::Borrowed("dấu “}}”" | "dấu “%}”"), None)) => {
                wording(&format!("còn thiếu một biểu thức trước {found}"))
            }
            Some((found, None)) => wording(&format!("gặp {found} ở chỗ không được có")),
            None => (format!("{SYNTAX_ERROR}.").into(), None),
        },
    }
}

/// `unexpected A, expected B` in Vietnamese.
fn expectation(detail: &str) -> Option<(Cow<'_, str>, Option<Cow<'_, str>>)> {
    let rest = detail.strip_prefix("unexpected ")?;
    match rest.split_once(", expected ") {
        Some((found, wanted)) => Some((token(found)?, Some(token(wanted)?))),
        None => Some((token(rest)?, None)),
    }
}

/// A token, by the engine's name for it.
fn token(name: &str) -> Option<Cow<'_, str>> {
    Some(Cow::Borrowed(match name {
        "end of input" => "chỗ hết tệp",
        "template-data" => "lời văn",
        "start of variable block" => "dấu “{{”",
        "end of variable block" => "dấu “}}”",
        "start of block" => "dấu “{%”",
        "end of block" => "dấu “%}”",
        "identifier" => "một tên",
        "string" => "một chuỗi chữ",
        "integer" | "float" => "một số",
        "identifier or integer" => "một tên hoặc một số",
        "expression" => "một biểu thức",
        "block keyword" | "keyword" | "statement" => "tên một lệnh",
        "comma" => "dấu “,”",
        "assignment operator" => "dấu “=”",
        "in" => "chữ “in”",
        "as" => "chữ “as”",
        "import" => "chữ “import”",
        "context" => "chữ “context”",
        "missing keyword" => "chữ “missing”",
        _ => {
            let sign = name.strip_prefix('`')?.strip_suffix('`')?;
            return Some(Cow::Owned(format!("dấu “{sign}”")));
        }
    }))
}

/// A value type, by the engine's name for it.
fn type_name(kind: &str) -> &str {
    match kind {
        "undefined" | "none" => "giá trị trống",
        "bool" => "giá trị đúng/sai",
        "number" => "số",
        "string" => "chữ",
        "sequence" | "iterator" => "danh sách",
        "map" | "plain object" => "một mục gồm nhiều giá trị",
        other => other,
    }
}

/// Rare errors keep the engine's message.
fn unknown(detail: &str) -> Wording {
    match detail {
        "" => ("Mẫu không dùng được ở dòng này.".into(), None),
        detail => {
            (format!("Mẫu không dùng được ở dòng này; bộ xử lý mẫu báo: “{detail}”.").into(), None)
        }
    }
}
