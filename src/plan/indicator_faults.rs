//! The findings about `indicators.yaml` that no other file of the plan has, and their wording.
//!
//! Owns the codes from P031 on. Knows no reader: it is called with values and positions.

use std::sync::Arc;

use crate::decode::yaml::MISSING_KEY;
use crate::diag::{Code, Diagnostic, Place, Related, Sink, code};

pub(super) static UNKNOWN_INDICATOR: Code =
    code!(error, "P031", "unknown-indicator-reference", "Mã số liệu không có trong tệp");
pub(super) static CONTRADICTION: Code =
    code!(error, "P032", "indicator-contradiction", "Số liệu tự mâu thuẫn");
pub(super) static TARGETS: Code =
    code!(error, "P033", "target-order", "Mục tiêu ngược chiều hoặc không rõ chiều");
pub(super) static VALUE_OF_UNIT: Code =
    code!(error, "P034", "value-not-of-unit", "Giá trị không hợp với đơn vị");
pub(super) static NOBODY_ASKED: Code =
    code!(error, "P035", "nobody-asked", "Số liệu không hỏi được ai");
pub(super) static NAME_TWICE: Code =
    code!(error, "P036", "indicator-name-twice", "Hai số liệu cùng một tên");
pub(super) static WORDS_NOT_OF_TASK: Code =
    code!(warning, "P037", "words-not-of-task", "Lời làm căn cứ không có trong nhiệm vụ");

/// A list that must not be empty and is.
pub(super) fn empty_list(place: Place, key: &str, sink: &mut Sink) {
    let message = format!("Danh sách “{key}” chưa ghi mã nào.");
    let help = format!("Ghi ít nhất một mã vào “{key}”.");
    sink.push(Diagnostic::new(&MISSING_KEY, place, message).expected(key).help(help));
}

/// A reference to an indicator that is not in the file.
pub(super) fn unknown_indicator(place: Place, written: &str, near: Option<&str>, sink: &mut Sink) {
    let message = format!("Mã số liệu “{written}” không có trong indicators.yaml.");
    let finding = Diagnostic::new(&UNKNOWN_INDICATOR, place, message)
        .value(written)
        .expected("mã (id) của một số liệu trong tệp này");
    sink.push(match near {
        Some(near) => finding.help(format!("Gần nhất: {near}.")).fix(near),
        None => finding.help("Viết đúng mã của số liệu kia, hoặc bỏ khóa này."),
    });
}

/// Keys of an indicator that cannot both be meant; `why` and `help` are whole sentences.
pub(super) fn contradiction(
    place: Place,
    id: &str,
    (why, help): (&str, &str),
    value: &str,
    sink: &mut Sink,
) {
    let message = format!("Số liệu {id}: {why}");
    sink.push(Diagnostic::new(&CONTRADICTION, place, message).value(value).help(help));
}

/// A target that is worse than an earlier one; `first` is where that stands.
pub(super) fn target_worse(
    place: Place,
    id: &str,
    [value, earlier]: [&str; 2],
    first: (Arc<str>, u32),
    sink: &mut Sink,
) {
    let message = format!(
        "Số liệu {id}: mục tiêu {value} kém hơn mục tiêu {earlier} của năm trước đó, theo chiều “better” đã ghi."
    );
    let finding = Diagnostic::new(&TARGETS, place, message)
        .value(value)
        .expected("mục tiêu của năm sau không kém năm trước")
        .help("Xem lại hai mức này và chiều ở “better” (“up”: càng cao càng tốt; “down”: càng thấp càng tốt).");
    sink.push(finding.related(first_use(first, "Mục tiêu của năm trước ở đây.")));
}

/// A range whose first value is above its second.
pub(super) fn range_inverted(place: Place, id: &str, written: &str, sink: &mut Sink) {
    let message = format!("Số liệu {id}: khoảng “{written}” ghi số lớn trước số nhỏ.");
    sink.push(
        Diagnostic::new(&TARGETS, place, message)
            .value(written)
            .expected("số nhỏ trước, số lớn sau")
            .help("Đổi chỗ hai số."),
    );
}

