//! The loaded plan and the queries on it.

use std::sync::Arc;

use chrono::NaiveDate;

use super::calendar::add_working_days;
use super::decision::Decision;
use super::errata::Erratum;
use super::indicators::Indicators;
use super::period::{Period, Window};
use super::recommendations::{AnsweredParagraph, Recommendations};
use super::register::{AgencyId, Register, Reports};
use super::reporting::Reporting;
use super::status::Role;
use super::task::{self, Origin, Party, Task, TaskGroup, TaskId};
use super::themes::About;
use crate::decode::yaml::Node;

/// The loaded plan, free of errors.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The decision's identity and body.
    pub decision: Decision,
    /// The groups of the appendix, in order.
    pub groups: Vec<TaskGroup>,
    /// All reportable tasks: the appendix in order, then solutions without an appendix row, then
    /// the duties.
    pub tasks: Vec<Task>,
    /// The packed comparison key of each task id; `None` if too long.
    pub(super) keys: Vec<Option<u128>>,
    /// The register of agencies.
    pub register: Register,
    /// How reporting is organised.
    pub reporting: Reporting,
    /// The known paragraphs of the recommendations that the tasks answer.
    pub recommendations: Recommendations,
    /// The figures that agencies are asked for.
    pub indicators: Indicators,
    /// Deviations from print, and oddities of the print that are kept.
    pub errata: Vec<Erratum>,
    /// The trees of the files, in the order of [`super::FILES`], for the digest.
    pub(super) trees: Arc<[Node; 4]>,
    /// The tree of the indicators, if the folder has them.
    pub(super) indicator_tree: Option<Arc<Node>>,
}

impl Plan {
    /// The task with an id.
    pub fn task(&self, id: TaskId) -> &Task {
        &self.tasks[id.index()]
    }

    /// Finds a task by its code in any spelling: `I.1`, `I-1`, `I/1`, `i.1`, `I. 1`.
    pub fn find_task(&self, written: &str) -> Option<TaskId> {
        let among = |key| self.keys.iter().position(|of_task| *of_task == Some(key));
        // Fast path: most codes are spelled as in the plan.
        if let Some(key) = task::key_of_plain(written) {
            return among(key).map(TaskId::new);
        }
        let at = match task::packed_key(written) {
            Some(key) => among(key),
            None => {
                let key = task::code_key(written);
                self.tasks.iter().position(|t| task::code_key(&t.id) == key)
            }
        };
        at.filter(|_| task::invalid_char_in_code(written).is_none()).map(TaskId::new)
    }

