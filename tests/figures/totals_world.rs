//! Data folders with figures, another for each seed: zeros, gaps, cells that are no value, repeated
//! and conflicting rows, bodies that went into others, new leads, and now and then a half year sent as one.
//!
//! Invents; counts nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use chrono::Days;

use super::common;
use super::plan::Plan;
use super::random::Random;
use super::totals::{Figure, Figures};

const QUARTERS: [&str; 8] =
    ["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1"];
/// A half year that is sent as one.
const HALF: &str = "2026-H1";

/// Writes the data folder of a seed; gives its folders.
pub(crate) fn write(plan: &Plan, figures: &Figures, seed: u64, data: &Path) -> Vec<String> {
    let mut random = Random::new(seed ^ 0x5EED);
    let first = usize::from(random.in_100(60));
    let count = random.between(3, 6) as usize;
    let mut folders: Vec<String> =
        QUARTERS[first..first + count].iter().map(|id| (*id).to_owned()).collect();
    if random.in_100(20) {
        folders.remove(random.between(0, count as i64 - 1) as usize);
    }
    if random.in_100(25) {
        folders.push(HALF.to_owned());
    }
    let few = random.in_100(30);
    for folder in &folders {
        let span = plan.span(folder);
        let path = data.join(folder);
        std::fs::create_dir_all(&path).expect("a folder");
        let mut page = format!("as_of: {}\n", span.to + Days::new(9));
        let mut senders: Vec<&str> = plan.owing(span.to).into_iter().collect();
        senders.extend(plan.requested(span.to));
        if random.in_100(30) {
            let excused = random.one(&senders);
            write!(page, "excused:\n  - {{agency: {excused}, reason: bão lũ}}\n").expect("text");
        }
        common::write(&path.join("period.yaml"), page);
        let share = if few { 5 } else { 30 };
        for sender in senders {
            if !random.in_100(share) {
                continue;
            }
            let asked: Vec<&Figure> =
                figures.list.iter().filter(|f| figures.asks(plan, f, sender, span.to)).collect();
            let text = file(plan, figures, &mut random, (folder, sender), &asked);
            common::write(&path.join(format!("so-lieu-{sender}.csv")), text);
        }
    }
    folders
}

fn file(
    plan: &Plan,
    figures: &Figures,
    random: &mut Random,
    (folder, sender): (&str, &str),
    asked: &[&Figure],
) -> String {
    let by_key = random.in_100(50);
    let mut text = if by_key {
        "ky_bao_cao;co_quan;ma_so_lieu;gia_tri\n".to_owned()
    } else {
        "Kỳ báo cáo;Cơ quan báo cáo;Mã số liệu;Giá trị\n".to_owned()
    };
    // A half year is one value, or one for each quarter of it, or both.
    let quarters = plan.span(folder).quarters;
    let mut periods = match (folder == HALF, random.between(1, 3)) {
        (false, _) | (true, 1) => vec![folder.to_owned()],
        (true, 2) => quarters,
        (true, _) => [vec![folder.to_owned()], quarters].concat(),
    };
    periods.sort();
    for period in periods {
        let mut known = BTreeMap::new();
        for figure in asked {
            let value_of = value(figures, random, figure, &mut known);
            if !random.in_100(85) {
                continue;
            }
            let value = match random.between(1, 60) {
                1 => "chưa rõ".to_owned(),
                2 if figure.is_count() => format!("{value_of},5"),
                3 => "-5".to_owned(),
                4 => String::new(),
                _ => written(figure, value_of, random),
            };
            let line = format!("{period};{};{};{value}\n", plan.name(sender), figure.id);
            text += &line;
            match random.between(1, 100) {
                1 | 2 => text += &line,
                // Another value of the same figure.
                3 => {
                    let other = if value_of > 0 { value_of - 1 } else { value_of + 1 };
                    let other = written(figure, other, random);
                    text += &format!("{period};{};{};{other}\n", plan.name(sender), figure.id);
                }
                _ => {}
            }
        }
    }
    text
}

/// A value in whole units, of a rate in hundredths, that fits those it belongs to.
fn value(
    figures: &Figures,
    random: &mut Random,
    figure: &Figure,
    known: &mut BTreeMap<String, i64>,
) -> i64 {
    if let Some(value) = known.get(&figure.id) {
        return *value;
    }
    let of = |id: &Option<String>| id.as_deref().map(|id| figures.get(id));
    let made = if let Some(whole) = of(&figure.part_of) {
        let most = value(figures, random, whole, known);
        random.between(0, most)
    } else if let Some(occasions) = of(&figure.goes_with) {
        match value(figures, random, occasions, known) {
            0 => 0,
            count => count * random.between(1, 90),
        }
    } else if figure.values == [0, 1] {
        random.between(0, 1)
    } else if !figure.is_count() {
        random.between(0, 10_000)
    } else if figure.sensitive {
        let most = *random.one(&[0, 1, 4, 12]);
        random.between(0, most)
    } else {
        random.between(0, 60)
    };
    known.insert(figure.id.clone(), made);
    made
}

fn written(figure: &Figure, value: i64, random: &mut Random) -> String {
    if !figure.is_count() {
        return format!("{},{:02}", value / 100, value % 100);
    }
    match value >= 1_000 && random.in_100(50) {
        true => format!("{}.{:03}", value / 1_000, value % 1_000),
        false => value.to_string(),
    }
}
