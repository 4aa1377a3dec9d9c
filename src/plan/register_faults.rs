//! The findings about agencies and groups that are there and cannot be meant, and their wording.
//!
//! Owns P042 and P043. Knows no reader: it is called with values and positions.

use std::sync::Arc;

use super::register::{Agency, GroupId, Register};
use crate::decode::yaml::At;
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::text::date;

pub(super) static SUCCESSION_DATES: Code =
    code!(warning, "P042", "succession-dates", "Ngày của cơ quan kế tiếp không khớp");
pub(super) static EMPTY_GROUP: Code =
    code!(error, "P043", "empty-group", "Nhóm không có cơ quan nào");

/// Checks that an agency with successors has an end, and that each of them is there on the day
/// after it. `at` has the position of each successor.
pub(super) fn check_succession(
    register: &Register,
    agency: &Agency,
    at: &[At],
    name: &Arc<str>,
    sink: &mut Sink,
) {
    let Some(first) = at.first() else { return };
    let Some(last) = agency.valid_to else {
        sink.push(without_end(agency, first.place(name)));
        return;
    };
    // Days in the wrong order are reported by themselves.
    let is_inverted =
        |one: &Agency| one.valid_from.zip(one.valid_to).is_some_and(|(from, to)| from > to);
    let Some(next) = last.succ_opt().filter(|_| !is_inverted(agency)) else { return };
    for (successor, at) in agency.successors.iter().zip(at) {
        let successor = register.agency(*successor);
        if successor.in_force(next) || is_inverted(successor) {
            continue;
        }
        let why = match (successor.valid_from, successor.valid_to) {
            (Some(from), _) if from > next => {
                format!("đến ngày {} mới có", date::short(from))
            }
            (_, to) => {
                format!("đã kết thúc ngày {}", to.map(date::short).unwrap_or_default())
            }
        };
        let message = format!(
            "“{}” kết thúc ngày {}, nhưng cơ quan kế tiếp “{}” {why}.",
            agency.id,
            date::short(last),
            successor.id
        );
        sink.push(
            Diagnostic::new(&SUCCESSION_DATES, at.place(name), message)
                .agency(&agency.id)
                .value(&successor.id)
                .expected(format!("cơ quan có vào ngày {}", date::short(next)))
                .help("Sửa “valid_to” của cơ quan này hoặc “valid_from”, “valid_to” của cơ quan kế tiếp; viết nhầm mã thì sửa “successors”."),
        );
    }
}

fn without_end(agency: &Agency, place: Place) -> Diagnostic {
    let message =
        format!("“{}” có cơ quan kế tiếp nhưng chưa có ngày kết thúc (valid_to).", agency.id);
    Diagnostic::new(&SUCCESSION_DATES, place, message)
        .agency(&agency.id)
        .expected("valid_to: ngày cuối cùng tồn tại")
        .help(
            "Thêm “valid_to” vào dòng của cơ quan này; cơ quan còn hoạt động thì bỏ “successors”.",
        )
}

/// Checks that a group has an agency.
pub(super) fn check_group(
    register: &Register,
    group: GroupId,
    at: At,
    name: &Arc<str>,
    sink: &mut Sink,
) {
    if register.ids().any(|agency| register.in_group(group, agency)) {
        return;
    }
    let group = register.group(group);
    let why = if group.kinds.is_empty() && group.members.is_empty() {
        "chưa ghi “kinds” hay “members”"
    } else {
        "không cơ quan nào trong sổ thuộc các loại đã ghi, hoặc tất cả đã bị bớt ở “except”"
    };
    let message = format!("Nhóm “{}” không có cơ quan nào: {why}.", group.id);
    sink.push(
        Diagnostic::new(&EMPTY_GROUP, at.place(name), message)
            .value(&group.id)
            .expected("một nhóm có ít nhất một cơ quan")
            .help("Ghi loại cơ quan ở “kinds” hoặc mã cơ quan ở “members”, hoặc xóa nhóm này."),
    );
}