    /// All tasks with their ids, in the plan's order.
    pub fn task_ids(&self) -> impl Iterator<Item = TaskId> + '_ {
        (0..self.tasks.len()).map(TaskId::new)
    }

    /// The tasks of the appendix with their ids.
    pub fn appendix(&self) -> impl Iterator<Item = (TaskId, &Task)> {
        self.tasks
            .iter()
            .enumerate()
            .filter(|(_, t)| matches!(t.origin, Origin::Appendix { .. }))
            .map(|(n, t)| (TaskId::new(n), t))
    }

    /// The codes of the first and the last task of the appendix, for telling what a code looks
    /// like.
    pub fn first_and_last_code(&self) -> (&str, &str) {
        let mut ids = self.appendix().map(|(_, task)| task.id.as_str());
        let first = ids.next().unwrap_or_default();
        (first, ids.last().unwrap_or(first))
    }

    /// Every paragraph that the plan lists or a task names, those without a task included.
    pub fn answered_paragraphs(&self) -> Vec<AnsweredParagraph<'_>> {
        let listed = self.recommendations.paragraphs.iter();
        let mut all: Vec<AnsweredParagraph<'_>> = listed
            .map(|known| AnsweredParagraph {
                number: &known.number,
                known: Some(known),
                tasks: Vec::new(),
            })
            .collect();
        for (id, task) in self.appendix() {
            for number in &task.crc.paragraphs {
                match all.iter_mut().find(|of| of.number == number) {
                    Some(of) => of.tasks.push(id),
                    None => {
                        all.push(AnsweredParagraph { number, known: None, tasks: vec![id] });
                    }
                }
            }
        }
        all
    }

    /// The tasks of the appendix without a paragraph.
    pub fn tasks_without_paragraph(&self) -> Vec<TaskId> {
        let without = self.appendix().filter(|(_, task)| task.crc.paragraphs.is_empty());
        without.map(|(id, _)| id).collect()
    }

    /// The name of the unit that consolidates.
    pub fn unit_name(&self) -> &str {
        &self.register.agency(self.reporting.unit.agency).name
    }

    /// What a difficulty or a proposal is about.
    pub fn about(&self, text: &str) -> About<'_> {
        self.reporting.themes.about(text, &self.register)
    }

    /// The role of an agency in a task on a day; `None` if it has none.
    pub fn role(&self, task: TaskId, agency: AgencyId, on: NaiveDate) -> Option<Role> {
        let assignment = self.task(task).assignment(on);
        if assignment.leads().contains(&agency) {
            return Some(Role::Lead);
        }
        let has_part = assignment.coordinating.iter().any(|party| self.covers(*party, agency));
        has_part.then_some(Role::Coordinating)
    }

    /// Whether a party of the plan includes an agency, regardless of validity.
    fn covers(&self, party: Party, agency: AgencyId) -> bool {
        match party {
            Party::Agency(id) => id == agency,
            Party::Group(id) => self.register.in_group(id, agency),
        }
    }

    /// The name of a party as the plan prints it.
    pub fn party_name(&self, party: Party) -> &str {
        match party {
            Party::Agency(id) => &self.register.agency(id).name,
            Party::Group(id) => &self.register.group(id).name,
        }
    }

    /// The tasks an agency leads on a day.
    pub fn led_by(&self, agency: AgencyId, on: NaiveDate) -> Vec<TaskId> {
        self.task_ids().filter(|t| self.leads(*t, on).contains(&agency)).collect()
    }

    /// The agencies that lead a task on a day; empty if it has no lead.
    pub fn leads(&self, task: TaskId, on: NaiveDate) -> &[AgencyId] {
        self.task(task).assignment(on).leads()
    }

    /// The reportable tasks of an agency, with its role in the appendix: tasks it leads, tasks it
    /// coordinates, then solutions and duties without an appendix row, each in the plan's order.
    /// For a requested body, only the duties addressed to it are added.
    pub fn tasks_of(&self, agency: AgencyId, on: NaiveDate) -> Vec<(TaskId, Option<Role>)> {
        let requested = self.register.agency(agency).reports == Reports::Request;
        let mut tasks: Vec<(u8, TaskId, Option<Role>)> = self
            .task_ids()
            .filter_map(|id| {
                let role = self.role(id, agency, on);
                match (self.task(id).origin, role) {
                    (Origin::Appendix { .. }, Some(Role::Lead)) => Some((0, id, role)),
                    (Origin::Appendix { .. }, Some(Role::Coordinating)) => Some((1, id, role)),
                    (Origin::Duty { .. }, Some(_)) => Some((2, id, None)),
                    (Origin::Solution, _) if !requested => Some((2, id, None)),
                    _ => None,
                }
            })
            .collect();
        tasks.sort_by_key(|(place, id, _)| (*place, *id));
        tasks.into_iter().map(|(_, id, role)| (id, role)).collect()
    }

    /// Who owes a report for a window: by duty, confirmed, in force on its last day, and counted by
    /// `reporting.yaml`. In the register's order.
    pub fn expected(&self, window: Window) -> Vec<AgencyId> {
        self.register
            .ids()
            .filter(|id| self.reporting.expects(self.register.agency(*id), window.end))
            .collect()
    }

    /// Agencies that owe no report for a window only because they were of another province.
    pub fn out_of_scope(&self, window: Window) -> Vec<AgencyId> {
        let all = self.reporting.with_former_provinces();
        let expects = |reporting: &Reporting, id: &AgencyId| {
            reporting.expects(self.register.agency(*id), window.end)
        };
        self.register
            .ids()
            .filter(|id| expects(&all, id) && !expects(&self.reporting, id))
            .collect()
    }

    /// The bodies the plan only requests to act, in force on the last day of a window.
    pub fn requested(&self, window: Window) -> Vec<AgencyId> {
        self.register
            .ids()
            .filter(|id| {
                let agency = self.register.agency(*id);
                agency.reports == Reports::Request
                    && agency.confirmed
                    && agency.in_force(window.end)
            })
            .collect()
    }

    /// The data window of a period.
    pub fn window(&self, period: Period) -> Window {
        period.window(self.reporting.start_day, self.reporting.end_day)
    }

    /// Since when the lead of a task on a day has been responsible for it: the latest of the plan's
    /// date, the assignment and its founding.
    pub fn answers_since(&self, task: TaskId, on: NaiveDate) -> NaiveDate {
        let assignment = self.task(task).assignment(on);
        let founded = assignment.lead.and_then(|lead| self.register.agency(lead).valid_from);
        let since = self.decision.date.max(assignment.from.unwrap_or(self.decision.date));
        since.max(founded.unwrap_or(since))
    }

    /// The quarters of a period.
    pub fn quarters(&self, period: Period) -> Vec<Period> {
        period.quarters(self.reporting.start_day, self.reporting.end_day)
    }

    /// Whether rows of `other` belong to a report on `period`: the same period, or part of it.
    pub fn covers_period(&self, period: Period, other: Period) -> bool {
        let within = |quarters: &[Period]| {
            self.quarters(other).iter().all(|quarter| quarters.contains(quarter))
        };
        other == period || (!matches!(other, Period::Range(..)) && within(&self.quarters(period)))
    }

    /// The last day on which a report for `period` is on time.
    pub fn deadline(&self, period: Period) -> NaiveDate {
        let closed = self.window(period).end;
        add_working_days(closed, self.reporting.working_days, &self.reporting.holidays)
    }
}
