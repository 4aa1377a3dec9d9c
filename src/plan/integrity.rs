//! Family P: integrity of the plan folder across values, and the wording of its findings.
//!
//! Owns the codes, and the checks that need several values at once. The readers of the files call
//! it with values and positions, so that no finding hides another; it reads no file itself. Longer
//! than other files because all findings about the plan are worded here.

use std::sync::Arc;

use chrono::NaiveDate;

use super::indicator_faults as faults;
use super::register::{Agency, AgencyId, NameEntry, Register};
use super::reporting_faults as reporting;
use super::status::Status;
use crate::decode::yaml::{At, Node};
use crate::diag::{Code, Diagnostic, Place, Related, Sink, code};
use crate::text::date;

/// The codes of this module.
pub(super) const CODES: &[&Code] = &[
    &DUPLICATE_ID,
    &UNKNOWN_AGENCY,
    &UNKNOWN_SOLUTION,
    &LEAD_ALSO_COORDINATES,
    &LEAD_NOT_IN_FORCE,
    &NUMBERING_GAP,
    &ALIAS_COLLISION,
    &SUCCESSOR_CYCLE,
    &VALIDITY_INVERTED,
    &super::errata::ERRATA_MISMATCH,
    &PLAN_NUMBER_UNKNOWN,
    &SCOPE_EXCLUDES_COMMUNES,
    &WINDOW_OVERLAP,
    &TEMPLATE_ERROR,
    &CONFIG_PATH,
    &SEVERITY_REFUSED,
    &NOT_A_RENAMING,
    &TASK_NAME,
    &STATUS_WORD_TWICE,
    &DUE_BEFORE_PLAN,
    &THEME_LIST,
    &THEME_PHRASE,
    &faults::UNKNOWN_INDICATOR,
    &faults::CONTRADICTION,
    &faults::TARGETS,
    &faults::VALUE_OF_UNIT,
    &faults::NOBODY_ASKED,
    &faults::NAME_TWICE,
    &faults::WORDS_NOT_OF_TASK,
    &UNKNOWN_PARAGRAPH,
    &reporting::NOBODY_EXPECTED,
    &reporting::ADDRESSEES,
    &super::assignment_faults::ASSIGNMENT_ORDER,
    &super::register_faults::SUCCESSION_DATES,
    &super::register_faults::EMPTY_GROUP,
];

static DUPLICATE_ID: Code = code!(error, "P004", "duplicate-id", "Mã bị trùng");
static UNKNOWN_AGENCY: Code =
    code!(error, "P005", "unknown-agency-reference", "Mã cơ quan không có trong sổ");
static UNKNOWN_SOLUTION: Code =
    code!(error, "P006", "unknown-solution", "Mã không có trong Kế hoạch");
static LEAD_ALSO_COORDINATES: Code =
    code!(warning, "P007", "lead-also-coordinates", "Cơ quan vừa chủ trì vừa phối hợp");
static LEAD_NOT_IN_FORCE: Code = code!(
    warning,
    "P020",
    "lead-not-in-force",
    "Cơ quan chủ trì không có suốt thời gian được giao"
);
static NUMBERING_GAP: Code = code!(warning, "P008", "numbering-gap", "Số thứ tự nhiệm vụ bị nhảy");
static ALIAS_COLLISION: Code = code!(error, "P009", "alias-collision", "Một tên chỉ hai cơ quan");
static SUCCESSOR_CYCLE: Code = code!(error, "P010", "successor-cycle", "Vòng kế tiếp khép kín");
static VALIDITY_INVERTED: Code =
    code!(error, "P011", "validity-inverted", "Ngày đầu sau ngày cuối");
static PLAN_NUMBER_UNKNOWN: Code =
    code!(note, "P013", "plan-number-unknown", "Chưa biết số của Kế hoạch");
static SCOPE_EXCLUDES_COMMUNES: Code =
    code!(note, "P014", "scope-excludes-communes", "Nhiệm vụ không gọi tên cấp xã");
/// P016, raised where templates are read; in this family because users edit templates like the
/// plan.
pub static TEMPLATE_ERROR: Code =
    code!(error, "P016", "template-error", "Mẫu văn bản không dùng được");
