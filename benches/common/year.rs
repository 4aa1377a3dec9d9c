//! The whole country for a year: 34 provinces, 100 agencies each, 4 quarters, a file of 20 rows each.
//!
//! Provinces and agencies stand in for all: each province is a folder like any other. The plan is the
//! shipped one, widened so that 100 agencies take part in all its 20 tasks. A row in a hundred has a
//! fault; without faults the check finds nothing at all. Asked for figures, every agency adds a table
//! of them, without faults.

use chrono::{Datelike, NaiveDate};
use report::check::Scope;
use report::plan::{AgencyId, Period, Plan, Role, TaskId};
use report::source::Source;
use report::text::number;

use super::figures::Giver;
use super::wide::{load, wide_plan};
use super::{DIALECTS, DIFFICULTIES, Dialect, Dice, KEYS, RESULTS, begin, record};

pub(crate) const PROVINCES: usize = 34;
pub(crate) const QUARTERS: [Period; 4] = [
    Period::Quarter(2025, 3),
    Period::Quarter(2025, 4),
    Period::Quarter(2026, 1),
    Period::Quarter(2026, 2),
];
/// Agencies of a province, each with a file a quarter.
pub(crate) const AGENCIES: usize = 100;
/// Communes that the register lacks for so many.
const MORE: usize = 12;
/// Tasks of the appendix: rows of a file.
pub(crate) const ROWS: usize = 20;
/// Rows of the whole year.
pub(crate) const YEAR_ROWS: usize = PROVINCES * QUARTERS.len() * AGENCIES * ROWS;
/// One row in so many has a fault.
const FAULTY: usize = 100;
const FAULTS: usize = 10;

/// The files of one province and quarter.
pub(crate) struct Folder {
    pub(crate) province: usize,
    pub(crate) period: Period,
    pub(crate) files: Vec<(Source, Dialect)>,
}

/// Where files are made up.
pub(crate) struct Year {
    /// The files of the plan, in the order of [`report::plan::FILES`], and its indicators.
    pub(crate) files: Vec<Source>,
    plan: Plan,
    agencies: Vec<AgencyId>,
    tasks: Vec<TaskId>,
    faults: bool,
    /// How many figures each agency gives at most.
    figures: usize,
}

impl Year {
    pub(crate) fn new(faults: bool) -> Self {
        let files = wide_plan(MORE);
        let plan = load(&files);
        let day = plan.window(QUARTERS[0]).end;
        let tasks: Vec<TaskId> = plan.appendix().map(|(id, _)| id).collect();
        let takes_part = |id: &AgencyId| {
            plan.register.agency(*id).in_force(day)
                && tasks.iter().all(|task| plan.role(*task, *id, day).is_some())
        };
        let agencies: Vec<AgencyId> =
            plan.register.ids().filter(takes_part).take(AGENCIES).collect();
        assert_eq!((agencies.len(), tasks.len()), (AGENCIES, ROWS), "the plan is wide enough");
        let files = files.files.into_iter().chain(files.indicators).collect();
        Self { files, plan, agencies, tasks, faults, figures: 0 }
    }

    /// Every agency gives so many figures too, in a second file; a lead gives all that it leads.
    pub(crate) fn with_figures(self, most: usize) -> Self {
        Self { figures: most, ..self }
    }

    /// The day that counts as today: every report is in.
    pub(crate) fn as_of(&self) -> NaiveDate {
        self.plan.deadline(QUARTERS[3]) + chrono::Days::new(1)
    }

