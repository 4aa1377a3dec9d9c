//! Quantities in hundredths of a unit: counts, rates as sent, and quotients, exact until printed.
//! Rounding never moves a quotient onto zero, the whole or a target that it does not reach.

use std::cmp::Ordering;

use super::{figure, number};

/// A number in hundredths of its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantity {
    /// The exact number, in lowest terms; what is below the line is above zero.
    over: i128,
    under: i128,
    /// Rounded half up.
    rounded: i128,
    edge: Option<Edge>,
}

/// What it would be rounded to without being it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    Zero,
    Whole,
    Target,
}

impl From<i128> for Quantity {
    fn from(hundredths: i128) -> Self {
        Self { over: hundredths, under: 1, rounded: hundredths, edge: None }
    }
}

impl Quantity {
    /// A quotient of which the part above the line is in hundredths; `None` with nothing below it.
    /// `whole` is what all of the lower part would be, `targets` what else it is held against.
    pub fn quotient(over: i128, under: i128, whole: i128, targets: &[i128]) -> Option<Self> {
        if under <= 0 {
            return None;
        }
        let common = divisor(over, under);
        let (over, under) = (over / common, under / common);
        let rounded = (2 * over + under).div_euclid(2 * under);
        let edge = match rounded {
            _ if under == 1 => None,
            0 => Some(Edge::Zero),
            at if at == whole => Some(Edge::Whole),
            at => targets.contains(&at).then_some(Edge::Target),
        };
        Some(Self { over, under, rounded, edge })
    }

    /// In hundredths, rounded half up.
    pub fn rounded(&self) -> i128 {
        self.rounded
    }

    /// How it stands to a number in hundredths, exactly.
    pub fn against(&self, hundredths: i128) -> Ordering {
        match self.rounded.cmp(&hundredths) {
            Ordering::Equal => self.over.cmp(&(hundredths * self.under)),
            other => other,
        }
    }

    /// Less a number in hundredths.
    pub fn minus(&self, hundredths: i128) -> Self {
        let (over, rounded) = (self.over - hundredths * self.under, self.rounded - hundredths);
        let edge = (rounded == 0 && over != 0).then_some(Edge::Zero);
        Self { over, under: self.under, rounded, edge }
    }

    /// How far it is from an earlier one: as far as the printed numbers are.
    pub fn since(&self, before: &Self) -> Self {
        let rounded = self.rounded - before.rounded;
        let exact = || {
            let own = self.over.checked_mul(before.under)?;
            let other = before.over.checked_mul(self.under)?;
            Some((own.checked_sub(other)?, self.under.checked_mul(before.under)?))
        };
        match exact().filter(|(over, _)| rounded == 0 && *over != 0) {
            Some((over, under)) => Self { over, under, rounded, edge: Some(Edge::Zero) },
            None => rounded.into(),
        }
    }

    /// Whether it is above zero.
    pub fn is_positive(&self) -> bool {
        self.over > 0
    }

    /// For documents: `1.234`, `98,5`; `trên 99,9`, `dưới 0,1` and `dưới 98,5` where rounding would
    /// say more than is so.
    pub fn text(&self) -> String {
        let below = self.against(self.rounded) == Ordering::Less;
        match self.edge {
            None => shown(self.rounded),
            Some(Edge::Zero) => self.size(),
            Some(Edge::Whole) if below => format!("trên {}", shown(self.rounded - TENTH)),
            Some(_) if below => format!("dưới {}", shown(self.rounded)),
            Some(_) => format!("trên {}", shown(self.rounded)),
        }
    }

    /// The same without a sign.
    pub fn size(&self) -> String {
        match self.edge {
            Some(Edge::Zero) => format!("dưới {}", shown(TENTH)),
            _ => shown(self.rounded.abs()),
        }
    }

    /// For tables and programs, in units: two decimals, more where these would put it on an edge.
    pub fn plain(&self) -> String {
        let Some((scaled, decimals)) = self.finer() else {
            return number::hundredths(saturated(self.rounded));
        };
        let sign = if scaled < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", scaled.unsigned_abs(), width = decimals + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        format!("{sign}{whole},{}", fraction.trim_end_matches('0'))
    }

    /// The same as a number.
    pub fn value(&self) -> f64 {
        match self.finer() {
            Some((scaled, decimals)) => scaled as f64 / 10_f64.powi(decimals as i32),
            None => self.rounded as f64 / 100.0,
        }
    }

