//! Shares and means of percentages: exact until printed, and rounded in one place.
//!
//! Does not parse numbers; that is `number`.

use super::number;

/// A share for printing. 100% and 0% are printed only if exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    part: i128,
    whole: i128,
}

impl Share {
    /// `None` if the whole is zero.
    pub fn of(part: i128, whole: i128) -> Option<Self> {
        (whole > 0).then_some(Self { part, whole })
    }

    /// The mean of percentages in hundredths of a percent, as a share of 100%.
    pub fn mean(sum: i64, count: usize) -> Option<Self> {
        Self::of(i128::from(sum), i128::try_from(count).ok()? * 10_000)
    }

    /// In hundredths of a percent, rounded half up to a tenth of a percent; a share that is not
    /// exactly 0% or 100% stays at least one hundredth away from them.
    pub fn hundredths(&self) -> i64 {
        let tenths = self.rounded(1_000) * 10;
        let hundredths = match tenths {
            0 | 10_000 if !self.is_exact(tenths) => self.rounded(10_000),
            _ => tenths,
        };
        let hundredths = match hundredths {
            0 if self.part > 0 => 1,
            10_000 if self.part < self.whole => 9_999,
            10_000 if self.part > self.whole => 10_001,
            other => other,
        };
        i64::try_from(hundredths).unwrap_or(i64::MAX)
    }

    /// The printed form: `62,5%`, `99,96%`, `trên 99,9%`, `dưới 0,1%`.
    pub fn text(&self) -> String {
        let fine = self.rounded(10_000);
        let is_near = |edge| fine == edge && !self.is_exact(edge);
        if is_near(0) {
            return "dưới 0,1%".to_owned();
        }
        if is_near(10_000) {
            return if self.part < self.whole { "trên 99,9%" } else { "trên 100%" }.to_owned();
        }
        format!("{}%", number::hundredths(self.hundredths()))
    }

    fn is_exact(&self, hundredths: i128) -> bool {
        self.part.checked_mul(10_000) == self.whole.checked_mul(hundredths)
    }

    /// The share in units of 1/`parts` of the whole, rounded half up.
    fn rounded(&self, parts: i128) -> i128 {
        (self.part * parts * 2 + self.whole).div_euclid(self.whole * 2)
    }
}

/// Percentages of the parts of a whole, in hundredths of a percent, with the sum 100%: rounded down
/// to a tenth; the remainder goes to the parts with the largest rounding loss. Parts that do not
/// add up to the whole are an error of the caller, but are distributed too.
pub fn shares(parts: &[usize]) -> Vec<i64> {
    let whole: usize = parts.iter().sum();
    if whole == 0 {
        return vec![0; parts.len()];
    }
    let mut tenths: Vec<usize> = parts.iter().map(|part| part * 1000 / whole).collect();
    let missing = 1000 - tenths.iter().sum::<usize>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(parts[*at] * 1000 % whole), *at));
    for at in order.into_iter().take(missing) {
        tenths[at] += 1;
    }
    tenths.into_iter().map(|t| i64::try_from(t * 10).unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(part: i128, whole: i128) -> String {
        Share::of(part, whole).map_or_else(|| "-".to_owned(), |share| share.text())
    }

    #[test]
    fn means_are_rounded_to_a_tenth() {
        let mean = |sum, count| Share::mean(sum, count).map(|mean| mean.text());
        assert_eq!(mean(10_000 + 4_550, 2).as_deref(), Some("72,8%"));
        assert_eq!(mean(1_000, 3).as_deref(), Some("3,3%"));
        assert_eq!(mean(29_999, 3).as_deref(), Some("trên 99,9%"));
        assert_eq!(mean(0, 2).as_deref(), Some("0%"));
        assert_eq!(mean(0, 0), None);
    }

    #[test]
    fn a_hundred_and_nought_are_said_only_when_exact() {
        for (part, whole, expected) in [
            (12, 20, "60%"),
            (1, 3, "33,3%"),
            (2, 3, "66,7%"),
            (20, 20, "100%"),
            (0, 20, "0%"),
            (1, 2_000, "0,1%"),
            (1, 2_001, "0,05%"),
            (1, 5_000, "0,02%"),
            (1, 100_000, "dưới 0,1%"),
            (1_999, 2_000, "99,95%"),
            (9_999, 10_000, "99,99%"),
            (1_999_998_000, 2_000_000_000, "trên 99,9%"),
            (2_000_000_001, 2_000_000_000, "trên 100%"),
            (i128::from(i64::MAX) - 1, i128::from(i64::MAX), "trên 99,9%"),
            (0, 0, "-"),
        ] {
            assert_eq!(share(part, whole), expected, "{part}/{whole}");
        }
    }

    #[test]
    fn what_is_drawn_keeps_off_both_ends_too() {
        let drawn = |part, whole| Share::of(part, whole).map(|share| share.hundredths());
        assert_eq!(drawn(1, 3), Some(3_330));
        assert_eq!(drawn(1, 1_000_000), Some(1));
        assert_eq!(drawn(999_999, 1_000_000), Some(9_999));
        assert_eq!(drawn(1, 1), Some(10_000));
        assert_eq!(drawn(0, 1), Some(0));
    }

    #[test]
    fn parts_that_are_printed_together_add_up() {
        assert_eq!(shares(&[1, 1, 1]), [3_340, 3_330, 3_330]);
        assert_eq!(shares(&[2, 4, 0, 1]), [2_860, 5_710, 0, 1_430]);
        assert_eq!(shares(&[0, 0]), [0, 0]);
        for a in 0..12 {
            for b in 0..12 {
                let parts = shares(&[a, b, 7]);
                assert_eq!(parts.iter().sum::<i64>(), 10_000, "{a} {b}");
            }
        }
    }
}
