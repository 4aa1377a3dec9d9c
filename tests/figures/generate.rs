//! Data folders like those of a real year, another for each seed: quarters with their pages, files of
//! many bodies, and the mistakes that people make.
//!
//! Invents; counts nothing. Whatever it writes is read anew by both computations.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};

use super::common;
use super::plan::{Plan, Role, Span};
use super::random::Random;
use super::writing::{HEADINGS, Line, Style};

/// Quarters in which something may be sent.
const QUARTERS: [&str; 11] = [
    "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1",
    "2027-Q2", "2027-Q3", "2027-Q4",
];

/// A data folder.
pub(crate) struct World {
    pub(crate) data: PathBuf,
    pub(crate) quarters: Vec<String>,
}

/// What a body does about a task, from quarter to quarter.
struct Work {
    task: String,
    status: &'static str,
    /// Hundredths of a percent.
    progress: i64,
    due: Option<NaiveDate>,
    money: Option<Money>,
}

struct Money {
    year: String,
    allocated: i64,
    disbursed: i64,
    source: &'static str,
}

/// A body that sends, and what it works on.
struct Body {
    id: String,
    /// How much of what it should send it does send, in a hundred.
    zeal: i64,
    works: Vec<Work>,
}

/// Writes the data folder of a seed.
pub(crate) fn world(plan: &Plan, seed: u64, data: &Path) -> World {
    let mut random = Random::new(seed);
    let first = usize::from(random.in_100(30));
    let long = random.in_100(4);
    let count = usize::try_from(random.between(3, 4)).expect("a count");
    let count = if long { 10 } else { count };
    let mut quarters: Vec<String> =
        QUARTERS[first..first + count].iter().map(|id| (*id).to_owned()).collect();
    // Now and then a quarter has no folder.
    if count == 4 && random.in_100(10) {
        quarters.remove(usize::try_from(random.between(1, 2)).expect("an index"));
    }
    let mut bodies: BTreeMap<String, Body> = BTreeMap::new();
    let size = if long { 10 } else { random.between(10, 60) as usize };
    for id in &quarters {
        let span = plan.span(id);
        for body in chosen(plan, &mut random, &span, size) {
            if bodies.contains_key(&body) {
                continue;
            }
            // Under another name it goes on with what it did.
            let begun = match bodies.remove(plan.body(&body)) {
                Some(before) => Body { id: body.clone(), ..before },
                None => begin(plan, &mut random, &span, body.clone()),
            };
            bodies.insert(body, begun);
        }
        folder(plan, &mut random, &span, &mut bodies, &data.join(id));
    }
    World { data: data.to_owned(), quarters }
}

/// Who may send in a quarter: most leads, some of the others.
fn chosen(plan: &Plan, random: &mut Random, span: &Span, size: usize) -> Vec<String> {
    let exists = plan
        .agencies()
        .iter()
        .filter(|agency| agency.reports != "none" && plan.in_force(&agency.id, span.to));
    let (leads, others): (Vec<String>, Vec<String>) = exists
        .map(|agency| agency.id.clone())
        .partition(|id| plan.tasks().any(|task| plan.lead(task, span.to) == id));
    let mut chosen: Vec<String> = leads.into_iter().filter(|_| random.in_100(93)).collect();
    chosen.extend(random.some(&others, size.saturating_sub(9)));
    chosen
}

/// A body at its beginning: all tasks that it leads, some in which it has a part.
fn begin(plan: &Plan, random: &mut Random, span: &Span, id: String) -> Body {
    let codes: Vec<&str> = plan.tasks().map(|t| t.id.as_str()).chain(plan.beside()).collect();
    let having = |role: Role| -> Vec<String> {
        let has = |code: &&&str| plan.role(code, &id, span.to) == Some(role);
        codes.iter().filter(has).map(|code| (*code).to_owned()).collect()
    };
    let asked = plan.agency(&id).reports == "request";
    let mut tasks = having(Role::Leads);
    let parts = having(Role::Helps);
    let count = random.between(1, 4) as usize;
    tasks.extend(random.some(&parts, count));
    let mut held = having(Role::Holds);
    held.retain(|code| !asked || code.starts_with("TC."));
    if random.in_100(if asked { 100 } else { 20 }) {
        tasks.extend(random.some(&held, 1));
    }
    // One day it may lead what another leads now.
    for task in plan.tasks() {
        if !tasks.contains(&task.id) && plan.lead(task, span.to + Days::new(400)) == id {
            tasks.push(task.id.clone());
        }
    }
    let works = tasks.into_iter().map(|task| work(random, span, task)).collect();
    Body { id, zeal: random.between(40, 100), works }
}

