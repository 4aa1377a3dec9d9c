//! S007: a figure far from what one would expect: ten times the last period, another thousand than
//! those of its peers, a sum of the year instead of the period, too many people for the sessions.
//! It counts; the likely readings are told.

use std::collections::BTreeMap;

use crate::check::figures::{Given, SettledFigures, with_unit};
use crate::check::{EarlierFigure, Rule, SettledContext};
use crate::diag::{Code, Related, Sink, code};
use crate::plan::{Every, Indicator, Kind, Measure, Period, SCALE};
use crate::submission::{CUMULATIVE, Field};
use crate::text::figure::shown;
use crate::text::fold;

static CODE: Code = code!(warning, "S007", "jump", "Số liệu lớn khác thường").keeping_rows();

/// So many times the last period is a jump.
const TIMES: i64 = 10;
/// A thousandfold: the unit, or zeros too many.
const THOUSAND: i64 = 1_000;
/// A count that grew by less is no jump, however many times it is: from 2 sessions to 20.
const LEAST_GROWTH: i64 = 50 * SCALE;
/// Minimum number of other bodies of the same kind with which a figure is compared.
const PEERS: usize = 5;
/// Minimum number of earlier quarters of the year whose sum tells something.
const QUARTERS: usize = 2;
/// A sum of fewer is too small to tell anything.
const LEAST_SUM: i64 = 20 * SCALE;

pub(in crate::check) struct Jump;

/// By indicator: the values above zero of bodies of a kind in a period, sorted.
type Peers = Vec<BTreeMap<(Period, Kind), Vec<i64>>>;

impl Rule for Jump {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn settled(&self, cx: &SettledContext<'_>, sink: &mut Sink) {
        let figures = cx.figures();
        if figures.given.is_empty() {
            return;
        }
        let peers = peers(cx, figures);
        for given in &figures.given {
            let readings = readings(cx, figures, &peers, given);
            let Some(row) = figures.row(given).filter(|_| !readings.is_empty()) else { continue };
            let indicator = figures.indicator(given);
            let words: Vec<&str> = readings.iter().map(|reading| reading.words.as_str()).collect();
            let message = format!("Số liệu {} {}.", indicator.id, words.join("; "));
            let finding = row
                .at(&CODE, Field::Value, message)
                .expected(format!("số của riêng kỳ này, tính bằng {}", indicator.unit.get().name))
                .help("Xem lại số chữ số, đơn vị, và có phải số cộng dồn từ đầu năm không. Số vẫn được tính; đúng như vậy thì ghi lý do ở cột “Ghi chú”.");
            let related = readings.into_iter().filter_map(|reading| reading.related);
            sink.push(related.fold(finding, |finding, related| finding.related(related)));
        }
    }

    fn doubted<'g>(&self, _: &'g SettledFigures<'_>, given: &'g Given) -> Vec<&'g Given> {
        vec![given]
    }
}

/// Why a figure is strange, and what it may be.
struct Reading {
    words: String,
    related: Option<Related>,
}

fn readings(
    cx: &SettledContext<'_>,
    figures: &SettledFigures<'_>,
    peers: &Peers,
    given: &Given,
) -> Vec<Reading> {
    let indicator = figures.indicator(given);
    let before = figures.before(given);
    let last = last_comparable(indicator, given, before);
    let mut all: Vec<Reading> = Vec::new();
    all.extend(last.and_then(|last| against_last(indicator, given.value, last)));
    all.extend(against_peers(cx, indicator, peers, given));
    all.extend(cumulative(indicator, given, before));
    all.extend(said_cumulative(figures, indicator, given));
    all.extend(too_many_people(figures, indicator, given));
    all
}

