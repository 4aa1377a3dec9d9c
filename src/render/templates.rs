//! The shipped templates, overridable file by file.
//!
//! Strict: an undefined name is an error, and so is printing an empty value. Every value is escaped
//! for the format of the document, HTML or Markdown; macros of `loi-van.j2` escape for the format
//! of the calling template.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Write;

use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use sha2::{Digest as _, Sha256};

use super::document::{self, TidyWriter, WriteError};
use super::template_error::TemplateError;
use super::work::TemplateView;
use super::{answered, print};
use crate::text::{case, hidden};

macro_rules! shipped {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../templates/", $name)))),*]
    };
}

/// The shipped templates by name.
const SHIPPED: &[(&str, &str)] = shipped! {
    "bao-cao.html.j2"
    "bao-cao.md.j2"
    "cong-van.html.j2"
    "cong-van.md.j2"
    "html/chi-tiet.html.j2"
    "html/co-quan.html.j2"
    "html/cong-van.css"
    "html/dau.html.j2"
    "html/kieu.css"
    "html/kinh-gui.html.j2"
    "html/khuyen-nghi.css"
    "html/khuyen-nghi.html.j2"
    "html/ky.html.j2"
    "html/loc.js"
    "html/man-hinh.css"
    "html/man-hinh/cach-tinh.html.j2"
    "html/man-hinh/chi-so.html.j2"
    "html/man-hinh/chu.html.j2"
    "html/man-hinh/co-quan.html.j2"
    "html/man-hinh/kinh-phi.html.j2"
    "html/man-hinh/loc.html.j2"
    "html/man-hinh/ngay-gui.html.j2"
    "html/man-hinh/nhiem-vu.html.j2"
    "html/man-hinh/nhom.html.j2"
    "html/man-hinh/so-lieu.html.j2"
    "html/man-hinh/thay-doi.html.j2"
    "html/man-hinh/trang.html.j2"
    "html/man-hinh/ve.html.j2"
    "html/man-hinh/xu-huong.html.j2"
    "html/muc-1.html.j2"
    "html/muc-2.html.j2"
    "html/muc-3.html.j2"
    "html/muc-4.html.j2"
    "html/muc-5.html.j2"
    "html/muc-6.html.j2"
    "html/muc-7.html.j2"
    "html/muc-luc.css"
    "html/noi-dung.html.j2"
    "html/phieu.css"
    "html/phu-luc.html.j2"
    "html/quoc-hieu.html.j2"
    "html/so-lieu.html.j2"
    "html/tom-tat.html.j2"
    "khuyen-nghi.html.j2"
    "khuyen-nghi.md.j2"
    "loi-cong-van.j2"
    "loi-ket-qua.j2"
    "loi-khuyen-nghi.j2"
    "loi-muc.j2"
    "loi-phieu.j2"
    "loi-so-lieu.j2"
    "loi-tom-tat.j2"
    "loi-van.j2"
    "md/chi-tiet.md.j2"
    "md/khuyen-nghi.md.j2"
    "md/kinh-gui.md.j2"
    "md/ky.md.j2"
    "md/muc-1.md.j2"
    "md/muc-2.md.j2"
    "md/muc-3.md.j2"
    "md/muc-4.md.j2"
    "md/muc-5.md.j2"
    "md/muc-6.md.j2"
    "md/muc-7.md.j2"
    "md/noi-dung.md.j2"
    "md/phu-luc.md.j2"
    "md/so-lieu.md.j2"
    "md/tom-tat.md.j2"
    "muc-luc.html.j2"
    "phieu.html.j2"
    "phieu.md.j2"
    "tinh-hinh.txt.j2"
};

/// The names of all templates; a file of one of these names in a template folder replaces it.
pub const NAMES: &[&str] = &{
    let mut names = [""; SHIPPED.len()];
    let mut n = 0;
    while n < SHIPPED.len() {
        names[n] = SHIPPED[n].0;
        n += 1;
    }
    names
};

/// The text of a shipped template.
pub fn shipped(name: &str) -> Option<&'static str> {
    SHIPPED.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The templates in force.
pub struct Templates {
    environment: Environment<'static>,
}

impl fmt::Debug for Templates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Templates").finish_non_exhaustive()
    }
}

