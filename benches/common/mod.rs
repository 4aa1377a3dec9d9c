//! Material of the benches: files as agencies send them, made up but the same on every run.
//!
//! Owns the rows and the dialects; measures nothing. A row is about 285 bytes, as in the examples.

#![allow(dead_code, reason = "each bench uses a part of it")]

pub(crate) mod figures;
pub(crate) mod province;
pub(crate) mod wide;
pub(crate) mod year;

use std::sync::OnceLock;

use chrono::NaiveDate;
use report::diag::Sink;
use report::plan::{self, AgencyId, Plan, PlanFiles, TaskId};
use report::source::Source;
use report::submission::COLUMNS;

/// Files of a year of the whole country.
pub(crate) const YEAR_FILES: usize = 13_600;
/// Rows of each of them.
pub(crate) const ROWS_A_FILE: usize = 20;
/// Rows of the one big file.
pub(crate) const BIG_ROWS: usize = 200_000;

const RESULTS: [&str; 6] = [
    "Tổ chức 15 buổi truyền thông phòng, chống xâm hại trẻ em tại tổ dân phố và 8 trường học",
    "Ra mắt mô hình “Thôn không có tảo hôn” tại 2 xã, tư vấn cho 145 học sinh",
    "Tập huấn nghiệp vụ cho 130 công chức của các xã, phường, đặc khu",
    "Kiểm tra 42 cơ sở lưu trú về việc ký cam kết bảo vệ trẻ em trong dịp hè",
    "Trao 92 suất học bổng, 35 xe đạp cho trẻ em mồ côi, trẻ em nghèo dịp năm học mới",
    "Biên soạn tài liệu lồng ghép quyền và bổn phận của trẻ em cho 3 cấp học",
];
pub(crate) const DIFFICULTIES: [&str; 4] =
    ["", "", "Công chức kiêm nhiệm nhiều việc", "Kinh phí cấp chậm, chưa đủ cho các hoạt động"];
const STATUSES: [(&str, &str); 4] = [
    ("Đang triển khai", "dang_trien_khai"),
    ("Thực hiện thường xuyên", "thuong_xuyen"),
    ("Hoàn thành", "hoan_thanh"),
    ("Đang triển khai", "dang_trien_khai"),
];

/// How a file is written.
#[derive(Clone, Copy)]
pub(crate) struct Dialect {
    /// The byte between fields.
    pub(crate) delimiter: u8,
    bom: bool,
    eol: &'static str,
    /// Headings and values as a machine writes them, not as people do.
    machine: bool,
}

/// As Vietnamese Excel saves, as scripts do, and as pasted out of a sheet.
pub(crate) const DIALECTS: [Dialect; 3] = [
    Dialect { delimiter: b';', bom: true, eol: "\r\n", machine: false },
    Dialect { delimiter: b',', bom: false, eol: "\n", machine: true },
    Dialect { delimiter: b'\t', bom: false, eol: "\r\n", machine: false },
];

/// The day on which names are meant where a row's period cannot be read.
pub(crate) fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 9, 14).unwrap_or_default()
}

/// The shipped plan.
pub(crate) fn plan() -> &'static Plan {
    static PLAN: OnceLock<Plan> = OnceLock::new();
    PLAN.get_or_init(|| plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan"))
}

/// Numbers that look like chance and are the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (self.0 >> 33) as usize % most
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// The agencies in force on [`day`] and the tasks, from which files are made up.
pub(crate) struct Country {
    agencies: Vec<AgencyId>,
    tasks: Vec<TaskId>,
}

impl Country {
    /// The agencies and tasks of the shipped plan.
    pub(crate) fn new() -> Self {
        let plan = plan();
        let there = |id: &AgencyId| plan.register.agency(*id).in_force(day());
        Self {
            agencies: plan.register.ids().filter(there).collect(),
            tasks: plan.task_ids().collect(),
        }
    }

