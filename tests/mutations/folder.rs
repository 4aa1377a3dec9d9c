//! The clean period folder that every mutation begins with: a report of each body that owes one or
//! is asked for one, and the report of Sở Tư pháp as a table that can be spoilt.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::sync::OnceLock;

use chrono::NaiveDate;
use report::check::{self, History, Scope};
use report::diag::{Diagnostic, Sink};
use report::plan::{self, AgencyId, Origin, Period, Plan, PlanFiles, Role};
use report::source::Source;
use report::submission::{self, Page};
use rust_xlsxwriter::Workbook;

use super::common;
use super::figures::Figures;

/// The file that is spoilt.
pub(crate) const NAME: &str = "so-tu-phap.csv";
/// The file in which somebody collected the rows of everybody else.
const OTHERS: &str = "tong-hop.csv";

/// The file in which somebody collected the figures of everybody.
const FIGURES: &str = "so-lieu.csv";

const HEADINGS: [&str; 16] = [
    "Kỳ báo cáo",
    "Cơ quan báo cáo",
    "Mã nhiệm vụ",
    "Vai trò",
    "Trạng thái",
    "Tiến độ (%)",
    "Kết quả thực hiện",
    "Văn bản ban hành",
    "Kinh phí được giao (đồng)",
    "Kinh phí giải ngân (đồng)",
    "Nguồn kinh phí",
    "Khó khăn, vướng mắc",
    "Thời hạn hoàn thành",
    "Minh chứng",
    "Ngày báo cáo",
    "Ghi chú",
];

/// Invented figures: what Sở Tư pháp might send.
const ROWS: [[&str; 16]; 3] = [
    [
        "Quý III/2025",
        "Sở Tư pháp",
        "I.2",
        "Chủ trì",
        "Đang triển khai",
        "40",
        "Gửi văn bản góp ý dự thảo sửa đổi Bộ luật Hình sự",
        "45/STP-PBGDPL ngày 20/8/2025",
        "",
        "",
        "",
        "",
        "31/12/2026",
        "",
        "12/9/2025",
        "",
    ],
    [
        "Quý III/2025",
        "Sở Tư pháp",
        "II.2",
        "Chủ trì",
        "Thực hiện thường xuyên",
        "65",
        "Đăng ký khai sinh lưu động cho 86 trẻ em",
        "",
        "120.000.000",
        "45.500.000",
        "Ngân sách nhà nước",
        "",
        "",
        "anh-chup.jpg",
        "12/9/2025",
        "",
    ],
    [
        "Quý III/2025",
        "Sở Tư pháp",
        "III.2",
        "Chủ trì",
        "Hoàn thành",
        "100",
        "Ban hành quy trình xử lý vi phạm hành chính thân thiện với trẻ em",
        "112/QĐ-STP ngày 28/8/2025",
        "",
        "",
        "",
        "",
        "31/12/2025",
        "",
        "12/9/2025",
        "",
    ],
];

/// A period folder as the check sees it.
pub(crate) struct Folder {
    /// The period asked for.
    pub(crate) period: Option<Period>,
    /// The day that counts as today.
    pub(crate) as_of: NaiveDate,
    /// The analyst's page.
    pub(crate) page: String,
    /// The table of Sở Tư pháp, headings first.
    pub(crate) cells: Vec<Vec<String>>,
    /// Its bytes, once they are no longer those of the table.
    bytes: Option<Vec<u8>>,
    /// The rows of everybody else, by agency: one file that somebody collected.
    pub(crate) others: BTreeMap<&'static str, Vec<String>>,
    /// Files of one row that are added.
    added: BTreeMap<String, String>,
    /// What Sở Tư pháp had sent for earlier quarters, oldest first.
    before: Vec<(Period, String)>,
    /// The figures of everybody, if they were asked for.
    pub(crate) figures: Option<Figures>,
    /// What had been sent of them for earlier quarters, oldest first.
    figures_before: Vec<(Period, String)>,
    plan: &'static Plan,
}

impl Folder {
    /// Everybody reported, in time, on everything that is asked; nothing is wrong.
    pub(crate) fn clean() -> Self {
        static OTHERS: OnceLock<BTreeMap<&'static str, Vec<String>>> = OnceLock::new();
        let table = [HEADINGS.as_slice(), &ROWS[0], &ROWS[1], &ROWS[2]];
        Self {
            period: Some(Period::Quarter(2025, 3)),
            as_of: day("2025-09-20"),
            page: format!("period: 2025-Q3\nreceived:\n  {NAME}: 2025-09-12\n"),
            cells: table.iter().map(|row| row.iter().map(|c| (*c).to_owned()).collect()).collect(),
            bytes: None,
            others: OTHERS.get_or_init(others).clone(),
            added: BTreeMap::new(),
            before: Vec::new(),
            figures: None,
            figures_before: Vec::new(),
            plan: plan(),
        }
    }

