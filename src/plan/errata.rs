//! `errata.yaml`: deviations of the plan's wording from print, checked against the other files.
//!
//! Owns P012. If the plan lacks a recorded correction or still contains a scan error, the printed
//! wording cannot be rebuilt from the data. This module only searches for the words; rebuilding the
//! print line by line is left to the tests.

use std::sync::Arc;

use crate::decode::yaml::{Fields, Node, Value};
use crate::diag::{Code, Diagnostic, Place, Related, Sink, code};

pub(super) static ERRATA_MISMATCH: Code =
    code!(error, "P012", "errata-mismatch", "Đính chính không khớp với lời văn");

/// A deviation of the data from print, or an oddity of the print that is kept.
#[derive(Debug, Clone)]
pub struct Erratum {
    /// Line of the source text.
    pub line: u32,
    /// As printed.
    pub printed: String,
    /// As in the data; none if only layout or nothing was changed.
    pub corrected: Option<String>,
    /// Whether the print was kept unchanged.
    pub kept: bool,
}

/// A file with wording of the plan: its name and its tree.
pub(super) type NamedTree<'a> = (&'a Arc<str>, &'a Node);

const KINDS: [&str; 7] =
    ["capital", "scan", "numbering", "page-break", "layout", "tone", "drafting"];
const ACTIONS: [&str; 3] = ["join", "drop", "bullets"];

