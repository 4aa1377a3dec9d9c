//! The text of a report: the figures of its summary, and of the tables of its sections.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::changes;
use super::count::{Facts, Report, STATUSES, Timing, dong, quarter_name, share};
use super::money;
use super::plan::{KINDS, Task};
use super::program::Papers;
use super::sent::{Coverage, State};

// ---- Reading Markdown -------------------------------------------------------------------------

/// The lines behind a heading, up to the next one.
fn section<'t>(text: &'t str, heading: &str) -> Vec<&'t str> {
    let behind = text.lines().skip_while(|line| *line != heading).skip(1);
    behind.take_while(|line| !line.starts_with("## ")).collect()
}

/// The cells of a row of a table, without their marks.
fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.strip_prefix('|')?.strip_suffix('|')?;
    let mut cells = vec![String::new()];
    let mut chars = inner.chars();
    while let Some(char) = chars.next() {
        match (char, cells.last_mut()) {
            ('|', _) => cells.push(String::new()),
            ('\\', Some(cell)) => cell.extend(chars.next()),
            (other, Some(cell)) => cell.push(other),
            (_, None) => unreachable!("there is a cell"),
        }
    }
    Some(cells.into_iter().map(|cell| cell.trim().replace("**", "")).collect())
}

/// The rows of the tables among these lines, each with the headings of its table.
pub(crate) fn rows(lines: &[&str]) -> Vec<Vec<(String, String)>> {
    let mut rows = Vec::new();
    let mut headings: Option<Vec<String>> = None;
    for (at, line) in lines.iter().enumerate() {
        let Some(found) = cells(line) else {
            headings = None;
            continue;
        };
        if line.starts_with("|---") || line.starts_with("|:--") {
            continue;
        }
        match &headings {
            None => {
                assert!(lines[at + 1].starts_with("|-"), "a table: {line}");
                headings = Some(found);
            }
            Some(headings) => rows.push(headings.iter().cloned().zip(found).collect()),
        }
    }
    rows
}

/// What stands behind the number and the bold words of a point of the summary.
fn point(papers: &Papers, number: usize) -> String {
    let start = format!("{number}. **");
    let lines = section(&papers.markdown, "## TÓM TẮT");
    let line = lines.iter().find(|line| line.starts_with(&start));
    let line = line.unwrap_or_else(|| panic!("no point {number}"));
    let (_, told) = line[start.len()..].split_once("** ").expect("words behind the bold ones");
    told.to_owned()
}

// ---- Section II and the first points of the summary -------------------------------------------

/// The columns of the table of states: the status, its label, and whether the summary names its tasks.
fn columns<'d>(report: &Report<'d>) -> impl Iterator<Item = (&'static str, &'d str, bool)> {
    let is_named = |status| ["tam_dung", "chua_trien_khai", "khong_phat_sinh"].contains(&status);
    let plan = report.plan;
    STATUSES.into_iter().map(move |status| (status, plan.label(status), is_named(status)))
}

const SILENT: &str = "Chủ trì chưa báo cáo";
const LEFT_OUT: &str = "Số liệu còn lỗi";

/// How many tasks of each group stand in each column; nothing where none does.
pub(crate) fn groups(report: &Report<'_>, _: &Papers) -> Facts {
    let mut facts = Facts::new();
    let groups = report.plan.appendix.groups.iter().enumerate();
    let groups = groups.map(|(n, group)| ((n + 1).to_string(), group.tasks.iter().collect()));
    let all = ("Cộng".to_owned(), report.plan.tasks().collect());
    for (name, tasks) in groups.chain([all]) {
        let tasks: Vec<&Task> = tasks;
        let mut add = |column: &str, keep: &dyn Fn(&Task) -> bool| {
            let count = tasks.iter().filter(|task| keep(task)).count();
            if count > 0 {
                facts.insert(format!("{name} {column}"), count.to_string());
            }
        };
        add("Số nhiệm vụ", &|_| true);
        for (status, label, _) in columns(report) {
            add(label, &|task| report.status(task) == Some(status));
        }
        let is_silent = |task: &Task| report.word(task).is_none();
        add(SILENT, &|task| is_silent(task) && !report.is_left_out(task));
        add(LEFT_OUT, &|task| is_silent(task) && report.is_left_out(task));
        add("Quá hạn", &|task| report.is_overdue(task));
    }
    facts
}

