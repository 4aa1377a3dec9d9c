//! V401: a required cell is blank. A missing column is H201. Covers rows of a form that a lead left
//! empty, and forms returned wholly unfilled.

use std::collections::BTreeSet;

use super::form_row_left_empty::{is_form, is_untouched};
use crate::check::{BOTH, FileContext, RowContext, Rule, plan_line};
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::plan::{Role, Status};
use crate::submission::{Column, Field, MERGED_CELLS, TableKind};
use crate::text::{figure, fold};

static CODE: Code = code!(error, "V401", "required-empty", "Ô bắt buộc còn trống");

pub(in crate::check) struct RequiredEmpty;

impl Rule for RequiredEmpty {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn file(&self, cx: &FileContext<'_>, sink: &mut Sink) {
        told_as_merged(cx, sink);
        if !is_form(cx) || cx.submission.rows.is_empty() {
            return;
        }
        let empty: Vec<RowContext<'_>> = cx.rows().filter(is_untouched).collect();
        // A row with the wrong number of cells may hold something.
        if empty.len() == cx.submission.data_rows {
            sink.push(blank_form(cx));
            return;
        }
        for row in empty.iter().filter(|row| row.role() == Some(Role::Lead)) {
            let message = "Nhiệm vụ chủ trì này chưa được điền.";
            let finding = row.at(&CODE, Field::Status, message).expected("một dòng được điền đủ");
            let finding = finding.help("Điền trạng thái và các ô bên cạnh; kỳ này không có việc gì thì chọn “Không phát sinh”.");
            sink.push(finding);
        }
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        if is_untouched(cx) {
            return;
        }
        let required = || cx.kind().required();
        if required().all(|c| cx.text(c.field).is_empty()) {
            sink.push(no_data_row(cx));
            return;
        }
        for column in required() {
            // A note says why there is no figure yet.
            let is_explained = || {
                column.field == Field::Value
                    && cx.has_content(Field::Note)
                    && !is_value(cx, cx.text(Field::Note))
            };
            if is_blank(cx, column.field) && cx.has(column.field) && !is_explained() {
                sink.push(empty(cx, column));
            }
        }
        if needs_progress(cx) && cx.has(Field::Progress) && cx.row.progress.is_blank() {
            sink.push(progress(cx));
        }
    }
}

/// Whether a remark is a value in the wrong column: `12`, `12 buổi`.
fn is_value(cx: &RowContext<'_>, text: &str) -> bool {
    let unit = cx.indicator().map(|indicator| indicator.unit.get());
    unit.is_some_and(|unit| figure::parse(text, unit.name, unit.decimals).is_ok())
}

/// Whether a cell is blank; a dash in the place of a figure is none.
fn is_blank(cx: &RowContext<'_>, field: Field) -> bool {
    let (row, figure) = (cx.row, cx.row.figure.as_ref());
    match (field, figure) {
        (Field::Value, Some(figure)) => figure.value.is_blank(),
        (Field::Indicator, Some(figure)) => figure.indicator.is_blank(),
        (Field::Period, _) => row.period.is_blank(),
        (Field::Agency, _) => row.agency.is_blank(),
        (Field::Task, _) => row.task.is_blank(),
        (Field::Status, _) => row.status.is_blank(),
        _ => cx.text(field).is_empty(),
    }
}

fn empty(cx: &RowContext<'_>, column: &Column) -> Diagnostic {
    let how = how_to_fill(cx, column.field);
    let (message, how) = match cx.file.submission.merged_from_above(cx.row, column.field) {
        Some(range) => (
            format!(
                "Ô “{}” trống vì {range} gộp làm một: nội dung chỉ được tính cho dòng đầu.",
                column.heading
            ),
            format!("Bỏ gộp ô (Merge & Center). {how}"),
        ),
        None => (format!("Ô “{}” còn trống.", column.heading), how),
    };
    cx.at(&CODE, column.field, message).expected(cx.expected_content(column.field)).help(how)
}

/// Drops R308 of merged cells where this rule reports the cells that they keep empty.
fn told_as_merged(cx: &FileContext<'_>, sink: &mut Sink) {
    if cx.submission.table.sheets().all(|(sheet, _)| sheet.merges.is_empty()) {
        return;
    }
    let fields = || cx.submission.kind.required().map(|column| column.field);
    let reported: BTreeSet<(Option<&str>, String)> = cx
        .rows()
        .flat_map(|row| {
            let submission = cx.submission;
            let sheet = submission.sheet(row.row).map(|sheet| &*sheet.name);
            fields().filter_map(move |f| Some((sheet, submission.merged_from_above(row.row, f)?)))
        })
        .collect();
    if reported.is_empty() {
        return;
    }
    sink.withdraw(|d| {
        let range = d.value.as_deref().and_then(|value| value.strip_suffix(" gộp làm một"));
        d.code == &MERGED_CELLS
            && d.place.shared_file() == Some(cx.name)
            && range.is_some_and(|r| reported.contains(&(d.place.sheet(), r.to_owned())))
    });
}

