//! The board on the screen: its main figures, its tasks with their rows, its grid of agencies.

use chrono::Datelike;
use scraper::Html;

use super::agree::{add_row, says, select, timing};
use super::count::{self, Facts, Report, quarter_name};
use super::money;
use super::plan::Role;
use super::program::Papers;
use super::sent::Coverage;
use super::trend;

/// The main figures of the board, without spaces: how they are spaced is a matter of marks.
pub(crate) fn main_figures(report: &Report<'_>, _: &Papers) -> Facts {
    let mut facts = Facts::new();
    let mut add = |name: String, told: String| {
        facts.insert(name, told.split_whitespace().collect());
    };
    let counts = count::counts(report);
    let part = |family: &str| {
        let (share, tasks) = counts[&format!("all {family}")].split_once(": ").expect("tasks");
        let (count, of) = share.split(' ').next().and_then(|s| s.split_once('/')).expect("counts");
        (count, of, if tasks.is_empty() { String::new() } else { format!(" {tasks}.") })
    };
    let before = trend::main_figures(report);
    let was = |what: &str| match before.get("before name") {
        Some(name) => {
            let told = before[&format!("before {what}")].split([' ', ';']).next();
            format!("{}: {}.", name.replacen("quý", "Quý", 1), told.unwrap_or_default())
        }
        None => String::new(),
    };
    let is_unsaid = { part("unreported").0 == part("unreported").1 };
    let told = |count: &str, of: &str| match is_unsaid {
        true => "Chưa có số liệu.".to_owned(),
        false => format!("{count}/{of} nhiệm vụ."),
    };
    let (count, of, tasks) = part("hoan_thanh");
    add("Nhiệm vụ hoàn thành".into(), told(count, of) + &tasks);
    add("Nhiệm vụ hoàn thành before".into(), was("complete"));
    let halted = before["halted"].split([' ', '/']).next().unwrap_or_default();
    let mut words = told(halted, of);
    for state in ["tam_dung", "chua_trien_khai"] {
        let (count, _, tasks) = part(state);
        if count != "0" {
            words += &format!("{} {count}:{tasks}", report.plan.label(state));
        }
    }
    add("Nhiệm vụ tạm dừng hoặc chưa triển khai".into(), words);
    add("Nhiệm vụ tạm dừng hoặc chưa triển khai before".into(), was("halted"));
    let (count, of, tasks) = part("overdue");
    let open = match part("no_date").0 {
        "0" => String::new(),
        count => format!("{count} nhiệm vụ không có thời hạn nên không xét."),
    };
    add("Nhiệm vụ quá hạn".into(), told(count, of) + &tasks + &open);
    add("Nhiệm vụ quá hạn before".into(), was("overdue"));
    let name = "Chưa có số liệu hợp lệ của cơ quan chủ trì";
    let (count, of, tasks) = part("unreported");
    add(name.into(), format!("{count}/{of} nhiệm vụ.{tasks}"));
    add(format!("{name} before"), was("unreported"));
    for quarter in report.current {
        let coverage = Coverage::of(report, quarter);
        for (level, sent, on_time) in coverage.levels() {
            let owed = coverage.owed_by(Some(level)).len();
            if owed == 0 {
                continue;
            }
            let folder = match report.current.len() {
                1 => String::new(),
                _ => format!(" {}", quarter_name(&quarter.span.id)),
            };
            let name = format!("Báo cáo {level} đã gửi{folder}");
            let told = format!("{sent}/{owed} cơ quan phải gửi; đúng hạn {on_time}.");
            let is_known = before.contains_key(&format!("before {level}"));
            add(format!("{name} before"), if is_known { was(level) } else { String::new() });
            add(name, told);
        }
    }
    let year = report.span.to.year();
    let name = "Giải ngân kinh phí";
    let amount = |amount: Option<i128>| match amount {
        Some(amount) => format!("{} đồng", count::dong(amount)),
        None => "chưa có số liệu".to_owned(),
    };
    let sources = money::sources(report, year);
    let told = match sources.get("Ngân sách nhà nước") {
        Some(line) => {
            let (share, over) = match line.share.as_str() {
                "" => (String::new(), String::new()),
                share if line.both < line.rows => (
                    format!("{share} ngân sách nhà nước. "),
                    format!("; tỷ lệ tính trên {}/{} số có cả hai phần", line.both, line.rows),
                ),
                share => (format!("{share} ngân sách nhà nước. "), String::new()),
            };
            let (spent, given) = (amount(line.disbursed), amount(line.allocated));
            format!("{share}Đã giải ngân {spent}, được giao {given}{over}.")
        }
        None if sources.is_empty() => "Chưa có số liệu.".to_owned(),
        None => "Chưa có số liệu về ngân sách nhà nước.".to_owned(),
    };
    add(name.into(), told);
    add(format!("{name} before"), String::new());
    facts
}

