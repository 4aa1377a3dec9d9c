//! `cargo bench --bench build`: from rows to documents.
//!
//! First a province's quarter, 2,000 rows of short words, then one of 1,443 rows as long as real
//! ones: each step of `report build` held against the bare template engine, which prints the same
//! rows through a template of one line; both in turn in the same run, so that a busy machine slows
//! both. Then, through the program itself over files on disk, everything
//! that `build --all` publishes of 4, 8 and 16 quarters, which must grow as they do, and the country's
//! year, 272,000 rows that all count: how the time of a row and the peak memory grow.
//!
//! One plan knows one register, so the country is one register of 3,400 communes: 34 provinces of 100.

#![allow(clippy::print_stdout, reason = "a bench tells what it measured")]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::DIFFICULTIES;
use common::province::Province;
use common::wide::{commune, load, wide_plan};
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment};
use report::check::{self, Scope};
use report::consolidate::{self, Folder, Input};
use report::diag::Sink;
use report::plan::{FILES, Period, Plan};
use report::render::{self, Document, Format, Templates};
use report::source::Source;
use report::submission::{self, Field, Page};
use serde::Serialize;

const REPORT: &str = env!("CARGO_BIN_EXE_report");
/// How often each pair is run; the figure is the one in the middle.
const ROUNDS: usize = 11;
/// Agencies of a province.
const PROVINCE: usize = 100;
const PROVINCES: usize = 34;
const TASKS: usize = 20;
const YEAR: Period = Period::Year(2026);
const QUARTERS: [Period; 4] = [
    Period::Quarter(2026, 1),
    Period::Quarter(2026, 2),
    Period::Quarter(2026, 3),
    Period::Quarter(2026, 4),
];
const RESULTS: [&str; 4] = [
    "buổi truyền thông phòng, chống xâm hại trẻ em tại tổ dân phố và trường học được tổ chức",
    "học sinh được tư vấn, ra mắt mô hình “Thôn không có tảo hôn”",
    "công chức của thôn, tổ dân phố được tập huấn nghiệp vụ bảo vệ trẻ em",
    "suất học bổng, xe đạp được trao cho trẻ em mồ côi, trẻ em nghèo dịp năm học mới",
];

fn main() {
    if std::env::args().skip(1).all(|word| word.starts_with('-')) {
        province();
    }
    publication();
    country();
}

// ---- Material ----

/// The file of a commune for a quarter: 20 rows, a fifth of the texts in words of its own. Progress,
/// results and what was spent move on from quarter to quarter, as they do where work goes on.
fn file(plan: &Plan, n: usize, quarter: Period) -> Source {
    let mut text = "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua;van_ban;kinh_phi_giao;kinh_phi_giai_ngan;nguon_kinh_phi;kho_khan;ke_hoach_ky_toi\n".to_owned();
    let (id, period, last) = (commune(n), quarter.id(), plan.window(quarter).end);
    let past = match quarter {
        Period::Quarter(_, number) => usize::from(number) - 1,
        _ => 0,
    };
    for (at, (_, task)) in plan.appendix().enumerate() {
        let turn = n * TASKS + at;
        let money = if turn.is_multiple_of(2) {
            format!("{};{};ngan_sach", (turn % 900 + 10) * 500_000, (turn % 6 + past) * 500_000)
        } else {
            ";;".to_owned()
        };
        let own = if turn.is_multiple_of(5) { format!(" ở thôn {turn}") } else { String::new() };
        let difficulty = DIFFICULTIES[turn % 4];
        let difficulty_own = if difficulty.is_empty() { "" } else { own.as_str() };
        let _ = writeln!(
            text,
            "{period};{id};{};dang_trien_khai;{};{} {}{own};{}/KH-UBND ngày {last};{money};{difficulty}{difficulty_own};Tiếp tục triển khai trong kỳ tới{own}",
            task.id,
            turn % 60 + 5 + past * 10,
            turn % 400 + 1 + past,
            RESULTS[turn % 4],
            turn + 1,
        );
    }
    Source::new(format!("{id}.csv"), text)
}

/// A quarter's folder, read and checked; every row counts.
fn folder(plan: &Plan, sources: &[Source], quarter: Period) -> Folder {
    let as_of = plan.window(quarter).end;
    let mut sink = Sink::new();
    let files = sources.iter().map(|s| submission::read(s, plan, as_of, &mut sink)).collect();
    let page = Page::default();
    let scope = Scope {
        plan,
        period: Some(quarter),
        as_of,
        page: Some(&page),
        whole_period: true,
        history: None,
    };
    let checked = check::run(&scope, files, sink);
    Folder::new(quarter, page, as_of, checked)
}