    /// Lets the plan set the day by which a task is to be done.
    pub(crate) fn due_by_plan(&mut self, task: &str, day: &str) {
        let mut files = PlanFiles::embedded();
        let appendix = files.files.last_mut().expect("the appendix");
        let text = String::from_utf8_lossy(&appendix.bytes).into_owned();
        let text = common::with_task_lines(&text, task, &[&format!("due: {day}")]);
        *appendix = Source::new("plan/appendix.yaml", text);
        let plan = plan::load(&files, &mut Sink::new()).expect("the plan");
        self.plan = Box::leak(Box::new(plan));
    }

    /// The column under a heading, counted from 0.
    pub(crate) fn column(&self, heading: &str) -> usize {
        let found = self.cells[0].iter().position(|h| h == heading);
        found.unwrap_or_else(|| panic!("no column {heading}"))
    }

    /// Writes a cell; row 1 holds the headings, as a spreadsheet shows it.
    pub(crate) fn set(&mut self, row: usize, heading: &str, text: &str) {
        let column = self.column(heading);
        text.clone_into(&mut self.cells[row - 1][column]);
    }

    /// Writes the same into a cell of every row.
    pub(crate) fn set_all(&mut self, heading: &str, text: &str) {
        for row in 2..=self.cells.len() {
            self.set(row, heading, text);
        }
    }

    /// Takes a column away.
    pub(crate) fn drop_column(&mut self, heading: &str) {
        let column = self.column(heading);
        for row in &mut self.cells {
            row.remove(column);
        }
    }

    /// Puts a column before the first one.
    pub(crate) fn add_column(&mut self, heading: &str, texts: [&str; 3]) {
        let column = [heading].into_iter().chain(texts);
        for (row, text) in self.cells.iter_mut().zip(column) {
            row.insert(0, text.to_owned());
        }
    }

    /// Puts a row with these first cells before a row.
    pub(crate) fn insert(&mut self, row: usize, cells: &[&str]) {
        let width = self.cells[0].len();
        let cells = cells.iter().copied().chain(std::iter::repeat("")).take(width);
        self.cells.insert(row - 1, cells.map(str::to_owned).collect());
    }

    /// A copy of a row, put at the foot.
    pub(crate) fn copy_to_foot(&mut self, row: usize) -> usize {
        self.cells.push(self.cells[row - 1].clone());
        self.cells.len()
    }

    /// The table as a CSV file of today's Excel: semicolons, quotes where they are needed.
    pub(crate) fn text(&self) -> String {
        let cell = |text: &String| match text.contains(['"', ';', '\n', '\r']) {
            true => format!("\"{}\"", text.replace('"', "\"\"")),
            false => text.clone(),
        };
        let line = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(";") + "\r\n";
        self.cells.iter().map(line).collect()
    }

    /// Sends other bytes instead of the table.
    pub(crate) fn send(&mut self, bytes: impl Into<Vec<u8>>) {
        self.bytes = Some(bytes.into());
    }

    /// The bytes that are sent.
    pub(crate) fn sent(&self) -> Vec<u8> {
        self.bytes.clone().unwrap_or_else(|| self.text().into_bytes())
    }

    /// Sends nothing.
    pub(crate) fn silent(&mut self) {
        self.cells.clear();
        self.page = "period: 2025-Q3\n".to_owned();
    }

    /// Sends the text of the table after a change.
    pub(crate) fn rewrite(&mut self, change: impl Fn(String) -> String) {
        self.send(change(self.text()));
    }