impl Templates {
    /// The shipped templates, replaced by those in `overrides`. Every template must parse.
    pub fn new(overrides: BTreeMap<String, String>) -> Result<Self, TemplateError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        // Errors then carry the template source they occurred at.
        environment.set_debug(true);
        environment.set_auto_escape_callback(escaping);
        environment.set_formatter(print::value);
        let syntax = minijinja::syntax::SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build()
            .map_err(|e| TemplateError::of(&e))?;
        environment.set_syntax(syntax);
        environment.add_filter("cau", sentence);
        environment.add_filter("bo_cham", without_stop);
        environment.add_filter("co_quan_co_so_lieu", answered::sentence_filter);
        environment.add_filter("gon_dong", tidied);
        environment.add_filter("gon_ma", squeezed);
        environment.add_filter("hoac", or_words);
        environment.add_filter("lower_first", lower_first);
        environment.add_filter("ma_bam", digest);
        environment.add_filter("o_co_quan_co_so_lieu", answered::annex_filter);
        environment.add_filter("string", print::as_text);
        environment.add_filter("upper_first", upper_first);
        environment.add_filter("xuong_dong", print::on_lines);
        for (name, text) in SHIPPED {
            match overrides.get(*name) {
                Some(own) => environment.add_template_owned(*name, own.clone()),
                None => environment.add_template(name, text),
            }
            .map_err(|e| TemplateError::of(&e))?;
        }
        Ok(Self { environment })
    }

    /// Renders a view with a template to `out`.
    pub(super) fn write(
        &self,
        name: &str,
        view: &impl TemplateView,
        out: &mut dyn Write,
    ) -> Result<(), WriteError> {
        let mut environment = self.environment.clone();
        environment.set_fuel(Some(view.work_allowed()));
        let template = environment.get_template(name).map_err(|e| TemplateError::of(&e))?;
        // `v` is the complete view, for macros that need several parts of it.
        let view = Value::from(Serde(view));
        let context = minijinja::context! { v => view.clone(), ..view };
        let mut tidy = TidyWriter::new(out);
        match template.render_captured_to(context, &mut tidy) {
            Ok(_) => Ok(tidy.finish()?),
            Err(error) => {
                let failed = tidy.into_failed().unwrap_or_else(|| TemplateError::of(&error).into());
                Err(match failed {
                    WriteError::Template(fault) => fault.within(name).into(),
                    other => other,
                })
            }
        }
    }

    /// Renders a view with a template into a string, for short texts.
    pub(super) fn render(
        &self,
        name: &str,
        view: &impl TemplateView,
    ) -> Result<String, TemplateError> {
        let mut text = Vec::new();
        match self.write(name, view, &mut text) {
            Ok(()) => Ok(String::from_utf8(text).unwrap_or_default()),
            Err(WriteError::Template(fault)) => Err(fault),
            Err(WriteError::Io(error)) => Err(TemplateError::unplaced(error.to_string())),
        }
    }
}

/// `bao-cao.md.j2` is Markdown, `dau.html.j2` is HTML; the rest is text.
fn escaping(name: &str) -> AutoEscape {
    let name = name.strip_suffix(".j2").unwrap_or(name);
    match name.rsplit('.').next() {
        Some("html") => AutoEscape::Html,
        Some("md") => AutoEscape::Custom("md".into()),
        _ => AutoEscape::None,
    }
}

/// A text with the punctuation of a sentence end. Escaped text stays escaped.
fn sentence(text: &Value) -> Value {
    same_safety(text, |text| {
        let text = hidden::without(text);
        let text = without_doubled_stop(text.trim_end());
        let bare = text.strip_suffix([';', ',']).filter(|_| !ends_with_reference(text));
        let text = bare.map_or(text, str::trim_end);
        // A full stop inside quotation marks also ends the sentence.
        let quoted = ["\"", "”", "’", "»", "&quot;", "&#39;"];
        let within = quoted.iter().find_map(|mark| text.strip_suffix(mark)).unwrap_or(text);
        let ended =
            text.ends_with(':') || [text, within].iter().any(|t| t.ends_with(['.', '!', '?', '…']));
        if ended { text.to_owned() } else { format!("{text}.") }
    })
}

/// Two full stops at the end are a typo for one; three are an ellipsis.
fn without_doubled_stop(text: &str) -> &str {
    match text.strip_suffix("..") {
        Some(bare) if !bare.ends_with('.') => &text[..=bare.len()],
        _ => text,
    }
}

/// Whether the final semicolon belongs to a character reference that [`print::value`] writes. In Markdown
/// the `&` of a reference in the source is escaped, so it is not one.
fn ends_with_reference(text: &str) -> bool {
    ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"]
        .iter()
        .filter_map(|reference| text.strip_suffix(reference))
        .any(|before| !before.ends_with('\\'))
}

/// A text without its final full stop, for use inside a sentence.
fn without_stop(text: &Value) -> Value {
    same_safety(text, |text| {
        let text = hidden::without(text);
        let text = without_doubled_stop(text.trim_end());
        if text.ends_with("...") {
            return text.to_owned();
        }
        let bare = text.strip_suffix(['.', ';', ',']).filter(|_| !ends_with_reference(text));
        bare.unwrap_or(text).trim_end().to_owned()
    })
}

