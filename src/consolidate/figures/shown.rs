//! What may be shown of a total: of a sensitive indicator, small numbers and all that would give
//! them away are hidden.
//!
//! A total from 1 to 4 reads "dưới 5"; zero stays zero. A number is hidden too where subtraction
//! of what is shown would tell a hidden one.

use crate::text::quantity::Quantity;

/// What documents print of a total. The number behind it stays in this room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// The total.
    Value(Quantity),
    /// It is from 1 to 4.
    Below5,
    /// It would tell a hidden number or the number of one agency; a count is at least 5.
    Withheld,
}

impl Shown {
    /// The total, where it is shown.
    pub fn value(self) -> Option<Quantity> {
        match self {
            Self::Value(value) => Some(value),
            Self::Below5 | Self::Withheld => None,
        }
    }

    /// Whether it is a number above zero.
    pub fn is_open_and_positive(self) -> bool {
        self.value().is_some_and(|value| value.is_positive())
    }

    /// Whether it is hidden.
    pub fn is_hidden(self) -> bool {
        self.value().is_none()
    }
}

/// Five, in hundredths.
const FIVE: i128 = 5 * crate::plan::SCALE as i128;

/// A total of a sensitive indicator; `alone`: several were asked and one body gave it.
pub(super) fn of_sensitive(total: i128, alone: bool) -> Shown {
    match total {
        1..FIVE => Shown::Below5,
        FIVE.. if alone => Shown::Withheld,
        _ => Shown::Value(total.into()),
    }
}

/// Hidden numbers whose sum is known, in hundredths.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hidden {
    below_5: i128,
    withheld: i128,
    sum: i128,
}

impl Hidden {
    pub(super) fn of(parts: impl IntoIterator<Item = (Shown, i128)>) -> Self {
        let mut hidden = Self::default();
        for (shown, total) in parts {
            match shown {
                Shown::Value(_) => continue,
                Shown::Below5 => hidden.below_5 += 1,
                Shown::Withheld => hidden.withheld += 1,
            }
            hidden.sum += total;
        }
        hidden
    }

    pub(super) fn is_empty(self) -> bool {
        self.below_5 + self.withheld == 0
    }

    /// Whether their sum tells one of them: each is at least 1, and at most 4 or at least 5. It does
    /// where all of them are as small as can be, or, of small ones alone, as large.
    pub(super) fn is_told_by_sum(self) -> bool {
        let (b, w) = (self.below_5, self.withheld);
        let sum = self.sum / i128::from(crate::plan::SCALE);
        match b + w {
            0 => false,
            1 => true,
            _ => sum <= b + 5 * w || (w == 0 && sum >= 4 * b),
        }
    }

    /// Whether it tells them that their sum is below 5.
    pub(super) fn is_told_by_below_5(self) -> bool {
        self.below_5 >= 4
    }
}