fn work(random: &mut Random, span: &Span, task: String) -> Work {
    let status = *random.one(&[
        "chua_trien_khai",
        "dang_trien_khai",
        "dang_trien_khai",
        "dang_trien_khai",
        "thuong_xuyen",
    ]);
    let progress = if status == "chua_trien_khai" { 0 } else { random.between(1, 80) * 50 };
    let due = random.in_100(50).then(|| span.to + Days::new(random.between(0, 400) as u64));
    let source = *random.one(&[
        "Ngân sách nhà nước",
        "ngan_sach",
        "Vận động xã hội",
        "vien_tro",
        "Khác",
        "",
    ]);
    let money = random.in_100(45).then(|| Money {
        year: String::new(),
        allocated: 0,
        disbursed: 0,
        source,
    });
    Work { task, status, progress, due, money }
}

// ---- A quarter ------------------------------------------------------------------------------

fn folder(
    plan: &Plan,
    random: &mut Random,
    span: &Span,
    bodies: &mut BTreeMap<String, Body>,
    path: &Path,
) {
    std::fs::create_dir_all(path).expect("a folder");
    let deadline = plan.deadline(&span.id);
    let as_of = match random.in_100(10) {
        true => deadline - Days::new(random.between(0, 1) as u64),
        false => deadline + Days::new(random.between(1, 12) as u64),
    };
    let mut page = format!("period: {}\nas_of: {as_of}\n", span.id);
    if random.in_100(30) {
        // It opens like a formula, and is printed into every table.
        page += &format!("notice: \"=Số liệu thử {}\"\n", span.id);
    }
    let mut received = String::new();
    let mut counter = 0;
    for body in bodies.values_mut() {
        if !plan.in_force(&body.id, span.to) || !random.in_100(body.zeal) {
            continue;
        }
        let lines = lines(plan, random, span, as_of, body);
        let files = split(random, span, &body.id, lines, &mut counter);
        for (name, lines) in files {
            let style = Style::random(random);
            common::write(&path.join(&name), style.file(&lines));
            if random.in_100(80) {
                let day = deadline + Days::new(random.between(0, 8) as u64) - Days::new(5);
                writeln!(received, "  \"{name}\": {}", day.min(as_of)).expect("a string");
            }
        }
    }
    odd_files(plan, random, span, path);
    if !received.is_empty() {
        page += &format!("received:\n{received}");
    }
    let owing: Vec<String> = plan.owing(span.to).into_iter().map(str::to_owned).collect();
    let count = random.between(0, 3) as usize;
    let excused = random.some(&owing, count);
    if !excused.is_empty() {
        page += "excused:\n";
        for id in excused {
            writeln!(page, "  - agency: {id}\n    reason: Đang sắp xếp tổ chức, đã xin lùi.")
                .expect("a string");
        }
    }
    common::write(&path.join("period.yaml"), page);
}

/// The files in which lines are sent: mostly one, called after the sender.
fn split(
    random: &mut Random,
    span: &Span,
    id: &str,
    mut lines: Vec<Line>,
    counter: &mut u32,
) -> Vec<(String, Vec<Line>)> {
    *counter += 1;
    let sound = lines.iter().any(|line| line.is_sound);
    let name = match random.between(1, 10) {
        1 => format!("bao-cao-{}-{id}.csv", span.id.to_lowercase()),
        3 => format!("=bc {id}.csv"),
        // Only rows say whose it is.
        2 if sound => format!("Bao cao {counter:02}.csv"),
        _ => format!("{id}.csv"),
    };
    let mut files = Vec::new();
    if lines.len() > 1 && random.in_100(8) {
        let more = lines.split_off(lines.len() / 2);
        files.push((format!("{id}-bo-sung.csv"), more));
    }
    files.push((name, lines));
    files
}