/// The value, or `words` if it is none.
fn or_words(value: &Value, words: &str) -> Value {
    if value.is_none() { Value::from(words) } else { value.clone() }
}

/// A text with a lower-case first letter, as inside a sentence.
fn lower_first(text: &Value) -> Value {
    same_safety(text, case::lower_first)
}

/// A text with an upper-case first letter, as at the start of a sentence.
fn upper_first(text: &Value) -> Value {
    same_safety(text, case::upper_first)
}

/// A text as it will appear in the finished document, so that the document can contain its digest.
fn tidied(text: &Value) -> Value {
    same_safety(text, |text| document::tidied(text).trim_end().to_owned())
}

/// A style sheet or a script without indentation, empty lines and lines that are comments alone. A
/// text quoted over several lines may need them: then only what is written anyway is left out.
fn squeezed(text: &Value) -> Value {
    same_safety(text, |text| {
        let is_quoted = |line: &str| line.matches('`').count() % 2 == 1;
        if text.lines().any(is_quoted) {
            return document::tidied(text).trim_end().to_owned();
        }
        let is_comment = |line: &str| {
            line.starts_with("//")
                || (line.starts_with("/*") && line.find("*/") == Some(line.len() - 2))
        };
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.filter(|line| !is_comment(line)).collect::<Vec<_>>().join("\n")
    })
}

/// SHA-256 in base64, as used in a content security policy.
fn digest(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(44);
    for bytes in Sha256::digest(text.as_bytes()).chunks(3) {
        let at = |n: usize| u32::from(bytes.get(n).copied().unwrap_or_default());
        let group = at(0) << 16 | at(1) << 8 | at(2);
        for n in 0..4 {
            let index = (group >> (18 - 6 * n)) as usize & 63;
            out.push(if n <= bytes.len() { char::from(LETTERS[index]) } else { '=' });
        }
    }
    out
}

