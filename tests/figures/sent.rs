//! Who reported: files and their senders, the day on which an agency's report came, who is missing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};

use super::count::{Facts, Report, quarter_name, share, short_date};
use super::judge::{Quarter, Row};
use super::plan::{self, KINDS, Page, Plan, Span};
use super::raw::{self, RawFile};

/// What came from an agency, and whether it had to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum State {
    OnTime,
    Late(i64),
    /// Late by leave.
    Deferred(i64),
    Undated,
    Empty,
    Unusable,
    Unread,
    FiguresAlone,
    Missing,
    NotYet,
    Excused,
    /// It was not owed.
    Asked,
    Voluntary,
}

/// What an agency sent to a folder.
pub(crate) struct Sent {
    received: Option<NaiveDate>,
    counts: bool,
    says: bool,
    /// Whether any of its files is a table.
    is_read: bool,
    /// Whether the file that gives the day has rows.
    is_day_of_rows: bool,
}

/// Who reported to a folder.
pub(crate) struct Coverage<'d> {
    plan: &'d Plan,
    quarter: &'d Quarter,
    owing: BTreeSet<&'d str>,
    /// How many owe a report and were not excused.
    pub(crate) owed: usize,
    still_open: bool,
}

/// The agency that sent a file: the one after which it is called, else that of most of its rows.
pub(crate) fn sender<'d>(plan: &'d Plan, quarter: &'d Quarter, file: usize) -> Option<&'d str> {
    if let Some(agency) = plan.named_by_file(&quarter.files[file].name) {
        return Some(&agency.id);
    }
    let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
    for row in quarter.rows.iter().filter(|row| row.file == file) {
        if let Some(agency) = &row.agency {
            *rows.entry(agency).or_default() += 1;
        }
    }
    rows.into_iter().max_by_key(|(_, count)| *count).map(|(id, _)| id)
}

/// When a file was received: as the page says, else the latest report date of its rows that count.
fn received(quarter: &Quarter, file: usize) -> Option<NaiveDate> {
    let name = &quarter.files[file].name;
    let latest =
        || quarter.counting().filter(|row| row.file == file).filter_map(|r| r.reported).max();
    quarter.page.received.get(name).map(|text| plan::day(text)).or_else(latest)
}

/// What came from each agency of which there is a file, whether a row of it counts or not.
pub(crate) fn sent(plan: &Plan, quarter: &Quarter) -> BTreeMap<String, Sent> {
    let mut files: BTreeMap<&str, Vec<(usize, bool)>> = BTreeMap::new();
    for file in 0..quarter.files.len() {
        let rows = quarter.counting().filter(|row| row.file == file);
        let speaking: BTreeSet<&str> = rows.filter_map(|row| row.agency.as_deref()).collect();
        for agency in &speaking {
            files.entry(agency).or_default().push((file, true));
        }
        let sender = quarter.senders[file].as_deref();
        if let Some(agency) = sender.filter(|id| !speaking.contains(id)) {
            files.entry(agency).or_default().push((file, false));
        }
    }
    let of_agency = |(agency, files): (&str, Vec<(usize, bool)>)| {
        let counts = files.iter().any(|(_, counts)| *counts);
        let days = files.iter().filter(|(_, speaks)| *speaks == counts);
        // A row that is refused says something all the same, whatever name stands in it.
        let says = quarter.rows.iter().any(|row| {
            let is_own = match &row.agency {
                Some(name) if plan.in_force(name, quarter.span.to) => name == agency,
                _ => quarter.senders[row.file].as_deref() == Some(agency),
            };
            is_own && row.says
        });
        let received = days.filter_map(|(file, _)| Some((received(quarter, *file)?, *file))).min();
        let has_rows = |file: usize| quarter.rows.iter().any(|row| row.file == file);
        let is_read = files.iter().any(|(file, _)| quarter.files[*file].is_read);
        let is_day_of_rows = received.is_some_and(|(_, file)| has_rows(file));
        let received = received.map(|(day, _)| day);
        (agency.to_owned(), Sent { received, counts, says, is_read, is_day_of_rows })
    };
    files.into_iter().map(of_agency).collect()
}

