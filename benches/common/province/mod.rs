//! A made-up province in which every body reports on every task of the appendix that it may, at the
//! length of real reports: a quarter of it, and a year of four such quarters.
//!
//! Bodies, tasks and days are those of the shipped plan. The words differ from row to row, but for a
//! few sentences that went round as such sentences do. Work moves on from quarter to quarter, so that
//! every row counts. Asked for figures, every body adds a table of them. A seed gives the same bytes
//! on every run.

mod course;
mod words;

use std::fs;
use std::path::Path;

use chrono::{Datelike, Days, NaiveDate};
use report::plan::{AgencyId, Kind, Period, Plan, Reports, Role, Status, TaskId};
use report::source::Source;
use report::workspace::MemoryStore;

use super::figures::Giver;
use super::{DIALECTS, Dialect, Dice, begin, plan, record};
use course::Course;

/// The quarters of the year, oldest first.
pub(crate) const QUARTERS: [Period; 4] = [
    Period::Quarter(2026, 1),
    Period::Quarter(2026, 2),
    Period::Quarter(2026, 3),
    Period::Quarter(2026, 4),
];
pub(crate) const YEAR: Period = Period::Year(2026);
/// Bodies that report, and their rows in a quarter.
pub(crate) const BODIES: usize = 90;
pub(crate) const ROWS: usize = 1_443;
/// Columns that are filled.
const KEYS: [&str; 15] = [
    "ky_bao_cao",
    "co_quan",
    "ma_nhiem_vu",
    "trang_thai",
    "tien_do",
    "ket_qua",
    "van_ban",
    "kinh_phi_giao",
    "kinh_phi_giai_ngan",
    "nguon_kinh_phi",
    "kho_khan",
    "kien_nghi",
    "ke_hoach_ky_toi",
    "thoi_han",
    "ngay_bao_cao",
];

/// The page of each quarter, but for its period, day and days of receipt.
const PAGE: &str = "\
notice: Số liệu minh họa
commentary:
  remarks:
    - Trong kỳ, các cơ quan tập trung triển khai kế hoạch năm, gắn nhiệm vụ thực hiện khuyến nghị với nhiệm vụ thường xuyên của ngành, địa phương. Sở Y tế đã có văn bản nhắc các cơ quan về thời hạn và chất lượng số liệu.
  assessment:
    - Các nhiệm vụ thường xuyên được duy trì; nhiều địa phương có cách làm sát với điều kiện của người dân.
    - Còn nhiệm vụ quá thời hạn, tạm dừng và chưa triển khai; số liệu giữa các ngành chưa thống nhất.
  directions:
    - Tập trung các nhiệm vụ quá thời hạn; báo cáo UBND tỉnh việc điều chỉnh thời hạn khi có lý do chính đáng.
    - Tập huấn cho công chức cấp xã; thống nhất danh sách trẻ em có hoàn cảnh đặc biệt giữa các ngành.
";

/// Where the files are made up.
pub(crate) struct Province {
    plan: &'static Plan,
    seed: u64,
    bodies: Vec<Body>,
    /// How many figures each body gives at most.
    figures: usize,
}

struct Body {
    id: AgencyId,
    tasks: Vec<TaskId>,
    /// What its places are called.
    places: Vec<String>,
    /// What stands behind the stroke of the numbers of its documents.
    sign: String,
}

/// A row that is to be written.
struct Row<'a> {
    body: &'a Body,
    task: TaskId,
    period: Period,
    /// The quarter of the year, from 0.
    quarter: usize,
    course: Course,
}

impl Province {
    pub(crate) fn new(seed: u64) -> Self {
        let plan = plan();
        let day = plan.window(QUARTERS[0]).end;
        let reports = |id: &AgencyId| {
            let agency = plan.register.agency(*id);
            agency.in_force(day) && agency.reports != Reports::Never
        };
        let bodies: Vec<Body> =
            plan.register.ids().filter(reports).map(|id| body(plan, id, day)).collect();
        let bodies: Vec<Body> = bodies.into_iter().filter(|b| !b.tasks.is_empty()).collect();
        let rows: usize = bodies.iter().map(|body| body.tasks.len()).sum();
        assert_eq!((bodies.len(), rows), (BODIES, ROWS), "every body on every task it may");
        Self { plan, seed, bodies, figures: 0 }
    }

    /// Every body gives figures too: all that it leads, or as many more as it is asked for, up to
    /// this many.
    pub(crate) fn with_figures(self, most: usize) -> Self {
        Self { figures: most, ..self }
    }

    /// The files of a quarter: its page, and one of each body, or two where it gives figures.
    pub(crate) fn files(&self, period: Period) -> Vec<Source> {
        let mut files = vec![self.page(period)];
        files.extend((0..self.bodies.len()).map(|n| self.file(n, period)));
        files.extend((0..self.bodies.len()).filter_map(|n| self.table_of_figures(n, period)));
        files
    }