/// P024, raised where `report.yaml` is read.
pub static CONFIG_PATH: Code =
    code!(error, "P024", "config-path", "Đường dẫn trong report.yaml không dùng được");
/// P019, raised where all codes are known.
pub static SEVERITY_REFUSED: Code =
    code!(error, "P019", "severity-refused", "Không đặt được mức này cho mã này");
static STATUS_WORD_TWICE: Code =
    code!(error, "P021", "status-word-twice", "Hai trạng thái cùng một chữ");
static DUE_BEFORE_PLAN: Code =
    code!(warning, "P022", "due-before-plan", "Thời hạn trước ngày ban hành Kế hoạch");
static WINDOW_OVERLAP: Code = code!(error, "P015", "window-overlap", "Kỳ số liệu chồng nhau");

static NOT_A_RENAMING: Code =
    code!(error, "P027", "not-a-renaming", "Đổi tên mà không khớp với cơ quan kế tiếp");

static TASK_NAME: Code =
    code!(error, "P028", "task-name", "Tên ngắn của nhiệm vụ quá dài hoặc bị trùng");
/// Maximum length of a task's short name, in characters.
pub(super) const MAX_TASK_NAME_CHARS: usize = 60;

/// A short name that is too long.
pub(super) fn task_name_too_long(place: Place, task: Option<&str>, name: &str, sink: &mut Sink) {
    let message = format!(
        "Tên ngắn của nhiệm vụ có {} ký tự; tên ngắn dùng thay lời của nhiệm vụ trong báo cáo nên chỉ dài đến {MAX_TASK_NAME_CHARS} ký tự.",
        name.chars().count()
    );
    let finding = Diagnostic::new(&TASK_NAME, place, message)
        .value(name)
        .expected(format!("đến {MAX_TASK_NAME_CHARS} ký tự"))
        .help("Rút gọn tên; lời đầy đủ của nhiệm vụ giữ ở “text” hoặc “parts”.");
    sink.push(of_task(finding, task));
}

/// A short name used by two tasks; `first` is its first position.
pub(super) fn task_name_repeated(
    place: Place,
    task: Option<&str>,
    name: &str,
    first: (Arc<str>, u32),
    sink: &mut Sink,
) {
    let finding = Diagnostic::new(&TASK_NAME, place, "Hai nhiệm vụ mang cùng một tên ngắn.")
        .value(name)
        .expected("mỗi nhiệm vụ một tên")
        .help("Đổi một trong hai tên cho khác nhau.");
    let first = Related {
        sheet: None,
        file: first.0.to_string(),
        line: first.1,
        message: "Tên này đã dùng ở đây.".into(),
    };
    sink.push(of_task(finding.related(first), task));
}

/// Whether `now` can be a renaming of `before`: `before` has an end date, and `now` is its only
/// successor.
pub(super) fn check_renaming(
    register: &Register,
    (now, before): (AgencyId, AgencyId),
    place: Place,
    sink: &mut Sink,
) -> bool {
    let (now_id, old) = (&register.agency(now).id, register.agency(before));
    let fault = if now == before {
        "cơ quan không thể là tên mới của chính mình".to_owned()
    } else if old.valid_to.is_none() {
        format!("“{}” chưa có ngày kết thúc (valid_to)", old.id)
    } else if old.successors != [now] {
        format!("“{now_id}” không phải cơ quan kế tiếp duy nhất (successors) của “{}”", old.id)
    } else {
        return true;
    };
    let message = format!("“{now_id}” ghi là tên mới của “{}”, nhưng {fault}.", old.id);
    sink.push(
        Diagnostic::new(&NOT_A_RENAMING, place, message)
            .agency(now_id)
            .value(&old.id)
            .expected("cơ quan đã kết thúc mà đây là cơ quan kế tiếp duy nhất")
            .help("Chỉ ghi “continues” khi cơ quan chỉ đổi tên; tách hoặc nhập thì chỉ dùng “successors”."),
    );
    false
}