/// Who sent a table of figures: the body after which the file is called, and every one in its rows;
/// and the first day on which one came.
pub(crate) fn figures(
    plan: &Plan,
    (span, page): (&Span, &Page),
    files: &[RawFile],
) -> BTreeMap<String, Option<NaiveDate>> {
    let mut all: BTreeMap<String, Option<NaiveDate>> = BTreeMap::new();
    for file in files {
        let dated = file.rows.iter().filter_map(|row| raw::date(row.text("ngay_bao_cao")).ok()?);
        let latest = || dated.max();
        let day = page.received.get(&file.name).map(|text| plan::day(text)).or_else(latest);
        let named = file.rows.iter().filter_map(|row| plan.find(row.text("co_quan"), span.to));
        for agency in plan.named_by_file(&file.name).into_iter().chain(named) {
            let first = all.entry(agency.id.clone()).or_insert(day);
            *first = [*first, day].into_iter().flatten().min();
        }
    }
    all
}

impl<'d> Coverage<'d> {
    pub(crate) fn of(report: &Report<'d>, quarter: &'d Quarter) -> Self {
        let plan = report.plan;
        let owing = plan.owing(quarter.span.to);
        let excused = quarter.page.excused.iter().map(|excused| excused.agency.as_str());
        let free: BTreeSet<&str> =
            excused.filter(|id| owing.contains(id) && !quarter.sent.contains_key(*id)).collect();
        let owed = owing.len() - free.len();
        let still_open = report.as_of <= quarter.deadline;
        Self { plan, quarter, owing, owed, still_open }
    }

    pub(crate) fn state(&self, id: &str) -> State {
        let excused = self.quarter.page.excused.iter().any(|excused| excused.agency == id);
        let Some(sent) = self.quarter.sent.get(id) else {
            let figures = self.quarter.figures.contains_key(id);
            return match (excused, self.still_open) {
                (true, _) if self.owing.contains(id) || !figures => State::Excused,
                _ if figures => State::FiguresAlone,
                (_, true) => State::NotYet,
                (_, false) => State::Missing,
            };
        };
        let late = sent.received.map(|day| (day - self.quarter.deadline).num_days());
        match late {
            _ if !sent.is_read => State::Unread,
            _ if !sent.counts => State::Unusable,
            _ if !self.owing.contains(id) && self.plan.agency(id).reports == "request" => {
                State::Asked
            }
            _ if !self.owing.contains(id) => State::Voluntary,
            _ if !sent.says => State::Empty,
            None => State::Undated,
            Some(days) if days > 0 && excused => State::Deferred(days),
            Some(days) if days > 0 => State::Late(days),
            Some(_) => State::OnTime,
        }
    }

    fn count(&self, keep: impl Fn(State) -> bool) -> usize {
        self.owing.iter().filter(|id| keep(self.state(id))).count()
    }

    /// How many of those who owe sent a report that says something.
    pub(crate) fn sent(&self) -> usize {
        self.count(says_something)
    }

    pub(crate) fn on_time(&self) -> usize {
        self.count(|s| s == State::OnTime)
    }

    /// Those who owe a report and have no leave, of a level or of all.
    pub(crate) fn owed_by(&self, level: Option<&str>) -> BTreeSet<&'d str> {
        let kinds = LEVELS.iter().find(|(name, _)| Some(*name) == level).map(|(_, kinds)| *kinds);
        let is_of = |id: &&str| {
            kinds.is_none_or(|kinds| kinds.contains(&self.plan.agency(id).kind.as_str()))
        };
        let owed = self.owing.iter().copied().filter(is_of);
        owed.filter(|id| self.state(id) != State::Excused).collect()
    }

    /// Of each level: its name, how many sent a report that says something, how many in time.
    pub(crate) fn levels(&self) -> impl Iterator<Item = (&'static str, usize, usize)> {
        LEVELS.iter().map(|(level, _)| {
            let states = || self.owed_by(Some(level)).into_iter().map(|id| self.state(id));
            let on_time = states().filter(|state| *state == State::OnTime).count();
            (*level, states().filter(|state| says_something(*state)).count(), on_time)
        })
    }

    fn owing_in(&self, keep: impl Fn(State) -> bool) -> Vec<String> {
        names(self.plan, self.owing.iter().copied().filter(|id| keep(self.state(id))))
    }

    fn others(&self, asked: bool) -> Vec<String> {
        let senders: BTreeSet<&String> = self.senders().collect();
        let others = senders.into_iter().filter(|id| !self.owing.contains(id.as_str()));
        let is = |id: &&String| (self.plan.agency(id).reports == "request") == asked;
        let others: Vec<&str> = others.filter(is).map(String::as_str).collect();
        let of = |name: &str| {
            let id = others.iter().find(|id| self.plan.name(id) == name);
            self.quarter.sent.get(*id.expect("one of them"))
        };
        let told = |name: String| match of(&name) {
            None => format!("{name} (chỉ gửi bảng số liệu)"),
            Some(sent) if !sent.is_read => format!("{name} (chưa đọc được)"),
            Some(sent) if !sent.counts => format!("{name} (chưa có dòng hợp lệ)"),
            Some(_) => name,
        };
        names(self.plan, others.iter().copied()).into_iter().map(told).collect()
    }

    /// Who sent anything, a report or figures.
    fn senders(&self) -> impl Iterator<Item = &'d String> {
        self.quarter.sent.keys().chain(self.quarter.figures.keys())
    }

    /// The first day on which a report came from an agency, or of one without any its figures.
    fn received(&self, id: &str) -> Option<NaiveDate> {
        match self.quarter.sent.get(id) {
            Some(sent) => sent.received,
            None => self.quarter.figures.get(id).copied().flatten(),
        }
    }

    /// Whether an agency owes a report that did not come, though the day is past.
    pub(crate) fn misses(&self, id: &str) -> bool {
        self.owing.contains(id) && self.state(id) == State::Missing
    }
}