/// Targets of an indicator that does not say which direction is better.
pub(super) fn target_without_direction(place: Place, id: &str, sink: &mut Sink) {
    let message = format!(
        "Số liệu {id} có mục tiêu nhưng chưa ghi “better”, nên không biết cao hơn hay thấp hơn mới là đạt."
    );
    sink.push(
        Diagnostic::new(&TARGETS, place, message).expected("better: up hoặc better: down").help(
            "Thêm “better: up” nếu càng cao càng tốt, “better: down” nếu càng thấp càng tốt.",
        ),
    );
}

/// A range that is said to be strict.
pub(super) fn strict_range(place: Place, id: &str, written: &str, sink: &mut Sink) {
    let message = format!("Số liệu {id}: mục tiêu là khoảng “{written}” thì không ghi “strict”.");
    sink.push(
        Diagnostic::new(&TARGETS, place, message)
            .value(written)
            .expected("một số, hoặc một khoảng không có strict")
            .help("Bỏ “strict: true”, hoặc ghi một số thay cho khoảng."),
    );
}

/// A value that the unit does not allow.
pub(super) fn value_not_of_unit(
    place: Place,
    id: &str,
    (value, unit): (&str, &str),
    expected: &str,
    sink: &mut Sink,
) {
    let message = format!("Số liệu {id}: “{value}” không phải là giá trị của đơn vị “{unit}”.");
    let help = format!("Ghi {expected}, hoặc sửa đơn vị.");
    sink.push(
        Diagnostic::new(&VALUE_OF_UNIT, place, message).value(value).expected(expected).help(help),
    );
}

/// A value that is listed twice.
pub(super) fn value_twice(place: Place, id: &str, value: &str, sink: &mut Sink) {
    let message = format!("Số liệu {id}: giá trị “{value}” ghi hai lần trong “values”.");
    sink.push(
        Diagnostic::new(&VALUE_OF_UNIT, place, message)
            .value(value)
            .expected("mỗi giá trị một lần")
            .help("Xóa chỗ thừa."),
    );
}

/// An entry of `asked_of` that stands for no body, or an empty list.
pub(super) fn nobody_asked(place: Place, id: &str, written: Option<&str>, sink: &mut Sink) {
    let message = match written {
        Some(written) => format!("Số liệu {id}: “{written}” không chỉ cơ quan nào có báo cáo."),
        None => format!("Số liệu {id} chưa ghi hỏi ai."),
    };
    let finding = Diagnostic::new(&NOBODY_ASKED, place, message)
        .expected("lead, coordinating, loại cơ quan, mã cơ quan hoặc nhóm có báo cáo")
        .help("“lead”, “coordinating” chỉ dùng khi nhiệm vụ có cơ quan chủ trì, phối hợp; nếu không thì ghi mã cơ quan hoặc nhóm.");
    sink.push(match written {
        Some(written) => finding.value(written),
        None => finding,
    });
}

/// A name that another indicator has; `first` is where.
pub(super) fn name_twice(
    place: Place,
    id: &str,
    name: &str,
    first: (Arc<str>, u32),
    sink: &mut Sink,
) {
    let message = format!("Số liệu {id} mang tên của một số liệu khác: “{name}”.");
    let finding = Diagnostic::new(&NAME_TWICE, place, message)
        .value(name)
        .expected("mỗi số liệu một tên, không kể dấu và chữ hoa")
        .help("Đổi tên để người đọc bảng phân biệt được hai số liệu.");
    sink.push(finding.related(first_use(first, "Tên này đã dùng ở đây.")));
}

/// Words that are in none of the tasks of an indicator.
pub(super) fn words_not_of_task(place: Place, id: &str, words: &str, tasks: &str, sink: &mut Sink) {
    let message = format!("Số liệu {id}: lời “{words}” không có trong lời của {tasks}.");
    sink.push(
        Diagnostic::new(&WORDS_NOT_OF_TASK, place, message)
            .value(words)
            .expected("lời chép từ nhiệm vụ; chỗ lược bỏ viết “…”")
            .help("Chép đúng lời của nhiệm vụ, hoặc sửa mã ở “tasks”; lời không có thì không hỏi số liệu này."),
    );
}

fn first_use((file, line): (Arc<str>, u32), message: &str) -> Related {
    Related { sheet: None, file: file.to_string(), line, message: message.to_owned() }
}