/// A duplicate id; `first` is the file and line of its first use.
pub(super) fn duplicate_id(place: Place, id: &str, first: (Arc<str>, u32), sink: &mut Sink) {
    let message = format!("Mã “{id}” đã được dùng ở chỗ khác.");
    sink.push(
        Diagnostic::new(&DUPLICATE_ID, place, message)
            .value(id)
            .expected("mỗi mã một lần")
            .help("Đổi một trong hai mã, hoặc xóa mục thừa.")
            .related(Related {
                sheet: None,
                file: first.0.to_string(),
                line: first.1,
                message: "Mã này đã có ở đây.".into(),
            }),
    );
}

/// A reference to an agency or group missing from the register.
pub(super) fn unknown_agency(
    name: &Arc<str>,
    node: &Node,
    id: &str,
    near: &[&str],
    sink: &mut Sink,
) {
    let message = format!("Mã “{id}” không có trong agencies.yaml.");
    let finding = Diagnostic::new(&UNKNOWN_AGENCY, node.at().place(name), message)
        .value(id)
        .expected("mã của một cơ quan hoặc nhóm trong agencies.yaml");
    sink.push(match near {
        [] => finding.help("Thêm cơ quan này vào agencies.yaml, hoặc viết đúng mã đã có."),
        [only] => finding.help(format!("Gần nhất: {only}.")).fix(*only),
        _ => finding.help(format!("Gần nhất: {}.", near.join(", "))),
    });
}

/// A group where an agency is expected.
pub(super) fn group_for_agency(name: &Arc<str>, node: &Node, id: &str, sink: &mut Sink) {
    let message = format!("“{id}” là mã của một nhóm; chỗ này cần mã của một cơ quan.");
    sink.push(
        Diagnostic::new(&UNKNOWN_AGENCY, node.at().place(name), message)
            .value(id)
            .expected("mã của một cơ quan trong agencies.yaml")
            .help("Viết mã của từng cơ quan cần nêu."),
    );
}

/// An agency that both leads and coordinates a task.
pub(super) fn lead_also_coordinates(
    name: &Arc<str>,
    node: &Node,
    task: Option<&str>,
    agency: &str,
    sink: &mut Sink,
) {
    let message = format!("{agency} vừa chủ trì vừa phối hợp cùng một nhiệm vụ.");
    let finding = Diagnostic::new(&LEAD_ALSO_COORDINATES, node.at().place(name), message)
        .value(node.text().unwrap_or_default())
        .expected("một vai trò")
        .help("Bỏ cơ quan này khỏi danh sách phối hợp.");
    sink.push(of_task(finding, task));
}

fn of_task(finding: Diagnostic, task: Option<&str>) -> Diagnostic {
    match task {
        Some(id) => finding.task(id),
        None => finding,
    }
}

/// An agency whose start is after its end.
pub(super) fn validity_inverted(
    place: Place,
    id: &str,
    from: NaiveDate,
    to: NaiveDate,
    sink: &mut Sink,
) {
    sink.push(inverted(place, id, from, to).agency(id));
}

/// An indicator whose start is after its end.
pub(super) fn indicator_validity_inverted(
    place: Place,
    id: &str,
    from: NaiveDate,
    to: NaiveDate,
    sink: &mut Sink,
) {
    sink.push(inverted(place, id, from, to));
}

/// A class of agencies that owe a report, whose last day is before its first.
pub(super) fn class_inverted(place: Place, from: NaiveDate, to: NaiveDate, sink: &mut Sink) {
    let finding = inverted(place, "expected", from, to);
    sink.push(finding.expected("from không sau to"));
}

fn inverted(place: Place, id: &str, from: NaiveDate, to: NaiveDate) -> Diagnostic {
    let message = format!(
        "“{id}” kết thúc ngày {}, trước khi bắt đầu ngày {}.",
        date::short(to),
        date::short(from)
    );
    Diagnostic::new(&VALIDITY_INVERTED, place, message)
        .value(format!("{} – {}", date::short(from), date::short(to)))
        .expected("valid_from không sau valid_to")
        .help("Đổi chỗ hai ngày, hoặc sửa ngày viết nhầm.")
}

/// Positions of the values of an agency that are checked against the whole register.
pub(super) struct Positions {
    /// Its id.
    pub(super) id: At,
    /// Its name, its short name if it has one, then its aliases.
    pub(super) names: Vec<At>,
    /// Its successors that were resolved.
    pub(super) successors: Vec<At>,
}

