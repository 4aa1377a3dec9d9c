//! V415: a text that a spreadsheet would take for a formula. Bullets (`- Mở 3 lớp`, `+ Phát tờ
//! rơi`) are how reports are written here and are none.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink};
use crate::submission::Holds;
use crate::text::fold;

static CODE: Code = Code::warning("V415", "formula-injection", "Ô mở đầu như một công thức");

/// V415.
pub(in crate::check) struct FormulaInjection;

impl Rule for FormulaInjection {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        for (field, raw) in cx.cells() {
            if !matches!(field.column().holds, Holds::Text | Holds::List) {
                continue;
            }
            let text = fold::trim(raw);
            let finding = match formula_sign(text) {
                Some(sign) => {
                    let message =
                        format!("Ô mở đầu bằng dấu “{sign}” nên Excel hiểu là công thức.");
                    cx.at(&CODE, field, message)
                        .help("Nếu là lời văn thì bỏ dấu ở đầu ô; nếu là công thức thì thay bằng kết quả của công thức.")
                }
                None if raw.starts_with('\t') && !text.is_empty() => cx
                    .at(&CODE, field, "Ô mở đầu bằng dấu Tab, có chương trình hiểu là công thức.")
                    .help("Xóa dấu Tab ở đầu ô.")
                    .fix(text),
                None => continue,
            };
            sink.push(finding.expected("lời văn"));
        }
    }
}

/// The sign that makes a text a formula.
fn formula_sign(text: &str) -> Option<char> {
    let sign = text.chars().next()?;
    let rest = &text[sign.len_utf8()..];
    match sign {
        '=' | '@' => Some(sign),
        '+' | '-' if is_number(rest) => None,
        '-' => (!is_bullet(rest)).then_some(sign),
        // `+ Phát tờ rơi` is the bullet of the second level; `+Phát` is what Excel computes.
        '+' => (!rest.starts_with(' ') || !is_bullet(rest)).then_some(sign),
        _ => None,
    }
}

fn is_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | ',' | '%' | '/'))
}

/// What follows the sign of a bullet: words, or a number of things (`-5 lớp`). A name that calls
/// something (`SUM(`, `cmd|`) or a number that goes on computing is no bullet.
fn is_bullet(rest: &str) -> bool {
    let body = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '-');
    let Some(first) = body.chars().next() else { return true };
    let word_end = body.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(body.len());
    let calls = body[word_end..].starts_with(['(', '|', '!']);
    if first.is_ascii_digit() {
        let after = body.trim_start_matches(|c: char| c.is_ascii_digit() || " .,".contains(c));
        return !after.starts_with(['+', '-', '*', '/', '^', '&', '(', '|', '!', '=']);
    }
    (rest.starts_with(char::is_whitespace) || first.is_alphabetic())
        && !calls
        && !matches!(first, '=' | '+' | '@')
}

#[cfg(test)]
mod tests {
    use super::formula_sign;

    #[test]
    fn formulas_are_seen() {
        for (text, sign) in [
            ("=SUM(A1:A9)", '='),
            ("=> đạt kế hoạch", '='),
            ("=HYPERLINK(\"http://a.vn\")", '='),
            ("@SUM(1)", '@'),
            ("+1+2", '+'),
            ("+SUM(1)", '+'),
            ("+cmd|' /C calc'!A0", '+'),
            ("-1+1", '-'),
            ("-2+3+cmd|' /C calc'!A0", '-'),
            ("-cmd|' /C calc'!A0", '-'),
            ("- SUM(1;2)", '-'),
            ("-(1)", '-'),
            ("-@SUM(1)", '-'),
            ("+ =1", '+'),
        ] {
            assert_eq!(formula_sign(text), Some(sign), "{text}");
        }
    }

    #[test]
    fn bullets_and_numbers_are_none() {
        for text in [
            "- Tổ chức 3 lớp tập huấn",
            "-Tổ chức 3 lớp tập huấn",
            "- 3 lớp tập huấn (210 người)",
            "-5 lớp",
            "- UBND xã (cũ)",
            "-",
            "--",
            "- “Ngày hội” cho 100 em",
            "+ Phát 500 tờ rơi",
            "-5.000",
            "+84 258 382 2222",
            "– Mở lớp",
            "Tổ chức = 3",
            "",
        ] {
            assert_eq!(formula_sign(text), None, "{text}");
        }
    }
}
