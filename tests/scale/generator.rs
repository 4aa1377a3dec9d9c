//! The made-up province is as large, as varied and as clean as it says.

use std::collections::{BTreeMap, BTreeSet};

use report::diag::Severity;
use report::plan::Period;
use report::submission::Field;
use report::workspace::Workspace;

use super::material::province::{self, Province};

const SEED: u64 = 1;
/// Figures of a body.
const MOST: usize = 20;

fn texts(field: Field, period: Period) -> Vec<String> {
    let province = Province::new(SEED);
    let files = province.files(period);
    let plan = super::material::plan();
    let day = plan.window(period).end;
    let tables = files.iter().filter(|file| file.name.ends_with(".csv"));
    let texts = tables.flat_map(|file| {
        let mut sink = report::diag::Sink::new();
        let read = report::submission::read(file, plan, day, &mut sink);
        let submission = read.submission.expect("a table");
        let texts = submission.rows.iter().map(|row| submission.text(row, field).to_owned());
        texts.collect::<Vec<_>>()
    });
    texts.collect()
}

#[test]
fn results_are_as_long_as_real_ones_and_no_two_are_the_same() {
    for period in province::QUARTERS {
        let all = texts(Field::Result, period);
        assert_eq!(all.len(), province::ROWS);
        let told: Vec<&String> = all.iter().filter(|text| !text.is_empty()).collect();
        assert!(told.len() * 10 > all.len() * 8, "{} of {}", told.len(), all.len());
        let mut lengths: Vec<usize> = told.iter().map(|text| text.chars().count()).collect();
        lengths.sort_unstable();
        let (least, middle, most) =
            (lengths[0], lengths[lengths.len() / 2], lengths[lengths.len() - 1]);
        assert!(least >= 200 && middle >= 350 && most <= 1_500, "{least} {middle} {most}");
        assert!(most > 1_200, "some are long: {most}");
        assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), told.len(), "{}", period.id());
    }
}

#[test]
fn half_of_the_rows_tell_difficulties_proposals_and_what_comes_next() {
    for field in [Field::Difficulty, Field::Proposal, Field::Next] {
        let all = texts(field, province::QUARTERS[1]);
        let told = all.iter().filter(|text| !text.is_empty()).count();
        let share = told * 100 / all.len();
        assert!((45..=62).contains(&share), "{field:?}: {share}%");
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        all.iter()
            .filter(|text| !text.is_empty())
            .for_each(|text| *times.entry(text).or_default() += 1);
        let shared = times.values().filter(|times| **times >= 3).count();
        assert!(field != Field::Difficulty || shared >= 5, "some words went round: {shared}");
        assert!(times.len() * 2 > told, "most are words of their own: {} of {told}", times.len());
    }
}

#[test]
fn a_seed_gives_the_same_files_and_another_gives_others() {
    let bytes = |seed: u64| -> Vec<Vec<u8>> {
        let files = Province::new(seed).files(province::QUARTERS[0]);
        files.iter().map(|file| file.bytes.as_slice().to_vec()).collect()
    };
    assert_eq!(bytes(1), bytes(1));
    assert_ne!(bytes(1), bytes(2));
}

/// Late files and overdue tasks are told, as they are meant to be; nothing keeps a row out.
#[test]
fn every_row_of_the_year_counts() {
    all_counts(&Province::new(SEED), &["K602", "K605"]);
}

/// Nor a figure, of those that each body is asked for.
#[test]
fn every_figure_of_the_year_counts() {
    let province = Province::new(SEED).with_figures(MOST);
    let plan = super::material::plan();
    for period in province::QUARTERS {
        let day = plan.window(period).end;
        let files = province.files(period);
        let tables = files.iter().filter(|file| file.name.ends_with("-so-lieu.csv"));
        let rows: Vec<usize> = tables
            .map(|file| {
                let mut sink = report::diag::Sink::new();
                let read = report::submission::read(file, plan, day, &mut sink);
                let figures = read.figures.expect("a table of figures").rows;
                assert!(figures.iter().all(|row| row.value().is_some()), "{}", file.name);
                figures.len()
            })
            .collect();
        // All but the court and the prosecutors.
        assert_eq!(rows.len(), province::BODIES - 2, "{}", period.id());
        assert!(rows.iter().all(|rows| *rows >= 11), "{rows:?}");
    }
    all_counts(&province, &["K602", "K605"]);
}

fn all_counts(province: &Province, meant: &[&str]) {
    let store = province.store(&province::QUARTERS);
    let plan = report::workspace::plan(&report::plan::PlanFiles::embedded()).expect("the plan");
    let mut workspace = Workspace::open(store, plan, "data").expect("a data folder");
    for period in province::QUARTERS {
        let found = workspace.period(period).expect("a period").findings();
        let other: Vec<String> = found
            .iter()
            .filter(|d| d.severity != Severity::Note && !meant.contains(&d.code.id))
            .map(|d| format!("{} {:?} {}", d.code.id, d.place.file(), d.message))
            .collect();
        assert!(
            other.is_empty(),
            "{}: {} findings\n{}",
            period.id(),
            other.len(),
            other[..other.len().min(12)].join("\n")
        );
    }
}