/// Checks that need the whole register; whether successors form no circle. `positions` has one
/// entry per agency.
pub(super) fn check_register(
    register: &Register,
    positions: &[Positions],
    name: &Arc<str>,
    sink: &mut Sink,
) -> bool {
    let mut is_straight = true;
    for id in register.ids() {
        if let Some(path) = cycle_from(register, id) {
            successor_cycle(register, positions, &path, name, sink);
            is_straight = false;
        }
    }
    collisions(register, positions, name, sink);
    is_straight
}

/// The cycle of successors through an agency; returned only for the cycle's lowest id, so that each
/// cycle is reported once.
fn cycle_from(register: &Register, start: AgencyId) -> Option<Vec<AgencyId>> {
    let mut stack = vec![(start, vec![start])];
    let mut seen = vec![start];
    while let Some((at, path)) = stack.pop() {
        for next in &register.agency(at).successors {
            let mut path = path.clone();
            path.push(*next);
            if *next == start {
                return (path.iter().min() == Some(&start)).then_some(path);
            }
            if !seen.contains(next) {
                seen.push(*next);
                stack.push((*next, path));
            }
        }
    }
    None
}

/// A cycle of successors: the closing link is the primary location, the others are related ones.
fn successor_cycle(
    register: &Register,
    positions: &[Positions],
    path: &[AgencyId],
    name: &Arc<str>,
    sink: &mut Sink,
) {
    let id = |agency: AgencyId| register.agency(agency).id.as_str();
    // Position at which `from` names `to` as its successor.
    let link = |from: AgencyId, to: AgencyId| {
        let index = register.agency(from).successors.iter().position(|s| *s == to);
        let at = index.and_then(|n| positions[from.index()].successors.get(n));
        at.copied().unwrap_or(positions[from.index()].id)
    };
    let links: Vec<(AgencyId, AgencyId)> = path.windows(2).map(|w| (w[0], w[1])).collect();
    let Some(((from, to), others)) = links.split_last() else { return };
    let ids: Vec<&str> = path.iter().map(|agency| id(*agency)).collect();
    let message = "Các cơ quan kế tiếp nhau thành vòng khép kín.";
    let mut finding = Diagnostic::new(&SUCCESSOR_CYCLE, link(*from, *to).place(name), message)
        .agency(id(*from))
        .value(ids.join(" → "))
        .expected("cơ quan kế tiếp cuối cùng không có kế tiếp")
        .help(format!(
            "Vòng: {}. Bỏ một mã khỏi “successors” ở mắt xích viết nhầm.",
            ids.join(" → ")
        ));
    for (from, to) in others {
        finding = finding.related(Related {
            sheet: None,
            file: name.to_string(),
            line: link(*from, *to).line,
            message: format!("“{}” được kế tiếp bởi “{}”.", id(*from), id(*to)),
        });
    }
    sink.push(finding);
}

/// Two agencies with the same name on the same day.
fn collisions(register: &Register, positions: &[Positions], name: &Arc<str>, sink: &mut Sink) {
    let mut reported: Vec<(AgencyId, AgencyId)> = Vec::new();
    for (key, named) in register.shared_names() {
        for (n, a) in named.iter().enumerate() {
            for b in &named[n + 1..] {
                let (first, second) = (register.agency(a.agency), register.agency(b.agency));
                // Two former communes with the same name differ by district.
                let by_district = first.district.is_some() && second.district.is_some();
                let pair = (a.agency, b.agency);
                let is_reported = reported.contains(&pair) || first.id == second.id;
                if !by_district && !is_reported && overlap(register, *a, *b) {
                    reported.push(pair);
                    alias_collision(register, positions, key, pair, name, sink);
                }
            }
        }
    }
}

