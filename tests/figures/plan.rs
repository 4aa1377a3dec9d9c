//! The plan folder and the analyst's page, read with types of their own: who leads what, who owes a
//! report, when it is due.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::common;
use super::raw::fold;

#[derive(Deserialize)]
pub(crate) struct Appendix {
    pub(crate) groups: Vec<Group>,
}

#[derive(Deserialize)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) tasks: Vec<Task>,
}

#[derive(Deserialize)]
pub(crate) struct Task {
    pub(crate) id: String,
    pub(crate) lead: String,
    pub(crate) due: Option<String>,
}

#[derive(Deserialize)]
struct Decision {
    date: String,
}

#[derive(Deserialize)]
struct Register {
    agencies: Vec<Agency>,
}

#[derive(Deserialize)]
pub(crate) struct Agency {
    pub(crate) id: String,
    pub(crate) name: String,
    short: Option<String>,
    #[serde(default)]
    aliases: Vec<Alias>,
    pub(crate) kind: String,
    pub(crate) reports: String,
    #[serde(default = "yes")]
    pub(crate) confirmed: bool,
    former_province: Option<String>,
    valid_from: Option<String>,
    valid_to: Option<String>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Alias {
    Always(String),
    From { name: String },
}

#[derive(Deserialize)]
struct Reporting {
    windows: Windows,
    deadline: Deadline,
    holidays: Vec<Holiday>,
    expected: Vec<Class>,
    thresholds: Thresholds,
    statuses: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Windows {
    start_day: u32,
    end_day: u32,
}

#[derive(Deserialize)]
struct Deadline {
    working_days: u32,
}

#[derive(Deserialize)]
struct Holiday {
    date: String,
}

#[derive(Deserialize)]
struct Class {
    kinds: Vec<String>,
    from: Option<String>,
    to: Option<String>,
    former_province: Option<String>,
}

#[derive(Deserialize)]
struct Thresholds {
    overdue_days: i64,
    silent_days: i64,
}

#[derive(Deserialize)]
pub(crate) struct Page {
    pub(crate) as_of: String,
    pub(crate) received: BTreeMap<String, String>,
    pub(crate) excused: Vec<Excused>,
}

#[derive(Deserialize)]
pub(crate) struct Excused {
    pub(crate) agency: String,
    pub(crate) reason: String,
}

/// The whole plan.
pub(crate) struct Plan {
    pub(crate) appendix: Appendix,
    pub(crate) issued: NaiveDate,
    agencies: Vec<Agency>,
    reporting: Reporting,
}

fn yaml<T: DeserializeOwned>(name: &str) -> T {
    let text = common::read(&common::path(name));
    serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// `2025-06-05`.
pub(crate) fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap_or_else(|_| panic!("a day: {text}"))
}

/// The analyst's page of a quarter of the examples.
pub(crate) fn page(quarter: &str) -> Page {
    yaml(&format!("examples/submissions/{quarter}/period.yaml"))
}

impl Plan {
    pub(crate) fn read() -> Self {
        let decision: Decision = yaml("plan/plan.yaml");
        let register: Register = yaml("plan/agencies.yaml");
        Self {
            appendix: yaml("plan/appendix.yaml"),
            issued: day(&decision.date),
            agencies: register.agencies,
            reporting: yaml("plan/reporting.yaml"),
        }
    }

    pub(crate) fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.appendix.groups.iter().flat_map(|group| &group.tasks)
    }

    pub(crate) fn agency(&self, id: &str) -> &Agency {
        self.agencies.iter().find(|a| a.id == id).unwrap_or_else(|| panic!("no agency {id}"))
    }

    pub(crate) fn name(&self, id: &str) -> &str {
        &self.agency(id).name
    }

    pub(crate) fn label(&self, status: &str) -> &str {
        &self.reporting.statuses[status]
    }

