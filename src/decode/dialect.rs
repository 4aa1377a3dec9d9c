//! How a text is split into records: the delimiter, the heading row, the line ends.
//!
//! Owns the detection of the delimiter, the line `sep=;`, and splitting one record into cells.

use std::ops::Range;

use super::quotes::closing_quote;
use crate::diag::{Code, Diagnostic, Place, code};
use crate::source::{Source, line_ends};

/// The codes raised here.
pub(super) const CODES: &[&Code] = &[&MIXED_LINE_ENDS];

static MIXED_LINE_ENDS: Code =
    code!(note, "F113", "mixed-line-ends", "Tệp dùng lẫn nhiều kiểu xuống dòng");

/// The candidate delimiters, most likely first.
pub(super) const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// How many records are searched for the heading row and the delimiter.
const SEARCH: usize = 30;

/// This many headings and nothing else in a row are not chance.
const SURE: usize = 4;

/// How a text is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    /// The byte between cells.
    pub(super) delimiter: u8,
    /// Index of the heading record.
    pub(super) header: usize,
}

/// A first line that only declares the delimiter to a spreadsheet: the delimiter, and the offset of
/// the next line. A program that took it for data appends delimiters, all of one kind.
pub(super) fn declared(body: &[u8]) -> Option<(u8, usize)> {
    let end = memchr::memchr2(b'\n', b'\r', body)?;
    let line = body[..end].trim_ascii_start();
    let (prefix, rest) = line.split_at_checked(4)?;
    let (prefix, rest) = match prefix.strip_prefix(b"\"") {
        Some(_) => (line.get(1..5)?, line.get(5..)?),
        None => (prefix, rest),
    };
    let mark = *rest.first()?;
    let rest = rest[1..].strip_prefix(b"\"").unwrap_or(&rest[1..]);
    let only_delimiters = rest.iter().all(|b| *b == mark || *b == b' ' || DELIMITERS.contains(b));
    let usable = mark == b'\t' || (mark.is_ascii_punctuation() && mark != b'"');
    let next = end + if body[end..].starts_with(b"\r\n") { 2 } else { 1 };
    (prefix.eq_ignore_ascii_case(b"sep=") && only_delimiters && usable).then_some((mark, next))
}

/// The candidate dialects, most likely first: by the number of known headings. Without headings,
/// the delimiter that splits most records into the same number of cells. Never empty.
pub(super) fn detect(
    body: &str,
    declared: Option<u8>,
    known: &dyn Fn(&str) -> bool,
) -> Vec<Dialect> {
    let mut marks: Vec<u8> = declared.into_iter().collect();
    marks.extend(DELIMITERS.iter().filter(|mark| Some(**mark) != declared));
    if let Some(delimiter) = begins_with_headings(body, &marks, known) {
        return vec![Dialect { delimiter, header: 0 }];
    }
    search(body, declared, marks, known)
}

/// Splits the first records in every way; `marks` are the delimiters to try.
fn search(
    body: &str,
    declared: Option<u8>,
    marks: Vec<u8>,
    known: &dyn Fn(&str) -> bool,
) -> Vec<Dialect> {
    let mut dialects: Vec<(usize, bool, Dialect)> = Vec::new();
    let mut even = ((0, 0), marks[0]);
    let mut row: Vec<&str> = Vec::new();
    for delimiter in marks {
        // A delimiter that does not occur splits nothing: each record is one cell.
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
            // The first row wins a tie.
            if row.len() > best.0 {
                let hits = row.iter().filter(|cell| known(cell)).count();
                if hits > best.0 {
                    let only_headings = hits >= SURE && hits == row.len();
                    best = (hits, only_headings, Dialect { delimiter, header: widths.len() });
                }
            }
            widths.push(row.len());
        }
        dialects.push(best);
        let evenness = evenness(&widths);
        if evenness > even.0 || (Some(delimiter) == declared && evenness.1 > 1) {
            let surely = Some(delimiter) == declared;
            even = (if surely { (usize::MAX, 0) } else { evenness }, delimiter);
        }
    }
    dialects.retain(|(hits, ..)| *hits > 1);
    // A row of headings only comes before one that starts or ends with other words, then the most
    // headings; the first delimiter wins a tie.
    dialects.sort_by_key(|(hits, only_headings, _)| std::cmp::Reverse((*only_headings, *hits)));
    match dialects.is_empty() {
        true => vec![Dialect { delimiter: even.1, header: 0 }],
        false => dialects.into_iter().map(|(.., way)| way).collect(),
    }
}