fn says_something(state: State) -> bool {
    matches!(state, State::OnTime | State::Late(_) | State::Deferred(_) | State::Undated)
}

/// Levels of bodies: their name and kinds.
const LEVELS: [(&str, &[&str]); 3] = [
    ("cấp tỉnh", &["so_nganh", "doan_the", "tu_phap", "cap_tinh", "trung_uong"]),
    ("cấp huyện", &["cap_huyen"]),
    ("cấp xã", &["cap_xa"]),
];

fn collator() -> CollatorBorrowed<'static> {
    let locale = icu_locale_core::locale!("vi").into();
    Collator::try_new(locale, CollatorOptions::default()).expect("Vietnamese collation")
}

/// Names of agencies: kind by kind, each in Vietnamese order.
pub(crate) fn names<'a>(plan: &Plan, ids: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    thread_local!(static COLLATOR: CollatorBorrowed<'static> = collator());
    let place = |id: &str| KINDS.iter().position(|(kind, _)| *kind == plan.agency(id).kind);
    let mut ids: Vec<&str> = ids.into_iter().collect();
    COLLATOR.with(|collator| {
        ids.sort_by(|a, b| {
            let names = || collator.compare(plan.name(a), plan.name(b));
            place(a).cmp(&place(b)).then_with(names)
        });
    });
    ids.into_iter().map(|id| plan.name(id).to_owned()).collect()
}

/// Who reported to each folder of the period, in total and agency by agency.
pub(crate) fn coverage(report: &Report<'_>) -> Facts {
    let mut facts = Facts::new();
    for quarter in report.current {
        let coverage = Coverage::of(report, quarter);
        let name = quarter_name(&quarter.span.id);
        let mut add = |what: &str, value: String| facts.insert(format!("{name} {what}"), value);
        let owed = coverage.owed;
        let of = |count: usize| format!("{count}/{owed} {}", share(count as i128, owed as i128));
        add("deadline", short_date(quarter.deadline));
        add("owed", owed.to_string());
        add("sent", of(coverage.sent()));
        add("on_time", of(coverage.on_time()));
        let late = coverage.owing.iter().copied().filter_map(|id| match coverage.state(id) {
            State::Late(days) => Some((id, "late", days)),
            State::Deferred(days) => Some((id, "deferred", days)),
            _ => None,
        });
        for (id, what, days) in late {
            let received = quarter.sent[id].received.expect("a day");
            let told = format!("{days} {}", short_date(received));
            add(&format!("{what} {}", report.plan.name(id)), told);
        }
        for (level, sent, on_time) in coverage.levels() {
            let owed = coverage.owed_by(Some(level)).len();
            let of =
                |count: usize| format!("{count}/{owed} {}", share(count as i128, owed as i128));
            if owed > 0 {
                add(level, format!("{}; {}", of(sent), of(on_time)));
            }
        }
        add("undated", coverage.owing_in(|s| s == State::Undated).join("; "));
        add("missing", coverage.owing_in(|s| s == State::Missing).join("; "));
        add("empty", coverage.owing_in(|s| s == State::Empty).join("; "));
        add("unusable", coverage.owing_in(|s| s == State::Unusable).join("; "));
        add("unread", coverage.owing_in(|s| s == State::Unread).join("; "));
        add("figures_alone", coverage.owing_in(|s| s == State::FiguresAlone).join("; "));
        let is_of_figures = |id: &&String| coverage.state(id) == State::FiguresAlone;
        let others: BTreeSet<&String> = coverage.senders().filter(is_of_figures).collect();
        let others = others.into_iter().filter(|id| !coverage.owing.contains(id.as_str()));
        add("others_figures_alone", others.count().to_string());
        add("excused", coverage.owing_in(|s| s == State::Excused).join("; "));
        add("still_open", coverage.still_open.to_string());
        add("requested", coverage.others(true).join("; "));
        let requested = report.plan.requested(quarter.span.to);
        let sending: BTreeSet<&String> = coverage.senders().collect();
        let silent = requested.into_iter().filter(|id| !sending.contains(&(*id).to_owned()));
        add("requested_silent", names(report.plan, silent).join("; "));
        add("voluntary", coverage.others(false).join("; "));
    }
    facts
}