pub(crate) fn main_figures_told(_: &Report<'_>, papers: &Papers) -> Facts {
    let page = Html::parse_document(&papers.page);
    let mut facts = Facts::new();
    for item in select(page.root_element(), "ul.chi-so > li") {
        let name = says(*select(item, "h3").first().expect("a name"));
        // What waits for a decision is words, not a figure of the second computation.
        if name == "Việc cần cấp có thẩm quyền quyết định" {
            continue;
        }
        let lines: Vec<String> = select(item, "p").into_iter().map(says).collect();
        let [told, source] = &lines[..] else { panic!("{name}: {lines:?}") };
        let of_before = source.split("Quý ").nth(1).and_then(|rest| rest.split('.').next());
        let of_before = of_before.map(|told| format!("Quý {told}.")).unwrap_or_default();
        let mut add = |name: String, told: &str| {
            facts.insert(name, told.split_whitespace().collect());
        };
        add(format!("{name} before"), &of_before);
        add(name, told);
    }
    facts
}

/// The rows that count of each task by state: who, whether as its lead, how far, of which quarter.
pub(crate) fn rows_by_state(report: &Report<'_>, _: &Papers) -> Facts {
    let mut facts = Facts::new();
    for quarter in report.current {
        for row in quarter.counting() {
            let name = report.plan.name(row.agency());
            let progress = row.progress.map(|progress| format!(" {}", count::percent(progress)));
            let folder = match report.span.id == quarter.span.id {
                true => String::new(),
                false => format!(", {}", quarter_name(&quarter.span.id)),
            };
            let lead = if row.role == Some(Role::Leads) { "chu " } else { "" };
            let told = format!("{lead}{name}{}{folder}", progress.unwrap_or_default());
            let label = report.plan.label(&row.status);
            add_row(&mut facts, format!("{} {label}", row.task()), &told);
        }
    }
    facts
}

pub(crate) fn rows_told(report: &Report<'_>, papers: &Papers) -> Facts {
    let page = Html::parse_document(&papers.page);
    let mut facts = Facts::new();
    for task in select(page.root_element(), ".viec > li") {
        let id = task.attr("data-viec").expect("a code");
        let mut told = 0;
        for state in select(task, "details.dong > [data-tinh-trang]") {
            let label = report.plan.label(state.attr("data-tinh-trang").expect("a state"));
            let rows = select(state, "li");
            let heading = says(*select(state, "h4").first().expect("a heading"));
            assert!(heading.ends_with(&format!("{label}: {}", rows.len())), "{id}: {heading}");
            for row in &rows {
                let words = says(*row).replace(" ,", ",");
                let lead = if row.attr("class") == Some("chu") { "chu " } else { "" };
                add_row(&mut facts, format!("{id} {label}"), &format!("{lead}{words}"));
            }
            told += rows.len();
        }
        let count = select(task, "details.dong > summary > span:not(.an-chu)");
        let count = count.first().map_or_else(|| "0".to_owned(), |count| says(*count));
        assert_eq!(count, told.to_string(), "{id}: the number of rows");
    }
    facts
}

pub(crate) fn tasks_told(_: &Report<'_>, papers: &Papers) -> Facts {
    let page = Html::parse_document(&papers.page);
    let mut facts = Facts::new();
    for task in select(page.root_element(), ".viec > li[data-tinh-trang]") {
        let id = task.attr("data-viec").expect("a code");
        let one = |selector: &str| {
            says(*select(task, selector).first().unwrap_or_else(|| panic!("{id}: {selector}")))
        };
        let mut add = |what: &str, told: String| facts.insert(format!("{id} {what}"), told);
        let lead = one(".loi .phu");
        let lead = lead.strip_prefix("Chủ trì: ").unwrap_or_else(|| panic!("{id}: {lead}"));
        // Since when it leads stands in brackets behind the name.
        let lead = lead.split(" (từ ").next().unwrap_or_default();
        add("lead", lead.trim_end_matches('.').to_owned());
        let status = task.attr("data-tinh-trang").expect("a status");
        add("status", if status == "chua_co" { String::new() } else { status.to_owned() });
        let progress = one(".tien-do");
        let told = progress.split(' ').next().unwrap_or_default();
        add("progress", if told.ends_with('%') { told.to_owned() } else { String::new() });
        let limit = one(".han");
        let first = limit.split(' ').next().unwrap_or_default();
        let is_day = first.starts_with(|c: char| c.is_ascii_digit());
        let (due, rest) = if is_day { limit.split_at(first.len()) } else { ("", &*limit) };
        add("due", due.to_owned());
        let words = rest.trim().trim_start_matches("! ");
        assert_eq!(task.attr("data-qua-han").is_some(), words.starts_with("Quá hạn"), "{id}");
        add("timing", timing(words));
    }
    facts
}

pub(crate) fn agencies_told(report: &Report<'_>, papers: &Papers) -> Facts {
    let page = Html::parse_document(&papers.page);
    let folders: Vec<String> =
        report.current.iter().map(|quarter| quarter_name(&quarter.span.id)).collect();
    let mut facts = Facts::new();
    for row in select(page.root_element(), ".o-luoi tr[id]") {
        let cells = select(row, "td");
        // The last cell names the files.
        let told = &cells[cells.len() - 1 - folders.len()..cells.len() - 1];
        for (folder, cell) in folders.iter().zip(told) {
            let told = says(*cell);
            if told != "Không phải gửi" {
                let id = row.attr("id").and_then(|id| id.strip_prefix("co-quan-")).expect("an id");
                facts.insert(format!("{folder} {id}"), told);
            }
        }
    }
    facts
}