/// Fast path: the delimiter whose first record consists of headings, as in most files: of many, or
/// of fewer where no other row and no other delimiter could win.
fn begins_with_headings(body: &str, marks: &[u8], known: &dyn Fn(&str) -> bool) -> Option<u8> {
    const MANY: usize = 8;
    let mut few = None;
    for mark in marks {
        let (mut hits, mut others) = (0, 0);
        cells(body, 0, *mark, |cell, _| match known(&body[cell]) {
            true => hits += 1,
            false => others += 1,
        });
        match hits {
            MANY.. if others == 0 => return Some(*mark),
            2.. if others == 0 => few = few.or(Some((*mark, hits))),
            _ => {}
        }
    }
    few.filter(|few| stands_alone(body, marks, *few, known)).map(|(mark, _)| mark)
}

/// Whether no row that is searched has more cells than the first one, or a heading behind another
/// delimiter. Where that is not plain to see, it is taken to be so.
fn stands_alone(
    body: &str,
    marks: &[u8],
    (own, width): (u8, usize),
    known: &dyn Fn(&str) -> bool,
) -> bool {
    let (bytes, mut from, mut rows) = (body.as_bytes(), 0, 0);
    for end in memchr::memchr2_iter(b'\n', b'\r', bytes).chain([bytes.len()]) {
        let line = &bytes[from..end];
        if !line.is_empty() && plain_width(line, own).is_none_or(|cells| cells > width) {
            return false;
        }
        rows += usize::from(!line.is_empty());
        from = end;
        if rows == SEARCH {
            break;
        }
        from = (end + 1).min(bytes.len());
    }
    let searched = &bytes[..from];
    let has_heading = |mark: u8| {
        memchr::memchr_iter(mark, searched).any(|at| {
            let rest = &bytes[at + 1..];
            let end = memchr::memchr3(mark, b'\n', b'\r', rest).unwrap_or(rest.len());
            known(body[at + 1..at + 1 + end].trim_matches('"'))
        })
    };
    !marks.iter().any(|mark| *mark != own && has_heading(*mark))
}

/// The number of cells of a line. `None` unless every quote opens or closes a cell that ends on the
/// line and holds no other.
fn plain_width(line: &[u8], delimiter: u8) -> Option<usize> {
    if memchr::memchr(b'"', line).is_none() {
        return Some(memchr::memchr_iter(delimiter, line).count() + 1);
    }
    let (mut width, mut at) = (1, 0);
    loop {
        at = match line.get(at) {
            Some(b'"') => at + 2 + memchr::memchr(b'"', &line[at + 1..])?,
            _ => at + memchr::memchr2(delimiter, b'"', &line[at..]).unwrap_or(line.len() - at),
        };
        match line.get(at) {
            None => return Some(width),
            Some(byte) if *byte == delimiter => (width, at) = (width + 1, at + 1),
            Some(_) => return None,
        }
    }
}

/// The number of records with the most common width, and that width; a width of one does not count.
fn evenness(widths: &[usize]) -> (usize, usize) {
    let same = |width: usize| widths.iter().filter(|w| **w == width).count();
    widths.iter().filter(|w| **w > 1).map(|w| (same(*w), *w)).max().unwrap_or((0, 0))
}