fn alias_collision(
    register: &Register,
    positions: &[Positions],
    key: &str,
    (a, b): (AgencyId, AgencyId),
    name: &Arc<str>,
    sink: &mut Sink,
) {
    // Index of the name, its text and its position.
    let seen = |id: AgencyId| {
        let (n, word) = register.name_for_key(id, key).unwrap_or((0, &register.agency(id).name));
        (n, word, positions[id.index()].names.get(n).copied().unwrap_or(positions[id.index()].id))
    };
    // An official name takes precedence; of two equal ones, the later is reported.
    let (kept, wrong) = if seen(a).0 > seen(b).0 { (b, a) } else { (a, b) };
    let (_, word, at) = seen(wrong);
    let (kept_id, wrong_id) = (&register.agency(kept).id, &register.agency(wrong).id);
    let message = format!("Tên “{word}” chỉ cả “{kept_id}” và “{wrong_id}”.");
    sink.push(
        Diagnostic::new(&ALIAS_COLLISION, at.place(name), message)
            .agency(wrong_id)
            .value(word)
            .expected("mỗi tên chỉ một cơ quan tại một thời điểm")
            .help("Bỏ tên gọi này ở một trong hai cơ quan.")
            .related(Related {
                sheet: None,
                file: name.to_string(),
                line: seen(kept).2.line,
                message: format!("“{kept_id}” cũng có tên này."),
            }),
    );
}

/// Whether both names are in use on some day.
fn overlap(register: &Register, a: NameEntry, b: NameEntry) -> bool {
    let before = |x: NameEntry, y: NameEntry| {
        let begins = register.agency(y.agency).valid_from.max(y.from);
        match (register.agency(x.agency).valid_to, begins) {
            (Some(to), Some(from)) => to < from,
            _ => false,
        }
    };
    !before(a, b) && !before(b, a)
}

/// A task that refers to an unknown solution.
pub(super) fn unknown_solution(
    place: Place,
    task: Option<&str>,
    id: &str,
    known: &[String],
    sink: &mut Sink,
) {
    let who = task.map(|t| format!("Nhiệm vụ {t}")).unwrap_or_else(|| "Nhiệm vụ này".into());
    let message = format!("{who} trỏ tới giải pháp “{id}” không có trong plan.yaml.");
    // The ids differ in one digit: a suggestion would mislead.
    let finding = Diagnostic::new(&UNKNOWN_SOLUTION, place, message)
        .value(id)
        .expected(known.join(", "))
        .help(format!("Viết một trong các mã: {}.", known.join(", ")));
    sink.push(of_task(finding, task));
}

/// A task of an indicator that is not in the plan.
pub(super) fn unknown_task(
    place: Place,
    indicator: &str,
    written: &str,
    near: &[&str],
    sink: &mut Sink,
) {
    let message =
        format!("Số liệu {indicator} thuộc nhiệm vụ “{written}” không có trong Kế hoạch.");
    let finding = Diagnostic::new(&UNKNOWN_SOLUTION, place, message)
        .value(written)
        .expected("mã báo cáo được trong appendix.yaml hoặc plan.yaml");
    sink.push(match near {
        [] => finding.help("Viết đúng mã của nhiệm vụ."),
        // Codes differ in one digit: the nearest ones are told, none is chosen.
        _ => finding.help(format!("Gần nhất: {}.", near.join(", "))),
    });
}

static UNKNOWN_PARAGRAPH: Code =
    code!(error, "P040", "unknown-paragraph", "Đoạn khuyến nghị chưa có trong danh sách");

/// A task that names a paragraph missing from the list of paragraphs.
pub(super) fn unknown_paragraph(
    place: Place,
    task: Option<&str>,
    number: &str,
    known: &[String],
    sink: &mut Sink,
) {
    let who = task.map(|t| format!("Nhiệm vụ {t}")).unwrap_or_else(|| "Nhiệm vụ này".into());
    let message = format!("{who} gắn với đoạn “{number}” không có ở “crc_paragraphs”.");
    let finding = Diagnostic::new(&UNKNOWN_PARAGRAPH, place, message)
        .value(number)
        .expected(known.join(", "))
        .help("Viết đúng số của một đoạn đã có, hoặc thêm đoạn này vào “crc_paragraphs” với chủ đề và mức đã đọc.");
    sink.push(of_task(finding, task));
}

