//! Assigns the folders of a data folder to periods, for every command.
//!
//! Owns the contradictions: a folder and its page, a page under another name, two folders of one
//! period, a longer period beside its parts. Works on listed names and pages; opens nothing.

use std::sync::Arc;

use super::page::Page;
use crate::diag::{Code, Diagnostic, Place, Related, code};
use crate::plan::{Period, Plan};
use crate::text::{date, fold};

/// The codes of this module.
pub(super) const CODES: &[&Code] = &[
    &PERIOD_IN_TWO_FOLDERS,
    &PAGE_OF_ANOTHER_PERIOD,
    &LONGER_PERIOD_BESIDE_PARTS,
    &PAGE_NOT_READ,
    &AS_OF_BEFORE_PERIOD,
];

static PERIOD_IN_TWO_FOLDERS: Code =
    code!(error, "M910", "period-in-two-folders", "Hai thư mục của cùng một kỳ");
static PAGE_OF_ANOTHER_PERIOD: Code =
    code!(error, "M911", "page-of-another-period", "Trang của kỳ ghi kỳ khác với tên thư mục");
static LONGER_PERIOD_BESIDE_PARTS: Code = code!(
    warning,
    "M912",
    "longer-period-beside-parts",
    "Số liệu của cùng thời gian nằm ở hai thư mục",
);
static AS_OF_BEFORE_PERIOD: Code =
    code!(error, "M918", "as-of-before-period", "Ngày tính số liệu trước khi kỳ báo cáo bắt đầu");
static PAGE_NOT_READ: Code = code!(
    error,
    "M913",
    "page-not-read",
    "Trang của kỳ không đọc được vì tên, loại hoặc chỗ của tệp"
);

/// The name of the analyst's page of a period.
pub const PAGE: &str = "period.yaml";

/// The kind of a directory entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A file that can be read.
    File,
    /// A folder.
    Folder,
    /// A dead link.
    DeadLink,
    /// A pipe, a device.
    Other,
}

/// A listed folder.
#[derive(Debug)]
pub struct ListedFolder<'a> {
    /// Its name, without its parents.
    pub name: &'a str,
    /// Its page, where there is a usable one.
    pub page: Option<&'a Page>,
    /// Whether it has files that may hold a table.
    pub has_tables: bool,
}

/// The periods of listed folders, and the contradictions among them.
#[derive(Debug, Default)]
pub struct Arrangement {
    /// The period of each folder; `None` where it has none.
    pub periods: Vec<Option<Period>>,
    /// Findings to fix before anything can be read.
    pub faults: Vec<Diagnostic>,
    /// Longer periods with their own files beside folders of the same days.
    pub overlaps: Vec<Overlap>,
}

/// A longer period with its own files beside folders of the same days.
#[derive(Debug, Clone)]
pub struct Overlap {
    /// The periods of the other folders, then its own.
    pub periods: Vec<Period>,
    /// The finding M912.
    pub finding: Diagnostic,
}

/// The period in the name of a folder.
pub fn period_of_name(name: &str) -> Option<Period> {
    Period::parse(name)
}

/// Whether a folder is called after the forms that agencies fill in: `mau`, `Biểu mẫu`.
pub fn is_of_forms(name: &str) -> bool {
    fold::ascii(name).split(' ').any(|word| matches!(word, "mau" | "form" | "forms"))
}