fn same_safety(value: &Value, change: impl Fn(&str) -> String) -> Value {
    let Some(text) = value.as_str() else { return value.clone() };
    if value.is_safe() { Value::from_safe_string(change(text)) } else { Value::from(change(text)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default, serde::Serialize)]
    struct NoRows {
        list: Vec<&'static str>,
    }

    impl TemplateView for NoRows {
        fn rows(&self) -> usize {
            0
        }

        // Less than is allowed, so that the test of templates without end is short.
        fn work_allowed(&self) -> u64 {
            50_000
        }
    }

    #[test]
    fn code_is_written_without_what_only_its_reader_needs() {
        let squeezed = |text: &str| squeezed(&Value::from(text)).to_string();
        assert_eq!(squeezed("/* a */\n.b {\n  c: d; /* e */\n}\n\n"), ".b {\nc: d; /* e */\n}");
        assert_eq!(squeezed("  // a\n  b(); // c\n"), "b(); // c");
        assert_eq!(squeezed("/* a */ b {} /* c */"), "/* a */ b {} /* c */");
        let quoted = "a(`b\n  // c\n`);";
        assert_eq!(squeezed(quoted), quoted, "a text over several lines");
    }

    #[test]
    fn digests_are_those_of_other_programs() {
        // printf abc | openssl dgst -sha256 -binary | base64
        assert_eq!(digest("abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }

    #[test]
    fn a_template_that_never_comes_to_its_end_is_stopped_at_its_line() {
        // Where no instruction is at fault the document is named.
        let own = BTreeMap::from([("bao-cao.md.j2".to_owned(), "{{ '-' * 9999999 }}".to_owned())]);
        let templates = Templates::new(own).expect("it parses");
        let fault = templates.render("bao-cao.md.j2", &NoRows::default()).expect_err("too long");
        assert_eq!(fault.file.as_deref(), Some("bao-cao.md.j2"));
        // Steps, a text that doubles, a list that doubles, a text that is captured.
        for looping in [
            "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
            "{% set n = namespace(x='abcd') %}{% for a in range(40) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
            "{% set n = namespace(x=[1]) %}{% for a in range(40) %}{% set n.x = (n.x + n.x)|list %}{% endfor %}",
            "{% set n = namespace(x='&') %}{% for a in range(40) %}{% set c %}{{ n.x }}{{ n.x }}{% endset %}{% set n.x = c %}{% endfor %}",
            "{% set n = namespace(x=1) %}{% for a in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}",
            "{% set n = namespace(x=1) %}{% for a in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x|string|length }}",
            "{% set n = namespace(x=['&' * 9999]) %}{% for a in range(10) %}{% set n.x = (n.x + n.x)|list %}{% endfor %}{{ n.x|xuong_dong|length }}",
            "{% set x = 'abcd' * 99999999 %}",
            "{% for a in range(9999) %}{{ '&' * 99999 }}{% endfor %}",
        ] {
            let shipped = "bao-cao.html.j2";
            let own = BTreeMap::from([(shipped.to_owned(), format!("A\n{looping}\n"))]);
            let templates = Templates::new(own).expect("it parses");
            let fault = templates.render(shipped, &NoRows::default()).expect_err("it does not end");
            assert!(fault.message.contains("quá nhiều bước"), "{looping}: {fault:?}");
            assert_eq!((fault.file.as_deref(), fault.line), (Some(shipped), Some(2)));
            assert!(fault.help.is_some_and(|help| help.contains("vòng lặp")));
        }
    }

    #[test]
    fn a_sentence_keeps_the_semicolon_of_an_escaped_character() {
        for (text, ended) in [
            ("một; hai;", "một; hai."),
            ("gọi là &quot;x&quot;", "gọi là &quot;x&quot;."),
            ("a &lt; b &gt;", "a &lt; b &gt;."),
            ("viết \\&lt;", "viết \\&lt."),
            ("Xong!", "Xong!"),
        ] {
            let safe = sentence(&Value::from_safe_string(text.to_owned()));
            assert_eq!(safe.as_str(), Some(ended));
        }
    }

    #[test]
    fn no_stop_is_doubled_and_none_is_lost() {
        for (text, ended, going_on) in [
            ("Xong.\u{200B}", "Xong.", "Xong"),
            ("Xong.\u{200E} ", "Xong.", "Xong"),
            ("Xong..", "Xong.", "Xong"),
            ("Xong;\u{FEFF}", "Xong.", "Xong"),
            ("Xong,", "Xong.", "Xong"),
            ("sách, vở...", "sách, vở...", "sách, vở..."),
            ("sách, vở…", "sách, vở…", "sách, vở…"),
            ("chủ đề “Vì trẻ em.”", "chủ đề “Vì trẻ em.”", "chủ đề “Vì trẻ em.”"),
            ("chủ đề “Vì trẻ em”", "chủ đề “Vì trẻ em”.", "chủ đề “Vì trẻ em”"),
            ("Gồm các việc:", "Gồm các việc:", "Gồm các việc:"),
        ] {
            assert_eq!(sentence(&Value::from(text)).as_str(), Some(ended));
            assert_eq!(without_stop(&Value::from(text)).as_str(), Some(going_on));
        }
    }

    #[test]
    fn parts_of_a_text_are_escaped_and_only_the_line_break_between_them_is_markup() {
        let shown = |name: &str, template: &str| {
            let own = BTreeMap::from([(name.to_owned(), template.to_owned())]);
            let templates = Templates::new(own).expect("templates");
            templates.render(name, &NoRows { list: vec!["<b>|", "", "hai"] })
        };
        let lines = "{{ list | xuong_dong }}";
        assert_eq!(shown("bao-cao.html.j2", lines).expect("HTML"), "&lt;b&gt;|<br><br>hai\n");
        assert_eq!(shown("bao-cao.md.j2", lines).expect("Markdown"), "\\<b\\>\\|<br><br>hai\n");
        assert_eq!(shown("bao-cao.md.j2", "({{ [] | xuong_dong }})").expect("none"), "()\n");
        for wrong in ["{{ [1] | xuong_dong }}", "{{ 1 | xuong_dong }}", "{{ [none] | xuong_dong }}"]
        {
            let fault = shown("bao-cao.md.j2", wrong).expect_err("no texts");
            assert_eq!(fault.line, Some(1), "{wrong}");
            assert!(fault.message.contains("xuong_dong"), "{wrong}: {fault:?}");
        }
    }

    #[test]
    fn lists_that_are_printed_as_they_are_are_escaped_too() {
        let mut own = BTreeMap::new();
        for form in ["md", "html"] {
            own.insert(format!("bao-cao.{form}.j2"), "{{ list }} {{ -5 }}".to_owned());
        }
        let templates = Templates::new(own).expect("templates");
        let view = NoRows { list: vec!["<b>\u{202E}|*x*"] };
        let render = |name| templates.render(name, &view).expect("a document");
        let html = "[&#39;&lt;b&gt;|*x*&#39;] -5\n";
        assert_eq!(render("bao-cao.html.j2"), html);
        let markdown = "\\['\\<b\\>\\|\\*x\\*'\\] -5\n";
        assert_eq!(render("bao-cao.md.j2"), markdown);
    }
}