/// What is shown of the kinds of body, given the whole; `kinds` hold what each would be shown as
/// alone, and its total. Hides the smallest others until nothing is told; else the whole too.
pub(super) fn kinds(whole: (Shown, i128), kinds: &[(Shown, i128)]) -> (Shown, Vec<Shown>) {
    let mut shown: Vec<Shown> = kinds.iter().map(|(shown, _)| *shown).collect();
    let totals = || kinds.iter().map(|(_, total)| *total);
    // The only kind with anything is the whole.
    if totals().filter(|total| *total != 0).count() <= 1 {
        let of_one = shown.contains(&Shown::Withheld) && !whole.0.is_hidden();
        let whole = if of_one { Shown::Withheld } else { whole.0 };
        let same = |total: i128| if total == 0 { Shown::Value(0.into()) } else { whole };
        return (whole, totals().map(same).collect());
    }
    loop {
        let hidden = Hidden::of(shown.iter().copied().zip(totals()));
        match whole.0 {
            Shown::Withheld => return (Shown::Withheld, shown),
            Shown::Below5 if hidden.is_told_by_below_5() => return (Shown::Withheld, shown),
            Shown::Below5 => return (Shown::Below5, shown),
            Shown::Value(_) if hidden.is_empty() || !hidden.is_told_by_sum() => {
                return (whole.0, shown);
            }
            Shown::Value(_) => {}
        }
        let open = shown.iter().zip(totals()).enumerate();
        let open = open.filter(|(_, (shown, total))| !shown.is_hidden() && *total != 0);
        match open.min_by_key(|(_, (_, total))| *total).map(|(at, _)| at) {
            Some(at) => shown[at] = Shown::Withheld,
            None => return (Shown::Withheld, shown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alone(total: i128) -> (Shown, i128) {
        (of_sensitive(total * 100, false), total * 100)
    }

    fn told(totals: &[i128]) -> (Shown, Vec<Shown>) {
        let all: Vec<_> = totals.iter().map(|total| alone(*total)).collect();
        kinds(alone(totals.iter().sum()), &all)
    }

    #[test]
    fn small_totals_read_below_five_and_zero_stays() {
        let shown = |total: i128| of_sensitive(total * 100, false);
        assert_eq!(shown(0), Shown::Value(0.into()));
        assert_eq!([shown(1), shown(4)], [Shown::Below5; 2]);
        assert_eq!(shown(5), Shown::Value(500.into()));
        // The number of one of many is nobody's business.
        assert_eq!(of_sensitive(700, true), Shown::Withheld);
        assert_eq!(of_sensitive(300, true), Shown::Below5);
    }

    #[test]
    fn a_small_kind_takes_a_second_one_with_it() {
        let (whole, kinds) = told(&[3, 40, 7]);
        assert_eq!(whole, Shown::Value(5_000.into()));
        assert_eq!(kinds, [Shown::Below5, Shown::Value(4_000.into()), Shown::Withheld]);
    }

    #[test]
    fn two_small_kinds_hide_each_other_unless_their_sum_tells() {
        assert_eq!(told(&[3, 3, 9]).1, [Shown::Below5, Shown::Below5, Shown::Value(900.into())]);
        // 1 + 1 and 4 + 4 have one reading.
        assert_eq!(told(&[1, 1, 9]).1, [Shown::Below5, Shown::Below5, Shown::Withheld]);
        assert_eq!(told(&[4, 4]), (Shown::Withheld, vec![Shown::Below5; 2]));
        // 1 + 5: what is at least 5 leaves 1.
        assert_eq!(told(&[1, 5]), (Shown::Withheld, vec![Shown::Below5, Shown::Withheld]));
        assert_eq!(told(&[3, 40]).0, Shown::Value(4_300.into()));
    }

    /// Every choice of so many numbers within these bounds with this sum.
    fn choices(numbers: &[(i128, i128)], sum: i128) -> Vec<Vec<i128>> {
        let Some(((least, most), rest)) = numbers.split_first() else {
            return if sum == 0 { vec![Vec::new()] } else { Vec::new() };
        };
        let of = |first: i128| {
            choices(rest, sum - first).into_iter().map(move |rest| [vec![first], rest].concat())
        };
        (*least..=(*most).min(sum)).flat_map(of).collect()
    }

    #[test]
    fn a_sum_tells_a_number_where_every_choice_has_the_same() {
        for (below_5, withheld) in (0..=4).flat_map(|b| (0..=3).map(move |w| (b, w))) {
            let small = vec![(1, 4); below_5];
            let numbers = [small, vec![(5, 30); withheld]].concat();
            for sum in 0..=30 {
                let all = choices(&numbers, sum);
                let Some(one) = all.first() else { continue };
                let told = (0..numbers.len()).any(|at| all.iter().all(|of| of[at] == one[at]));
                let parts = one.iter().map(|number| match number {
                    1..=4 => (Shown::Below5, number * 100),
                    _ => (Shown::Withheld, number * 100),
                });
                let hidden = Hidden::of(parts);
                assert_eq!(hidden.is_told_by_sum(), told, "{below_5} and {withheld} with {sum}");
                assert_eq!(hidden.is_empty(), numbers.is_empty());
            }
        }
    }

    #[test]
    fn four_small_kinds_below_five_are_one_each() {
        assert_eq!(told(&[1, 1, 1, 1]).0, Shown::Withheld);
        assert_eq!(told(&[1, 1, 1, 0]).0, Shown::Below5);
    }

    #[test]
    fn the_only_kind_with_anything_is_the_whole() {
        assert_eq!(told(&[0, 3]), (Shown::Below5, vec![Shown::Value(0.into()), Shown::Below5]));
        assert_eq!(told(&[12]), (Shown::Value(1_200.into()), vec![Shown::Value(1_200.into())]));
        // One department answers, and all communes say zero: the whole is its number.
        let of_one = [(of_sensitive(1_200, true), 1_200), alone(0)];
        assert_eq!(kinds(alone(12), &of_one).0, Shown::Withheld);
    }
}