    /// File number `n` of the year, 20 rows.
    pub(crate) fn file(&self, n: usize) -> (Source, Dialect) {
        let dialect = DIALECTS[n % DIALECTS.len()];
        (self.write(n, ROWS_A_FILE, dialect, false), dialect)
    }

    /// One file of 200,000 rows, of all agencies in turn, twenty rows each.
    pub(crate) fn big(&self) -> (Source, Dialect) {
        (self.write(0, BIG_ROWS, DIALECTS[0], true), DIALECTS[0])
    }

    fn write(&self, n: usize, rows: usize, dialect: Dialect, many: bool) -> Source {
        let mut dice = Dice(n as u64);
        let mut out = Vec::with_capacity(rows * 300 + 400);
        begin(&mut out, dialect, &KEYS);
        for row in 0..rows {
            let turn = if many { row / ROWS_A_FILE } else { 0 };
            let agency = self.agencies[(n + turn) % self.agencies.len()];
            self.row(&mut out, dialect, &mut dice, agency);
        }
        Source::new(format!("tep-{n}.csv"), out)
    }

    fn row(&self, out: &mut Vec<u8>, dialect: Dialect, dice: &mut Dice, agency: AgencyId) {
        let plan = plan();
        let agency = plan.register.agency(agency);
        let status = dice.of(&STATUSES);
        let given = (dice.below(900) + 10) as i64 * 500_000;
        let spent = given / 10 * dice.below(10) as i64;
        let money = |dong: i64| match dialect.machine {
            true => dong.to_string(),
            false => report::text::number::dong(dong),
        };
        let (month, date) = (dice.below(3) + 7, dice.below(28) + 1);
        let funded = dice.below(2) == 0;
        let if_funded = |text: String| if funded { text } else { String::new() };
        let document = format!("{}/KH-UBND ngày {date:02}/{month:02}/2025", dice.below(3000) + 1);
        let cells: [&str; 14] = [
            if dialect.machine { "2025-Q3" } else { "Quý III/2025" },
            if dialect.machine { &agency.id } else { &agency.name },
            &plan.task(dice.of(&self.tasks)).id,
            if dialect.machine { status.1 } else { status.0 },
            &dice.below(101).to_string(),
            dice.of(&RESULTS),
            if dice.below(3) > 0 { &document } else { "" },
            &if_funded(money(given)),
            &if_funded(money(spent)),
            match (funded, dialect.machine) {
                (true, true) => "ngan_sach",
                (true, false) => "Ngân sách nhà nước",
                _ => "",
            },
            dice.of(&DIFFICULTIES),
            "",
            "Tiếp tục triển khai trong kỳ tới",
            if dialect.machine { "2025-09-12" } else { "12/09/2025" },
        ];
        record(out, dialect, cells.into_iter());
    }
}

/// The columns that are filled, in the order of the cells of a row.
const KEYS: [&str; 14] = [
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
    "ngay_bao_cao",
];

/// What stands before the rows: the mark of the encoding and the headings of these columns.
fn begin(out: &mut Vec<u8>, dialect: Dialect, keys: &[&str]) {
    if dialect.bom {
        out.extend_from_slice("\u{FEFF}".as_bytes());
    }
    let heading = |key: &&str| {
        COLUMNS.iter().find(|column| column.key == *key).expect("a column of the form").heading
    };
    record(out, dialect, keys.iter().map(|key| if dialect.machine { key } else { heading(key) }));
}

/// One record; a cell that holds the delimiter, or more than one list entry, is quoted.
fn record<'a>(out: &mut Vec<u8>, dialect: Dialect, cells: impl Iterator<Item = &'a str>) {
    for (n, cell) in cells.enumerate() {
        if n > 0 {
            out.push(dialect.delimiter);
        }
        let quoted = cell.bytes().any(|b| b == dialect.delimiter || b == b'"');
        let mark: &[u8] = if quoted { b"\"" } else { b"" };
        out.extend_from_slice(mark);
        out.extend_from_slice(cell.as_bytes());
        out.extend_from_slice(mark);
    }
    out.extend_from_slice(dialect.eol.as_bytes());
}
