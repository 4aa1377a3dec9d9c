//! The plan folder and the analyst's page, read with types of their own: who leads what, who owes a
//! report, when it is due.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use super::common;
use super::raw::fold;

/// Kinds of agencies in the order in which a report names them.
pub(crate) const KINDS: [(&str, &str); 7] = [
    ("so_nganh", "Sở, ban, ngành cấp tỉnh"),
    ("doan_the", "Mặt trận và các đoàn thể"),
    ("tu_phap", "Cơ quan tư pháp"),
    ("cap_huyen", "UBND cấp huyện"),
    ("cap_xa", "UBND cấp xã"),
    ("cap_tinh", "Cơ quan cấp tỉnh"),
    ("trung_uong", "Cơ quan trung ương"),
];

#[derive(Deserialize)]
pub(crate) struct Appendix {
    pub(crate) groups: Vec<Group>,
}

#[derive(Deserialize)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) tasks: Vec<Task>,
}

#[derive(Deserialize)]
pub(crate) struct Task {
    pub(crate) id: String,
    lead: String,
    coordinating: Vec<String>,
    #[serde(default)]
    assignments: Vec<Assignment>,
    #[serde(default, deserialize_with = "maybe_day")]
    due: Option<NaiveDate>,
}

#[derive(Deserialize)]
struct Assignment {
    #[serde(deserialize_with = "a_day")]
    from: NaiveDate,
    lead: String,
    #[serde(default)]
    coordinating: Vec<String>,
}

#[derive(Deserialize)]
struct Decision {
    #[serde(deserialize_with = "a_day")]
    date: NaiveDate,
    organisation: Organisation,
}

#[derive(Deserialize)]
struct Organisation {
    duties: Vec<Duty>,
}

#[derive(Deserialize)]
struct Duty {
    id: String,
    holders: Vec<String>,
}

#[derive(Deserialize)]
struct Register {
    agencies: Vec<Agency>,
    groups: Vec<Bodies>,
}

#[derive(Deserialize)]
struct Bodies {
    id: String,
    #[serde(default)]
    kinds: Vec<String>,
    #[serde(default)]
    members: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct Agency {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) short: Option<String>,
    #[serde(default)]
    aliases: Vec<Alias>,
    pub(crate) kind: String,
    pub(crate) reports: String,
    #[serde(default = "yes")]
    pub(crate) confirmed: bool,
    pub(crate) former_province: Option<String>,
    #[serde(default, deserialize_with = "maybe_day")]
    valid_from: Option<NaiveDate>,
    #[serde(default, deserialize_with = "maybe_day")]
    valid_to: Option<NaiveDate>,
    #[serde(default)]
    pub(crate) successors: Vec<String>,
    continues: Option<String>,
}

fn yes() -> bool {
    true
}

fn a_day<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    String::deserialize(from).map(|text| day(&text))
}

fn maybe_day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    Ok(Option::<String>::deserialize(from)?.map(|text| day(&text)))
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Alias {
    Always(String),
    From { name: String },
}

#[derive(Deserialize)]
struct Unit {
    agency: String,
}

#[derive(Deserialize)]
struct Reporting {
    unit: Unit,
    windows: Windows,
    deadline: Deadline,
    holidays: Vec<Holiday>,
    expected: Vec<Class>,
    count_former_provinces: bool,
    thresholds: Thresholds,
    limits: Limits,
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
    #[serde(deserialize_with = "a_day")]
    date: NaiveDate,
}

#[derive(Deserialize)]
struct Class {
    kinds: Vec<String>,
    #[serde(default, deserialize_with = "maybe_day")]
    from: Option<NaiveDate>,
    #[serde(default, deserialize_with = "maybe_day")]
    to: Option<NaiveDate>,
    former_province: Option<String>,
}

#[derive(Deserialize)]
struct Thresholds {
    overdue_days: i64,
    silent_days: i64,
}

#[derive(Deserialize)]
struct Limits {
    names: usize,
}

/// `period.yaml`.
#[derive(Deserialize)]
pub(crate) struct Page {
    pub(crate) as_of: String,
    pub(crate) notice: Option<String>,
    #[serde(default)]
    pub(crate) received: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) excused: Vec<Excused>,
}

#[derive(Deserialize)]
pub(crate) struct Excused {
    pub(crate) agency: String,
}