/// Whether a folder has a page; M913 when the page cannot be read, or has another name and would be
/// skipped. `is_period`: the folder is a period folder, where any other YAML file is suspect.
pub fn page_in<'a>(
    folder: &str,
    entries: impl Iterator<Item = (&'a str, EntryKind)>,
    is_period: bool,
) -> Result<bool, Box<Diagnostic>> {
    let (mut page, mut meant, mut other) = (None, None, None);
    for (name, kind) in entries {
        if name == PAGE {
            page = Some(kind);
        } else if kind != EntryKind::Folder && is_meant_for_page(name) {
            meant = meant.or(Some(name));
        } else if kind != EntryKind::Folder && is_yaml(name) && !name.starts_with('.') {
            other = other.or(Some(name));
        }
    }
    let at =
        |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let finding = |name: &str, message: String, help: &str| {
        let finding = Diagnostic::new(&PAGE_NOT_READ, Place::of_file(&at(name).into()), message);
        let finding = if name == PAGE { finding } else { finding.value(name).expected(PAGE) };
        Box::new(finding.help(help))
    };
    let what = match page {
        Some(EntryKind::File) => None,
        Some(EntryKind::Folder) => Some("là một thư mục, không phải tệp"),
        Some(EntryKind::DeadLink) => Some("là một đường dẫn tắt tới tệp không còn"),
        Some(EntryKind::Other) => Some("không phải một tệp thường"),
        None => None,
    };
    if let Some(what) = what {
        let message = format!("“{}” {what}, nên trang của kỳ không đọc được.", at(PAGE));
        let help = "Thay bằng một tệp văn bản tên period.yaml, hoặc xóa nếu kỳ này chưa cần trang.";
        return Err(finding(PAGE, message, help));
    }
    match (page, meant, other.filter(|_| is_period)) {
        (Some(_), Some(name), _) => {
            let message = format!(
                "Thư mục có cả “{PAGE}” và “{}”: không rõ trang nào của kỳ là đúng.",
                at(name)
            );
            Err(finding(
                name,
                message,
                "Giữ một trang, tên là period.yaml; chuyển tệp kia ra ngoài.",
            ))
        }
        (None, Some(name), _) | (None, None, Some(name)) => {
            let message = format!(
                "Trang của kỳ phải tên là “{PAGE}”; tệp “{}” không được đọc, nên ngày tính, ngày nhận và các mục khác ghi trong đó bị bỏ qua.",
                at(name)
            );
            let help = "Đổi tên tệp thành period.yaml (chữ thường, đuôi .yaml, không có .txt phía sau), hoặc chuyển tệp ra ngoài thư mục của kỳ.";
            Err(finding(name, message, help))
        }
        (page, None, _) => Ok(page.is_some()),
    }
}

/// M913: a page beside the folders of the periods, which is of none of them.
pub fn page_astray(folder: &str) -> Diagnostic {
    let message = format!(
        "Tệp {PAGE} nằm ngay trong thư mục dữ liệu “{folder}”, cạnh thư mục của các kỳ, nên không rõ là trang của kỳ nào."
    );
    let place = Place::of_file(&format!("{folder}/{PAGE}").into());
    let help = "Chuyển tệp vào thư mục của kỳ mà nó nói tới, hoặc xóa nếu kỳ ấy đã có trang.";
    Diagnostic::new(&PAGE_NOT_READ, place, message).expected("trong thư mục của một kỳ").help(help)
}

/// Misnamed pages: `period.yml`, `Period.yaml`, `period.yaml.txt`.
fn is_meant_for_page(name: &str) -> bool {
    const ENDINGS: [&str; 4] = ["yaml", "yml", "txt", "json"];
    let lower = name.to_lowercase();
    let mut parts = lower.split('.').map(str::trim);
    parts.next() == Some("period") && parts.all(|part| ENDINGS.contains(&part) || part.is_empty())
}

fn is_yaml(name: &str) -> bool {
    let lower = name.to_lowercase();
    let lower = lower.trim().trim_end_matches(".txt");
    lower.ends_with(".yaml") || lower.ends_with(".yml")
}

/// What contradicts a page in the period of its folder.
pub fn page_fault(plan: &Plan, folder: &str, page: &Page) -> Option<Diagnostic> {
    page_of_another_period(folder, page).or_else(|| as_of_before_period(plan, folder, page))
}