// ---- A province's quarter ----

/// A row as the bare engine gets it.
#[derive(Serialize)]
struct Row<'a> {
    agency: &'a str,
    task: &'a str,
    status: &'static str,
    number: u32,
    texts: Vec<&'a str>,
}

const BARE: &str = "{% for r in rows %}<tr><td>{{ r.agency }}</td><td>{{ r.task }}</td><td>{{ r.status }}</td><td>{{ r.number }}</td>{% for t in r.texts %}<td>{{ t }}</td>{% endfor %}</tr>\n{% endfor %}";

fn rows<'a>(plan: &'a Plan, folder: &'a Folder) -> Vec<Row<'a>> {
    let fields = [
        Field::Progress,
        Field::Result,
        Field::Documents,
        Field::Allocated,
        Field::Disbursed,
        Field::Difficulty,
        Field::Next,
    ];
    let row = |row: check::AcceptedRow<'a>| Row {
        agency: &plan.register.agency(row.agency()).name,
        task: &plan.task(row.task()).id,
        status: row.status().key(),
        number: row.submission.row_number(row.row),
        texts: fields.iter().map(|f| row.submission.text(row.row, *f)).collect(),
    };
    folder.checked.rows().map(row).collect()
}

fn province() {
    let plan = load(&wide_plan(PROVINCE));
    let sources: Vec<Source> = (1..=PROVINCE).map(|n| file(&plan, n, QUARTERS[0])).collect();
    quarter("A province's quarter of short words", &plan, &sources, PROVINCE * TASKS);
    // As long as real ones, and no two the same.
    let mut sources = Province::new(1).files(QUARTERS[0]);
    sources.retain(|source| source.name.ends_with(".csv"));
    let name = "A province's quarter, every body on every task";
    quarter(name, common::plan(), &sources, common::province::ROWS);
}

fn quarter(name: &str, plan: &Plan, sources: &[Source], count: usize) {
    let quarter = QUARTERS[0];
    let folders = [Arc::new(folder(plan, sources, quarter))];
    let rows = rows(plan, &folders[0]);
    assert_eq!(rows.len(), count, "every row counts");
    let mut bare = Environment::new();
    bare.set_auto_escape_callback(|_| AutoEscape::Html);
    bare.add_template("bare", BARE).expect("a template");
    let bare = || {
        let template = bare.get_template("bare").expect("the template");
        template.render(minijinja::context! { rows => Serde(&rows) }).expect("a text").len()
    };

    let templates = Templates::new(std::collections::BTreeMap::new()).expect("the templates");
    let page = Page::default();
    let input = Input {
        plan,
        period: quarter,
        as_of: folders[0].as_of,
        page: &page,
        current: &folders,
        earlier: &[],
    };
    let digest = plan.digest(quarter);
    let view = || render::view(consolidate::consolidate(input), &digest);
    let made = view();
    let form = |form| written(&render::report(&made, form, &templates));
    println!("{name}, {} rows, {} bytes as the bare engine prints them", rows.len(), bare());
    println!(
        "(times what the bare engine takes: the middle of {ROUNDS} pairs; in brackets the least"
    );
    println!("and the most)\n");
    tell("consolidate and view     ", bare, || view().sources.len());
    tell("HTML from the view       ", bare, || form(Format::Html));
    tell("Markdown from the view   ", bare, || form(Format::Markdown));
    tell("all of `build`, from rows", bare, || {
        let view = view();
        let form = |form| written(&render::report(&view, form, &templates));
        form(Format::Html) + form(Format::Markdown)
    });
    tell("the same, from bytes     ", bare, || {
        let folders = [Arc::new(folder(plan, sources, quarter))];
        let view =
            render::view(consolidate::consolidate(Input { current: &folders, ..input }), &digest);
        let form = |form| written(&render::report(&view, form, &templates));
        form(Format::Html) + form(Format::Markdown)
    });
    println!(
        "\nHTML {} kB, Markdown {} kB\n",
        form(Format::Html) / 1000,
        form(Format::Markdown) / 1000
    );
}

/// How long a document is, once it is written.
fn written(document: &Document<'_>) -> usize {
    let mut text = Vec::new();
    document.write(&mut text).expect("a document");
    text.len()
}