/// The last figure of a period of the same length.
fn last_comparable<'a>(
    indicator: &Indicator,
    given: &Given,
    before: &[&'a EarlierFigure],
) -> Option<&'a EarlierFigure> {
    let same_length = |earlier: &Period| match (given.period, earlier) {
        (Period::Quarter(..), Period::Quarter(..)) | (Period::Half(..), Period::Half(..)) => true,
        (Period::Year(_), Period::Year(_)) => true,
        _ => indicator.measure != Measure::Flow || indicator.every == Every::Year,
    };
    before.iter().find(|earlier| same_length(&earlier.period)).copied()
}

fn against_last(indicator: &Indicator, value: i64, last: &EarlierFigure) -> Option<Reading> {
    let was = last.value;
    if was <= 0 || value <= 0 {
        return None;
    }
    let is_count = indicator.unit.get().is_count();
    let grew = value / TIMES >= was && (!is_count || value - was >= LEAST_GROWTH);
    let fell = was / THOUSAND >= value;
    let likely = match (grew, fell) {
        (true, _) if value / THOUSAND >= was => "có thể khác đơn vị hoặc thừa chữ số 0",
        (true, _) => "có thể khác đơn vị, thừa chữ số hoặc là số cộng dồn",
        (_, true) => "có thể khác đơn vị hoặc thiếu chữ số 0",
        _ => return None,
    };
    let times = if grew { value / was } else { was / value };
    let compared = if grew { "gấp" } else { "nhỏ hơn" };
    let words = format!(
        "{compared} {} lần {} ({}): {likely}",
        shown(times * SCALE),
        last.period.name(),
        with_unit(was, indicator)
    );
    let related = last.as_related(&with_unit(was, indicator));
    Some(Reading { words, related: Some(related) })
}

fn peers(cx: &SettledContext<'_>, figures: &SettledFigures<'_>) -> Peers {
    let plan = cx.plan();
    let mut peers: Peers = vec![BTreeMap::new(); plan.indicators.iter().len()];
    for given in figures.given.iter().filter(|given| given.value > 0) {
        let of_indicator = &mut peers[given.indicator.index()];
        let key = (given.period, plan.register.agency(given.agency).kind);
        of_indicator.entry(key).or_default().push(given.value);
    }
    for of_indicator in &mut peers {
        of_indicator.retain(|_, values| values.len() > PEERS);
        of_indicator.values_mut().for_each(|values| values.sort_unstable());
    }
    peers
}

fn against_peers(
    cx: &SettledContext<'_>,
    indicator: &Indicator,
    peers: &Peers,
    given: &Given,
) -> Option<Reading> {
    let kind = cx.plan().register.agency(given.agency).kind;
    let values = peers.get(given.indicator.index())?.get(&(given.period, kind))?;
    // The median of the others: a figure this large is above it, so it is no part of it.
    let median = values[(values.len() - 2) / 2];
    if given.value / THOUSAND < median {
        return None;
    }
    let median = match indicator.sensitive {
        true => String::new(),
        false => format!(" ({})", with_unit(median, indicator)),
    };
    let words = format!(
        "gấp hơn {} lần mức thường gặp của {} cơ quan cùng loại{median}: có thể khác đơn vị hoặc thừa chữ số 0",
        shown(THOUSAND * SCALE),
        values.len() - 1
    );
    Some(Reading { words, related: None })
}

/// The sum of the earlier quarters of the year, alone or with what one more quarter may be: at least
/// half the smallest of them and at most the largest. A quarter that grew lies in between more often.
fn cumulative(indicator: &Indicator, given: &Given, before: &[&EarlierFigure]) -> Option<Reading> {
    let Period::Quarter(year, quarter) = given.period else { return None };
    if indicator.measure != Measure::Flow || indicator.every == Every::Year {
        return None;
    }
    let is_of_year = |earlier: &&&EarlierFigure| matches!(earlier.period, Period::Quarter(y, q) if y == year && q < quarter);
    let of_year = || before.iter().filter(is_of_year);
    let each = || of_year().map(|earlier| earlier.value);
    let quarters = each().count();
    if quarters < QUARTERS || each().any(|value| value <= 0) {
        return None;
    }
    let sum: i64 = each().sum();
    let (least, most, own) = (each().min()?, each().max()?, given.value - sum);
    if sum < LEAST_SUM || own != 0 && !(least / 2..=most).contains(&own) {
        return None;
    }
    let words = format!(
        "bằng tổng {} quý trước trong năm ({}) cộng thêm {}: có thể là số cộng dồn từ đầu năm",
        quarters,
        with_unit(sum, indicator),
        with_unit(given.value - sum, indicator)
    );
    let last = of_year().next()?;
    Some(Reading { words, related: Some(last.as_related(&with_unit(last.value, indicator))) })
}