    /// For drawing, in hundredths: off the edge.
    pub fn drawn(&self) -> i64 {
        let off = match (self.edge, self.against(self.rounded)) {
            (Some(_), Ordering::Less) => -1,
            (Some(_), Ordering::Greater) => 1,
            _ => 0,
        };
        saturated(self.rounded + off)
    }

    /// On an edge: rounded to as few decimals as keep it off, and how many these are.
    fn finer(&self) -> Option<(i128, usize)> {
        self.edge?;
        let at = |decimals: usize| {
            let power = 10_i128.pow(u32::try_from(decimals - 2).ok()?);
            let over = self.over.checked_mul(2 * power)?.checked_add(self.under)?;
            let scaled = over.div_euclid(2 * self.under);
            (scaled != self.rounded * power).then_some((scaled, decimals))
        };
        (3..=MOST_DECIMALS).find_map(at).or_else(|| Some((i128::from(self.drawn()), 2)))
    }
}

/// A tenth of the unit, in hundredths.
const TENTH: i128 = 10;
const MOST_DECIMALS: usize = 9;

fn shown(hundredths: i128) -> String {
    figure::shown(saturated(hundredths))
}

fn saturated(hundredths: i128) -> i64 {
    i64::try_from(hundredths).unwrap_or(i64::MAX)
}

/// The greatest common divisor, at least 1.
fn divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A percentage, held against a target of 98,5%.
    fn percent(part: i128, whole: i128) -> Quantity {
        Quantity::quotient(part * 10_000, whole, 10_000, &[9_850]).expect("a whole")
    }

    #[test]
    fn no_edge_is_said_that_is_not_reached() {
        for (part, whole, text, plain) in [
            (1, 2, "50", "50"),
            (1, 3, "33,33", "33,33"),
            (0, 5, "0", "0"),
            (5, 5, "100", "100"),
            (19_999, 20_000, "trên 99,9", "99,995"),
            (199_999, 200_000, "trên 99,9", "99,9995"),
            (100_001, 100_000, "trên 100", "100,001"),
            (1, 100_000, "dưới 0,1", "0,001"),
            (1, 20_000, "0,01", "0,01"),
            (197, 200, "98,5", "98,5"),
            (98_499, 100_000, "dưới 98,5", "98,499"),
            (98_501, 100_000, "trên 98,5", "98,501"),
            (i128::from(i64::MAX) - 1, i128::from(i64::MAX), "trên 99,9", "99,99"),
        ] {
            let quantity = percent(part, whole);
            assert_eq!((&*quantity.text(), &*quantity.plain()), (text, plain), "{part}/{whole}");
        }
    }

    #[test]
    fn it_is_compared_exactly_and_drawn_off_the_edge() {
        let near = percent(19_999, 20_000);
        assert_eq!((near.rounded(), near.against(10_000)), (10_000, Ordering::Less));
        assert_eq!((near.drawn(), near.value()), (9_999, 99.995));
        assert_eq!(percent(1, 1).against(10_000), Ordering::Equal);
        assert_eq!(percent(1, 3).against(3_333), Ordering::Greater);
        assert_eq!(percent(1, 1_000_000).drawn(), 1);
    }

    #[test]
    fn a_distance_is_that_of_the_printed_numbers_and_never_none() {
        let near = percent(19_999, 20_000);
        assert_eq!((near.minus(10_000).size(), near.minus(10_000).text()), two("dưới 0,1"));
        assert_eq!(near.minus(9_000).text(), "10");
        assert_eq!(percent(1, 3).minus(3_000).text(), "3,33");
        assert_eq!(near.since(&percent(1, 1)).size(), "dưới 0,1");
        assert!(!near.since(&percent(1, 1)).is_positive());
        assert_eq!(near.since(&near), 0.into());
        assert_eq!(percent(2, 3).since(&percent(1, 3)).text(), "33,34");
        assert_eq!(Quantity::from(-150).size(), "1,5");
    }

    fn two(text: &str) -> (String, String) {
        (text.to_owned(), text.to_owned())
    }

    #[test]
    fn nothing_below_the_line_is_no_quotient() {
        assert_eq!(Quantity::quotient(0, 0, 10_000, &[]), None);
    }
}