/// Runs the bare engine and `ours` in turn and prints how many times the bare engine ours takes.
fn tell(name: &str, bare: impl Fn() -> usize, ours: impl Fn() -> usize) {
    let mut pairs: Vec<(f64, Duration)> = (0..ROUNDS)
        .map(|_| {
            let bare = time(&bare);
            let ours = time(&ours);
            (ours.as_secs_f64() / bare.as_secs_f64(), bare)
        })
        .collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (ratio, bare) = pairs[ROUNDS / 2];
    let (least, most) = (pairs[0].0, pairs[ROUNDS - 1].0);
    println!(
        "{name} {ratio:6.2}x  ({least:.2} to {most:.2})   bare {:.1} ms",
        bare.as_secs_f64() * 1e3
    );
}

fn time(work: impl Fn() -> usize) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

// ---- Everything that is published ----

/// `build --all` of a province: each folder is read once, so that the time grows as the periods do.
fn publication() {
    const COMMUNES: usize = 20;
    println!("Everything published of {COMMUNES} communes by the program (`build --all`)\n");
    println!("periods   seconds  ms a period");
    for years in [1, 2, 4] {
        let quarters: Vec<Period> = (0..years)
            .flat_map(|year| (1..=4).map(move |number| Period::Quarter(2026 + year, number)))
            .collect();
        let folder = tempfile::tempdir().expect("a folder");
        write_quarters(folder.path(), COMMUNES, &quarters);
        let start = Instant::now();
        let status = Command::new(REPORT)
            .args(["build", "data", "--all", "--plan", "plan", "--out", "out"])
            .args(["--as-of", "2029-12-20", "--format", "html,md", "--allow-errors", "--quiet"])
            .current_dir(folder.path())
            .env("NO_COLOR", "1")
            .stdout(Stdio::null())
            .status()
            .expect("the program runs");
        assert!(status.success(), "everything is published: {status}");
        let seconds = start.elapsed().as_secs_f64();
        let each = seconds * 1e3 / quarters.len() as f64;
        println!("{:7} {seconds:9.2} {each:12.0}", quarters.len());
    }
    println!();
}

// ---- The country's year ----

fn country() {
    println!("The country's year by the program, HTML and Markdown, files on disk");
    println!("(peak memory as Linux tells it)\n");
    println!("communes     rows   seconds  µs a row   peak MB   documents MB");
    for part in [8, 4, 2, 1] {
        let communes = PROVINCE * PROVINCES / part;
        let folder = tempfile::tempdir().expect("a folder");
        let rows = communes * TASKS * QUARTERS.len();
        let out = write_quarters(folder.path(), communes, &QUARTERS);
        let start = Instant::now();
        let child = Command::new(REPORT)
            .args(["build", "data", "--plan", "plan", "--out", "out", "--as-of", "2026-12-20"])
            .args(["--period", &YEAR.id(), "--format", "html,md", "--quiet"])
            .current_dir(folder.path())
            .env("NO_COLOR", "1")
            .stdout(Stdio::null())
            .spawn()
            .expect("the program runs");
        let peak = finish(child);
        let seconds = start.elapsed().as_secs_f64();
        let documents: u64 = fs::read_dir(out)
            .expect("documents")
            .map(|entry| entry.and_then(|e| e.metadata()).expect("a document").len())
            .sum();
        let peak = peak.map_or("not known".to_owned(), |mb| mb.to_string());
        println!(
            "{communes:8} {rows:8} {seconds:9.2} {:9.1} {peak:>9} {:14.1}",
            seconds * 1e6 / rows as f64,
            documents as f64 / 1e6
        );
    }
}

/// Writes plan and data; says where the documents will be.
fn write_quarters(folder: &Path, communes: usize, quarters: &[Period]) -> std::path::PathBuf {
    let files = wide_plan(communes);
    let plan = load(&files);
    let at = folder.join("plan");
    fs::create_dir_all(&at).expect("a folder");
    for (name, source) in FILES.iter().zip(&files.files) {
        fs::write(at.join(name), source.bytes.as_slice()).expect("a file");
    }
    for quarter in quarters {
        let at = folder.join("data").join(quarter.id());
        fs::create_dir_all(&at).expect("a folder");
        for n in 1..=communes {
            let source = file(&plan, n, *quarter);
            fs::write(at.join(&*source.name), source.bytes.as_slice()).expect("a file");
        }
    }
    folder.join("out")
}

/// Waits for the end; the peak of its memory in MB, where the system tells it.
fn finish(mut child: Child) -> Option<u64> {
    let mut peak = None;
    let status = loop {
        let told = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kb = line.and_then(|l| l.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok());
        peak = kb.or(peak);
        if let Some(status) = child.try_wait().expect("it can be waited for") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    assert!(status.success(), "every row counts: {status}");
    peak.map(|kb| kb.div_ceil(1024))
}