pub(crate) fn groups_told(_: &Report<'_>, papers: &Papers) -> Facts {
    let mut facts = Facts::new();
    for row in rows(&section(&papers.markdown, "## II. KẾT QUẢ THỰC HIỆN NHIỆM VỤ")) {
        let name = row[0].1.split(". ").next().unwrap_or_default().to_owned();
        for (column, count) in row[1..].iter().filter(|(_, count)| !count.is_empty()) {
            facts.insert(format!("{name} {column}"), count.clone());
        }
    }
    facts
}

/// ` (III.5, IV.2)`; many are not told.
fn codes(tasks: &[&str]) -> String {
    match tasks.len() {
        0 => String::new(),
        1..=10 => format!(" ({})", tasks.join(", ")),
        _ => " (Phụ lục I)".to_owned(),
    }
}

/// The first point: the tasks by state.
fn results(report: &Report<'_>) -> String {
    let having = |keep: &dyn Fn(&Task) -> bool| -> Vec<&str> {
        let tasks = report.plan.tasks().filter(|task| keep(task));
        tasks.map(|task| task.id.as_str()).collect()
    };
    let mut told: Vec<String> = Vec::new();
    let mut add = |words: &str, is_named: bool, tasks: Vec<&str>| {
        if !tasks.is_empty() {
            let named = if is_named { codes(&tasks) } else { String::new() };
            told.push(format!("{} nhiệm vụ {words}{named}", tasks.len()));
        }
    };
    for (status, label, is_named) in columns(report) {
        let tasks = having(&|task| report.status(task) == Some(status));
        add(&label.to_lowercase(), is_named, tasks);
    }
    let is_silent = |task: &Task| report.word(task).is_none();
    let silent = having(&|task| is_silent(task) && !report.is_left_out(task));
    add("cơ quan chủ trì không báo cáo", true, silent);
    let left_out = having(&|task| is_silent(task) && report.is_left_out(task));
    add("có số liệu của cơ quan chủ trì còn lỗi", true, left_out);
    let last = told.pop().unwrap_or_default();
    let told = if told.is_empty() { last } else { format!("{} và {last}", told.join(", ")) };
    format!("Trong {} nhiệm vụ của Kế hoạch có {told}.", report.plan.tasks().count())
}

/// Adds a change of some tasks; the first one says what is counted.
fn add(told: &mut Vec<String>, words: &str, tasks: Vec<&str>) {
    if !tasks.is_empty() {
        let noun = if told.is_empty() { "nhiệm vụ " } else { "" };
        told.push(format!("{} {noun}{words}{}", tasks.len(), codes(&tasks)));
    }
}

/// The second point: what changed.
fn changed(report: &Report<'_>) -> String {
    let Some(before) = report.previous() else {
        return "chưa có số liệu để so sánh.".to_owned();
    };
    let lists = changes::changes(report);
    let list = |name: &str| -> BTreeSet<&str> {
        lists[name].split(", ").filter(|code| !code.is_empty()).collect()
    };
    let ordered = |some: BTreeSet<&str>| -> Vec<&str> {
        let all = report.plan.tasks().map(|task| task.id.as_str());
        all.filter(|id| some.contains(id)).collect()
    };
    let parts: BTreeSet<&str> =
        list("finished_after_gap").union(&list("complete_again")).copied().collect();
    let finished = list("finished").difference(&parts).copied().collect();
    let again = list("complete_again");
    let not_comparable =
        list("finished_after_gap").union(&list("without_before")).copied().collect();
    let risen = report.plan.tasks().filter(|task| {
        let change = report.progress(task).zip(before.progress(task));
        let told = ["finished", "started"].iter().any(|of| list(of).contains(task.id.as_str()));
        let is_told = told && !again.contains(task.id.as_str());
        change.is_some_and(|(now, was)| now > was) && !is_told
    });
    let risen = risen.count();
    let word = match report.span.id.split_once('-') {
        None => "năm trước",
        Some((_, part)) if part.starts_with('Q') => "quý trước",
        Some(_) => "kỳ trước",
    };
    let again_words = format!("đã hoàn thành từ trước, {word} không nêu");
    let unknown_words = format!("không so được vì {word} chưa có số liệu hợp lệ");
    let finished = ordered(finished);
    let other = if finished.is_empty() { "" } else { " khác" };
    let mut told = Vec::new();
    if !finished.is_empty() {
        told.push(format!("thêm {} nhiệm vụ hoàn thành{}", finished.len(), codes(&finished)));
    }
    add(&mut told, &again_words, ordered(again.clone()));
    add(&mut told, "mới triển khai", ordered(list("started")));
    if risen > 0 {
        told.push(format!("{risen} nhiệm vụ{other} tăng tiến độ"));
    }
    add(&mut told, "đã hoàn thành, nay thực hiện thường xuyên", ordered(list("kept_up")));
    add(&mut told, "đã hoàn thành nay mở lại", ordered(list("reopened")));
    add(&mut told, "giảm tiến độ", ordered(list("went_back")));
    add(&mut told, "mới tạm dừng", ordered(list("paused")));
    let late = report.plan.tasks().filter(|task| changes::newly_late(report, &before, task));
    add(&mut told, "mới quá hạn", late.map(|task| task.id.as_str()).collect());
    add(&mut told, "nay không phát sinh", ordered(list("to_nothing")));
    add(&mut told, &unknown_words, ordered(not_comparable));
    match told.is_empty() {
        true => "không nhiệm vụ nào thay đổi.".to_owned(),
        false => format!("{}.", told.join("; ")),
    }
}

