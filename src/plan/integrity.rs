//! Family P: what can be wrong with the plan folder beyond a single value, with positions.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Plan;
use super::register::{Agency, AgencyId, Kind};
use super::task::{Origin, Party};
use crate::decode::yaml::Node;
use crate::diag::{Code, Diagnostic, Place, Related, Sink};
use crate::text::{date, fold};

/// The codes of this floor.
pub(super) const CODES: &[&Code] = &[
    &DUPLICATE_ID,
    &UNKNOWN_AGENCY,
    &UNKNOWN_SOLUTION,
    &LEAD_ALSO_COORDINATES,
    &NUMBERING_GAP,
    &ALIAS_COLLISION,
    &SUCCESSOR_CYCLE,
    &VALIDITY_INVERTED,
    &PLAN_NUMBER_UNKNOWN,
    &SCOPE_EXCLUDES_COMMUNES,
    &WINDOW_OVERLAP,
];

static DUPLICATE_ID: Code = Code::error("P004", "duplicate-id", "Mã bị trùng");
static UNKNOWN_AGENCY: Code =
    Code::error("P005", "unknown-agency-reference", "Mã cơ quan không có trong sổ");
static UNKNOWN_SOLUTION: Code =
    Code::error("P006", "unknown-solution", "Mã giải pháp không có trong Kế hoạch");
static LEAD_ALSO_COORDINATES: Code =
    Code::warning("P007", "lead-also-coordinates", "Cơ quan vừa chủ trì vừa phối hợp");
static NUMBERING_GAP: Code = Code::warning("P008", "numbering-gap", "Số thứ tự nhiệm vụ bị nhảy");
static ALIAS_COLLISION: Code = Code::error("P009", "alias-collision", "Một tên chỉ hai cơ quan");
static SUCCESSOR_CYCLE: Code = Code::error("P010", "successor-cycle", "Vòng kế tiếp khép kín");
static VALIDITY_INVERTED: Code = Code::error("P011", "validity-inverted", "Ngày đầu sau ngày cuối");
static PLAN_NUMBER_UNKNOWN: Code =
    Code::note("P013", "plan-number-unknown", "Chưa biết số của Kế hoạch");
static SCOPE_EXCLUDES_COMMUNES: Code =
    Code::note("P014", "scope-excludes-communes", "Nhiệm vụ không gọi tên cấp xã");
static WINDOW_OVERLAP: Code = Code::error("P015", "window-overlap", "Kỳ số liệu chồng nhau");

/// The names under which the four files are shown.
pub(super) struct Names<'a> {
    pub(super) plan: &'a Arc<str>,
    pub(super) appendix: &'a Arc<str>,
    pub(super) agencies: &'a Arc<str>,
    pub(super) reporting: &'a Arc<str>,
}

/// Everything that needs the whole plan to be seen.
pub(super) fn check(plan: &Plan, names: &Names<'_>, sink: &mut Sink) {
    register(plan, names.agencies, sink);
    solutions(plan, names.appendix, sink);
    numbering(plan, names.appendix, sink);
    scope(plan, names.appendix, sink);
    windows(plan, names.reporting, sink);
    if plan.decision.number.is_none() {
        let printed = plan.decision.number_as_printed.as_deref().unwrap_or("");
        let message = "Số của Kế hoạch chưa biết; văn bản in ra để trống chỗ này.";
        sink.push(
            Diagnostic::new(&PLAN_NUMBER_UNKNOWN, Place::file(names.plan), message)
                .value(printed)
                .expected("số của Kế hoạch")
                .help("Khi biết số, ghi vào khóa “number” của plan.yaml."),
        );
    }
}

/// An id that stands twice.
pub(super) fn duplicate_id(place: Place, id: &str, first: u32, file: &Arc<str>, sink: &mut Sink) {
    let mut finding =
        Diagnostic::new(&DUPLICATE_ID, place, format!("Mã “{id}” đã được dùng ở chỗ khác."))
            .value(id)
            .expected("mỗi mã một lần")
            .help("Đổi một trong hai mã, hoặc xóa mục thừa.");
    if first > 0 {
        finding = finding.related(Related {
            file: file.to_string(),
            line: first,
            message: "Mã này đã có ở đây.".into(),
        });
    }
    sink.push(finding);
}