/// A figure of a period within the year whose note says that it counts from the year's beginning.
fn said_cumulative(
    figures: &SettledFigures<'_>,
    indicator: &Indicator,
    given: &Given,
) -> Option<Reading> {
    let is_within = matches!(given.period, Period::Quarter(_, 2..) | Period::Half(_, 2));
    if !is_within || indicator.measure != Measure::Flow || indicator.every == Every::Year {
        return None;
    }
    let note = figures.row(given)?.text(Field::Note);
    if note.is_empty() || given.value == 0 {
        return None;
    }
    let folded = format!(" {} ", fold::ascii(note));
    let says = |word: &str| {
        let denied = ["khong", "khong phai", "khong phai so", "chua"];
        folded.contains(&format!(" {word} "))
            && !denied.iter().any(|no| folded.contains(&format!(" {no} {word} ")))
    };
    // "Từ đầu năm 5 cặp" beside 1: both are told.
    let is_said = CUMULATIVE.into_iter().any(says) && !names_a_count(&folded);
    let words = "được ghi chú là số cộng dồn".to_owned();
    is_said.then_some(Reading { words, related: None })
}

/// Whether folded words hold a number that is none of months, quarters or years.
fn names_a_count(folded: &str) -> bool {
    let words: Vec<&str> = folded.split_whitespace().collect();
    (0..words.len()).any(|at| {
        let is_number = words[at].bytes().all(|b| b.is_ascii_digit());
        let is_of_time = words[at].len() == 4 && words[at].starts_with("20")
            || words.get(at + 1).is_some_and(|next| matches!(*next, "thang" | "quy"))
            || at > 0 && matches!(words[at - 1], "thang" | "quy");
        is_number && !is_of_time
    })
}

