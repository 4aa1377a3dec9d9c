//! The letters to agencies that still owe something, and the notes about those who get
//! none.

use chrono::NaiveDate;

use super::error::Error;
use super::period::PeriodData;
use super::wording::{Note, typed};
use crate::consolidate::{self, AgencyFollowUp, FollowUp, Report, State};
use crate::plan::{AgencyId, Period, Plan};
use crate::render::{self, Letter};
use crate::text::date;

/// The beginnings of the names of letters.
const STEMS: [&str; 2] = ["don-doc", "de-nghi"];
/// The endings of the names of letters.
const ENDINGS: [&str; 3] = ["md", "html", "json"];

/// Which letters are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct LettersWanted {
    /// The day before which the letters ask for what is missing; without one, that of the page.
    pub until: Option<NaiveDate>,
    /// One letter for each agency.
    pub each: bool,
    /// The letter to this agency alone.
    pub only: Option<AgencyId>,
}

/// Letters, and what there is to say about them.
#[derive(Debug)]
pub struct Letters {
    /// The letters; none where nothing is wanted.
    pub letters: Vec<Letter>,
    /// Of whom something is wanted though no letter goes there.
    pub passed_over: Vec<Note>,
    /// Why there is no letter.
    pub nobody: Option<Note>,
    /// Whether the letters leave the day open before which they ask.
    pub is_open: bool,
}

impl PeriodData {
    /// The letters to those of whom something is still wanted.
    pub fn letters(&self, wanted: LettersWanted) -> Result<Letters, Error> {
        let LettersWanted { until, each, only } = wanted;
        let report = self.report();
        let mut follow = consolidate::follow_up(&report);
        if let Some(agency) = only {
            keep_only(&mut follow, agency);
        }
        let mut passed_over = self.passed_over(&follow);
        passed_over.extend(not_looked_at(&report));
        let each = each || only.is_some();
        let letters = render::letters(&report, &follow, &self.digest(), until, each);
        let by_page = until.is_none();
        let until = until.or(self.page.reminder.until);
        if !letters.is_empty() {
            not_passed(until, by_page, self.as_of)?;
        }
        let nobody = match letters.is_empty() {
            true => nobody(self.plan(), &report, &follow, only),
            false => None,
        };
        let is_open = !letters.is_empty() && until.is_none();
        Ok(Letters { letters, passed_over, nobody, is_open })
    }

    /// Of whom something is wanted though no letter goes there.
    fn passed_over(&self, follow: &FollowUp) -> Vec<Note> {
        let register = &self.plan().register;
        let name = |wanted: &AgencyFollowUp| register.agency(wanted.agency).full_name();
        let mut notes = Vec::new();
        if let Some(own) = &follow.own_unit {
            notes.push(Note::new(format!(
                "{} là đơn vị tổng hợp nên không có công văn gửi chính mình; báo cáo của đơn vị còn phải gửi, bổ sung hoặc sửa.",
                name(own)
            )));
        }
        for wanted in &follow.dissolved {
            let next = &register.agency(wanted.agency).successors;
            let next: Vec<String> =
                next.iter().map(|id| register.agency(*id).full_name()).collect();
            let next = match next.as_slice() {
                [] => String::new(),
                names => format!(" Cơ quan kế tiếp: {}.", names.join("; ")),
            };
            let faults = match wanted.faults() {
                0 => String::new(),
                count => format!(" Còn {count} lỗi trong tệp mang tên cơ quan này."),
            };
            notes.push(Note::new(format!(
                "{} đã kết thúc hoạt động nên không có công văn.{faults}{next}",
                name(wanted)
            )));
        }
        let count: usize = follow.unassigned.iter().map(|c| c.count).sum();
        if count > 0 {
            let mut names: Vec<String> =
                follow.unassigned.iter().map(|c| format!("“{}”", render::clean(&c.file))).collect();
            names.dedup();
            notes.push(Note::new(format!(
                "Chưa rõ {count} lỗi là của cơ quan nào (tệp {}). Xem: report check {}",
                names.join(", "),
                typed(self.paths())
            )));
        }
        notes
    }
}