    /// What a folder is checked against.
    pub(crate) fn scope(&self, period: Period) -> Scope<'_> {
        let (plan, as_of) = (&self.plan, self.as_of());
        Scope { plan, period: Some(period), as_of, page: None, whole_period: true, history: None }
    }

    /// All folders, by province and quarter.
    pub(crate) fn folders(&self) -> impl Iterator<Item = Folder> {
        (0..PROVINCES).flat_map(|province| QUARTERS.map(|period| self.folder(province, period)))
    }

    pub(crate) fn folder(&self, province: usize, period: Period) -> Folder {
        let mut files: Vec<_> = (0..AGENCIES).map(|n| self.file(province, period, n)).collect();
        if self.figures > 0 {
            let table = |n| self.table_of_figures(province, period, n);
            files.extend((0..AGENCIES).filter_map(table));
        }
        Folder { province, period, files }
    }

    fn table_of_figures(
        &self,
        province: usize,
        period: Period,
        n: usize,
    ) -> Option<(Source, Dialect)> {
        let dialect = DIALECTS[n % DIALECTS.len()];
        let giver = Giver {
            agency: self.agencies[n],
            period,
            quarter: QUARTERS.iter().position(|one| *one == period).unwrap_or(0),
            seed: (province * 10_000 + n) as u64,
        };
        Some((giver.file(&self.plan, self.figures, dialect)?, dialect))
    }

    fn file(&self, province: usize, period: Period, n: usize) -> (Source, Dialect) {
        let dialect = DIALECTS[n % DIALECTS.len()];
        let agency = self.plan.register.agency(self.agencies[n]);
        let day = self.plan.window(period).end;
        let seed = (province * 10_000 + n) as u64;
        let mut dice = Dice(seed * 16 + u64::from(day.month()));
        // What a row is to be over the year: the same in every quarter's file.
        let mut course = Dice(seed * 16);
        let mut out = Vec::with_capacity(ROWS * 320 + 400);
        begin(&mut out, dialect, &KEYS);
        for (at, task) in self.tasks.iter().enumerate() {
            let fault = (self.faults && dice.below(FAULTY) == 0).then(|| dice.below(FAULTS));
            let before = if at == 0 { self.tasks[1] } else { self.tasks[at - 1] };
            let leads = self.plan.role(*task, self.agencies[n], day) == Some(Role::Lead);
            let course = Course::new(&mut course, leads);
            let row = Row { agency: self.agencies[n], task: *task, before, period, course, fault };
            self.row(&mut out, dialect, &mut dice, &row);
        }
        let name = match dialect.machine {
            true => format!("{}.csv", agency.id),
            false => format!("Báo cáo {} - {}.csv", period.id(), agency.name),
        };
        (Source::new(name, out), dialect)
    }

    fn row(&self, out: &mut Vec<u8>, dialect: Dialect, dice: &mut Dice, row: &Row) {
        let (plan, agency) = (&self.plan, self.plan.register.agency(row.agency));
        let day = plan.window(row.period).end - chrono::Days::new(dice.below(3) as u64);
        let now = QUARTERS.iter().position(|quarter| *quarter == row.period).unwrap_or(0);
        let (status, progress) = row.course.at(now);
        let (given, spent) = row.course.money(row.period);
        let money = |dong: i64| match dialect.machine {
            true => dong.to_string(),
            false => number::dong(dong),
        };
        let if_funded =
            |text: &str| if row.course.funded { text.to_owned() } else { String::new() };
        let short = format!("{:02}/{:02}/{}", day.day(), day.month(), day.year());
        let document = format!("{}/KH-UBND ngày {short}", dice.below(3000) + 1);
        let pick = |human: &str, machine: &str| match dialect.machine {
            true => machine.to_owned(),
            false => human.to_owned(),
        };
        let source = if_funded(&pick("Ngân sách nhà nước", "ngan_sach"));
        let mut cells = [
            pick(&row.period.written(), &row.period.id()),
            pick(&agency.name, &agency.id),
            plan.task(row.task).id.clone(),
            pick(status.0, status.1),
            progress.to_string(),
            RESULTS[(row.course.result + now) % RESULTS.len()].to_owned(),
            if progress == 100 || dice.below(3) > 0 { document } else { String::new() },
            if_funded(&money(given)),
            if_funded(&money(spent)),
            source,
            dice.of(&DIFFICULTIES).to_owned(),
            String::new(),
            "Tiếp tục triển khai trong kỳ tới".to_owned(),
            pick(&short, &day.to_string()),
        ];
        if let Some(fault) = row.fault {
            spoil(&mut cells, fault, &plan.task(row.before).id, &money(given * 3));
        }
        record(out, dialect, cells.iter().map(String::as_str));
    }
}

/// One row that is to be written.
struct Row {
    agency: AgencyId,
    task: TaskId,
    /// The task of another row, for who writes it twice.
    before: TaskId,
    period: Period,
    course: Course,
    fault: Option<usize>,
}

/// How a task goes with one agency over the year. It moves on from quarter to quarter, and amounts
/// add up within a year, as in files that are kept with care.
struct Course {
    regular: bool,
    /// The quarter in which it is done, if that is one of these.
    done: usize,
    start: usize,
    step: usize,
    funded: bool,
    given: i64,
    result: usize,
}

impl Course {
    fn new(dice: &mut Dice, leads: bool) -> Self {
        let kind = dice.below(4);
        Self {
            regular: kind == 2,
            // A lead that is done while others are not would be told.
            done: if kind == 3 && !leads { dice.below(4) } else { usize::MAX },
            start: 5 + dice.below(20),
            step: 3 + dice.below(20),
            funded: dice.below(2) == 0,
            given: (dice.below(900) + 10) as i64 * 500_000,
            result: dice.below(RESULTS.len()),
        }
    }

    /// Status, for people and for machines, and progress.
    fn at(&self, quarter: usize) -> ((&'static str, &'static str), usize) {
        if quarter >= self.done {
            return (("Hoàn thành", "hoan_thanh"), 100);
        }
        let status = match self.regular {
            true => ("Thực hiện thường xuyên", "thuong_xuyen"),
            false => ("Đang triển khai", "dang_trien_khai"),
        };
        (status, self.start + quarter * self.step)
    }

    /// Given and spent since the year began.
    fn money(&self, period: Period) -> (i64, i64) {
        let part = match period {
            Period::Quarter(_, quarter) => i64::from(quarter),
            _ => 1,
        };
        (self.given, self.given / 5 * part)
    }
}

/// What clerks do.
fn spoil(cells: &mut [String; 14], fault: usize, other_task: &str, too_much: &str) {
    match fault {
        0 => cells[4] = "140".to_owned(),
        1 => cells[3] = "Đang làm tốt".to_owned(),
        2 => cells[5].clear(),
        3 => cells[2] = "VI.9".to_owned(),
        4 => cells[2] = other_task.to_owned(),
        5 => {
            cells[7] = "1.000.000".to_owned();
            cells[8] = too_much.to_owned();
            cells[9] = "Ngân sách nhà nước".to_owned();
        }
        6 => cells[13] = "31/02/2026".to_owned(),
        7 => cells[6] = "Kế hoạch của UBND".to_owned(),
        8 => cells[1] += " tinh",
        _ => cells[4] += ".0",
    }
}