    fn table_of_figures(&self, n: usize, period: Period) -> Option<Source> {
        let giver = Giver {
            agency: self.bodies[n].id,
            period,
            quarter: quarter_of(period),
            seed: self.seed * 1_009 + n as u64,
        };
        let dialect = DIALECTS[n % DIALECTS.len()];
        (self.figures > 0).then(|| giver.file(self.plan, self.figures, dialect)).flatten()
    }

    /// The quarters, each in its folder below `data`.
    pub(crate) fn store(&self, periods: &[Period]) -> MemoryStore {
        let mut store = MemoryStore::new();
        for period in periods {
            for file in self.files(*period) {
                let path = format!("data/{}/{}", period.id(), file.name);
                store.insert(path, file.bytes.as_slice());
            }
        }
        store
    }

    /// The same on the disk, below a folder.
    pub(crate) fn write(&self, data: &Path, periods: &[Period]) {
        for period in periods {
            let folder = data.join(period.id());
            fs::create_dir_all(&folder).expect("a folder");
            for file in self.files(*period) {
                fs::write(folder.join(&*file.name), file.bytes.as_slice()).expect("a file");
            }
        }
    }

    fn page(&self, period: Period) -> Source {
        let deadline = self.plan.deadline(period);
        let mut text =
            format!("period: {}\nas_of: {}\n{PAGE}", period.id(), deadline + Days::new(4));
        text += "received:\n";
        for (n, body) in self.bodies.iter().enumerate() {
            // Some are late by a day or two.
            let late = if n % 17 == 5 { 1 + n as u64 % 2 } else { 0 };
            let name = &self.plan.register.agency(body.id).id;
            text += &format!("  {name}.csv: {}\n", deadline + Days::new(late));
        }
        Source::new("period.yaml", text)
    }

    fn file(&self, n: usize, period: Period) -> Source {
        let (body, dialect) = (&self.bodies[n], DIALECTS[n % DIALECTS.len()]);
        let quarter = quarter_of(period);
        let mut out = Vec::new();
        begin(&mut out, dialect, &KEYS);
        for task in &body.tasks {
            let seed = self.seed * 1_000_003 + (n * 64 + task.index()) as u64;
            // What a row is to be over the year is the same in every quarter's file.
            let course = self.course(body, *task, &mut Dice(seed * 16));
            let mut dice = Dice(seed * 16 + 1 + quarter as u64);
            dice.below(2);
            let row = Row { body, task: *task, period, quarter, course };
            self.row(&mut out, dialect, &mut dice, &row);
        }
        Source::new(format!("{}.csv", self.plan.register.agency(body.id).id), out)
    }

    fn course(&self, body: &Body, task: TaskId, dice: &mut Dice) -> Course {
        let day = self.plan.window(QUARTERS[0]).end;
        let id = self.plan.task(task).id.as_str();
        match self.plan.role(task, body.id, day) {
            Some(Role::Lead) => Course::of_lead(id, dice),
            _ => Course::of_others(dice),
        }
    }

    fn row(&self, out: &mut Vec<u8>, dialect: Dialect, dice: &mut Dice, row: &Row<'_>) {
        let (plan, agency) = (self.plan, self.plan.register.agency(row.body.id));
        let task = plan.task(row.task).id.as_str();
        let machine = dialect.machine;
        let pick = |human: &str, key: &str| if machine { key.to_owned() } else { human.to_owned() };
        let (status, progress) = row.course.at(row.quarter);
        let works = course::works(status);
        let (given, spent) = row.course.money(row.quarter);
        let money = |dong: i64| match machine {
            true => dong.to_string(),
            false => report::text::number::dong(dong),
        };
        let funded = row.course.funded && works;
        let if_funded = |text: String| if funded { text } else { String::new() };
        let stuck = row.course.stuck(row.quarter);
        let result = if works { result(row.body, task, dice) } else { String::new() };
        let difficulty = if stuck || !works || dice.below(2) == 0 {
            difficulty(row.body, dice)
        } else {
            String::new()
        };
        let proposal = if stuck || dice.below(2) == 0 {
            proposal(row.body, &agency.name, dice)
        } else {
            String::new()
        };
        let next = if row.course.leads || dice.below(2) == 0 {
            filled(dice.of(&words::NEXT), row.body, dice)
        } else {
            String::new()
        };
        let documents = if works && (status == Status::Complete || dice.below(2) == 0) {
            self.document(row, dice)
        } else {
            String::new()
        };
        let due = row.course.due.unwrap_or_default();
        let end = plan.window(row.period).end;
        let cells = [
            pick(&row.period.written(), &row.period.id()),
            pick(&agency.name, &agency.id),
            task.to_owned(),
            pick(status.label(), status.key()),
            progress.map_or(String::new(), |p| p.to_string()),
            result,
            documents,
            if_funded(money(given)),
            if_funded(money(spent)),
            if_funded(pick(row.course.source.label(), row.course.source.key())),
            difficulty,
            proposal,
            next,
            due.to_owned(),
            if machine { end.to_string() } else { short(end) },
        ];
        record(out, dialect, cells.iter().map(String::as_str));
    }