fn keep_only(follow: &mut FollowUp, agency: AgencyId) {
    let is_it = |wanted: &AgencyFollowUp| wanted.agency == agency;
    follow.duty.retain(is_it);
    follow.requested.retain(is_it);
    follow.dissolved.retain(is_it);
    follow.own_unit = follow.own_unit.take().filter(is_it);
    follow.unassigned.clear();
}

/// A letter cannot ask for something before a day that is gone.
/// The quarters of a longer period that have no folder.
fn not_looked_at(report: &Report<'_>) -> Option<Note> {
    let missing: Vec<String> = report.missing_parts.iter().map(|period| period.name()).collect();
    (!missing.is_empty()).then(|| {
        Note::new(format!(
            "Chưa có thư mục số liệu của {}: công văn chỉ xét các quý đã có.",
            missing.join(", ")
        ))
    })
}

/// Refuses a day that has passed, given on the page of the period or for this run.
fn not_passed(until: Option<NaiveDate>, by_page: bool, as_of: NaiveDate) -> Result<(), Error> {
    match until.filter(|until| *until <= as_of) {
        Some(until) => Err(Error::Refused(format!(
            "Không thể đề nghị gửi trước ngày {}: công văn tính đến ngày {}. {}",
            date::short(until),
            date::short(as_of),
            match by_page {
                true =>
                    "Ngày ấy ghi ở mục reminder, khóa until của period.yaml: sửa thành một ngày sau đó.",
                false => "Nêu một ngày sau đó.",
            }
        ))),
        None => Ok(()),
    }
}

/// Why there is no letter.
fn nobody(
    plan: &Plan,
    report: &Report<'_>,
    follow: &FollowUp,
    only: Option<AgencyId>,
) -> Option<Note> {
    const NONE: &str = "không lập công văn nào";
    let period = report.input.period.name();
    // Of the set itself and of a body that has ended more is told already.
    if let Some(id) = only
        && follow.own_unit.is_none()
        && follow.dissolved.is_empty()
    {
        let name = plan.register.agency(id).full_name();
        let mut states = report.coverage.iter().flat_map(|c| &c.reporters);
        let state = states.find(|r| r.agency == id).map(|r| &r.state);
        let why = match (report.coverage.len(), state) {
            (1, Some(State::Excused(reason))) => {
                format!("được miễn hoặc lùi báo cáo ({})", reason.trim_end_matches('.'))
            }
            (1, Some(State::NotYet | State::FiguresAlone)) => "chưa hết hạn gửi báo cáo".to_owned(),
            (1, Some(_)) => "đã gửi đủ".to_owned(),
            _ => "không còn gì phải gửi hoặc sửa".to_owned(),
        };
        return Some(Note::new(format!("{name}, {period}: {why}; {NONE}.")));
    }
    if only.is_some() {
        return None;
    }
    let open = report.coverage.iter().find(|c| report.input.as_of <= c.deadline);
    Some(Note::new(match open {
        Some(coverage) => format!(
            "Chưa hết hạn gửi báo cáo ({}) và không có chỗ nào cần sửa; {NONE}.",
            date::short(coverage.deadline)
        ),
        // Of the consolidating body it is told already.
        None => {
            let other = if follow.own_unit.is_some() { " khác" } else { "" };
            format!("Không cơ quan nào{other} còn phải gửi hoặc sửa báo cáo {period}; {NONE}.")
        }
    }))
}

/// Whether a file of this name is a letter about a period.
pub fn is_letter_about(plan: &Plan, period: Period, name: &str) -> bool {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let rest = STEMS.iter().find_map(|s| stem.strip_prefix(&format!("{s}-{period}")));
    let is_ours = rest.is_some_and(|rest| {
        rest.is_empty()
            || rest.strip_prefix('-').is_some_and(|id| plan.register.by_id(id).is_some())
    });
    is_ours && ENDINGS.contains(&ending)
}
