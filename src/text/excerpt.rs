//! The beginning of a text, cut where a sentence ends.

/// The first sentences of `text` that have at most `limit` characters; the whole text if it is no
/// longer. A first sentence that is longer is cut after a clause, else after a word.
pub fn excerpt(text: &str, limit: usize) -> &str {
    let Some((end, _)) = text.char_indices().nth(limit) else { return text };
    let within = &text[..end];
    // A sentence may end exactly at the limit.
    let next = text[end..].chars().next();
    let ends = |is_end: &dyn Fn(&str, char, Option<char>) -> bool| {
        let found = within.char_indices().filter(|(at, c)| {
            let after = at + c.len_utf8();
            is_end(&within[..*at], *c, within[after..].chars().next().or(next))
        });
        found.last().map(|(at, c)| &within[..at + c.len_utf8()])
    };
    let clause = |_: &str, c: char, after: Option<char>| c == ';' && is_space(after);
    let part = |_: &str, c: char, after: Option<char>| c == ',' && is_space(after);
    let word = |_: &str, c: char, after: Option<char>| !c.is_whitespace() && is_space(after);
    let cut = ends(&ends_a_sentence).or_else(|| ends(&clause)).or_else(|| ends(&part));
    cut.or_else(|| ends(&word)).unwrap_or(within).trim_end()
}

fn is_space(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

/// Whether a sentence ends with `c`: not within a number, and not after an abbreviation (`TP.`).
fn ends_a_sentence(before: &str, c: char, after: Option<char>) -> bool {
    let is_mark = matches!(c, '.' | '!' | '?' | '…') && is_space(after);
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_short = word.chars().count() <= 2 && word.chars().all(char::is_alphabetic);
    is_mark && !(c == '.' && is_short && word.chars().any(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn a_text_is_cut_where_a_sentence_ends() {
        let text = "Mở 4.000 lớp tại TP. Nha Trang. Phát tờ gấp; làm tiếp, nữa. Hết";
        for (limit, cut) in [
            (100, text),
            (62, "Mở 4.000 lớp tại TP. Nha Trang. Phát tờ gấp; làm tiếp, nữa."),
            (58, "Mở 4.000 lớp tại TP. Nha Trang."),
            (31, "Mở 4.000 lớp tại TP. Nha Trang."),
            (30, "Mở 4.000 lớp tại TP. Nha"),
            (8, "Mở 4.000"),
            (2, "Mở"),
        ] {
            assert_eq!(excerpt(text, limit), cut, "{limit}");
        }
    }

    #[test]
    fn one_long_sentence_is_cut_after_a_clause_or_a_word() {
        assert_eq!(excerpt("Một hai; ba bốn, năm sáu", 20), "Một hai;");
        assert_eq!(excerpt("Một hai, ba bốn năm sáu", 20), "Một hai,");
        assert_eq!(excerpt("Mộthaibabốnnămsáu", 5), "Mộtha");
        assert_eq!(excerpt("", 5), "");
    }
}