/// Every agency that owed a report or sent one: its state, its day, how many days after the deadline.
pub(crate) fn agencies(report: &Report<'_>) -> Facts {
    let mut facts = Facts::new();
    for quarter in report.current {
        let coverage = Coverage::of(report, quarter);
        let name = quarter_name(&quarter.span.id);
        let all: BTreeSet<&str> =
            coverage.owing.iter().copied().chain(coverage.senders().map(String::as_str)).collect();
        for id in all {
            let state = match coverage.state(id) {
                State::OnTime => "on_time",
                State::Late(_) => "late",
                State::Deferred(_) => "deferred",
                State::Undated => "undated",
                State::Empty => "empty",
                State::Unusable => "unusable",
                State::Unread => "unread",
                State::FiguresAlone => "figures_alone",
                State::Missing => "missing",
                State::NotYet => "not_yet",
                State::Excused => "excused",
                State::Asked => "asked",
                State::Voluntary => "voluntary",
            };
            let received = coverage.received(id);
            let days = received.map(|day| (day - quarter.deadline).num_days().to_string());
            let told = [
                state.to_owned(),
                received.map(short_date).unwrap_or_default(),
                days.unwrap_or_default(),
            ];
            facts.insert(format!("{name} {id}"), told.join(" ").trim_end().to_owned());
        }
    }
    facts
}

/// What `report status` says of each agency: duty, state, days late, day, rows, tasks.
pub(crate) fn status_agencies(report: &Report<'_>) -> Facts {
    let mut facts = Facts::new();
    let plan = report.plan;
    for quarter in report.current {
        let coverage = Coverage::of(report, quarter);
        let closes = quarter.span.to;
        let sending = coverage.senders().map(String::as_str);
        let asked = plan.requested(closes);
        let all: BTreeSet<&str> =
            coverage.owing.iter().copied().chain(sending).chain(asked).collect();
        for id in all {
            let sent = quarter.sent.get(id);
            let duty = match (coverage.owing.contains(id), plan.agency(id).reports.as_str()) {
                (true, _) => "owed",
                (false, "request") => "requested",
                (false, _) => "voluntary",
            };
            let state = match coverage.state(id) {
                State::FiguresAlone => "figures_alone",
                _ if sent.is_none() && duty == "requested" => "silent",
                _ if sent.is_some_and(|sent| !sent.is_read) => "unread",
                _ if sent.is_some_and(|sent| !sent.counts) => "unusable",
                State::OnTime => "on_time",
                State::Late(_) => "late",
                State::Deferred(_) => "deferred",
                State::Undated => "undated",
                State::Empty => "empty",
                State::Unusable => "unusable",
                State::Unread => "unread",
                State::Missing => "missing",
                State::NotYet => "not_yet",
                State::Excused => "excused",
                State::Asked | State::Voluntary => "sent",
            };
            let late = match coverage.state(id) {
                State::Late(days) | State::Deferred(days) => days.to_string(),
                _ => String::new(),
            };
            let leads = plan.tasks().filter(|task| plan.lead(task, closes) == id);
            let leads: Vec<&str> = leads.map(|task| task.id.as_str()).collect();
            let reported =
                leads.iter().filter(|task| quarter.counting().any(|row| row.is_of(id, task)));
            let told = [
                duty.to_owned(),
                state.to_owned(),
                late,
                coverage.received(id).map(|day| day.to_string()).unwrap_or_default(),
                leads.join(","),
                reported.copied().collect::<Vec<_>>().join(","),
            ];
            facts.insert(format!("{} {id}", quarter.span.id), told.join(" | "));
        }
    }
    facts
}

