//! The first letter of a text, as inside and at the start of a sentence.

/// A text with a lower-case first letter.
pub fn lower_first(text: &str) -> String {
    first(text, |letter| letter.to_lowercase().collect())
}

/// A text with an upper-case first letter.
pub fn upper_first(text: &str) -> String {
    first(text, |letter| letter.to_uppercase().collect())
}

fn first(text: &str, change: impl Fn(char) -> String) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |letter| change(letter) + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::{lower_first, upper_first};

    #[test]
    fn only_the_first_letter_changes() {
        assert_eq!(upper_first("đúng hạn ở Nha Trang"), "Đúng hạn ở Nha Trang");
        assert_eq!(lower_first("Đúng hạn ở Nha Trang"), "đúng hạn ở Nha Trang");
        assert_eq!(
            (upper_first(""), lower_first("6 Tháng")),
            (String::new(), "6 Tháng".to_owned())
        );
    }
}