/// More than a thousand people for each session, or people without any session.
fn too_many_people(
    figures: &SettledFigures<'_>,
    indicator: &Indicator,
    given: &Given,
) -> Option<Reading> {
    let sessions = figures.beside(given, indicator.goes_with?)?;
    let of_sessions = figures.indicator(sessions);
    let (id, occasion) = (&of_sessions.id, of_sessions.unit.get().name);
    let likely = "có thể là số người nghe loa, xem mạng, số dân, hoặc thừa chữ số 0";
    let words = if sessions.value == 0 && given.value > 0 {
        format!("lớn hơn 0 trong khi {id} ghi 0 {occasion}: một trong hai số chưa đúng")
    } else if sessions.value > 0 && given.value / THOUSAND > sessions.value {
        format!("trên {} cho mỗi {occasion} ở {id}: {likely}", shown(THOUSAND * SCALE))
    } else {
        return None;
    };
    let value = with_unit(sessions.value, of_sessions);
    let related = figures.row(sessions)?.as_related(format!("Số liệu {id}: {value}."));
    Some(Reading { words, related: Some(related) })
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;
    use crate::plan::Period;

    /// The finding on a value of one indicator of Sở Y tế after these of earlier quarters.
    fn found(code: &str, before: &[(u8, &str)], now: &str) -> Option<String> {
        let mut trial = Trial::new();
        for (quarter, value) in before {
            let row = format!("2025-Q{quarter};Sở Y tế;{code};{value}");
            trial = trial.figures_before(Period::Quarter(2025, *quarter), "", &[&row]);
        }
        let row = format!("2025-Q3;Sở Y tế;{code};{now}");
        let found = trial.figures("so-y-te.csv", "", &[&row]).found("S007");
        found.into_iter().next().map(|d| d.message)
    }

    #[test]
    fn ten_times_the_last_period_is_told() {
        assert_eq!(found("II.1.2", &[(2, "430")], "4.200"), None);
        let jump = found("II.1.2", &[(2, "430")], "4.300").expect("a jump");
        assert!(jump.contains("gấp 10 lần quý II năm 2025 (430 lượt người)"), "{jump}");
        let unit = found("II.1.2", &[(2, "430")], "430.000").expect("a jump");
        assert!(unit.contains("có thể khác đơn vị"), "{unit}");
        assert_eq!(found("II.1.2", &[(2, "2")], "20"), None, "small numbers grow fast");
        assert_eq!(found("II.1.2", &[(2, "0")], "4.300"), None);
        assert!(found("II.1.2", &[(2, "430.000")], "430").is_some(), "in thousands now");
    }

    #[test]
    fn a_sum_of_the_year_is_told_from_two_quarters_on() {
        assert_eq!(found("II.1.2", &[(1, "400"), (2, "430")], "820"), None);
        let sum = found("II.1.2", &[(1, "400"), (2, "430")], "1.100").expect("a sum");
        assert!(sum.contains("(830 lượt người) cộng thêm 270 lượt người"), "{sum}");
        assert!(sum.contains("cộng dồn"), "{sum}");
        assert!(found("II.1.2", &[(1, "400"), (2, "430")], "830").is_some(), "nothing was added");
        assert!(found("II.1.2", &[(1, "400"), (2, "430")], "1.030").is_some(), "half a quarter");
        assert_eq!(found("II.1.2", &[(1, "400"), (2, "430")], "1.029"), None, "a strong quarter");
        assert_eq!(found("II.1.2", &[(1, "400"), (2, "430")], "1.900"), None, "much more");
        assert_eq!(found("II.1.2", &[(2, "430")], "700"), None, "one quarter tells nothing");
        assert_eq!(found("II.1.4", &[(1, "40"), (2, "43")], "90"), None, "a state, no sum");
    }

    #[test]
    fn a_thousand_times_what_its_peers_have_is_told() {
        let communes = ["Diên Khánh", "Vạn Ninh", "Cam Lâm", "Khánh Vĩnh", "Khánh Sơn"];
        let rows = |own: &str, peers: usize| {
            let peer = |name: &&str| format!("2025-Q3;UBND xã {name};II.1.1;3");
            let mut rows: Vec<String> = communes.iter().take(peers).map(peer).collect();
            rows.push(format!("2025-Q3;UBND xã Vĩnh Hải;II.1.1;{own}"));
            rows.push(format!("2025-Q3;UBND phường Nha Trang;II.1.1;{own}"));
            rows
        };
        let found = |own: &str, peers: usize| {
            let rows = rows(own, peers);
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            Trial::new().figures("bang.csv", "", &rows).found("S007").len()
        };
        assert!(found("3000", 5) > 0);
        assert_eq!(found("2999", 5), 0);
        assert_eq!(found("3000", 3), 0, "too few to compare with");
    }

    #[test]
    fn people_without_sessions_and_too_many_for_each_are_told() {
        let found = |sessions: &str, people: &str| {
            let rows = [
                format!("2025-Q3;Sở Y tế;II.1.1;{sessions}"),
                format!("2025-Q3;Sở Y tế;II.1.2;{people}"),
            ];
            Trial::new().figures("so-y-te.csv", "", &[&rows[0], &rows[1]]).found("S007").len()
        };
        assert_eq!(found("2", "2.000"), 0);
        assert_eq!(found("2", "3.001"), 1);
        assert_eq!(found("0", "430"), 1);
        assert_eq!(found("0", "0"), 0);
    }
}