/// A duty to report that refers to an unknown code.
pub(super) fn unknown_duty(place: Place, id: &str, sink: &mut Sink) {
    let message = format!("Nghĩa vụ gửi báo cáo trỏ tới mã “{id}” không có trong Kế hoạch.");
    sink.push(
        Diagnostic::new(&UNKNOWN_SOLUTION, place, message)
            .value(id)
            .expected("một mã báo cáo được trong plan.yaml hoặc appendix.yaml")
            .help("Viết mã của nhiệm vụ tổ chức có việc gửi báo cáo; Kế hoạch không nêu thì bỏ khóa này."),
    );
}

/// A lead that ends before its assignment does, with its last day and its successors.
pub(super) fn lead_dissolved(
    place: Place,
    task: Option<&str>,
    lead: &Agency,
    (last, successors): (NaiveDate, Vec<&str>),
    sink: &mut Sink,
) {
    let message = format!(
        "Nhiệm vụ {} còn giao {} chủ trì sau ngày {}, khi cơ quan này không còn.",
        task.unwrap_or("này"),
        lead.name,
        date::short(last)
    );
    let next = last.succ_opt().unwrap_or(last);
    let successors = if successors.is_empty() {
        "cơ quan kế tiếp".to_owned()
    } else {
        successors.join(", ")
    };
    let finding = Diagnostic::new(&LEAD_NOT_IN_FORCE, place, message)
        .agency(&lead.id)
        .value(&lead.id)
        .expected(format!("một mục của “assignments” từ {next}"))
        .help(format!(
            "Giao lại nhiệm vụ: thêm vào “assignments” một mục có from: {next}, lead là {successors}."
        ));
    sink.push(of_task(finding, task));
}

/// A lead assigned before it was founded.
pub(super) fn lead_not_yet_founded(
    place: Place,
    task: Option<&str>,
    lead: &Agency,
    from: NaiveDate,
    sink: &mut Sink,
) {
    let founded = lead.valid_from.map(date::short).unwrap_or_default();
    let message = format!(
        "Nhiệm vụ {} giao {} chủ trì từ ngày {}, khi cơ quan này chưa có (thành lập ngày {founded}).",
        task.unwrap_or("này"),
        lead.name,
        date::short(from)
    );
    let finding = Diagnostic::new(&LEAD_NOT_IN_FORCE, place, message)
        .agency(&lead.id)
        .value(&lead.id)
        .expected(format!("giao từ ngày {founded} trở đi"))
        .help(
            "Xem lại “from” của lần giao này, hoặc “valid_from” của cơ quan trong agencies.yaml.",
        );
    sink.push(of_task(finding, task));
}

const ROMAN: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];

/// Checks that groups are numbered I, II, III …, or A, B, C …, or 1, 2, 3 …, without a gap; other
/// ids have no order.
pub(super) fn check_group_numbers(name: &Arc<str>, groups: &[NumberedGroup], sink: &mut Sink) {
    let ids: Vec<(String, At)> = groups.iter().map(|group| (group.id.clone(), group.at)).collect();
    let Some((first, _)) = ids.first() else { return };
    let expected: Vec<String> = if ROMAN.contains(&first.as_str()) {
        ROMAN.iter().map(|roman| (*roman).to_owned()).collect()
    } else if first.parse::<u32>().is_ok() {
        (1..=ids.len()).map(|n| n.to_string()).collect()
    } else if first.len() == 1 && first.starts_with(|c: char| c.is_ascii_uppercase()) {
        ('A'..='Z').map(String::from).collect()
    } else {
        return;
    };
    check_sequence(name, "Mã nhóm", &ids, expected.into_iter(), sink);
}