/// What lies about beside the reports: files that are none, files of bodies that are gone.
fn odd_files(plan: &Plan, random: &mut Random, span: &Span, path: &Path) {
    if random.in_100(30) {
        common::write(&path.join("~$so-y-te.csv"), "Kỳ báo cáo;Cơ quan báo cáo\n");
    }
    // Scans: beside a table, or all that came. Whatever is drawn for them, the rest stays as it was.
    let mut scans = random.clone();
    let owing: Vec<String> = plan.owing(span.to).into_iter().map(str::to_owned).collect();
    let count = scans.between(0, 3) as usize;
    for id in scans.some(&owing, count) {
        common::write(&path.join(format!("{id}.pdf")), "%PDF-1.7");
    }
    // Figures, beside a report or alone, from who is asked for them.
    let kinds = ["so_nganh", "doan_the", "cap_xa"];
    let mut asked = owing;
    asked.extend(plan.requested(span.to).into_iter().map(str::to_owned));
    asked.retain(|id| kinds.contains(&plan.agency(id).kind.as_str()));
    let count = scans.between(0, 5) as usize;
    for (n, id) in scans.some(&asked, count).iter().enumerate() {
        let day = if n % 2 == 0 { span.to.format("%d/%m/%Y").to_string() } else { String::new() };
        let (period, name) = (&span.id, plan.name(id));
        let headings = "ky_bao_cao;co_quan;ma_so_lieu;gia_tri;ngay_bao_cao";
        let row = format!("{period};{name};II.1.1;{};{day}", n + 1);
        common::write(&path.join(format!("{id}-so-lieu.csv")), format!("{headings}\n{row}\n"));
    }
    let gone = |id: &&str| !plan.in_force(id, span.to);
    let Some(old) = ["ubnd-thanh-pho-nha-trang"].into_iter().find(gone) else { return };
    let line = |agency: &str| Line {
        cells: BTreeMap::from([
            ("ky_bao_cao", span.id.clone()),
            ("co_quan", agency.to_owned()),
            ("ma_nhiem_vu", "II.2".to_owned()),
            ("trang_thai", "dang_trien_khai".to_owned()),
            ("tien_do", "30".to_owned()),
            ("ket_qua", "Khai sinh lưu động cho 12 trẻ em.".to_owned()),
        ]),
        is_sound: false,
    };
    for (name, cases) in [(old, 15), ("ubnd-phuong-nam-nha-trang", 15)] {
        let file = path.join(format!("{name}.csv"));
        if random.in_100(cases) && !file.exists() {
            let style = Style::random(random);
            common::write(&file, style.file(&[line("UBND thành phố Nha Trang")]));
        }
    }
}

// ---- The lines of a body ---------------------------------------------------------------------

fn lines(
    plan: &Plan,
    random: &mut Random,
    span: &Span,
    as_of: NaiveDate,
    body: &mut Body,
) -> Vec<Line> {
    if random.in_100(2) {
        return Vec::new();
    }
    let dated = random.in_100(70);
    let agency = plan.agency(&body.id);
    let called = [Some(&agency.name), agency.short.as_ref(), Some(&agency.id)];
    let called = called[random.one(&[0, 0, 0, 1, 2]).to_owned()].unwrap_or(&agency.name).clone();
    let nothing_new = random.in_100(6);
    let mut lines = Vec::new();
    for work in &mut body.works {
        let role = plan.role(&work.task, &body.id, span.to);
        let tells = random.in_100(if role == Some(Role::Leads) { 93 } else { 75 });
        if !tells || (role.is_none() && random.in_100(70)) {
            continue;
        }
        let mut line = line(random, span, work, role, (as_of, nothing_new));
        line.cells.insert("co_quan", called.clone());
        if dated {
            let day = span.to + Days::new(4) - Days::new(random.between(0, 7) as u64);
            line.cells.insert("ngay_bao_cao", Style::day(random, day.min(as_of)));
        }
        line.is_sound &= role.is_some();
        if random.in_100(6) {
            spoil(random, span, as_of, &mut line);
        }
        let again = line.clone();
        lines.push(line);
        match random.between(1, 100) {
            1..=3 => lines.push(repeated(random, again)),
            4..=5 => lines.push(contradicted(again)),
            _ => {}
        }
    }
    lines
}

