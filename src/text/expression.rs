//! Decides whether the text after a sign is words or something a spreadsheet computes.
//!
//! Knows just enough of formulas to distinguish them from bullets: numbers, cells, calls, strings
//! and operators. A text that reaches out of its workbook is reported wherever that part is.

/// Functions that fetch, call or run something.
const REACHING: [&str; 17] = [
    "CALL",
    "DDE",
    "EXEC",
    "FILTERXML",
    "HYPERLINK",
    "IMAGE",
    "IMPORTDATA",
    "IMPORTFEED",
    "IMPORTHTML",
    "IMPORTRANGE",
    "IMPORTXML",
    "INDIRECT",
    "REGISTER",
    "REGISTER.ID",
    "RTD",
    "SQL.REQUEST",
    "WEBSERVICE",
];

/// The ASCII formula sign for a character of any width.
pub(super) fn plain(c: char) -> Option<char> {
    match c {
        '=' | '\u{FF1D}' | '\u{FE66}' => Some('='),
        '+' | '\u{FF0B}' | '\u{FE62}' => Some('+'),
        '-' | '\u{FF0D}' | '\u{FE63}' => Some('-'),
        '@' | '\u{FF20}' | '\u{FE6B}' => Some('@'),
        _ => None,
    }
}

/// Whether the text after a `+` or `-` would be computed.
pub(super) fn is_computed(rest: &str) -> bool {
    if reaches_out(rest) {
        return true;
    }
    // Words, whatever separates them.
    if outside_quotes(rest).any(|c| c.is_alphabetic() && !c.is_ascii()) || is_telephone(rest) {
        return false;
    }
    Parser { rest, depth: 0, joined: false }.reads_whole()
}

/// `cmd|' /C calc'!A0`, `WEBSERVICE(…)`.
fn reaches_out(text: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '\'' | '"');
    let linked = text.match_indices('|').any(|(at, _)| {
        let item = text[at..].match_indices('!').any(|(n, _)| {
            text[..at + n].ends_with(word)
                && text[at + n + 1..].starts_with(|c| c == '$' || word(c))
        });
        item && text[..at].ends_with(word) && text[at + 1..].starts_with(word)
    });
    linked
        || text.match_indices('(').any(|(at, _)| {
            let before = &text[..at];
            let name = before.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '.');
            let name = name.map_or(before, |at| before[at..].trim_start_matches(|c| !word(c)));
            REACHING.iter().any(|known| known.eq_ignore_ascii_case(name))
        })
}

/// The characters outside quotation marks.
fn outside_quotes(text: &str) -> impl Iterator<Item = char> {
    let mut open = None;
    text.chars().filter(move |c| {
        let inside = open.is_some();
        match open {
            Some(mark) if mark == *c => open = None,
            None if matches!(c, '"' | '\'') => open = Some(*c),
            _ => {}
        }
        !inside
    })
}

/// `84 258 382 2222`, `84-258-382.2222`, `84(0)258…`: digits in groups.
fn is_telephone(text: &str) -> bool {
    let figures = text.chars().filter(char::is_ascii_digit).count();
    (8..=15).contains(&figures)
        && text.starts_with(|c: char| c.is_ascii_digit() || c == '(')
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '(' | ')'))
}

/// Parses operands and operators.
struct Parser<'a> {
    rest: &'a str,
    /// Number of open brackets.
    depth: usize,
    /// Whether there is more than one number, word or cell.
    joined: bool,
}

impl<'a> Parser<'a> {
    /// Whether the whole text is one formula.
    fn reads_whole(mut self) -> bool {
        let spaced = self.rest.starts_with(char::is_whitespace);
        let mut cell = false;
        loop {
            let Some(is_cell) = self.operand() else { return false };
            cell |= is_cell;
            if self.rest.is_empty() {
                return self.joined || (cell && !spaced);
            }
            if !self.operator(is_cell) {
                return false;
            }
            self.joined = true;
            if self.rest.is_empty() {
                return false;
            }
        }
    }

    fn spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn takes(&mut self, signs: &[char]) -> bool {
        let left = self.rest.strip_prefix(signs);
        self.rest = left.unwrap_or(self.rest);
        left.is_some()
    }

    /// Parses a quoted string.
    fn quoted(&mut self, mark: char) -> bool {
        let Some((_, rest)) = self.rest.strip_prefix(mark).and_then(|r| r.split_once(mark)) else {
            return false;
        };
        self.rest = rest;
        true
    }

    /// Parses a number, a string, a cell, a call or a bracketed expression, with signs before it;
    /// returns whether it is a cell.
    fn operand(&mut self) -> Option<bool> {
        loop {
            let is_sign = |c: char| c.is_whitespace() || plain(c).is_some();
            let unsigned = self.rest.trim_start_matches(is_sign);
            let signs = &self.rest[..self.rest.len() - unsigned.len()];
            self.joined |= signs.contains(['=', '@', '＝', '＠']);
            self.rest = unsigned;
            if !self.takes(&['(', '{']) {
                break;
            }
            (self.depth, self.joined) = (self.depth + 1, true);
            self.spaces();
            if self.rest.starts_with([')', '}']) {
                return self.close().then_some(false);
            }
        }
        let cell = self.bare_operand()?;
        self.close().then_some(cell)
    }

    /// Parses an operand without surrounding brackets.
    fn bare_operand(&mut self) -> Option<bool> {
        if self.quoted('"') {
            return Some(false);
        }
        if self.quoted('\'') {
            return self.takes(&['!']).then(|| self.word().is_some());
        }
        if self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            self.rest =
                self.rest.trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c));
            return Some(false);
        }
        if self.takes(&['[']) {
            self.rest = self.rest.split_once(']')?.1;
        }
        let word = self.word()?;
        if self.takes(&['(']) {
            (self.depth, self.joined) = (self.depth + 1, true);
            self.spaces();
            return if self.rest.is_empty() || self.rest.starts_with([')', ',', ';']) {
                Some(false)
            } else {
                self.operand()
            };
        }
        if self.takes(&['!']) {
            return self.word().map(|_| true);
        }
        (is_cell(word) || self.depth > 0).then_some(true)
    }

    fn word(&mut self) -> Option<&'a str> {
        let of_word = |c: char| c.is_alphanumeric() || matches!(c, '$' | '_' | '.');
        let end = self.rest.find(|c| !of_word(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }

    /// Parses closing brackets, percent signs and spaces; rejects unmatched brackets.
    fn close(&mut self) -> bool {
        loop {
            self.spaces();
            if self.takes(&[')', '}']) {
                let Some(depth) = self.depth.checked_sub(1) else { return false };
                self.depth = depth;
            } else if !self.takes(&['%']) {
                return true;
            }
        }
    }

    /// Parses an operator between two operands; the colon of `12:30` is not one.
    fn operator(&mut self, behind_cell: bool) -> bool {
        self.depth > 0 && self.takes(&[',', ';'])
            || behind_cell && self.takes(&[':'])
            || self.takes(&['+', '-', '*', '/', '^', '&', '=', '<', '>'])
    }
}

/// `A1`, `$AB$12`.
fn is_cell(word: &str) -> bool {
    let word = word.strip_prefix('$').unwrap_or(word);
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let row = &word[letters..];
    let row = row.strip_prefix('$').unwrap_or(row);
    (1..=3).contains(&letters)
        && (1..=7).contains(&row.len())
        && row.bytes().all(|b| b.is_ascii_digit())
}