/// Splits a text with valid quotes at record boundaries: for each of `parts`, counted from `start`,
/// the bytes of the records that begin there. Bytes between two records belong to the first part.
pub(super) fn split_at_records(
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

/// Passes each cell of the record at or after `at` to `each`, without its outer quotes, doubled
/// quotes unchanged, and whether it was quoted; returns where the next record may begin. `None` if
/// there is no record left.
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
        // An unclosed quote takes the rest; the audit of quotes reports it.
        let close = quoted.then(|| closing_quote(bytes, open).unwrap_or(bytes.len()));
        let from = close.map_or(open, |close| (close + 1).min(bytes.len()));
        at = match bytes.get(from) == Some(&mark) {
            // Blank cells need no search.
            true => from,
            false => {
                let edge = memchr::memchr3(mark, b'\n', b'\r', &bytes[from..]);
                edge.map_or(bytes.len(), |n| from + n)
            }
        };
        each(close.map_or(open..at, |close| open + 1..close), quoted);
        if bytes.get(at) != Some(&mark) {
            return Some(at);
        }
        at += 1;
    }
}

/// Line ends outside cells: for CRLF, LF and CR, their count and the offset of the first.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LineEnds([(usize, usize); 3]);

impl LineEnds {
    /// Counts a line end at `at` and returns its width, if there is one.
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

    /// Adds the counts of the following part.
    pub(super) fn add(&mut self, next: Self) {
        for ((count, first), (more, at)) in self.0.iter_mut().zip(next.0) {
            if *count == 0 {
                *first = at;
            }
            *count += more;
        }
    }

    /// F113, if lines end in more than one way. Placed at the first line of the rarest way.
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
    fn few_headings_give_way_to_more_below() {
        let known = |cell: &str| ["a", "b", "c", "d", "e"].contains(&cell);
        for (text, mark, header) in [
            ("a;b\n1;2,5\n", b';', 0),
            ("a;b\na;b;c\n1;2;3\n", b';', 1),
            ("a;b\nx,a,b,c\n1,2,3,4\n", b',', 1),
            ("a;b\n\"1\"\ta\tb\tc\n", b'\t', 1),
        ] {
            let best = Dialect { delimiter: mark, header };
            assert_eq!(detect(text, None, &known)[0], best, "{text:?}");
        }
        assert_eq!(detect("a;b\n1;b,c\n2;b,a\n", None, &known).len(), 1, "no row of two");
    }

    #[test]
    fn no_record_is_cut_in_two() {
        let text = "a;b\r\n\r\n\"c\n;\"\"\n\";d\re\n\n";
        let begins = [0, 7, 18, 21];
        for step in 1..text.len() {
            let parts = (0..text.len()).step_by(step).map(|at| at..at + step).collect();
            let split = split_at_records(text.as_bytes(), 0, parts);
            assert!(split.iter().all(|part| begins.contains(&part.start)), "{step} {split:?}");
            let joined: String = split.iter().map(|part| &text[part.clone()]).collect();
            assert_eq!(joined, text);
        }
    }

    proptest::proptest! {
        /// Where the first record is taken at sight, a search finds nothing better.
        #[test]
        fn a_first_record_taken_at_sight_is_the_one_a_search_finds(
            first in proptest::sample::select(vec!["a;b", "\"a\";b", "a,b,c", "a\t\"b\""]),
            rest in proptest::collection::vec("[abcx1;,\t\"]{0,9}", 0..6),
        ) {
            let known = |cell: &str| ["a", "b", "c"].contains(&cell);
            let body = format!("{first}\n{}\n", rest.join("\n"));
            let marks = DELIMITERS.to_vec();
            if let Some(delimiter) = begins_with_headings(&body, &marks, &known) {
                let found = search(&body, None, marks, &known);
                proptest::prop_assert_eq!(found[0], Dialect { delimiter, header: 0 });
            }
        }

        /// With valid quotes, the `csv` crate splits the same cells.
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
