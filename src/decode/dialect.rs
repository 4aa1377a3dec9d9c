//! How a text is cut into records: the mark between cells, the heading row, the line ends.
//!
//! Owns the evidence for the delimiter, the line `sep=;`, and how one record is cut into cells.

use std::ops::Range;

use super::quotes::closing_quote;
use crate::diag::{Code, Diagnostic, Place, code};
use crate::source::{Source, line_ends};

/// The codes raised here.
pub(super) const CODES: &[&Code] = &[&MIXED_LINE_ENDS];

static MIXED_LINE_ENDS: Code =
    code!(note, "F113", "mixed-line-ends", "Tệp dùng lẫn nhiều kiểu xuống dòng");

/// The marks that are tried, likelier ones first.
pub(super) const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// How many records are looked at for the heading row and for the delimiter.
const SEARCH: usize = 30;

/// So many headings and nothing else in a row are no chance.
const SURE: usize = 4;

/// How a text is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    /// The byte between cells.
    pub(super) delimiter: u8,
    /// Index of the heading record.
    pub(super) header: usize,
}

/// A first line that only tells a spreadsheet the delimiter: the mark it names, and where the next
/// line begins. A program that took it for data adds marks behind it, all of one kind.
pub(super) fn declared(body: &[u8]) -> Option<(u8, usize)> {
    let end = memchr::memchr2(b'\n', b'\r', body)?;
    let line = body[..end].trim_ascii_start();
    let (prefix, rest) = line.split_at_checked(4)?;
    let (prefix, rest) = match prefix.strip_prefix(b"\"") {
        Some(_) => (line.get(1..5)?, line.get(5..)?),
        None => (prefix, rest),
    };
    let mark = *rest.first()?;
    let behind = rest[1..].strip_prefix(b"\"").unwrap_or(&rest[1..]);
    let alone = behind.iter().all(|b| *b == mark || *b == b' ' || DELIMITERS.contains(b));
    let usable = mark == b'\t' || (mark.is_ascii_punctuation() && mark != b'"');
    let next = end + if body[end..].starts_with(b"\r\n") { 2 } else { 1 };
    (prefix.eq_ignore_ascii_case(b"sep=") && alone && usable).then_some((mark, next))
}

/// The ways in which the text may be cut, likeliest first: those under which headings are
/// understood, most of them first. Without headings it is the delimiter that cuts most records into
/// the same number of cells. There is always one.
pub(super) fn detect(
    body: &str,
    declared: Option<u8>,
    known: &dyn Fn(&str) -> bool,
) -> Vec<Dialect> {
    let mut marks: Vec<u8> = declared.into_iter().collect();
    marks.extend(DELIMITERS.iter().filter(|mark| Some(**mark) != declared));
    if let Some(delimiter) = marks.iter().find(|mark| begins_with_headings(body, **mark, known)) {
        return vec![Dialect { delimiter: *delimiter, header: 0 }];
    }
    let mut ways: Vec<(usize, bool, Dialect)> = Vec::new();
    let mut even = ((0, 0), marks[0]);
    let mut row: Vec<&str> = Vec::new();
    for delimiter in marks {
        // A mark that stands nowhere cuts nothing: each record is one cell.
        if memchr::memchr(delimiter, body.as_bytes()).is_none() {
            continue;
        }
        let mut best = (0, false, Dialect { delimiter, header: 0 });
        let mut widths = Vec::with_capacity(SEARCH);
        let mut at = 0;
        while widths.len() < SEARCH {
            row.clear();
            let cell = |cell: Range<usize>, _| row.push(&body[cell]);
            let Some(next) = cells(body, at, delimiter, cell) else { break };
            at = next;
            // Among equals the first row wins.
            if row.len() > best.0 {
                let hits = row.iter().filter(|cell| known(cell)).count();
                if hits > best.0 {
                    let whole = hits >= SURE && hits == row.len();
                    best = (hits, whole, Dialect { delimiter, header: widths.len() });
                }
            }
            widths.push(row.len());
        }
        ways.push(best);
        let evenness = evenness(&widths);
        if evenness > even.0 || (Some(delimiter) == declared && evenness.1 > 1) {
            let surely = Some(delimiter) == declared;
            even = (if surely { (usize::MAX, 0) } else { evenness }, delimiter);
        }
    }
    ways.retain(|(hits, ..)| *hits > 1);
    // A row of nothing but headings before one that begins or ends with other words, then the most
    // headings; among equals the first mark wins.
    ways.sort_by_key(|(hits, whole, _)| std::cmp::Reverse((*whole, *hits)));
    match ways.is_empty() {
        true => vec![Dialect { delimiter: even.1, header: 0 }],
        false => ways.into_iter().map(|(.., way)| way).collect(),
    }
}