/// M918: the page counts up to a day on which its period had not begun.
fn as_of_before_period(plan: &Plan, folder: &str, page: &Page) -> Option<Diagnostic> {
    let period = page.period.or_else(|| period_of_name(folder))?;
    let (day, place) = page.as_of.zip(page.as_of_place.clone())?;
    let start = plan.window(period).start;
    if day >= start {
        return None;
    }
    let written = date::short(day);
    let message = format!(
        "Trang này ghi ngày tính số liệu (as_of) là {written}, trước ngày {} bắt đầu ({}).",
        period.name(),
        date::short(start)
    );
    let finding = Diagnostic::new(&AS_OF_BEFORE_PERIOD, place, message);
    let expected = format!("một ngày từ {}", date::short(start));
    Some(
        finding
            .value(written)
            .expected(expected)
            .help("Sửa as_of trong period.yaml; xem lại số năm."),
    )
}

/// M911: a page names another period than its folder.
fn page_of_another_period(folder: &str, page: &Page) -> Option<Diagnostic> {
    let (named, (written, place)) =
        (period_of_name(folder)?, page.period.zip(page.period_place.clone())?);
    if named == written {
        return None;
    }
    let message = format!(
        "Trang này ghi {}, trong khi thư mục “{folder}” là của {}.",
        written.name(),
        named.name()
    );
    let help = format!(
        "Nếu trang chép từ kỳ khác thì sửa thành “period: {}” và xem lại từng mục; nếu tên thư mục sai thì đổi tên thành “{}”.",
        named.id(),
        written.id()
    );
    let finding = Diagnostic::new(&PAGE_OF_ANOTHER_PERIOD, place, message);
    Some(
        finding
            .value(written.id())
            .expected(named.id())
            .help(help)
            .related(place_of(folder, format!("Thư mục này mang tên của {}.", named.name()))),
    )
}

/// A folder as a related place.
fn place_of(folder: &str, message: String) -> Related {
    Related { sheet: None, file: folder.to_owned(), line: 0, message }
}

