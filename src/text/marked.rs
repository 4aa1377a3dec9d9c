//! What a spreadsheet or document shows struck out, or small above or below the line, written into the
//! text in brackets: without that, `4` struck out before `5` would be 45.

const STRUCK: &str = "[gạch ngang: ";
const ABOVE: &str = "[chữ nhỏ phía trên: ";
const BELOW: &str = "[chữ nhỏ phía dưới: ";

/// How a part of a text is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Struck out.
    Struck,
    /// Small, above the line.
    Above,
    /// Small, below the line.
    Below,
}

impl Mark {
    /// A part of a text in brackets.
    pub fn around(self, part: &str) -> String {
        let opening = match self {
            Self::Struck => STRUCK,
            Self::Above => ABOVE,
            Self::Below => BELOW,
        };
        format!("{opening}{part}]")
    }

    /// A digit as it is shown.
    pub fn digit(self, digit: char) -> char {
        let digits = match self {
            Self::Struck => return digit,
            Self::Above => ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'],
            Self::Below => ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'],
        };
        digit.to_digit(10).map_or(digit, |n| digits[n as usize])
    }
}

/// Why a text with such a part has no value, as a message goes on.
pub fn cause(text: &str) -> Option<&'static str> {
    // Fast path: few cells have a bracket.
    if !text.contains('[') {
        None
    } else if text.contains(STRUCK) {
        Some(": một phần của ô bị gạch ngang")
    } else if text.contains(ABOVE) {
        Some(": ô có chữ nhỏ phía trên, như số của ghi chú cuối trang")
    } else if text.contains(BELOW) {
        Some(": ô có chữ nhỏ phía dưới")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marked_part_is_no_part_of_a_value() {
        for (text, begins) in [
            (format!("{}5", Mark::Struck.around("4")), Some(": một phần")),
            (format!("4{}", Mark::Above.around("1")), Some(": ô có chữ nhỏ phía trên")),
            (format!("4{}", Mark::Below.around("1")), Some(": ô có chữ nhỏ phía dưới")),
            ("[4]5".to_owned(), None),
            ("45".to_owned(), None),
        ] {
            let found = cause(&text);
            assert_eq!(found.is_some(), begins.is_some(), "{text}");
            assert!(found.unwrap_or_default().starts_with(begins.unwrap_or_default()), "{text}");
        }
    }
}