/// The part that an agency has in a task.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    Leads,
    Helps,
    /// In what has no lead: solutions and duties.
    Holds,
}

/// A report's period: its data window, and the quarters whose folders it is made of.
#[derive(Clone)]
pub(crate) struct Span {
    pub(crate) id: String,
    pub(crate) from: NaiveDate,
    pub(crate) to: NaiveDate,
    pub(crate) quarters: Vec<String>,
}

/// The whole plan.
pub(crate) struct Plan {
    pub(crate) appendix: Appendix,
    pub(crate) issued: NaiveDate,
    duties: Vec<Duty>,
    agencies: Vec<Agency>,
    by_id: HashMap<String, usize>,
    groups: Vec<Bodies>,
    reporting: Reporting,
    /// By what a cell may say, folded.
    names: BTreeMap<String, Vec<usize>>,
    statuses: BTreeMap<String, String>,
}

fn yaml<T: DeserializeOwned>(path: &Path) -> T {
    let text = common::read(path);
    serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// `2025-06-05`.
pub(crate) fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap_or_else(|_| panic!("a day: {text}"))
}

/// The analyst's page of a period folder.
pub(crate) fn page(folder: &Path) -> Page {
    yaml(&folder.join("period.yaml"))
}

/// A name without case, marks and the words for the province.
fn bare(text: &str) -> String {
    let folded = fold(text);
    folded.trim_end_matches(" khanh hoa").trim_end_matches(" tinh").to_owned()
}