/// Whether the first record consists of headings, so many that nobody need look further: most
/// files begin so.
fn begins_with_headings(body: &str, mark: u8, known: &dyn Fn(&str) -> bool) -> bool {
    const MANY: usize = 8;
    let (mut hits, mut others) = (0, 0);
    cells(body, 0, mark, |cell, _| match known(&body[cell]) {
        true => hits += 1,
        false => others += 1,
    });
    hits >= MANY && others == 0
}

/// How many records have the width that most have, and that width; a width of one is none.
fn evenness(widths: &[usize]) -> (usize, usize) {
    let same = |width: usize| widths.iter().filter(|w| **w == width).count();
    widths.iter().filter(|w| **w > 1).map(|w| (same(*w), *w)).max().unwrap_or((0, 0))
}

/// Where to cut a text whose quotes are sound so that no record is cut: for each of `parts`, counted
/// from `start`, the bytes of the records that begin there. What lies between two records belongs to
/// the part above.
pub(super) fn at_records(
    bytes: &[u8],
    start: usize,
    parts: Vec<Range<usize>>,
) -> Vec<Range<usize>> {
    let (mut edges, mut at, mut inside) = (vec![start], start, false);
    for part in parts.iter().skip(1) {
        let from = (start + part.start).max(at);
        let quotes = memchr::memchr_iter(b'"', &bytes[at..from]).count();
        inside ^= !quotes.is_multiple_of(2);
        at = from;
        // A line end outside quotes ends a record.
        while let Some(n) = memchr::memchr3(b'"', b'\n', b'\r', &bytes[at..]) {
            at += n;
            if bytes[at] != b'"' && !inside {
                break;
            }
            inside ^= bytes[at] == b'"';
            at += 1;
        }
        at += bytes[at..].iter().take_while(|b| matches!(b, b'\n' | b'\r')).count();
        edges.push(at);
    }
    let ends = edges.iter().copied().skip(1).chain([bytes.len()]);
    edges.iter().zip(ends).map(|(from, to)| *from..to).collect()
}

/// Gives the cells of the record at or below `at` to `each`, quotes around them taken off and those
/// doubled inside left so, and whether there were quotes; says where the next record may begin.
/// `None` when there is no record left.
pub(super) fn cells(
    text: &str,
    at: usize,
    mark: u8,
    mut each: impl FnMut(Range<usize>, bool),
) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = at + bytes[at..].iter().position(|b| !matches!(b, b'\n' | b'\r'))?;
    loop {
        let open = at;
        let quoted = bytes.get(open) == Some(&b'"');
        // A quote that nothing closes takes the rest; it is told by the audit.
        let close = quoted.then(|| closing_quote(bytes, open).unwrap_or(bytes.len()));
        let from = close.map_or(open, |close| (close + 1).min(bytes.len()));
        let edge = memchr::memchr3(mark, b'\n', b'\r', &bytes[from..]);
        at = edge.map_or(bytes.len(), |n| from + n);
        each(close.map_or(open..at, |close| open + 1..close), quoted);
        if bytes.get(at) != Some(&mark) {
            return Some(at);
        }
        at += 1;
    }
}

/// What ends the lines of a text: CRLF, LF and CR outside cells, how many of each, and where the
/// first stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LineEnds([(usize, usize); 3]);

impl LineEnds {
    /// Counts what stands at `at`; gives how wide it is, nothing where it ends no line.
    pub(super) fn count(&mut self, bytes: &[u8], at: usize) -> Option<usize> {
        let (kind, width) = match *bytes.get(at)? {
            b'\n' => (1, 1),
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => (0, 2),
            b'\r' => (2, 1),
            _ => return None,
        };
        let (count, first) = &mut self.0[kind];
        if *count == 0 {
            *first = at;
        }
        *count += 1;
        Some(width)
    }

    /// Adds those of a part that stands below.
    pub(super) fn add(&mut self, below: Self) {
        for ((count, first), (more, at)) in self.0.iter_mut().zip(below.0) {
            if *count == 0 {
                *first = at;
            }
            *count += more;
        }
    }