/// The files: how many rows each has, how many count, whose it is, when it came.
pub(crate) fn files(report: &Report<'_>) -> Facts {
    let mut facts = Facts::new();
    for quarter in report.current {
        let folder = match report.current.len() {
            1 => String::new(),
            _ => format!("{}/", quarter.span.id),
        };
        for (index, file) in quarter.files.iter().enumerate() {
            let counted = quarter.counting().filter(|row| row.file == index).count();
            let sender = quarter.senders[index].as_deref().map(|id| report.plan.name(id));
            let told = format!(
                "{counted}/{} {} {}",
                file.rows.len(),
                sender.unwrap_or_default(),
                received(quarter, index).map(short_date).unwrap_or_default()
            );
            facts.insert(format!("{folder}{}", file.name), told.trim_end().to_owned());
        }
    }
    facts
}

/// What the check should say of a quarter: who is late, whose silence lasts, who is missing, who has
/// leave.
pub(crate) fn told(report: &Report<'_>) -> Facts {
    let plan = report.plan;
    let quarter = report.current.last().expect("a folder");
    let coverage = Coverage::of(report, quarter);
    let having = |keep: &dyn Fn(State) -> bool| -> String {
        let ids = coverage.owing.iter().copied().filter(|id| keep(coverage.state(id)));
        ids.collect::<Vec<_>>().join("; ")
    };
    // After the deadline, and where there is a past to hold it against.
    let is_asked = !coverage.still_open && !report.earlier.is_empty();
    let silent = plan.tasks().filter(|task| is_asked && report.silence(task).is_some());
    let silent = silent.map(|task| (plan.lead(task, report.span.to), &task.id));
    let has_leave = |id: &str| quarter.page.excused.iter().any(|excused| excused.agency == id);
    let mut silent: Vec<String> = silent
        .filter(|(lead, task)| !has_leave(lead) && !may_be_unread(quarter, lead, task))
        .map(|(lead, task)| format!("{lead} {task}"))
        .collect();
    silent.sort();
    let after = |days: Option<NaiveDate>| days.is_some_and(|day| day > quarter.deadline);
    let late = coverage.owing.iter().filter(|id| {
        let sent = quarter.sent.get(**id);
        sent.is_some_and(|sent| after(sent.received) && sent.is_day_of_rows) && !has_leave(id)
    });
    let is_missing = |state: State| match state {
        State::FiguresAlone => !coverage.still_open,
        state => state == State::Missing,
    };
    let mut overdue: Vec<String> = quarter
        .counting()
        .filter(|row| is_overdue(report, row))
        .map(|row| format!("{} {}", row.agency(), row.task()))
        .collect();
    overdue.sort();
    Facts::from([
        ("K605".to_owned(), overdue.join("; ")),
        ("K602".to_owned(), late.copied().collect::<Vec<_>>().join("; ")),
        ("L806".to_owned(), silent.join("; ")),
        ("M902".to_owned(), having(&is_missing)),
        ("M905".to_owned(), having(&|state| state == State::Excused)),
    ])
}

/// Whether what an agency sent of a task may stand where nobody can read of what it is.
fn may_be_unread(quarter: &Quarter, agency: &str, task: &str) -> bool {
    let has_rows = |file: usize| quarter.rows.iter().any(|row| row.file == file);
    let sent = quarter.senders.iter().enumerate();
    let own = sent.filter(|(_, sender)| sender.as_deref() == Some(agency)).map(|(file, _)| file);
    let own: Vec<usize> = own.collect();
    let is_read = own.iter().any(|file| has_rows(*file));
    // A scan beside a table is only its likeness.
    let is_likeness = |file: usize| is_read && quarter.files[file].name.ends_with(".pdf");
    own.into_iter().filter(|file| !is_likeness(*file)).any(|file| {
        let mut rows = quarter.rows.iter().filter(|row| row.file == file).peekable();
        rows.peek().is_none()
            || rows.any(|row| match &row.task {
                None => true,
                Some(told) => row.agency.is_none() && told == task,
            })
    })
}

/// Whether the task of a row is overdue for its author: by the plan's day, else by the last one that it
/// registered while it had this part.
fn is_overdue(report: &Report<'_>, row: &Row) -> bool {
    let plan = report.plan;
    let set = plan.tasks().find(|task| task.id == row.task()).and_then(|task| plan.due(task));
    let is_same = |old: &&Row| {
        old.task() == row.task()
            && plan.body(old.agency()) == plan.body(row.agency())
            && old.role == row.role
    };
    let before = report.earlier.iter().rev().flat_map(Quarter::counting).filter(is_same);
    let due = set.or(row.due).or_else(|| before.filter_map(|old| old.due).next());
    let goes_on = !["hoan_thanh", "khong_phat_sinh"].contains(&row.status.as_str());
    goes_on && due.is_some_and(|due| due < report.as_of)
}