/// The same said once more; what is beside the point may differ.
fn repeated(random: &mut Random, mut line: Line) -> Line {
    if random.in_100(50) {
        line.cells.insert("ngay_bao_cao", String::new());
    }
    if let Some(progress) = line.cells.get_mut("tien_do").filter(|p| !p.is_empty()) {
        *progress = if progress.ends_with('%') {
            progress.trim_end_matches('%').into()
        } else {
            format!("{progress}%")
        };
    }
    line
}

/// Something else said of the same.
fn contradicted(mut line: Line) -> Line {
    let words = line.cells.entry("kien_nghi").or_default();
    *words = format!("{words} Đề nghị hướng dẫn thêm.").trim().to_owned();
    line
}

fn line(
    random: &mut Random,
    span: &Span,
    work: &mut Work,
    role: Option<Role>,
    (as_of, nothing_new): (NaiveDate, bool),
) -> Line {
    let mut cells: BTreeMap<&'static str, String> = BTreeMap::new();
    cells.insert("ky_bao_cao", Style::period(random, &span.id));
    cells.insert("ma_nhiem_vu", Style::task(random, &work.task));
    if nothing_new {
        cells.insert("trang_thai", "Không phát sinh".into());
        return Line { cells, is_sound: true };
    }
    let fell = move_on(random, work);
    let rests = work.status != "chua_trien_khai" && random.in_100(9);
    let status = if rests { "khong_phat_sinh" } else { work.status };
    cells.insert("trang_thai", Style::status(random, status));
    if status != "khong_phat_sinh" && (role == Some(Role::Leads) || random.in_100(70)) {
        cells.insert("tien_do", Style::percent(random, work.progress));
    }
    let (a, b) = (random.between(2, 90), random.between(10, 4000));
    if !["chua_trien_khai", "khong_phat_sinh"].contains(&status) {
        cells.insert("ket_qua", format!("Tổ chức {a} đợt truyền thông; hỗ trợ {b} trẻ em."));
    }
    if status == "tam_dung" || random.in_100(15) {
        cells.insert("kho_khan", format!("Thiếu {a} cộng tác viên ở cơ sở."));
    }
    if random.in_100(20) {
        let day = span.from + Days::new(random.between(1, 80) as u64);
        cells.insert("van_ban", format!("{b}/KH-CQ ngày {}", day.format("%d/%m/%Y")));
    }
    // Now and then the last day is the day of the report.
    if random.in_100(4) && work.due.is_some() {
        work.due = Some(as_of);
    }
    if let Some(due) = work.due {
        cells.insert("thoi_han", Style::day(random, due));
    }
    let money_fell = money(random, span, work, &mut cells);
    let has_reason = random.in_100(60);
    if (fell || money_fell) && has_reason {
        cells.insert("ghi_chu", format!("Điều chỉnh sau khi rà soát lại {a} hồ sơ."));
    }
    if random.in_100(10) && role == Some(Role::Leads) {
        cells.insert("vai_tro", "Chủ trì".into());
    }
    Line { cells, is_sound: true }
}

/// Lets a work go on for a quarter; says whether its progress fell.
fn move_on(random: &mut Random, work: &mut Work) -> bool {
    let case = random.between(1, 100);
    match work.status {
        "chua_trien_khai" => match case {
            1..=45 => {
                work.status = "dang_trien_khai";
                work.progress = random.between(2, 60) * 50;
            }
            46..=50 => work.status = "tam_dung",
            _ => {}
        },
        "hoan_thanh" => {
            if case <= 12 {
                work.status = "dang_trien_khai";
                work.progress = random.between(20, 90) * 100;
            }
        }
        "tam_dung" => {
            if case <= 60 {
                work.status = "dang_trien_khai";
                work.progress = (work.progress + random.between(0, 20) * 50).min(9_900);
            }
        }
        _ => match case {
            1..=8 if work.progress > 1_000 => {
                work.progress -= random.between(1, 9) * 100;
                return true;
            }
            9..=14 => work.status = "tam_dung",
            15..=30 if work.status == "dang_trien_khai" => {
                work.status = "hoan_thanh";
                work.progress = 10_000;
            }
            31..=33 => work.status = "thuong_xuyen",
            34..=45 => {}
            46..=50 => work.due = work.due.map(|due| due + Days::new(90)),
            _ => work.progress = (work.progress + random.between(1, 60) * 50).min(9_950),
        },
    }
    false
}