    /// F113, when lines end in more than one way. The place is the first line of the rarest way.
    pub(super) fn mixed(&self, source: &Source, bytes: &[u8]) -> Option<Diagnostic> {
        const NAMES: [&str; 3] = ["Windows", "Linux", "Mac cũ"];
        let used: Vec<usize> = (0..3).filter(|kind| self.0[*kind].0 > 0).collect();
        let rarest = *used.iter().min_by_key(|kind| self.0[**kind].0)?;
        if used.len() < 2 {
            return None;
        }
        let line = line_ends(&bytes[..self.0[rarest].1]) + 1;
        let list =
            used.iter().map(|kind| format!("{} dòng kiểu {}", self.0[*kind].0, NAMES[*kind]));
        let message = format!(
            "Các dòng trong tệp kết thúc theo nhiều kiểu: {}.",
            list.collect::<Vec<_>>().join(", ")
        );
        let place = Place::of_line(&source.name, line);
        Some(
            Diagnostic::new(&MIXED_LINE_ENDS, place, message)
                .help("Không cần sửa nếu các dòng không bị tách đôi; mở bằng Excel rồi lưu lại thì mọi dòng theo một kiểu."),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_that_names_the_delimiter() {
        for (line, found) in [
            ("sep=;\n", Some((b';', 6))),
            ("SEP=,\r\nx", Some((b',', 7))),
            ("sep=\t\rx", Some((b'\t', 6))),
            ("\"sep=|\"\n", Some((b'|', 8))),
            ("sep=;;;;;\n", Some((b';', 10))),
            ("sep=:\n", Some((b':', 6))),
            ("sep=;", None),
            ("sep=a\n", None),
            ("sep=;x\n", None),
            ("separate\n", None),
        ] {
            assert_eq!(declared(line.as_bytes()), found, "{line:?}");
        }
    }

    #[test]
    fn the_delimiter_without_headings_is_the_even_one() {
        for (text, mark) in [
            ("a, b;1\nc, d, e;2\nf;3\n", b';'),
            ("a;b,1\nc,2\nd;e;f,3\n", b','),
            ("a,b\t1\nc\t2\n", b'\t'),
            ("a|1|2\nb|1;2|3\n", b'|'),
        ] {
            assert_eq!(detect(text, None, &|_| false)[0].delimiter, mark, "{text:?}");
        }
        let text = "a:b;c\n1:2;3\n";
        assert_eq!(detect(text, Some(b':'), &|_| false)[0].delimiter, b':', "what is declared");
    }

    #[test]
    fn no_record_is_cut_in_two() {
        let text = "a;b\r\n\r\n\"c\n;\"\"\n\";d\re\n\n";
        let begins = [0, 7, 18, 21];
        for step in 1..text.len() {
            let parts = (0..text.len()).step_by(step).map(|at| at..at + step).collect();
            let cut = at_records(text.as_bytes(), 0, parts);
            assert!(cut.iter().all(|part| begins.contains(&part.start)), "{step} {cut:?}");
            let joined: String = cut.iter().map(|part| &text[part.clone()]).collect();
            assert_eq!(joined, text);
        }
    }

    proptest::proptest! {
        /// Where quotes are sound, the `csv` crate cuts the same cells.
        #[test]
        fn cells_are_those_of_another_reader(
            rows in proptest::collection::vec(
                proptest::collection::vec("[a;,\"\\r\\n é]{0,6}", 1..5),
                0..6,
            ),
            mark in 0..4usize,
            eol in 0..3usize,
        ) {
            let (mark, eol) = (DELIMITERS[mark], ["\n", "\r\n", "\r"][eol]);
            let quoted = |cell: &String| match cell.contains(['"', '\r', '\n', mark as char]) {
                true => format!("\"{}\"", cell.replace('"', "\"\"")),
                false => cell.clone(),
            };
            let line = |row: &Vec<String>| {
                row.iter().map(quoted).collect::<Vec<_>>().join(&char::from(mark).to_string()) + eol
            };
            let text: String = rows.iter().map(line).collect();
            let mut reader = csv::ReaderBuilder::new()
                .delimiter(mark)
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> = reader
                .records()
                .map(|r| r.unwrap().iter().map(str::to_owned).collect())
                .collect();
            let (mut ours, mut at) = (Vec::new(), 0);
            loop {
                let mut row = Vec::new();
                let next = cells(&text, at, mark, |cell, quoted| {
                    let cell = &text[cell];
                    row.push(if quoted { cell.replace("\"\"", "\"") } else { cell.to_owned() });
                });
                let Some(next) = next else { break };
                at = next;
                ours.push(row);
            }
            proptest::prop_assert_eq!(ours, theirs);
        }
    }
}
