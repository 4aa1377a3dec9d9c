//! Small runs of the check for the tests of the rules. Not part of the library.

use std::sync::OnceLock;

use chrono::NaiveDate;

use super::{Checked, History, Scope, run};
use crate::diag::{Diagnostic, Sink};
use crate::plan::{self, Period, Plan, PlanFiles};
use crate::source::Source;
use crate::submission::{self, Page};

/// Files to check against the embedded plan, by default for 2025-Q3 as of 20/9/2025.
pub(super) struct Trial {
    period: Option<Period>,
    as_of: NaiveDate,
    page: Option<String>,
    files: Vec<(String, String)>,
    before: Vec<(Period, String)>,
}

/// The headings of every file of a trial.
const HEADINGS: &str = "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua";

/// The headings of every file of figures.
const FIGURE_HEADINGS: &str = "ky_bao_cao;co_quan;ma_so_lieu;gia_tri";

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

impl Trial {
    pub(super) fn new() -> Self {
        let as_of = day("2025-09-20");
        Self {
            period: Some(Period::Quarter(2025, 3)),
            as_of,
            page: None,
            files: Vec::new(),
            before: Vec::new(),
        }
    }

    pub(super) fn period(mut self, period: Option<Period>) -> Self {
        self.period = period;
        self
    }

    pub(super) fn today(mut self, as_of: &str) -> Self {
        self.as_of = day(as_of);
        self
    }

    /// The analyst's page; with it the files are complete.
    pub(super) fn page(mut self, yaml: &str) -> Self {
        self.page = Some(yaml.to_owned());
        self
    }

    /// A file with the usual six columns and the columns `more`.
    pub(super) fn file(mut self, name: &str, more: &str, rows: &[&str]) -> Self {
        let text = format!("{HEADINGS};{more}\n{}\n", rows.join("\n"));
        self.files.push((name.to_owned(), text));
        self
    }

    /// A file of figures with the four required columns and the columns `more`.
    pub(super) fn figures(mut self, name: &str, more: &str, rows: &[&str]) -> Self {
        let text = format!("{FIGURE_HEADINGS};{more}\n{}\n", rows.join("\n"));
        self.files.push((name.to_owned(), text));
        self
    }

    /// A file with headings of its own.
    pub(super) fn text(mut self, name: &str, text: &str) -> Self {
        self.files.push((name.to_owned(), text.to_owned()));
        self
    }

    /// The only file of another period, with figures alone; the oldest first.
    pub(super) fn figures_before(mut self, period: Period, more: &str, rows: &[&str]) -> Self {
        self.before.push((period, format!("{FIGURE_HEADINGS};{more}\n{}\n", rows.join("\n"))));
        self
    }

    /// The only file, `truoc.csv`, of another period; the oldest first.
    pub(super) fn before(mut self, period: Period, more: &str, rows: &[&str]) -> Self {
        self.before.push((period, format!("{HEADINGS};{more}\n{}\n", rows.join("\n"))));
        self
    }

    pub(super) fn run(&self) -> Checked {
        static PLAN: OnceLock<Plan> = OnceLock::new();
        let mut sink = Sink::new();
        let plan = PLAN.get_or_init(|| {
            plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("a sound plan")
        });
        let page = self.page.as_ref().map(|text| {
            let source = Source::new("period.yaml", text.as_bytes());
            Page::load(&source, plan, &mut sink).expect("a sound page")
        });
        let mut history = History::default();
        for (period, text) in &self.before {
            let scope = Scope {
                plan,
                period: Some(*period),
                as_of: plan.deadline(*period),
                page: None,
                whole_period: false,
                history: Some(&history),
            };
            let mut read = Sink::new();
            let source = Source::new("truoc.csv", text.as_bytes());
            let file = submission::read(&source, plan, scope.day(), &mut read);
            let checked = run(&scope, vec![file], read);
            history.add(plan, &period.id(), &checked);
        }
        let scope = Scope {
            plan,
            period: self.period,
            as_of: self.as_of,
            page: page.as_ref(),
            whole_period: page.is_some(),
            history: (!history.is_empty()).then_some(&history),
        };
        let mut read = Sink::new();
        let files = self.files.iter().map(|(name, text)| {
            let source = Source::new(name.as_str(), text.as_bytes());
            submission::read(&source, plan, scope.day(), &mut read)
        });
        let files = files.collect();
        run(&scope, files, read)
    }

    /// The findings of a code.
    pub(super) fn found(&self, code: &str) -> Vec<Diagnostic> {
        self.run().findings.into_iter().filter(|d| d.code.id == code).collect()
    }
}