/// A small number that opens a sentence.
fn opening(count: usize) -> String {
    let words = ["Không", "Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười"];
    words.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// How the third point begins: what is overdue, by whose day, and what has no day.
fn dates(report: &Report<'_>) -> String {
    let all: Vec<&Task> = report.plan.tasks().collect();
    if all.iter().all(|task| report.deadline(task).timing == Timing::Unknown) {
        return "Chưa có số liệu hợp lệ của cơ quan chủ trì nên chưa biết nhiệm vụ nào quá hạn \
                hay còn trong hạn."
            .to_owned();
    }
    let mut told: Vec<String> = Vec::new();
    let sides = [(false, "do cơ quan chủ trì đăng ký"), (true, "của Kế hoạch")];
    for (by_plan, side) in sides {
        let late = all.iter().filter(|task| report.plan.due(task).is_some() == by_plan);
        let mut late: Vec<(&&Task, i64)> = late
            .filter_map(|task| match report.deadline(task).timing {
                Timing::Overdue(days) => Some((task, days)),
                _ => None,
            })
            .collect();
        if late.is_empty() {
            continue;
        }
        late.sort_by_key(|(_, days)| -days);
        let most = report.plan.most_names();
        let listed: Vec<String> = late
            .iter()
            .take(most)
            .map(|(task, days)| {
                let lead = report.plan.name(report.plan.lead(task, report.span.to));
                format!("{} ({lead}, quá {days} ngày)", task.id)
            })
            .collect();
        let more = late.len().saturating_sub(most);
        let more = match more {
            0 => String::new(),
            more => format!(" và {more} nhiệm vụ khác (Phụ lục I)"),
        };
        let count = opening(late.len());
        told.push(format!("{count} nhiệm vụ quá thời hạn {side}: {}{more}.", listed.join(", ")));
    }
    if told.is_empty() {
        told.push("Không có nhiệm vụ nào quá hạn.".to_owned());
    }
    let open = all.iter().copied().filter(|task| {
        let deadline = report.deadline(task);
        deadline.due.is_none() && matches!(deadline.timing, Timing::NoDate | Timing::Unknown)
    });
    let (left_out, open): (Vec<&Task>, Vec<&Task>) =
        open.partition(|task| report.is_left_out(task));
    if !open.is_empty() {
        told.push(format!(
            "Với {} nhiệm vụ, cơ quan chủ trì chưa đăng ký thời hạn nên không xét được.",
            open.len()
        ));
    }
    if !left_out.is_empty() {
        told.push(format!(
            "Với {} nhiệm vụ, số liệu của cơ quan chủ trì còn lỗi nên chưa biết thời hạn.",
            left_out.len()
        ));
    }
    told.join(" ")
}

/// The points of the summary, as far as the figures reach.
pub(crate) fn summary(report: &Report<'_>, _: &Papers) -> Facts {
    let mut facts = Facts::from([
        ("1".to_owned(), results(report)),
        ("2".to_owned(), changed(report)),
        ("3".to_owned(), dates(report)),
        ("4".to_owned(), budget(report)),
    ]);
    for (n, quarter) in report.current.iter().enumerate() {
        for (level, sent, of) in levels(&Coverage::of(report, quarter)) {
            facts.insert(format!("5 {n} {level}"), format!("{sent}/{of}"));
        }
    }
    facts
}

pub(crate) fn summary_told(report: &Report<'_>, papers: &Papers) -> Facts {
    let mut facts = Facts::new();
    for number in 1..=4 {
        let told = point(papers, number);
        // Behind the days stands what has not moved for long.
        let begins = dates(report);
        let told = match number {
            3 if told.starts_with(&begins) => begins,
            _ => told,
        };
        facts.insert(number.to_string(), told);
    }
    let told = point(papers, 5);
    for (n, sentence) in told.split(". ").take(report.current.len()).enumerate() {
        for (level, share) in levels_told(sentence) {
            facts.insert(format!("5 {n} {level}"), share);
        }
    }
    facts
}

// ---- Who sent, in the summary and in section IV -----------------------------------------------

/// Of each level that owes any report: its name, how many sent one, of how many.
fn levels(coverage: &Coverage<'_>) -> Vec<(&'static str, usize, usize)> {
    let of = |(level, sent, _)| (level, sent, coverage.owed_by(Some(level)).len());
    coverage.levels().map(of).filter(|(_, _, of)| *of > 0).collect()
}

/// `cấp xã` and `11/40` of each level in a sentence.
fn levels_told(sentence: &str) -> Vec<(String, String)> {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let is_level = |three: &&[&str]| three[0].to_lowercase() == "cấp" && three[2].contains('/');
    let found = words.windows(3).filter(is_level);
    found.map(|three| (format!("cấp {}", three[1]), three[2].to_owned())).collect()
}

/// A column, and which reports stand in it.
type Column = (&'static str, fn(State) -> bool);

/// The columns of the table of section IV.
const SENT: [Column; 10] = [
    ("Gửi đúng hạn", |state| state == State::OnTime),
    ("Gửi chậm", |state| matches!(state, State::Late(_))),
    ("Gửi sau hạn, được lùi", |state| matches!(state, State::Deferred(_))),
    ("Gửi, chưa rõ ngày", |state| state == State::Undated),
    ("Gửi, không có nội dung", |state| state == State::Empty),
    ("Gửi, chưa có dòng hợp lệ", |state| state == State::Unusable),
    ("Gửi, chưa đọc được", |state| state == State::Unread),
    ("Gửi bảng số liệu, chưa gửi báo cáo", |state| state == State::FiguresAlone),
    ("Chưa đến hạn", |state| state == State::NotYet),
    ("Chưa gửi", |state| state == State::Missing),
];

/// Who sent, by kind of body and folder, and by level.
pub(crate) fn sending(report: &Report<'_>, _: &Papers) -> Facts {
    let mut facts = Facts::new();
    let is_one = report.current.len() == 1;
    for (n, quarter) in report.current.iter().enumerate() {
        let coverage = Coverage::of(report, quarter);
        let owed = coverage.owed_by(None);
        let kinds = KINDS.iter().map(|(kind, label)| (Some(*kind), *label));
        for (kind, label) in kinds.chain(is_one.then_some((None, "Cộng"))) {
            let is_of = |id: &&&str| kind.is_none_or(|kind| report.plan.agency(id).kind == kind);
            let of: Vec<State> = owed.iter().filter(is_of).map(|id| coverage.state(id)).collect();
            let mut add = |column: &str, count: usize| {
                if count > 0 {
                    let name = quarter_name(&quarter.span.id);
                    facts.insert(format!("{name} {label} {column}"), count.to_string());
                }
            };
            add("Phải báo cáo", of.len());
            for (column, is) in SENT {
                add(column, of.iter().filter(|state| is(**state)).count());
            }
        }
        for (level, sent, of) in levels(&coverage) {
            facts.insert(format!("{n} {level}"), format!("{sent}/{of}"));
            let percent = if of >= 20 { share(sent as i128, of as i128) } else { String::new() };
            facts.insert(format!("{n} {level} percent"), percent);
        }
    }
    facts
}

pub(crate) fn sending_told(report: &Report<'_>, papers: &Papers) -> Facts {
    let mut facts = Facts::new();
    let lines = section(&papers.markdown, "## IV. TÌNH HÌNH GỬI BÁO CÁO");
    for row in rows(&lines) {
        let (folder, rest) = match report.current {
            [only] => (quarter_name(&only.span.id), &row[..]),
            _ => (row[0].1.replacen("Quý", "quý", 1), &row[1..]),
        };
        for (column, count) in rest[1..].iter().filter(|(_, count)| count != "0") {
            facts.insert(format!("{folder} {} {column}", rest[0].1), count.clone());
        }
    }
    let told = lines.iter().filter(|line| line.contains("gửi báo cáo có nội dung: "));
    for (n, line) in told.enumerate() {
        let (_, told) = line.split_once("có nội dung: ").expect("looked for");
        let sentence = told.split(". ").next().unwrap_or_default();
        for part in sentence.split("; ") {
            for (level, share) in levels_told(part) {
                let percent = part.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
                let percent = percent.map_or("", |(percent, _)| percent);
                facts.insert(format!("{n} {level} percent"), percent.to_owned());
                facts.insert(format!("{n} {level}"), share);
            }
        }
    }
    facts
}

// ---- Money in the summary and in section III --------------------------------------------------

/// `6.252,0` of đồng; what is more than nothing is never nothing.
fn millions(amount: i128) -> String {
    let tenths = (amount + 50_000) / 100_000;
    match tenths {
        0 if amount > 0 => "dưới 0,1".to_owned(),
        _ => format!("{},{}", dong(tenths / 10), tenths % 10),
    }
}

pub(crate) const BUDGET: &str = "Ngân sách nhà nước";

/// The fourth point: the state budget of the last year of the period.
fn budget(report: &Report<'_>) -> String {
    let year = report.span.to.year();
    let Some(line) = money::sources(report, year).remove(BUDGET) else {
        return "chưa có số liệu.".to_owned();
    };
    let short = |amount: i128| millions(amount).replace(",0", "");
    let amounts = match (line.allocated.map(short), line.disbursed.map(short)) {
        (None, spent) => format!(
            "giải ngân {} triệu đồng, chưa có số liệu về kinh phí được giao",
            spent.unwrap_or_default()
        ),
        (Some(given), None) => format!("được giao {given} triệu đồng, chưa có số liệu giải ngân"),
        (Some(given), Some(spent)) if line.share.is_empty() => {
            format!("giải ngân {spent}/{given} triệu đồng")
        }
        (Some(given), Some(spent)) => {
            let over = match line.both < line.rows {
                true => format!(" tính trên {}/{} số có cả hai phần", line.both, line.rows),
                false => String::new(),
            };
            format!("giải ngân {spent}/{given} triệu đồng, đạt {}{over}", line.share)
        }
    };
    let agencies = line.agencies;
    format!("theo {agencies} cơ quan có báo cáo: {amounts} (lũy kế từ ngày 01/01/{year}).")
}

/// The sources of each year.
pub(crate) fn sources(report: &Report<'_>, _: &Papers) -> Facts {
    let mut facts = Facts::new();
    for year in money::years(report) {
        let all = money::sources(report, year);
        for (name, line) in &all {
            let amount = |amount: Option<i128>| {
                amount.map_or_else(|| "chưa có số liệu".to_owned(), millions)
            };
            let share = match (name.as_str(), line.share.as_str()) {
                (BUDGET, "") => "chưa có số liệu",
                (BUDGET, share) => share,
                _ => "",
            };
            let told = [
                line.agencies.to_string(),
                amount(line.allocated),
                amount(line.disbursed),
                share.to_owned(),
            ];
            facts.insert(format!("{year} {name}"), told.join(" | "));
        }
        for (task, given, share) in money::heavy(report, year) {
            let given = millions(given).replace(",0", "");
            let told = format!("{given} triệu đồng, bằng {share}");
            facts.insert(format!("{year} heavy {task}"), told);
        }
        if !all.is_empty() {
            facts.insert(format!("{year} agencies"), money::agencies(report, year).to_string());
        }
    }
    facts
}

pub(crate) fn sources_told(_: &Report<'_>, papers: &Papers) -> Facts {
    let mut facts = Facts::new();
    let lines = section(&papers.markdown, "## III. KINH PHÍ");
    let starts: Vec<usize> =
        (0..lines.len()).filter(|at| lines[*at].starts_with("Lũy kế từ ngày 01/01/")).collect();
    for (at, start) in starts.iter().enumerate() {
        let words: Vec<&str> = lines[*start].split([' ', ',']).collect();
        let year = words[4].trim_start_matches("01/01/").to_owned();
        let agencies = words.iter().skip_while(|word| **word != "theo").nth(1).expect("a count");
        facts.insert(format!("{year} agencies"), (*agencies).to_owned());
        let end = starts.get(at + 1).copied().unwrap_or(lines.len());
        for told in lines[*start..end].join(" ").split("Riêng nhiệm vụ ").skip(1) {
            let (task, told) = told.split_once(" chiếm ").expect("an amount");
            let told = told.split(" ngân sách được giao").next().unwrap_or_default();
            facts.insert(format!("{year} heavy {task}"), told.to_owned());
        }
        for row in rows(&lines[*start..end]) {
            let told: Vec<&str> = row[1..].iter().map(|(_, told)| told.as_str()).collect();
            facts.insert(format!("{year} {}", row[0].1), told.join(" | "));
        }
    }
    facts
}