impl Plan {
    pub(crate) fn read(folder: &Path) -> Self {
        let decision: Decision = yaml(&folder.join("plan.yaml"));
        let register: Register = yaml(&folder.join("agencies.yaml"));
        let reporting: Reporting = yaml(&folder.join("reporting.yaml"));
        let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, agency) in register.agencies.iter().enumerate() {
            let aliases = agency.aliases.iter().map(|alias| match alias {
                Alias::Always(name) | Alias::From { name } => name,
            });
            let all = [&agency.id, &agency.name].into_iter().chain(&agency.short).chain(aliases);
            for key in all.map(|name| bare(name)).collect::<BTreeSet<_>>() {
                names.entry(key).or_default().push(index);
            }
        }
        let spelled = |(key, label): (&String, &String)| {
            [(fold(key), key.clone()), (fold(label), key.clone())]
        };
        Self {
            appendix: yaml(&folder.join("appendix.yaml")),
            issued: decision.date,
            duties: decision.organisation.duties,
            by_id: register.agencies.iter().enumerate().map(|(n, a)| (a.id.clone(), n)).collect(),
            agencies: register.agencies,
            groups: register.groups,
            statuses: reporting.statuses.iter().flat_map(spelled).collect(),
            reporting,
            names,
        }
    }

    // ---- Tasks --------------------------------------------------------------------------------

    pub(crate) fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.appendix.groups.iter().flat_map(|group| &group.tasks)
    }

    /// Codes of what may be reported on beside the appendix.
    pub(crate) fn beside(&self) -> impl Iterator<Item = &str> {
        ["KH.6", "KH.7"].into_iter().chain(self.duties.iter().map(|duty| duty.id.as_str()))
    }

    /// The task that a cell names: `I.1` for `i-1`, `I/1`, `I. 1`.
    pub(crate) fn task_code(&self, written: &str) -> Option<&str> {
        let bare = |text: &str| {
            let parts = text.split(['.', '-', '/', ' ']).filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(".").to_lowercase()
        };
        let wanted = bare(written);
        let all = self.tasks().map(|task| task.id.as_str()).chain(self.beside());
        all.into_iter().find(|id| bare(id) == wanted)
    }

    /// Lead and coordinating bodies of a task on a day.
    fn assignment<'a>(&self, task: &'a Task, on: NaiveDate) -> (&'a str, &'a [String]) {
        let given = task.assignments.iter().rfind(|given| given.from <= on);
        match given {
            Some(given) => (&given.lead, &given.coordinating),
            None => (&task.lead, &task.coordinating),
        }
    }

    /// The lead of a task on a day, by id.
    pub(crate) fn lead<'a>(&self, task: &'a Task, on: NaiveDate) -> &'a str {
        self.assignment(task, on).0
    }

    /// Since when the lead of a task on a day has had to answer for it.
    pub(crate) fn answers_since(&self, task: &Task, on: NaiveDate) -> NaiveDate {
        let given = task.assignments.iter().rfind(|given| given.from <= on);
        let founded = self.agency(self.lead(task, on)).valid_from;
        let given = given.map(|given| given.from);
        [Some(self.issued), given, founded].into_iter().flatten().max().expect("a day")
    }

    /// The day that the plan sets for a task.
    pub(crate) fn due(&self, task: &Task) -> Option<NaiveDate> {
        task.due
    }

    /// The part that an agency has in a task on a day.
    pub(crate) fn role(&self, code: &str, agency: &str, on: NaiveDate) -> Option<Role> {
        if let Some(task) = self.tasks().find(|task| task.id == code) {
            let (lead, helpers) = self.assignment(task, on);
            if lead == agency {
                return Some(Role::Leads);
            }
            return helpers.iter().any(|who| self.takes_in(who, agency)).then_some(Role::Helps);
        }
        match self.duties.iter().find(|duty| duty.id == code) {
            Some(duty) => {
                let holds = duty.holders.iter().any(|who| self.takes_in(who, agency));
                holds.then_some(Role::Holds)
            }
            None => Some(Role::Holds),
        }
    }

    /// Whether an agency is meant by the id of an agency or of a group.
    fn takes_in(&self, who: &str, agency: &str) -> bool {
        let Some(group) = self.groups.iter().find(|group| group.id == who) else {
            return who == agency;
        };
        let is_kind = group.kinds.contains(&self.agency(agency).kind);
        (is_kind || group.members.iter().any(|member| member == agency))
            && !group.except.iter().any(|other| other == agency)
    }

    // ---- Agencies -----------------------------------------------------------------------------

    pub(crate) fn agencies(&self) -> &[Agency] {
        &self.agencies
    }

    pub(crate) fn agency(&self, id: &str) -> &Agency {
        match self.by_id.get(id) {
            Some(index) => &self.agencies[*index],
            None => panic!("no agency {id}"),
        }
    }

    pub(crate) fn name(&self, id: &str) -> &str {
        &self.agency(id).name
    }

    /// The body that an agency goes on with under another name: the first of them.
    pub(crate) fn body<'a>(&'a self, id: &'a str) -> &'a str {
        match &self.agency(id).continues {
            Some(before) => self.body(before),
            None => id,
        }
    }

    /// The agency that a body is on a day; none where it has ended.
    pub(crate) fn called(&self, body: &str, on: NaiveDate) -> Option<&str> {
        let mut agencies = self.agencies.iter();
        let is = |agency: &&Agency| in_force(agency, on) && self.body(&agency.id) == body;
        agencies.find(is).map(|agency| agency.id.as_str())
    }

    /// The agency that a cell names: one in force on that day before one that is not.
    pub(crate) fn find(&self, written: &str, on: NaiveDate) -> Option<&Agency> {
        let found = self.names.get(&bare(written))?;
        let mut found: Vec<&Agency> = found.iter().map(|index| &self.agencies[*index]).collect();
        if found.iter().any(|agency| in_force(agency, on)) {
            found.retain(|agency| in_force(agency, on));
        }
        assert_eq!(found.len(), 1, "{written} on {on}");
        Some(found[0])
    }

    /// The agency after whose id a file is called; the longest such id.
    pub(crate) fn named_by_file(&self, file: &str) -> Option<&Agency> {
        let ids = self.agencies.iter().filter(|agency| {
            let at = file.find(&agency.id);
            let ends = |at: usize| file[at + agency.id.len()..].starts_with(['.', '-', ' ']);
            at.is_some_and(|at| (at == 0 || file[..at].ends_with(['-', ' '])) && ends(at))
        });
        ids.max_by_key(|agency| agency.id.len())
    }

    pub(crate) fn in_force(&self, id: &str, on: NaiveDate) -> bool {
        in_force(self.agency(id), on)
    }

    /// Who owes a report for a data window that ends on a day.
    pub(crate) fn owing(&self, closes: NaiveDate) -> BTreeSet<&str> {
        let includes = |class: &Class, agency: &Agency| {
            let province = match (&class.former_province, &agency.former_province) {
                (Some(wanted), Some(found)) => {
                    wanted == found || self.reporting.count_former_provinces
                }
                _ => true,
            };
            class.kinds.contains(&agency.kind)
                && class.from.is_none_or(|from| from <= closes)
                && class.to.is_none_or(|to| closes <= to)
                && province
        };
        let counted = |agency: &&Agency| {
            agency.reports == "duty"
                && agency.confirmed
                && in_force(agency, closes)
                && self.reporting.expected.iter().any(|class| includes(class, agency))
        };
        self.agencies.iter().filter(counted).map(|a| a.id.as_str()).collect()
    }

    /// Bodies whose part is requested, not ordered.
    pub(crate) fn requested(&self, closes: NaiveDate) -> BTreeSet<&str> {
        let asked = |a: &&Agency| a.reports == "request" && a.confirmed && in_force(a, closes);
        self.agencies.iter().filter(asked).map(|a| a.id.as_str()).collect()
    }

    // ---- Words and days -----------------------------------------------------------------------

    pub(crate) fn label(&self, status: &str) -> &str {
        &self.reporting.statuses[status]
    }

    /// The status that a cell names, by key or by words.
    pub(crate) fn status(&self, written: &str) -> Option<&str> {
        self.statuses.get(&fold(written)).map(String::as_str)
    }

    /// First and last day of the data window of the months of a year.
    fn window(&self, year: i32, first: u32, last: u32) -> (NaiveDate, NaiveDate) {
        let before = if first == 1 { (year - 1, 12) } else { (year, first - 1) };
        let start = NaiveDate::from_ymd_opt(before.0, before.1, self.reporting.windows.start_day);
        let end = NaiveDate::from_ymd_opt(year, last, self.reporting.windows.end_day);
        (start.expect("a day"), end.expect("a day"))
    }

    /// A period by its id: `2025-Q3`, `2025-H1`, `2025-9M`, `2025`, `2025-06-01..2026-03-31`.
    pub(crate) fn span(&self, id: &str) -> Span {
        if let Some((from, to)) = id.split_once("..") {
            let (from, to) = (day(from), day(to));
            let all = (from.year()..=to.year()).flat_map(|year| quarters(year, 1, 4));
            // The quarters that close within it.
            let closes = |quarter: &String| (from..=to).contains(&self.span(quarter).to);
            return Span { id: id.into(), from, to, quarters: all.filter(closes).collect() };
        }
        let (year, part) = id.split_once('-').unwrap_or((id, ""));
        let year: i32 = year.parse().expect("a year");
        let (first, last) = match part {
            "" => (1, 4),
            "H1" => (1, 2),
            "H2" => (3, 4),
            "9M" => (1, 3),
            quarter => {
                let quarter = quarter[1..].parse().expect("a quarter");
                (quarter, quarter)
            }
        };
        let (from, to) = self.window(year, first * 3 - 2, last * 3);
        Span { id: id.into(), from, to, quarters: quarters(year, first, last) }
    }

    /// The last day on which a report for a quarter is on time.
    pub(crate) fn deadline(&self, quarter: &str) -> NaiveDate {
        let holidays: BTreeSet<NaiveDate> =
            self.reporting.holidays.iter().map(|h| h.date).collect();
        let works = |day: &NaiveDate| {
            !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !holidays.contains(day)
        };
        let closes = self.span(quarter).to;
        let days = (1..).map(|n| closes + Days::new(n)).filter(works);
        let count = self.reporting.deadline.working_days as usize;
        days.take(count).last().expect("at least one working day")
    }

    /// The body that consolidates.
    pub(crate) fn unit(&self) -> &str {
        &self.reporting.unit.agency
    }

    /// How many names a sentence lists.
    pub(crate) fn most_names(&self) -> usize {
        self.reporting.limits.names
    }

    pub(crate) fn overdue_days(&self) -> i64 {
        self.reporting.thresholds.overdue_days
    }

    pub(crate) fn silent_days(&self) -> i64 {
        self.reporting.thresholds.silent_days
    }
}

fn quarters(year: i32, first: u32, last: u32) -> Vec<String> {
    (first..=last).map(|quarter| format!("{year}-Q{quarter}")).collect()
}

fn in_force(agency: &Agency, on: NaiveDate) -> bool {
    agency.valid_from.is_none_or(|from| from <= on) && agency.valid_to.is_none_or(|to| on <= to)
}
