//! Values that the file itself gives: targets and allowed values, in hundredths of the unit.

use std::sync::Arc;

use crate::decode::yaml::{self, At, Fields, Node, Value};
use crate::diag::Sink;
use crate::plan::indicator_faults as faults;
use crate::plan::indicators::{Better, SCALE, Target, TargetValue, UnitId};
use crate::text::figure;

/// What targets and values are held against: id, unit and direction of the indicator.
type Of<'a> = Option<(&'a str, UnitId, Option<Better>)>;

/// The key of a target whose source gives no year.
const UNDATED: &str = "undated";
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;
const EXPECTED: &str = "một số (12.5), một khoảng (2–3), hoặc một mục gồm “value” và “strict”";

/// National targets and those of the province.
pub(super) fn read(
    f: &mut Fields<'_>,
    name: &Arc<str>,
    of: Of<'_>,
    sink: &mut Sink,
) -> (Vec<Target>, Vec<Target>) {
    let at = f.at("targets");
    let Some(mut t) = f.fields_if("targets", sink) else { return Default::default() };
    let [national, province] = ["national", "province"].map(|key| {
        let years = t.fields_if(key, sink);
        years.map(|years| of_years(years, name, of, sink)).unwrap_or_default()
    });
    t.finish(sink);
    let is_any = !national.is_empty() || !province.is_empty();
    if let Some((id, _, None)) = of.filter(|_| is_any) {
        faults::target_without_direction(at.place(name), id, sink);
    }
    (national, province)
}

/// The targets of a mapping from years to values, the earliest first, one without a year last.
fn of_years(mut years: Fields<'_>, name: &Arc<str>, of: Of<'_>, sink: &mut Sink) -> Vec<Target> {
    let mut found: Vec<(Target, At)> = Vec::new();
    for (key, node) in years.entries() {
        let written = key.text().unwrap_or_default();
        let is_year = written.len() == 4 && written.bytes().all(|b| b.is_ascii_digit());
        let year = written.parse().ok().filter(|year| is_year && YEARS.contains(year));
        if year.is_none() && written != UNDATED {
            let expected = "một năm, ví dụ 2030, hoặc “undated” khi văn bản không ghi năm";
            yaml::wrong(name, key, expected, sink);
            continue;
        }
        let read = target(node, name, of, sink);
        found.extend(read.map(|(value, strict)| (Target { year, value, strict }, node.at())));
    }
    found.sort_by_key(|(target, _)| (target.year.is_none(), target.year));
    if let Some((id, unit, Some(better))) = of {
        for pair in found.windows(2) {
            let [(earlier, first), (later, at)] = pair else { continue };
            if later.year.is_some() && is_worse(later, earlier, better) {
                let words = [later, earlier].map(|target| target.words(unit, Some(better)));
                let first = (Arc::clone(name), first.line);
                let [value, earlier] = &words;
                faults::target_worse(at.place(name), id, [value, earlier], first, sink);
            }
        }
    }
    found.into_iter().map(|(target, _)| target).collect()
}

/// Whether a later target asks for less than an earlier one.
fn is_worse(later: &Target, earlier: &Target, better: Better) -> bool {
    let ends = |target: &Target| match target.value {
        TargetValue::One(one) => (one, one),
        TargetValue::Range(from, to) => (from, to),
    };
    match better {
        Better::Up => ends(later) < ends(earlier),
        Better::Down => ends(later) > ends(earlier),
    }
}

/// A value and whether it is strict.
fn target(
    node: &Node,
    name: &Arc<str>,
    of: Of<'_>,
    sink: &mut Sink,
) -> Option<(TargetValue, bool)> {
    let (node, strict) = match &node.value {
        Value::Null => return None,
        Value::Map(_) => {
            let mut f = Fields::of(node, name, sink)?;
            let value = f.required("value", sink);
            let strict = f.flag("strict", sink);
            f.finish(sink);
            (value?, strict)
        }
        _ => (node, false),
    };
    let Some(value) = node.text().and_then(value) else {
        yaml::wrong(name, node, EXPECTED, sink);
        return None;
    };
    let written = node.text().unwrap_or_default();
    let (id, unit, _) = of?;
    let place = || node.at().place(name);
    let ends = match value {
        TargetValue::One(one) => [one, one],
        TargetValue::Range(from, to) => [from, to],
    };
    if ends[0] > ends[1] {
        faults::range_inverted(place(), id, written, sink);
    } else if strict && matches!(value, TargetValue::Range(..)) {
        faults::strict_range(place(), id, written, sink);
    } else if !ends.iter().all(|end| unit.get().allows(*end)) {
        faults::value_not_of_unit(place(), id, (written, unit.get().name), &allowed(unit), sink);
    }
    Some((value, strict))
}

/// The allowed values of an indicator.
pub(super) fn values(f: &mut Fields<'_>, of: Of<'_>, sink: &mut Sink) -> Vec<i64> {
    let mut found = Vec::new();
    for node in f.list("values", sink) {
        let Some(value) = node.text().and_then(number) else {
            f.wrong(node, "một số", sink);
            continue;
        };
        let (Some((id, unit, _)), Some(written)) = (of, node.text()) else { continue };
        let name: Arc<str> = Arc::clone(f.name());
        let place = node.at().place(&name);
        if found.contains(&value) {
            faults::value_twice(place, id, written, sink);
        } else if !unit.get().allows(value) {
            let expected = allowed(unit);
            faults::value_not_of_unit(place, id, (written, unit.get().name), &expected, sink);
        }
        found.push(value);
    }
    found
}

/// What a unit allows, in words.
fn allowed(unit: UnitId) -> String {
    let decimals = if unit.get().is_count() { "số nguyên" } else { "số" };
    match unit.get().most() {
        Some(most) => format!("{decimals} từ 0 đến {}", figure::shown(most)),
        None => format!("{decimals} từ 0 trở lên"),
    }
}

/// One number, or two with a dash between them.
fn value(text: &str) -> Option<TargetValue> {
    match text.split_once(['–', '-']) {
        Some((from, to)) => Some(TargetValue::Range(number(from)?, number(to)?)),
        None => number(text).map(TargetValue::One),
    }
}

/// A number of at most nine digits and two decimals, in hundredths; the decimal mark is a full stop
/// or a comma.
fn number(text: &str) -> Option<i64> {
    let text = text.strip_prefix('+').unwrap_or(text);
    let (whole, decimals) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let are_digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    if !are_digits(whole, 9) || !are_digits(decimals, 2) {
        return None;
    }
    let cents: i64 = decimals.parse().ok()?;
    let cents = if decimals.len() == 1 { cents * 10 } else { cents };
    Some(whole.parse::<i64>().ok()? * SCALE + cents)
}