/// A reference to an agency or group that the register does not have.
pub(super) fn unknown_agency(
    name: &Arc<str>,
    node: &Node,
    id: &str,
    near: &[&str],
    sink: &mut Sink,
) {
    let place = Place::text(name, node.line, node.column);
    let mut finding =
        Diagnostic::new(&UNKNOWN_AGENCY, place, format!("Mã “{id}” không có trong agencies.yaml."))
            .value(id)
            .expected("mã của một cơ quan hoặc nhóm trong agencies.yaml");
    finding = match near {
        [] => finding.help("Thêm cơ quan này vào agencies.yaml, hoặc viết đúng mã đã có."),
        [first, ..] => finding.help(format!("Gần nhất: {}.", near.join(", "))).fix(*first),
    };
    sink.push(finding);
}

/// An agency that leads a task and stands among those who help it.
pub(super) fn lead_also_coordinates(name: &Arc<str>, node: &Node, agency: &str, sink: &mut Sink) {
    let place = Place::text(name, node.line, node.column);
    let message = format!("{agency} vừa chủ trì vừa phối hợp cùng một nhiệm vụ.");
    sink.push(
        Diagnostic::new(&LEAD_ALSO_COORDINATES, place, message)
            .value(agency)
            .expected("một vai trò")
            .help("Bỏ cơ quan này khỏi danh sách phối hợp."),
    );
}

fn register(plan: &Plan, name: &Arc<str>, sink: &mut Sink) {
    let register = &plan.register;
    for id in register.ids() {
        let agency = register.agency(id);
        let place = Place::text(name, agency.line, 1);
        if let (Some(from), Some(to)) = (agency.valid_from, agency.valid_to)
            && from > to
        {
            let message = format!("“{}” bắt đầu sau khi đã kết thúc.", agency.id);
            sink.push(
                Diagnostic::new(&VALIDITY_INVERTED, place.clone(), message)
                    .value(format!("{} – {}", date::short(from), date::short(to)))
                    .expected("valid_from không sau valid_to")
                    .help("Đổi chỗ hai ngày, hoặc sửa ngày viết nhầm."),
            );
        }
        if let Some(path) = cycle_from(plan, id) {
            let path: Vec<&str> = path.iter().map(|a| register.agency(*a).id.as_str()).collect();
            sink.push(
                Diagnostic::new(
                    &SUCCESSOR_CYCLE,
                    place,
                    "Các cơ quan kế tiếp nhau thành vòng khép kín.",
                )
                .value(path.join(" → "))
                .expected("cơ quan kế tiếp cuối cùng không có kế tiếp")
                .help("Bỏ một mã khỏi “successors” ở mắt xích viết nhầm."),
            );
        }
    }
    collisions(plan, name, sink);
}