    /// The status that a cell names, by key or by words.
    pub(crate) fn status(&self, written: &str) -> &str {
        let wanted = fold(written);
        let all = self.reporting.statuses.iter();
        all.into_iter()
            .find(|(key, label)| fold(key) == wanted || fold(label) == wanted)
            .unwrap_or_else(|| panic!("a status: {written}"))
            .0
    }

    /// The agency that a cell names, of those in force on a day.
    pub(crate) fn find(&self, written: &str, on: NaiveDate) -> &str {
        let bare = |text: &str| {
            let folded = fold(text);
            folded.trim_end_matches(" khanh hoa").trim_end_matches(" tinh").to_owned()
        };
        let wanted = bare(written);
        let is_called = |agency: &&Agency| {
            let aliases = agency.aliases.iter().map(|alias| match alias {
                Alias::Always(name) | Alias::From { name } => name,
            });
            let mut names =
                [&agency.id, &agency.name].into_iter().chain(&agency.short).chain(aliases);
            in_force(agency, on) && names.any(|name| bare(name) == wanted)
        };
        let found: Vec<&Agency> = self.agencies.iter().filter(is_called).collect();
        assert_eq!(found.len(), 1, "{written} on {on}");
        &found[0].id
    }

    /// First and last day of the data window of a quarter.
    pub(crate) fn window(&self, quarter: &str) -> (NaiveDate, NaiveDate) {
        let (year, quarter) = quarter.split_once("-Q").expect("a quarter");
        let (year, quarter): (i32, u32) =
            (year.parse().expect("a year"), quarter.parse().expect("a number"));
        let last = NaiveDate::from_ymd_opt(year, quarter * 3, self.reporting.windows.end_day);
        let before = if quarter == 1 { (year - 1, 12) } else { (year, quarter * 3 - 3) };
        let first = NaiveDate::from_ymd_opt(before.0, before.1, self.reporting.windows.start_day);
        (first.expect("a day"), last.expect("a day"))
    }

    /// The last day on which a report for a quarter is on time.
    pub(crate) fn deadline(&self, quarter: &str) -> NaiveDate {
        let holidays: BTreeSet<NaiveDate> =
            self.reporting.holidays.iter().map(|h| day(&h.date)).collect();
        let works = |day: &NaiveDate| {
            !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !holidays.contains(day)
        };
        let (_, closes) = self.window(quarter);
        let days = (1..).map(|n| closes + Days::new(n)).filter(works);
        let count = self.reporting.deadline.working_days as usize;
        days.take(count).last().expect("at least one working day")
    }

    /// Who owes a report for a quarter, by id.
    pub(crate) fn owing(&self, quarter: &str) -> BTreeSet<&str> {
        let (_, closes) = self.window(quarter);
        let counted = |agency: &&Agency| {
            agency.reports == "duty"
                && agency.confirmed
                && in_force(agency, closes)
                && self.reporting.expected.iter().any(|class| {
                    class.kinds.contains(&agency.kind)
                        && class.from.as_deref().is_none_or(|from| day(from) <= closes)
                        && class.to.as_deref().is_none_or(|to| closes <= day(to))
                        && (class.former_province.is_none()
                            || class.former_province == agency.former_province)
                })
        };
        self.agencies.iter().filter(counted).map(|a| a.id.as_str()).collect()
    }

    /// Bodies whose part is requested, not ordered, by id.
    pub(crate) fn requested(&self) -> BTreeSet<&str> {
        let requested = self.agencies.iter().filter(|a| a.reports == "request" && a.confirmed);
        requested.map(|a| a.id.as_str()).collect()
    }

    pub(crate) fn overdue_days(&self) -> i64 {
        self.reporting.thresholds.overdue_days
    }

    pub(crate) fn silent_days(&self) -> i64 {
        self.reporting.thresholds.silent_days
    }
}

fn in_force(agency: &Agency, on: NaiveDate) -> bool {
    agency.valid_from.as_deref().is_none_or(|from| day(from) <= on)
        && agency.valid_to.as_deref().is_none_or(|to| on <= day(to))
}