/// Writes what was given and spent since the year began; says whether it fell.
fn money(
    random: &mut Random,
    span: &Span,
    work: &mut Work,
    cells: &mut BTreeMap<&'static str, String>,
) -> bool {
    let Some(money) = &mut work.money else { return false };
    let year = span.id.split('-').next().expect("a year");
    let mut fell = false;
    if money.year != year {
        money.year = year.to_owned();
        money.allocated = match random.between(1, 100) {
            1..=4 => random.between(20, 3_000) * 100_000_000_000,
            5 => 999_999_999_999_999 + random.between(0, 2),
            _ => random.between(20, 3_000) * 1_000_000,
        };
        money.disbursed = random.between(0, money.allocated / 1_000) * 1_000;
    } else {
        match random.between(1, 100) {
            1..=5 => {
                money.disbursed -= money.disbursed / 4;
                fell = money.disbursed > 0;
            }
            6..=20 => money.allocated += money.allocated / 5,
            21..=25 => money.disbursed = money.allocated,
            26..=28 => money.disbursed = (money.allocated - 2_000).max(money.disbursed),
            _ => money.disbursed += (money.allocated - money.disbursed) / 3,
        }
    }
    match random.between(1, 100) {
        1..=20 => return false,
        21..=26 => {
            cells.insert("kinh_phi_giai_ngan", Style::amount(random, money.disbursed));
        }
        27..=32 => {
            cells.insert("kinh_phi_giao", Style::amount(random, money.allocated));
        }
        _ => {
            cells.insert("kinh_phi_giao", Style::amount(random, money.allocated));
            cells.insert("kinh_phi_giai_ngan", Style::amount(random, money.disbursed));
        }
    }
    cells.insert("nguon_kinh_phi", money.source.to_owned());
    fell
}

/// A mistake for which a row is refused.
fn spoil(random: &mut Random, span: &Span, as_of: NaiveDate, line: &mut Line) {
    let given = |line: &Line, key: &str| line.cells.get(key).is_some_and(|text| !text.is_empty());
    let status = line.cells.get("trang_thai").cloned().unwrap_or_default();
    let (key, text) = match random.between(1, 15) {
        1 => ("tien_do", "140".to_owned()),
        2 => ("tien_do", "khoảng một nửa".to_owned()),
        3 => ("trang_thai", "Sắp xong".to_owned()),
        4 => ("co_quan", "Sở Công Thươn".to_owned()),
        5 => ("ma_nhiem_vu", "VI.2".to_owned()),
        6 => ("ngay_bao_cao", (as_of + Days::new(20)).format("%d/%m/%Y").to_string()),
        7 => ("thoi_han", "31/02/2026".to_owned()),
        8 => ("thoi_han", "31/12/25".to_owned()),
        9 => ("kinh_phi_giao", "96.750,500".to_owned()),
        10 => ("kinh_phi_giai_ngan", "-5.000.000".to_owned()),
        11 if given(line, "kinh_phi_giao") => ("nguon_kinh_phi", "Tiền túi".to_owned()),
        12 => ("ky_bao_cao", if span.id == "2025-Q3" { "2025-Q2" } else { "2025-Q3" }.to_owned()),
        13 if ["Đang triển khai", "dang_trien_khai"].contains(&status.as_str()) => {
            ("ket_qua", String::new())
        }
        14 => ("vai_tro", if given(line, "vai_tro") { "Phối hợp" } else { return }.to_owned()),
        _ => {
            line.cells.insert("kinh_phi_giao", "1.000.000".to_owned());
            ("kinh_phi_giai_ngan", "2.000.000".to_owned())
        }
    };
    assert!(HEADINGS.iter().any(|(known, _)| *known == key));
    line.cells.insert(key, text);
    line.is_sound = false;
}