/// The way from an agency over its successors back to itself, told once, from its first member.
fn cycle_from(plan: &Plan, start: AgencyId) -> Option<Vec<AgencyId>> {
    let mut stack = vec![(start, vec![start])];
    let mut seen = vec![start];
    while let Some((at, path)) = stack.pop() {
        for next in &plan.register.agency(at).successors {
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

/// Two agencies that exist on the same day under the same words.
fn collisions(plan: &Plan, name: &Arc<str>, sink: &mut Sink) {
    let mut seen: BTreeMap<String, Vec<AgencyId>> = BTreeMap::new();
    for id in plan.register.ids() {
        let agency = plan.register.agency(id);
        let words = std::iter::once(agency.name.as_str())
            .chain(agency.short.as_deref())
            .chain(agency.aliases.iter().map(|(a, _)| a.as_str()));
        for word in words {
            let entry = seen.entry(fold::name(word)).or_default();
            if !entry.contains(&id) {
                entry.push(id);
            }
        }
    }
    for (word, ids) in seen {
        for (n, a) in ids.iter().enumerate() {
            for b in &ids[n + 1..] {
                let (a, b) = (plan.register.agency(*a), plan.register.agency(*b));
                if overlap(a, b) && !(a.district.is_some() && b.district.is_some()) {
                    let place = Place::text(name, b.line, 1);
                    let message = format!("Tên “{word}” chỉ cả “{}” và “{}”.", a.id, b.id);
                    sink.push(
                        Diagnostic::new(&ALIAS_COLLISION, place, message)
                            .value(word.clone())
                            .expected("mỗi tên chỉ một cơ quan tại một thời điểm")
                            .help("Bỏ tên gọi này ở một trong hai cơ quan."),
                    );
                }
            }
        }
    }
}

fn overlap(a: &Agency, b: &Agency) -> bool {
    let before = |x: &Agency, y: &Agency| match (x.valid_to, y.valid_from) {
        (Some(to), Some(from)) => to < from,
        _ => false,
    };
    !before(a, b) && !before(b, a)
}

fn solutions(plan: &Plan, name: &Arc<str>, sink: &mut Sink) {
    let known: Vec<&str> = plan.decision.solutions.iter().map(|s| s.id.as_str()).collect();
    for (_, task) in plan.appendix() {
        let Some(id) = task.solution.as_deref() else { continue };
        if known.contains(&id) {
            continue;
        }
        let message =
            format!("Nhiệm vụ {} trỏ tới giải pháp “{id}” không có trong plan.yaml.", task.id);
        let mut finding =
            Diagnostic::new(&UNKNOWN_SOLUTION, Place::text(name, task.line, 1), message)
                .task(&task.id)
                .value(id)
                .expected(known.join(", "));
        if let Some(near) = fold::nearest(id, known.iter().map(|k| (*k, *k)), 1).first() {
            finding = finding.help(format!("Có phải ý là “{near}”?")).fix(*near);
        }
        sink.push(finding);
    }
}

fn numbering(plan: &Plan, name: &Arc<str>, sink: &mut Sink) {
    for (index, group) in plan.groups.iter().enumerate() {
        let tasks =
            plan.tasks.iter().filter(|t| t.origin == Origin::Appendix { group: index }).enumerate();
        for (n, task) in tasks {
            let expected = format!("{}.{}", group.id, n + 1);
            if task.id != expected {
                let message = format!("Mã nhiệm vụ “{}” không nối tiếp mã ngay trước.", task.id);
                sink.push(
                    Diagnostic::new(&NUMBERING_GAP, Place::text(name, task.line, 1), message)
                        .value(&task.id)
                        .expected(expected)
                        .help("Kiểm tra xem có nhiệm vụ nào bị sót hoặc viết nhầm mã."),
                );
                break;
            }
        }
    }
}

/// A task whose wording names the districts and leaves out the communes.
fn scope(plan: &Plan, name: &Arc<str>, sink: &mut Sink) {
    for (_, task) in plan.appendix() {
        let kinds: Vec<Kind> = task.assignments[0]
            .coordinating
            .iter()
            .filter_map(|p| match p {
                Party::Group(g) => Some(plan.register.group(*g).kinds.iter().copied()),
                Party::Agency(_) => None,
            })
            .flatten()
            .collect();
        if kinds.contains(&Kind::District) && !kinds.contains(&Kind::Commune) {
            let message = format!(
                "Nhiệm vụ {} chỉ gọi tên cấp huyện, không gọi tên cấp xã; giữ nguyên như bản in.",
                task.id
            );
            sink.push(
                Diagnostic::new(&SCOPE_EXCLUDES_COMMUNES, Place::text(name, task.line, 1), message)
                    .task(&task.id)
                    .help("Từ ngày 01/7/2025 không còn cấp huyện: nhiệm vụ này không có UBND nào phối hợp."),
            );
        }
    }
}

fn windows(plan: &Plan, name: &Arc<str>, sink: &mut Sink) {
    let (start, end) = (plan.reporting.start_day, plan.reporting.end_day);
    if start != end + 1 {
        let what = if start <= end { "chồng lên nhau" } else { "để sót ngày" };
        sink.push(
            Diagnostic::new(
                &WINDOW_OVERLAP,
                Place::file(name),
                format!("Hai kỳ số liệu liền nhau {what}."),
            )
            .value(format!("từ ngày {start} đến ngày {end}"))
            .expected(format!("từ ngày {} đến ngày {end}", end + 1))
            .help("Đặt “start_day” bằng “end_day” cộng một."),
        );
    }
}