/// Reads the errata and checks them against `texts`; `None` if a text could not be read.
pub(super) fn read(
    root: &Node,
    name: &Arc<str>,
    texts: Option<&[NamedTree<'_>]>,
    sink: &mut Sink,
) -> Vec<Erratum> {
    let Some(mut top) = Fields::of(root, name, sink) else { return Vec::new() };
    if let Some(mut source) = top.fields("source", sink) {
        source.text("file", sink);
        let sum = source.text("sha256", sink);
        let is_sum = |sum: &str| sum.len() == 64 && sum.bytes().all(|b| b.is_ascii_hexdigit());
        if let Some(sum) = sum.filter(|sum| !is_sum(sum)) {
            sink.push(no_checksum(source.at("sha256").place(name), sum));
        }
        source.finish(sink);
    }
    let nodes = top.list_required("entries", sink);
    top.finish(sink);
    let words = texts.map(TextIndex::of);
    nodes.iter().filter_map(|node| entry(node, name, words.as_ref(), sink)).collect()
}

/// A checksum that no file can have.
fn no_checksum(place: Place, written: &str) -> Diagnostic {
    let message = format!("“{written}” không phải mã SHA-256 của một tệp.");
    Diagnostic::new(&ERRATA_MISMATCH, place, message)
        .value(written)
        .expected("64 chữ số từ 0 đến 9 và từ a đến f")
        .help("Chép lại cả 64 chữ số do lệnh sha256sum in ra cho tệp nguồn.")
}

fn entry(
    node: &Node,
    name: &Arc<str>,
    words: Option<&TextIndex<'_>>,
    sink: &mut Sink,
) -> Option<Erratum> {
    let mut f = Fields::of(node, name, sink)?;
    let line = f.number("line", 0..=u32::MAX, sink);
    for node in f.list("lines", sink) {
        if node.text().and_then(|t| t.parse::<u32>().ok()).is_none() {
            f.wrong(node, "một số dòng", sink);
        }
    }
    let action = f.optional("action");
    if let Some(node) = action.filter(|n| !n.text().is_some_and(|t| ACTIONS.contains(&t))) {
        f.wrong(node, "join, drop hoặc bullets", sink);
    }
    let kind = f.required("kind", sink);
    if let Some(node) = kind.filter(|n| !n.text().is_some_and(|t| KINDS.contains(&t))) {
        f.wrong(node, &KINDS.join(", "), sink);
    }
    // May be blank, for a dropped blank line.
    let printed = f.required("printed", sink);
    if let Some(node) = printed.filter(|n| n.text().is_none()) {
        f.wrong(node, "một đoạn chữ", sink);
    }
    let kept = f.flag("kept", sink);
    // Layout changes leave no words to search for.
    let layout = action.is_some_and(|n| matches!(n.text(), Some("drop" | "bullets")));
    let corrected =
        if layout || kept { f.optional("corrected") } else { f.required("corrected", sink) };
    f.finish(sink);
    let printed_text = printed?.text()?;
    if let Some(words) = words
        && let Some(node) = corrected.or(printed.filter(|_| kept))
        && let Some(wanted) = node.text()
    {
        let scan = kind.and_then(Node::text) == Some("scan") && !wanted.contains(printed_text);
        let wrong_word = if scan { words.find(printed_text) } else { None };
        match wrong_word {
            Some((file, at)) => uncorrected(file, at, printed_text, (name, node), sink),
            None if words.contains(wanted) => {}
            None => missing(words, node, printed_text, kept, name, sink),
        }
    }
    Some(Erratum {
        line: line?,
        printed: printed_text.to_owned(),
        corrected: corrected.and_then(Node::text).map(str::to_owned),
        kept,
    })
}

/// A correction, or a kept oddity, that is missing from the plan.
fn missing(
    words: &TextIndex<'_>,
    node: &Node,
    printed: &str,
    kept: bool,
    name: &Arc<str>,
    sink: &mut Sink,
) {
    let wanted = node.text().unwrap_or_default();
    let message = if kept {
        format!("Chữ được giữ như bản in “{wanted}” không còn trong lời văn của Kế hoạch.")
    } else {
        format!("Chữ đã sửa “{wanted}” không có trong lời văn của Kế hoạch.")
    };
    let mut finding = Diagnostic::new(&ERRATA_MISMATCH, node.at().place(name), message)
        .value(wanted)
        .expected("đúng chữ đang có trong Kế hoạch")
        .help("Sửa lời văn của Kế hoạch cho khớp, hoặc ghi lại mục này theo lời văn đang dùng.");
    if !kept && let Some((file, at)) = words.find(printed) {
        finding = finding.related(Related {
            sheet: None,
            file: file.to_string(),
            line: at.line,
            message: format!("Ở đây còn chữ như bản in “{printed}”."),
        });
    }
    sink.push(finding);
}

/// A scan error recorded as corrected that is still in a text of `file`.
fn uncorrected(
    file: &Arc<str>,
    text: &Node,
    printed: &str,
    (name, entry): (&Arc<str>, &Node),
    sink: &mut Sink,
) {
    // A wrong word is reported once, however many entries list it.
    let place = text.at().place(file);
    if sink.found().iter().any(|d| d.code == &ERRATA_MISMATCH && d.place == place) {
        return;
    }
    let corrected = entry.text().unwrap_or_default();
    let message = format!("Còn chữ quét sai “{printed}”, đã ghi là sửa thành “{corrected}”.");
    sink.push(
        Diagnostic::new(&ERRATA_MISMATCH, place, message)
            .value(printed)
            .expected(corrected)
            .help(format!("Sửa “{printed}” trong đoạn này thành “{corrected}”."))
            .related(Related {
                sheet: None,
                file: name.to_string(),
                line: entry.line,
                message: "Đính chính ghi ở đây.".into(),
            }),
    );
}

/// All texts of the plan.
struct TextIndex<'a> {
    scalars: Vec<(&'a Arc<str>, &'a Node)>,
    /// All texts joined, which is much faster to search.
    joined: String,
}

impl<'a> TextIndex<'a> {
    fn of(texts: &[NamedTree<'a>]) -> Self {
        let mut words = Self { scalars: Vec::new(), joined: String::new() };
        for (file, root) in texts {
            words.collect(file, root);
        }
        words
    }

    fn collect(&mut self, file: &'a Arc<str>, node: &'a Node) {
        match &node.value {
            Value::Null => {}
            Value::Text(text) => {
                self.scalars.push((file, node));
                self.joined += text;
                self.joined.push('\0');
            }
            Value::List(items) => items.iter().for_each(|item| self.collect(file, item)),
            Value::Map(entries) => entries.iter().for_each(|(_, value)| self.collect(file, value)),
        }
    }

    fn contains(&self, wanted: &str) -> bool {
        memchr::memmem::find(self.joined.as_bytes(), wanted.as_bytes()).is_some()
    }

    fn find(&self, wanted: &str) -> Option<(&'a Arc<str>, &'a Node)> {
        if wanted.is_empty() || !self.contains(wanted) {
            return None;
        }
        self.scalars
            .iter()
            .copied()
            .find(|(_, node)| node.text().is_some_and(|t| t.contains(wanted)))
    }
}