/// Whether the row is a lead's and therefore must give the progress.
pub(super) fn needs_progress(cx: &RowContext<'_>) -> bool {
    cx.role() == Some(Role::Lead)
        && cx.row.status.value().is_some_and(|status| status != Status::Nothing)
}

/// A form returned unfilled.
fn blank_form(cx: &FileContext<'_>) -> Diagnostic {
    let rows = cx.submission.rows.len();
    let message = match rows {
        1 => "Mẫu chưa được điền: dòng duy nhất còn trống.".to_owned(),
        _ => format!("Mẫu chưa được điền: cả {rows} dòng còn trống."),
    };
    let finding = Diagnostic::new(&CODE, Place::of_file(cx.name), message)
        .expected("ít nhất một dòng có trạng thái và kết quả")
        .help("Điền các ô trống từ cột “Trạng thái” trở đi: đủ mọi nhiệm vụ chủ trì, và những nhiệm vụ phối hợp có việc để báo cáo. Nếu đã điền rồi thì có thể bản gửi không phải bản đã lưu.");
    match cx.sender() {
        Some(id) => finding.agency(&cx.plan().register.agency(id).id),
        None => finding,
    }
}

/// A row with text but no identifying cell: a signature, a remark.
fn no_data_row(cx: &RowContext<'_>) -> Diagnostic {
    let message = match cx.kind() {
        TableKind::Progress => "Dòng này chưa có kỳ báo cáo, cơ quan, mã nhiệm vụ và trạng thái.",
        TableKind::Figures => "Dòng này chưa có kỳ báo cáo, cơ quan, mã số liệu và giá trị.",
    };
    let finding = Diagnostic::new(&CODE, cx.file.submission.row_place(cx.row), message)
        .expected("một dòng số liệu có đủ bốn ô này")
        .help("Nếu đây là chữ ký hoặc lời ghi chú cuối bảng thì xóa dòng; nếu là số liệu thì điền đủ bốn ô.");
    match cx.cells().map(|(_, text)| fold::trim(text)).find(|text| !text.is_empty()) {
        Some(text) => finding.value(text),
        None => finding,
    }
}

fn progress(cx: &RowContext<'_>) -> Diagnostic {
    let finding = cx.at(&CODE, Field::Progress, "Cơ quan chủ trì chưa ghi tiến độ của nhiệm vụ.");
    let finding = finding.expected("số từ 0 đến 100").help(
        "Ghi phần trăm công việc của nhiệm vụ đã làm xong; kỳ này không có việc gì thì đổi trạng thái thành “Không phát sinh”.",
    );
    match cx.row.task.value() {
        Some(task) => finding.related(plan_line(cx.plan(), task, cx.day())),
        None => finding,
    }
}

fn how_to_fill(cx: &RowContext<'_>, field: Field) -> String {
    match field {
        Field::Period => match cx.file.scope.period {
            Some(period) => {
                format!("Ghi “{}” ở từng dòng.", period.written())
            }
            None => "Ghi kỳ báo cáo ở từng dòng, kể cả khi giống dòng trên.".to_owned(),
        },
        Field::Agency => match cx.file.submission.sender {
            Some(sender) => format!(
                "Ghi tên cơ quan ở từng dòng, kể cả khi giống dòng trên; nếu là dòng của {0} thì ghi “{0}”.",
                cx.plan().register.agency(sender).name
            ),
            None => "Ghi tên chính thức của cơ quan ở từng dòng.".to_owned(),
        },
        Field::Status => {
            format!("Chọn một trong sáu trạng thái: {}.", super::unknown_status::all())
        }
        Field::Value => {
            "Ghi số của kỳ này, 0 nếu không phát sinh; chưa có số liệu thì ghi lý do ở cột “Ghi chú”.".to_owned()
        }
        Field::Indicator => "Ghi mã số liệu ở từng dòng, như trên mẫu đã gửi cho cơ quan.".to_owned(),
        _ => format!(
            "Ghi mã của nhiệm vụ ở từng dòng, lấy ở cột đầu của Phụ lục, ví dụ {}.",
            cx.plan().first_and_last_code().0
        ),
    }
}