/// Checks task numbers: within the group (`I.1`, `I.2` …) if any id is the group's id, a separator
/// and a number, else through all groups (`NV1`, `NV2` …). A group with an unreadable task is
/// passed without tasks.
pub(super) fn check_task_numbers(name: &Arc<str>, groups: &[NumberedGroup], sink: &mut Sink) {
    let tasks = groups.iter().flat_map(|group| group.tasks.iter().map(|(id, _)| (&group.id, id)));
    let mark = tasks.clone().find_map(|(group, id)| {
        let mark = id.strip_prefix(group.as_str())?.trim_end_matches(|c: char| c.is_ascii_digit());
        (!mark.is_empty() && !mark.contains(char::is_alphanumeric)).then_some(mark)
    });
    if let Some(mark) = mark {
        for NumberedGroup { id: group, tasks, .. } in groups {
            let expected = (1..).map(|n| format!("{group}{mark}{n}"));
            check_sequence(name, "Mã nhiệm vụ", tasks, expected, sink);
        }
        return;
    }
    let Some((_, first)) = tasks.clone().next() else { return };
    let stem = first.trim_end_matches(|c: char| c.is_ascii_digit());
    let width = first.len() - stem.len();
    let of_stem = tasks.clone().all(|(_, id)| id.starts_with(stem) && id.len() > stem.len());
    if of_stem && width > 0 && !stem.is_empty() && groups.iter().all(|g| !g.tasks.is_empty()) {
        let ids: Vec<(String, At)> = groups.iter().flat_map(|g| g.tasks.clone()).collect();
        let expected = (1..).map(|n| format!("{stem}{n:0width$}"));
        check_sequence(name, "Mã nhiệm vụ", &ids, expected, sink);
    }
}

/// Id and position of a group and of its tasks.
pub(super) struct NumberedGroup {
    pub(super) id: String,
    pub(super) at: At,
    pub(super) tasks: Vec<(String, At)>,
}

/// Reports the first id that does not follow the previous one; duplicates are reported as P004.
fn check_sequence(
    name: &Arc<str>,
    what: &str,
    ids: &[(String, At)],
    expected: impl Iterator<Item = String>,
    sink: &mut Sink,
) {
    for (n, ((id, at), expected)) in ids.iter().zip(expected).enumerate() {
        if *id == expected || ids[..n].iter().any(|(above, _)| above == id) {
            continue;
        }
        let message = format!("{what} “{id}” không nối tiếp mã ngay trước.");
        sink.push(
            Diagnostic::new(&NUMBERING_GAP, at.place(name), message)
                .value(id)
                .expected(&expected)
                .help(format!(
                    "Theo thứ tự thì đây là “{expected}”. Kiểm tra xem có mục nào bị sót hoặc viết nhầm mã."
                )),
        );
        break;
    }
}

/// A task whose wording names districts but not communes.
pub(super) fn scope_excludes_communes(
    name: &Arc<str>,
    node: &Node,
    task: Option<&str>,
    sink: &mut Sink,
) {
    let message = format!(
        "Nhiệm vụ {} chỉ gọi tên cấp huyện, không gọi tên cấp xã; giữ nguyên như bản in.",
        task.unwrap_or("này")
    );
    let finding = Diagnostic::new(&SCOPE_EXCLUDES_COMMUNES, node.at().place(name), message)
        .value(node.text().unwrap_or_default())
        .help("Từ ngày 01/7/2025 không còn cấp huyện: nhiệm vụ này không có UBND nào phối hợp.");
    sink.push(of_task(finding, task));
}

/// Data windows that overlap or leave gaps.
pub(super) fn check_windows(place: Place, start: u32, end: u32, sink: &mut Sink) {
    if start == end + 1 {
        return;
    }
    let what = if start <= end { "chồng lên nhau" } else { "để sót ngày" };
    let message = format!("Hai kỳ số liệu liền nhau {what}.");
    let help = "Đặt “start_day” bằng “end_day” cộng một.";
    sink.push(
        Diagnostic::new(&WINDOW_OVERLAP, place, message)
            .value(format!("từ ngày {start} đến ngày {end}"))
            .expected(format!("từ ngày {} đến ngày {end}", end + 1))
            .help(help)
            .fix((end + 1).to_string()),
    );
}

/// A status word that another status already uses.
pub(super) fn status_word_twice(
    place: Place,
    word: &str,
    (status, other): (Status, Status),
    first: Option<(Arc<str>, u32)>,
    sink: &mut Sink,
) {
    let message = format!(
        "Chữ “{word}” đặt cho trạng thái “{}” cũng là chữ của trạng thái “{}”.",
        status.key(),
        other.key()
    );
    let mut finding = Diagnostic::new(&STATUS_WORD_TWICE, place, message)
        .value(word)
        .expected("mỗi trạng thái một chữ riêng")
        .help("Đặt chữ khác cho một trong hai trạng thái, hoặc bỏ dòng này để dùng chữ sẵn có.");
    if let Some((file, line)) = first {
        let message = format!("Chữ của “{}” đặt ở đây.", other.key());
        finding = finding.related(Related { sheet: None, file: file.to_string(), line, message });
    }
    sink.push(finding);
}

