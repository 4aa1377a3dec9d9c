//! The findings about who owes a report and who gets it, and their wording.
//!
//! Owns P038 and P041. Knows no reader: it is called with values and positions.

use std::sync::Arc;

use chrono::NaiveDate;

use super::register::{Agency, Kind, Register, Reports};
use super::reporting::{ExpectedClass, same_province};
use crate::decode::yaml::At;
use crate::diag::{Code, Diagnostic, Place, Related, Sink, code};
use crate::text::date;

pub(super) static NOBODY_EXPECTED: Code =
    code!(warning, "P038", "nobody-expected", "Loại phải báo cáo không có cơ quan nào");
pub(super) static ADDRESSEES: Code =
    code!(error, "P041", "addressees", "Nơi nhận báo cáo trống, trùng hoặc là chính đơn vị lập");

/// A class of agencies that owe a report, with the positions of its values.
pub(super) struct Written {
    pub(super) class: ExpectedClass,
    pub(super) kinds: At,
    /// Its last day; its first where it has no last.
    pub(super) days: At,
    pub(super) province: At,
}

/// Checks that a class has an agency on some day. `count` takes in those of other former provinces.
pub(super) fn check_class(
    written: &Written,
    register: &Register,
    count: bool,
    name: &Arc<str>,
    sink: &mut Sink,
) {
    let class = &written.class;
    let is_inverted = class.from.zip(class.to).is_some_and(|(from, to)| from > to);
    if let Some(province) = &class.former_province
        && !provinces(register).iter().any(|known| same_province(known, province))
    {
        sink.push(unknown_province(province, register, written.province, name));
        return;
    }
    // Agencies that are not confirmed yet will be of the class once they are.
    let agencies = register.agencies().iter();
    let mut of_class =
        agencies.filter(|a| a.reports == Reports::Duty && class.takes(a, count)).peekable();
    if of_class.peek().is_none() {
        sink.push(no_agency(class, register, written.kinds, name));
    } else if !is_inverted && !of_class.any(|agency| exists_within(agency, class)) {
        sink.push(none_in_force(class, written.days, name));
    }
}

/// The former provinces of the register, each spelling once.
fn provinces(register: &Register) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for province in register.agencies().iter().filter_map(|a| a.former_province.as_deref()) {
        if !all.contains(&province) {
            all.push(province);
        }
    }
    all
}

fn exists_within(agency: &Agency, class: &ExpectedClass) -> bool {
    let is_before = |last: Option<NaiveDate>, first: Option<NaiveDate>| {
        last.zip(first).is_some_and(|(last, first)| last < first)
    };
    !is_before(agency.valid_to, class.from) && !is_before(class.to, agency.valid_from)
}

fn unknown_province(written: &str, register: &Register, at: At, name: &Arc<str>) -> Diagnostic {
    let message = format!("Không cơ quan nào trong agencies.yaml thuộc tỉnh cũ “{written}”.");
    let known = provinces(register);
    let finding = Diagnostic::new(&NOBODY_EXPECTED, at.place(name), message).value(written);
    if known.is_empty() {
        return finding
            .expected("bỏ khóa này: agencies.yaml không ghi “former_province” cho cơ quan nào")
            .help("Bỏ “former_province” ở đây, hoặc ghi khóa này cho từng cơ quan trong agencies.yaml.");
    }
    let known = known.join(", ");
    finding.expected(&known).help(format!(
        "Viết như trong agencies.yaml ({known}); agencies.yaml viết sai thì sửa ở đó."
    ))
}

fn no_agency(class: &ExpectedClass, register: &Register, at: At, name: &Arc<str>) -> Diagnostic {
    let key = |kind: &Kind| Kind::ALL.iter().find(|(k, ..)| k == kind).map(|(_, key, _)| *key);
    let written: Vec<&str> = class.kinds.iter().filter_map(key).collect();
    let province = class.former_province.as_ref();
    let province = province.map(|province| format!(" của {province}")).unwrap_or_default();
    let message = if written.is_empty() {
        "Mục này không ghi loại cơ quan nào.".to_owned()
    } else {
        format!(
            "Không cơ quan nào{province} thuộc loại {} và có “reports: duty”.",
            written.join(", ")
        )
    };
    let owes = |kind: &Kind| {
        register.agencies().iter().any(|a| a.reports == Reports::Duty && a.kind == *kind)
    };
    let known = Kind::ALL.iter().filter(|(kind, ..)| owes(kind)).map(|(_, key, _)| *key);
    Diagnostic::new(&NOBODY_EXPECTED, at.place(name), message)
        .value(written.join(", "))
        .expected(known.collect::<Vec<_>>().join(", "))
        .help("Sửa “kinds” hoặc “former_province”, ghi “reports: duty” cho cơ quan phải báo cáo trong agencies.yaml, hoặc bỏ mục này.")
}

fn none_in_force(class: &ExpectedClass, at: At, name: &Arc<str>) -> Diagnostic {
    let day = |word: &str, day: Option<NaiveDate>| {
        day.map(|day| format!("{word} ngày {}", date::short(day)))
    };
    let days: Vec<String> =
        [day("từ", class.from), day("đến", class.to)].into_iter().flatten().collect();
    let days = days.join(" ");
    let message = format!("Không cơ quan nào thuộc loại này tồn tại {days}.");
    Diagnostic::new(&NOBODY_EXPECTED, at.place(name), message)
        .value(days)
        .expected("những ngày có ít nhất một cơ quan của loại này")
        .help("Xem lại “from”, “to” ở đây, hoặc “valid_from”, “valid_to” của các cơ quan trong agencies.yaml.")
}

/// A list of addressees that names nobody.
pub(super) fn no_addressee(place: Place, sink: &mut Sink) {
    sink.push(
        Diagnostic::new(&ADDRESSEES, place, "Báo cáo chưa ghi gửi cơ quan nào.")
            .expected("mã của ít nhất một cơ quan trong agencies.yaml")
            .help(
                "Ghi vào “addressees” cơ quan nhận báo cáo tổng hợp, thường là cơ quan ở “parent”.",
            ),
    );
}

/// An addressee that stands in the list already; `first` is where.
pub(super) fn addressee_twice(
    place: Place,
    agency: &Agency,
    (file, line): (Arc<str>, u32),
    sink: &mut Sink,
) {
    let message = format!("{} đứng hai lần trong nơi nhận báo cáo.", agency.name);
    let message_first = "Cơ quan này đã ghi ở đây.".to_owned();
    sink.push(
        Diagnostic::new(&ADDRESSEES, place, message)
            .agency(&agency.id)
            .value(&agency.id)
            .expected("mỗi cơ quan một lần")
            .help("Xóa dòng thừa, hoặc sửa mã viết nhầm.")
            .related(Related { sheet: None, file: file.to_string(), line, message: message_first }),
    );
}

/// The consolidating unit among its own addressees.
pub(super) fn addressee_is_unit(place: Place, agency: &Agency, sink: &mut Sink) {
    let message = format!("{} lập báo cáo nên không gửi cho chính mình.", agency.name);
    sink.push(
        Diagnostic::new(&ADDRESSEES, place, message)
            .agency(&agency.id)
            .value(&agency.id)
            .expected("cơ quan khác với đơn vị ở “unit”")
            .help("Bỏ dòng này khỏi “addressees”, hoặc sửa “agency” ở “unit”."),
    );
}