    fn document(&self, row: &Row<'_>, dice: &mut Dice) -> String {
        let window = self.plan.window(row.period);
        let days = (window.end - window.start).num_days() as usize;
        let day = window.start + Days::new(dice.below(days) as u64);
        let (sign, number) = (&row.body.sign, dice.below(2_900) + 1);
        match dice.below(10) {
            0 => format!("{number}/QĐ-{sign} ngày {}", short(day)),
            1 => format!("{number}/BC-{sign} ngày {}", short(day)),
            2..=5 => format!("{number}/KH-{sign} ngày {}", short(day)),
            _ => format!("{number}/{sign}-VX ngày {}", short(day)),
        }
    }
}

fn quarter_of(period: Period) -> usize {
    QUARTERS.iter().position(|one| *one == period).expect("a quarter of the year")
}

fn body(plan: &Plan, id: AgencyId, day: NaiveDate) -> Body {
    let agency = plan.register.agency(id);
    let of_plan = |task: &TaskId| {
        let of_appendix = plan.appendix().any(|(one, _)| one == *task);
        of_appendix || plan.task(*task).is_request()
    };
    let tasks = plan.task_ids().filter(|task| of_plan(task) && plan.role(*task, id, day).is_some());
    let former = plan.register.agencies().iter().filter(|one| one.successors.contains(&id));
    let mut places: Vec<String> = match agency.kind {
        Kind::Commune => former.map(|one| format!("khu vực {}", unit(&one.name))).collect(),
        _ => (0..12).map(|n| format!("cụm số {}", n + 1)).collect(),
    };
    places.extend((1..=9).map(|n| format!("thôn, tổ dân phố số {n}")));
    let capitals = |text: &str| text.chars().filter(|c| c.is_uppercase()).collect::<String>();
    let sign = match agency.kind {
        Kind::Commune => "UBND".to_owned(),
        _ => capitals(agency.short.as_deref().unwrap_or(&agency.name)),
    };
    Body { id, tasks: tasks.collect(), places, sign }
}

/// The name of a unit without what kind of unit it is.
fn unit(name: &str) -> &str {
    ["UBND xã ", "UBND phường ", "UBND thị trấn ", "UBND thành phố ", "UBND thị xã ", "UBND huyện "]
        .iter()
        .find_map(|kind| name.strip_prefix(kind))
        .unwrap_or(name)
}

fn short(day: NaiveDate) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

/// What was done: from 200 to 1,500 characters, the middle of all above 350.
fn result(body: &Body, task: &str, dice: &mut Dice) -> String {
    let least = match dice.below(100) {
        0..45 => 200 + dice.below(100),
        45..95 => 330 + dice.below(60),
        95..99 => 500 + dice.below(300),
        _ => 900 + dice.below(400),
    };
    let own = words::OF_TASK.iter().find(|(id, _)| *id == task).map_or(&[][..], |(_, own)| own);
    let mut left: Vec<&str> = own.iter().chain(&words::OF_ANY).copied().collect();
    let mut text = String::new();
    let mut length = 0;
    for turn in 0.. {
        // What belongs to the task comes first.
        let among = if turn < 2 && !own.is_empty() { own.len() - turn } else { left.len() };
        let piece = filled(left.remove(dice.below(among)), body, dice);
        let count = piece.chars().count() + 2;
        if length >= least || length + count > 1_490 || left.is_empty() {
            break;
        }
        length += count;
        // Two or three to a sentence.
        match turn {
            0 => text += &capital(&piece),
            _ if turn % 3 == 2 => text = text + ". " + &capital(&piece),
            _ => text = text + "; " + &piece,
        }
    }
    text + "."
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn difficulty(body: &Body, dice: &mut Dice) -> String {
    match dice.below(8) {
        0 => dice.of(&words::SHARED_DIFFICULTIES).to_owned(),
        _ => filled(dice.of(&words::DIFFICULTIES), body, dice),
    }
}

fn proposal(body: &Body, name: &str, dice: &mut Dice) -> String {
    let mut at = dice.below(100);
    let asked = words::ASKED.iter().find(|(_, share)| {
        let found = at < *share;
        at = at.saturating_sub(*share);
        found
    });
    let asked = asked.map_or("UBND tỉnh", |(asked, _)| asked);
    // Nobody asks itself, but for the body that consolidates, which at times does.
    let asked = if asked == name && name != "Sở Y tế" { "UBND tỉnh" } else { asked };
    filled(dice.of(&words::PROPOSALS), body, dice).replace("{u}", asked)
}

/// A piece with its numbers and places.
fn filled(piece: &str, body: &Body, dice: &mut Dice) -> String {
    let mut text = String::with_capacity(piece.len() + 32);
    let mut rest = piece;
    while let Some((before, mark, after)) = next_mark(rest) {
        text += before;
        match mark {
            "{n}" => text += &(dice.below(96) + 2).to_string(),
            "{m}" => text += &report::text::number::dong(dice.below(4_900) as i64 + 101),
            "{p}" => text += &body.places[dice.below(body.places.len())],
            other => text += other,
        }
        rest = after;
    }
    text + rest
}

fn next_mark(text: &str) -> Option<(&str, &str, &str)> {
    let at = text.find('{')?;
    Some((&text[..at], &text[at..at + 3], &text[at + 3..]))
}