static THEME_LIST: Code =
    code!(error, "P029", "theme-list", "Danh sách nhóm khó khăn, kiến nghị chưa dùng được");
static THEME_PHRASE: Code =
    code!(error, "P030", "theme-phrase", "Cụm từ của nhóm bị trùng hoặc không có chữ");

/// A theme whose name or id already means another theme; `first` is where.
pub(super) fn theme_name_twice(place: Place, word: &str, first: (Arc<str>, u32), sink: &mut Sink) {
    let message = format!("“{word}” đã là tên hoặc mã của một nhóm khác.");
    let finding = Diagnostic::new(&THEME_LIST, place, message)
        .value(word)
        .expected("mỗi nhóm một tên, không kể dấu và chữ hoa")
        .help("Đổi tên một trong hai nhóm.");
    sink.push(finding.related(first_use(first, "Tên này đã dùng ở đây.")));
}

/// The theme for what belongs to no other one, followed by other themes.
pub(super) fn other_theme_not_last(place: Place, sink: &mut Sink) {
    sink.push(
        Diagnostic::new(&THEME_LIST, place, "Nhóm “khac” chưa đứng cuối danh sách.")
            .value("khac")
            .expected("nhóm cuối cùng")
            .help("Chuyển nhóm này xuống cuối “themes”; nhóm khác có tên riêng thì dùng mã khác."),
    );
}

/// A phrase that stands twice in the same pass; only the first counts.
pub(super) fn theme_phrase_twice(
    place: Place,
    phrase: &str,
    first: (Arc<str>, u32),
    sink: &mut Sink,
) {
    let message = format!("Cụm từ “{phrase}” ghi hai lần; chỉ chỗ đầu được dùng.");
    let finding = Diagnostic::new(&THEME_PHRASE, place, message)
        .value(phrase)
        .expected("mỗi cụm từ chỉ ở một nhóm")
        .help("Giữ cụm từ ở nhóm nó nói rõ nhất, bỏ ở chỗ kia.");
    sink.push(finding.related(first_use(first, "Cụm từ này đã ghi ở đây.")));
}

/// A phrase without a letter or digit.
pub(super) fn theme_phrase_without_words(place: Place, phrase: &str, sink: &mut Sink) {
    sink.push(
        Diagnostic::new(&THEME_PHRASE, place, "Cụm từ này không có chữ nào.")
            .value(phrase)
            .expected("một cụm từ có chữ")
            .help("Viết cụm từ cần tìm, hoặc xóa mục này."),
    );
}

fn first_use((file, line): (Arc<str>, u32), message: &str) -> Related {
    Related { sheet: None, file: file.to_string(), line, message: message.to_owned() }
}

/// A due date before the plan was issued.
pub(super) fn due_before_plan(
    place: Place,
    task: Option<&str>,
    due: NaiveDate,
    issued: NaiveDate,
    sink: &mut Sink,
) {
    let message = format!(
        "Nhiệm vụ {} có thời hạn {}, trước ngày ban hành Kế hoạch ({}): kỳ nào cũng bị tính là quá hạn.",
        task.unwrap_or("này"),
        date::short(due),
        date::short(issued)
    );
    let finding = Diagnostic::new(&DUE_BEFORE_PLAN, place, message)
        .value(due.to_string())
        .expected(format!("một ngày từ {issued} trở đi"))
        .help("Sửa “due” trong appendix.yaml nếu ghi nhầm, nhất là nhầm năm; chưa có thời hạn thì bỏ khóa này.");
    sink.push(of_task(finding, task));
}

/// The number of the plan is unknown.
pub(super) fn number_unknown(place: Place, printed: &str, sink: &mut Sink) {
    let message = "Số của Kế hoạch chưa biết; văn bản in ra để trống chỗ này.";
    sink.push(
        Diagnostic::new(&PLAN_NUMBER_UNKNOWN, place, message)
            .value(printed)
            .expected("số của Kế hoạch")
            .help("Khi biết số, ghi vào khóa “number” của plan.yaml."),
    );
}