/// Assigns the folders of one data folder to periods, and reports contradictions.
pub fn arrange(plan: &Plan, listed: &[ListedFolder<'_>]) -> Arrangement {
    let mut arranged = Arrangement::default();
    for folder in listed {
        let named = period_of_name(folder.name);
        let by_page = folder.page.and_then(|page| page.period);
        arranged.periods.push(named.or(by_page));
        arranged.faults.extend(folder.page.and_then(|p| page_fault(plan, folder.name, p)));
    }
    for (n, (folder, period)) in listed.iter().zip(&arranged.periods).enumerate() {
        let Some(period) = period else { continue };
        let same = |at: &usize| arranged.periods[*at] == Some(*period);
        let Some(first) = (0..n).find(same) else { continue };
        let first = listed[first].name;
        let message = format!(
            "Hai thư mục “{first}” và “{}” cùng là của {}.",
            folder.name,
            period.name_of_what()
        );
        let help = format!(
            "Dồn tệp của các cơ quan và một trang period.yaml vào một thư mục, tên là “{}”; bản lưu thì chuyển ra ngoài thư mục dữ liệu.",
            period.id()
        );
        let place = Place::of_file(&Arc::from(folder.name));
        arranged.faults.push(
            Diagnostic::new(&PERIOD_IN_TWO_FOLDERS, place, message)
                .value(folder.name)
                .expected("mỗi kỳ một thư mục")
                .help(help)
                .related(place_of(
                    first,
                    format!("Thư mục này cũng là của {}.", period.name_of_what()),
                )),
        );
    }
    arranged.overlaps = overlaps(plan, listed, &arranged.periods);
    arranged
}

/// The longer periods with their own files, each with the folders whose days overlap.
fn overlaps(plan: &Plan, listed: &[ListedFolder<'_>], periods: &[Option<Period>]) -> Vec<Overlap> {
    let with_tables = listed.iter().zip(periods).filter(|(folder, _)| folder.has_tables);
    let mut folders: Vec<(Period, &str)> =
        with_tables.filter_map(|(folder, period)| Some(((*period)?, folder.name))).collect();
    let days = |period: Period| {
        let window = plan.window(period);
        (window.end - window.start).num_days()
    };
    // The longest first; on a tie the earliest.
    folders.sort_by_key(|(period, _)| (-days(*period), plan.window(*period).start, *period));
    let mut found = Vec::new();
    for (n, (longer, name)) in folders.iter().enumerate() {
        let own = plan.window(*longer);
        let others: Vec<&(Period, &str)> = folders[n + 1..]
            .iter()
            .filter(|(period, _)| {
                let window = plan.window(*period);
                period != longer && window.start <= own.end && own.start <= window.end
            })
            .collect();
        if !others.is_empty() {
            found.push(Overlap {
                periods: others.iter().map(|(p, _)| *p).chain([*longer]).collect(),
                finding: overlap_finding((*longer, name), &others),
            });
        }
    }
    found
}

fn overlap_finding((longer, name): (Period, &str), others: &[&(Period, &str)]) -> Diagnostic {
    let names: Vec<String> = others.iter().map(|(_, name)| format!("“{name}”")).collect();
    let message = format!(
        "Thư mục “{name}” có tệp số liệu riêng, trong khi {} có số liệu của cùng thời gian.",
        names.join(", ")
    );
    let help = format!(
        "Báo cáo {} chỉ lập từ các tệp trong “{name}”, không cộng với thư mục kia; báo cáo của kỳ khác lập từ thư mục của kỳ ấy.",
        longer.name()
    );
    // No longer period is made of the days of an ad-hoc one.
    let are_parts = !others.iter().any(|(period, _)| matches!(period, Period::Range(..)));
    let help = match are_parts {
        true => format!(
            "{help} Muốn tổng hợp từ các thư mục kia thì chuyển tệp số liệu ra khỏi “{name}”, chỉ để lại period.yaml."
        ),
        false => format!("{help} Số liệu đột xuất không được cộng vào báo cáo của kỳ nào khác."),
    };
    let place = Place::of_file(&Arc::from(name));
    let finding = Diagnostic::new(&LONGER_PERIOD_BESIDE_PARTS, place, message);
    let finding = finding.value(name).expected("mỗi thời gian một thư mục").help(help);
    others.iter().fold(finding, |finding, (period, name)| {
        finding.related(place_of(
            name,
            format!("Thư mục này có số liệu của {}.", period.name_of_what()),
        ))
    })
}

/// The periods whose folders make up the report of `period`; `there` lists the existing folders and
/// whether each has files. A period with its own files uses those alone. Otherwise it uses the
/// folders of its parts, the longest first, without overlap; a range is no part. An empty folder
/// counts only for itself and for quarters that no other folder covers.
pub fn source_periods(plan: &Plan, period: Period, there: &[(Period, bool)]) -> Vec<Period> {
    if there.contains(&(period, true)) {
        return vec![period];
    }
    let quarters = plan.quarters(period);
    let is_part = |p: Period| p != period && !matches!(p, Period::Range(..));
    let mut candidates: Vec<(Period, bool, Vec<Period>)> = there
        .iter()
        .filter(|(p, has_files)| is_part(*p) && (*has_files || matches!(p, Period::Quarter(..))))
        .map(|(p, has_files)| (*p, *has_files, plan.quarters(*p)))
        .filter(|(.., parts)| parts.iter().all(|part| quarters.contains(part)))
        .collect();
    candidates.sort_by_key(|(p, has_files, parts)| (!has_files, usize::MAX - parts.len(), *p));
    let mut covered: Vec<Period> = Vec::new();
    let mut made = Vec::new();
    for (candidate, _, parts) in candidates {
        if parts.iter().any(|part| covered.contains(part)) {
            continue;
        }
        covered.extend(parts);
        made.push(candidate);
    }
    if made.is_empty() && there.contains(&(period, false)) {
        made.push(period);
    }
    made.sort_by_key(|p| (plan.window(*p).end, plan.window(*p).start));
    made
}
