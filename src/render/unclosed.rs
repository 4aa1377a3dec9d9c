//! Finds what a template with a syntax error leaves open: a tag, a quoted string, a `for` without
//! `endfor`. The engine only reports where it stopped.

use crate::text::fold;

/// An unclosed or mismatched part of a template.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unclosed {
    pub(super) line: usize,
    pub(super) message: String,
    pub(super) words: String,
    pub(super) help: &'static str,
}

/// Statements with a body, closed by `end…`.
const BLOCKS: [&str; 9] =
    ["for", "if", "with", "macro", "call", "filter", "block", "autoescape", "set"];
/// Statements without a body.
const STATEMENTS: [&str; 8] = ["include", "import", "from", "extends", "do", "else", "elif", "raw"];

/// A tag of a template, `{% … %}`.
struct Tag<'t> {
    line: usize,
    /// Its first word.
    name: &'t str,
    /// Its content.
    words: &'t str,
}

/// Finds the first one.
pub(super) fn find(template: &str) -> Option<Unclosed> {
    let mut open: Vec<Tag<'_>> = Vec::new();
    let mut scanner = Scanner { text: template, at: 0 };
    while let Some(tag) = scanner.next_tag() {
        let tag = match tag {
            Ok(tag) => tag,
            Err(unclosed) => return Some(unclosed),
        };
        if let Some(wrong) = apply(tag, &mut open) {
            return Some(wrong);
        }
    }
    let tag = open.pop()?;
    let message = format!(
        "Mẫu sai cú pháp: {{% {0} %}} mở ở dòng {1} chưa được đóng bằng {{% end{0} %}}.",
        tag.name, tag.line
    );
    Some(Unclosed { line: tag.line, message, words: tag.words.to_owned(), help: CLOSE })
}

const CLOSE: &str = "Thêm lệnh đóng vào chỗ kết thúc của phần này.";

/// Opens or closes a block; returns an error if the tag does not match.
fn apply<'t>(tag: Tag<'t>, open: &mut Vec<Tag<'t>>) -> Option<Unclosed> {
    let wrong = |line, message, words: &str, help| {
        Some(Unclosed { line, message, words: words.to_owned(), help })
    };
    let (line, name) = (tag.line, tag.name);
    if let Some(body) = name.strip_prefix("end").filter(|body| BLOCKS.contains(body)) {
        let Some(last) = open.pop() else {
            let message = format!(
                "Mẫu sai cú pháp: {{% {name} %}} ở dòng {line} không đóng lệnh nào; không có {{% {body} … %}} mở trước nó."
            );
            return wrong(line, message, tag.words, "Xóa lệnh thừa này, hoặc thêm lệnh mở.");
        };
        if last.name == body {
            return None;
        }
        if open.iter().any(|outer| outer.name == body) {
            let message = format!(
                "Mẫu sai cú pháp: {{% {0} %}} mở ở dòng {1} chưa được đóng bằng {{% end{0} %}} trước {{% {name} %}} ở dòng {line}.",
                last.name, last.line
            );
            return wrong(last.line, message, last.words, CLOSE);
        }
        let message = format!(
            "Mẫu sai cú pháp: ở dòng {line} là {{% {name} %}}, nhưng lệnh đang mở là {{% {0} %}} ở dòng {1}, đóng bằng {{% end{0} %}}.",
            last.name, last.line
        );
        return wrong(line, message, tag.words, "Sửa lệnh đóng cho khớp với lệnh mở.");
    }
    match name {
        // `{% set x = 1 %}` holds its value, `{% set x %}` has a body.
        "set" if tag.words.contains('=') => None,
        _ if BLOCKS.contains(&name) => {
            open.push(tag);
            None
        }
        "else" | "elif" => {
            let fits = match open.last().map(|last| last.name) {
                Some("if") => true,
                Some("for") => name == "else",
                _ => false,
            };
            let message = format!(
                "Mẫu sai cú pháp: {{% {name} %}} ở dòng {line} không đứng ngay trong {{% if %}}{}.",
                if name == "else" { " hay {% for %}" } else { "" }
            );
            let help = "Xem lệnh if mở trước chỗ này còn mở không, và lệnh mở sau nó đã đóng chưa.";
            (!fits).then(|| Unclosed { line, message, words: tag.words.to_owned(), help })
        }
        _ if STATEMENTS.contains(&name) => None,
        "" => None,
        _ => {
            let ends: Vec<String> = BLOCKS.iter().map(|body| format!("end{body}")).collect();
            let known =
                BLOCKS.iter().chain(&STATEMENTS).copied().chain(ends.iter().map(String::as_str));
            let near = fold::nearest(name, known.map(|known| (known, known)), 1);
            let hint = near.first().map(|near| format!("; có phải là “{near}” không?"));
            let message = format!(
                "Mẫu sai cú pháp: không có lệnh “{name}”{}",
                hint.unwrap_or_else(|| ".".to_owned())
            );
            wrong(
                line,
                message,
                tag.words,
                "Sửa tên lệnh; các lệnh dùng được là if, for, set, macro, include và những lệnh khác của Jinja.",
            )
        }
    }
}