    /// Sends the table as a workbook, to which something was done.
    pub(crate) fn workbook(&mut self, change: impl Fn(&mut Workbook)) {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("Báo cáo").expect("a name");
        for (row, cells) in self.cells.iter().enumerate() {
            for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                sheet.write_string(row as u32, column as u16, text).expect("a text");
            }
        }
        change(&mut book);
        self.send(book.save_to_buffer().expect("a workbook"));
    }

    /// Sends the table in a document of Word.
    pub(crate) fn document(&mut self) {
        let cell = |text: &String| {
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
        };
        let row = |cells: &Vec<String>| {
            format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>())
        };
        let rows: String = self.cells.iter().map(row).collect();
        let text = format!(
            "<w:document xmlns:w=\"w\"><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>"
        );
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file("word/document.xml", options).expect("a part");
        zip.write_all(text.as_bytes()).expect("a part");
        self.send(zip.finish().expect("a container").into_inner());
    }

    /// Sends the table of today, with these cells instead, as that of an earlier quarter.
    pub(crate) fn had_sent(&mut self, quarter: u8, cells: &[(usize, &str, &str)]) {
        self.had_sent_for(Period::Quarter(2025, quarter), cells);
    }

    /// Sends it as that of an earlier period.
    pub(crate) fn had_sent_for(&mut self, period: Period, cells: &[(usize, &str, &str)]) {
        let mut then = Self { cells: self.cells.clone(), ..Self::clean() };
        then.set_all("Kỳ báo cáo", &period.written());
        then.set_all("Ngày báo cáo", "");
        for (row, heading, text) in cells {
            then.set(*row, heading, text);
        }
        self.before.push((period, then.text()));
    }

    /// The clean table of figures, added where it is not there yet.
    pub(crate) fn figures(&mut self) -> &mut Figures {
        self.figures.get_or_insert_with(Figures::clean)
    }

    /// These figures of agencies, and no others, as those of an earlier quarter.
    pub(crate) fn had_figures(&mut self, quarter: u8, values: &[(&str, &str, &str)]) {
        let mut then = Figures::clean().only(values);
        let period = Period::Quarter(2025, quarter);
        then.set_all("Kỳ báo cáo", &period.written());
        then.set_all("Ngày báo cáo", "");
        self.figures_before.push((period, then.text()));
    }

    /// Adds a file of one row in the columns of everybody else.
    pub(crate) fn add(&mut self, name: &str, row: &str) {
        self.added.insert(name.to_owned(), row.to_owned());
    }

    /// The files of the folder.
    fn files(&self) -> Vec<(String, Vec<u8>)> {
        let others: Vec<&str> = self.others.values().flatten().map(String::as_str).collect();
        let collected = (!others.is_empty()).then(|| (OTHERS.to_owned(), short(&others)));
        let own = (!self.cells.is_empty()).then(|| (NAME.to_owned(), self.sent()));
        let added = self.added.iter().map(|(name, row)| (name.clone(), short(&[row.as_str()])));
        let figures = self.figures.as_ref().map(|f| (FIGURES.to_owned(), f.text().into_bytes()));
        collected.into_iter().chain(own).chain(added).chain(figures).collect()
    }

    /// What the check finds.
    pub(crate) fn findings(&self) -> Vec<Diagnostic> {
        let plan = self.plan;
        let mut sink = Sink::new();
        let page = Page::load(&Source::new("period.yaml", self.page.as_str()), plan, &mut sink);
        let page = page.unwrap_or_else(|| panic!("period.yaml: {:#?}", sink.found()));
        let history = self.history();
        let scope = Scope {
            plan,
            period: self.period,
            as_of: self.as_of,
            history: (!history.is_empty()).then_some(&history),
            page: Some(&page),
            whole_period: true,
        };
        let files = self.files().into_iter().map(|(name, bytes)| {
            submission::read(&Source::new(name.as_str(), bytes), plan, scope.day(), &mut sink)
        });
        let files = files.collect();
        check::run(&scope, files, sink).findings
    }

    /// What was sent before.
    fn history(&self) -> History {
        let (plan, mut history) = (self.plan, History::default());
        let reports = self.before.iter().map(|(period, text)| (NAME, period, text));
        let figures = self.figures_before.iter().map(|(period, text)| (FIGURES, period, text));
        for (name, period, text) in reports.chain(figures) {
            let scope = Scope {
                plan,
                period: Some(*period),
                as_of: plan.deadline(*period),
                page: None,
                whole_period: false,
                history: Some(&history),
            };
            let mut sink = Sink::new();
            let file =
                submission::read(&Source::new(name, text.as_str()), plan, scope.day(), &mut sink);
            let checked = check::run(&scope, vec![file], sink);
            assert_eq!(checked.data_errors().count(), 0, "{:#?}", checked.findings);
            history.add(plan, &period.id(), &checked);
        }
        history
    }

    /// The codes that are found.
    pub(crate) fn codes(&self) -> BTreeSet<&'static str> {
        self.findings().iter().map(|d| d.code.id).collect()
    }
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub(crate) fn plan() -> &'static Plan {
    static PLAN: OnceLock<Plan> = OnceLock::new();
    PLAN.get_or_init(|| plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan"))
}

/// A file of rows in the usual six columns.
fn short(rows: &[&str]) -> Vec<u8> {
    let headings = "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua";
    format!("{headings}\n{}\n", rows.join("\n")).into_bytes()
}

/// Rows of everybody who owes a report or is asked for one, Sở Tư pháp left out.
fn others() -> BTreeMap<&'static str, Vec<String>> {
    let plan = plan();
    let window = plan.window(Period::Quarter(2025, 3));
    let agencies = plan.expected(window).into_iter().chain(plan.requested(window));
    let rows = |id: AgencyId| {
        let agency = plan.register.agency(id);
        let row = |task: &&str| {
            format!("2025-Q3;{};{task};Đang triển khai;50;Họp triển khai {task}", agency.name)
        };
        (agency.id.as_str(), tasks(id).iter().map(row).collect())
    };
    agencies.map(rows).filter(|(id, _)| !NAME.starts_with(id)).collect()
}

/// The tasks an agency leads, or the first of which it has a part.
fn tasks(agency: AgencyId) -> Vec<&'static str> {
    let (plan, day) = (plan(), plan().window(Period::Quarter(2025, 3)).end);
    let with = |role: Role| {
        plan.task_ids()
            .filter(move |t| plan.task(*t).origin != Origin::Solution)
            .filter(move |t| plan.role(*t, agency, day) == Some(role))
            .map(|t| plan.task(t).id.as_str())
    };
    let led: Vec<&str> = with(Role::Lead).collect();
    if led.is_empty() { with(Role::Coordinating).take(1).collect() } else { led }
}