/// Scans a template for tags.
struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    fn line(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }

    /// The next statement. Skips comments, raw text and expressions; returns an error if one is
    /// unclosed.
    fn next_tag(&mut self) -> Option<Result<Tag<'t>, Unclosed>> {
        loop {
            let start = self.at + self.text[self.at..].find('{')?;
            let (opens, closes) = match self.text.as_bytes().get(start + 1) {
                Some(b'%') => ("{%", "%}"),
                Some(b'{') => ("{{", "}}"),
                Some(b'#') => ("{#", "#}"),
                _ => {
                    self.at = start + 1;
                    continue;
                }
            };
            let inner = start + 2;
            let end = match opens {
                "{#" => self.text[inner..].find(closes).map(|n| inner + n),
                _ => match self.end(inner, closes) {
                    Ok(end) => end,
                    Err(quote) => return Some(Err(self.unclosed_quote(quote))),
                },
            };
            let Some(end) = end else {
                let line = self.line(start);
                let message = format!(
                    "Mẫu sai cú pháp: dấu “{opens}” mở ở dòng {line} chưa được đóng bằng “{closes}”."
                );
                let words = self.text[start..].lines().next().unwrap_or_default().to_owned();
                let help = "Thêm dấu đóng ở cuối lệnh này.";
                return Some(Err(Unclosed { line, message, words, help }));
            };
            self.at = end + 2;
            if opens != "{%" {
                continue;
            }
            let words = self.text[inner..end].trim_matches(['-', '+']).trim();
            let name = words.split(|c: char| !(c.is_alphanumeric() || c == '_')).next()?;
            if name == "raw" {
                self.at = self.after_raw();
                continue;
            }
            return Some(Ok(Tag { line: self.line(start), name, words }));
        }
    }

    /// The end of a tag, outside quoted strings and before the next tag. `Err` with the position of
    /// a quoted string that does not end on its line.
    fn end(&self, from: usize, closes: &str) -> Result<Option<usize>, usize> {
        let bytes = self.text.as_bytes();
        let (mut at, mut braces) = (from, 0usize);
        while at < bytes.len() {
            match bytes[at] {
                quote @ (b'"' | b'\'') => {
                    let mut end = at + 1;
                    while end < bytes.len() && bytes[end] != quote && bytes[end] != b'\n' {
                        end += if bytes[end] == b'\\' { 2 } else { 1 };
                    }
                    if bytes.get(end) != Some(&quote) {
                        return Err(at);
                    }
                    at = end;
                }
                _ if braces == 0 && bytes[at..].starts_with(closes.as_bytes()) => {
                    return Ok(Some(at));
                }
                b'{' if matches!(bytes.get(at + 1), Some(b'%' | b'{')) => return Ok(None),
                b'{' => braces += 1,
                b'}' => braces = braces.saturating_sub(1),
                _ => {}
            }
            at += 1;
        }
        Ok(None)
    }

    fn unclosed_quote(&self, at: usize) -> Unclosed {
        let line = self.line(at);
        let message = format!("Mẫu sai cú pháp: dấu nháy mở ở dòng {line} chưa được đóng.");
        let words = self.text[at..].lines().next().unwrap_or_default().to_owned();
        Unclosed { line, message, words, help: "Thêm dấu nháy đóng cùng loại." }
    }

    /// The position after `{% endraw %}`.
    fn after_raw(&self) -> usize {
        let mut at = self.at;
        while let Some(n) = self.text[at..].find("{%") {
            at += n + 2;
            let tag = self.text[at..].trim_start_matches(['-', '+']).trim_start();
            if tag.starts_with("endraw") {
                return self.text[at..].find("%}").map_or(self.text.len(), |n| at + n + 2);
            }
        }
        self.text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn what_was_left_open_is_named_with_its_line() {
        for (template, line, words) in [
            (
                "a\n{% for x in y %}\n{{ x }}\n",
                2,
                "{% for %} mở ở dòng 2 chưa được đóng bằng {% endfor %}",
            ),
            ("{% for x in y %}\n{% if x %}\n{% endfor %}\n", 2, "{% if %} mở ở dòng 2"),
            (
                "{% if x %}\n{% endfor %}\n",
                2,
                "{% endfor %}, nhưng lệnh đang mở là {% if %} ở dòng 1",
            ),
            ("a\n{% endif %}", 2, "{% endif %} ở dòng 2 không đóng lệnh nào"),
            ("{% for x in y %}\n{% elif x %}{% endfor %}", 2, "{% elif %} ở dòng 2"),
            (
                "{% macro a(b) %}\n{% endmacr %}",
                2,
                "không có lệnh “endmacr”; có phải là “endmacro”",
            ),
            ("a {{ b\n{% if c %}{% endif %}", 1, "dấu “{{” mở ở dòng 1 chưa được đóng bằng “}}”"),
            ("a\n{% if c }\n{% endif %}", 2, "dấu “{%” mở ở dòng 2 chưa"),
            ("a\n\n{# c", 3, "dấu “{#” mở ở dòng 3 chưa"),
            ("{{ a | hoac(\"b) }}\n\"", 1, "dấu nháy mở ở dòng 1"),
            ("{%- set x -%}\na", 1, "{% set %} mở ở dòng 1"),
        ] {
            let found = find(template).unwrap_or_else(|| panic!("{template}"));
            assert_eq!(found.line, line, "{template}");
            assert!(found.message.contains(words), "{template}: {}", found.message);
        }
    }

    #[test]
    fn nothing_is_found_in_what_parses() {
        for name in super::super::NAMES.iter().filter(|name| name.ends_with(".j2")) {
            let template = super::super::shipped(name).expect("a template");
            assert_eq!(find(template), None, "{name}");
        }
        for template in [
            "{% raw %}{% if {{ {% endraw %}{# {% for #}{{ '{%' }}{{ {'a': {'b': 1}} }}",
            "{% set x = 1 %}{% for a in b %}{% else %}{% endfor %}{% if a %}{% elif b %}{% endif %}",
            "a { b } c {d}",
        ] {
            assert_eq!(find(template), None, "{template}");
        }
    }
}
