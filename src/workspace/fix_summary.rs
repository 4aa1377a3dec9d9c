//! The words that say what `report fix` changed.
//!
//! Owns grouping and layout: changes of one sort together, a few of each as examples, like cells on
//! one line. Prints nothing.

use crate::render::clean;
use crate::source::{Source, sheets_named};
use crate::submission::{Change, ChangeKind, Dropped, Field, Fixed};
use crate::text::{hidden, number, wrap};

/// How many different changes of one sort, and how many cells of one change, are shown.
const EXAMPLES: usize = 3;
const CELLS: usize = 4;
/// How many cells that were put in quotes are named.
const MOST_QUOTED: usize = 8;
/// The longest value that is shown, in letters.
const VALUE: usize = 48;

/// What was changed, as text with a line end at the end.
pub fn summary(fixed: &Fixed, source: &Source, width: usize) -> String {
    let first = of_table(fixed, source, width);
    match &fixed.figures {
        None => first,
        Some(figures) => {
            let second = of_table(figures, source, width);
            format!("Bảng báo cáo nhiệm vụ:\n{first}\nBảng số liệu:\n{second}")
        }
    }
}

fn of_table(fixed: &Fixed, source: &Source, width: usize) -> String {
    if fixed.text.as_bytes() == source.bytes.as_slice() {
        return "Cách viết trong tệp đã đúng mẫu: không có gì để sửa tự động.\n".to_owned();
    }
    let mut out = cells(fixed, width);
    let mut say = |sentence: String| out += &wrap::paragraph(&sentence, width, "", "  ");
    if !fixed.dropped.is_empty() {
        let dropped: Vec<String> = dropped(&fixed.dropped);
        say(format!("Đã bỏ: {}.", dropped.join("; ")));
    }
    if !fixed.moved.is_empty() {
        let names = fixed.moved.iter().map(|name| format!("“{}”", clipped(name)));
        let names = names.collect::<Vec<_>>().join(", ");
        say(format!("Đã chuyển xuống cuối bảng cột không có trong mẫu: {names}."));
    }
    let written = written(fixed, source);
    if !written.is_empty() {
        say(format!("Đã đổi cách lưu: {}.", written.join("; ")));
    }
    if !fixed.quoted.is_empty() {
        let shown: Vec<&str> = fixed.quoted.iter().map(String::as_str).take(MOST_QUOTED).collect();
        let more = if fixed.quoted.len() > MOST_QUOTED { ", …" } else { "" };
        say(format!(
            "Đã đặt trong dấu nháy kép {} ô có dấu nháy đứng giữa chữ, nội dung giữ nguyên: {}{more}. Xem lại các ô này.",
            fixed.quoted.len(),
            shown.join(", ")
        ));
    }
    for (cell, heading) in &fixed.units {
        say(format!(
            "Ô {cell} “{}” ghi đơn vị khác với mẫu nên tiêu đề và các số trong cột được để nguyên; hãy đổi các số ra đúng đơn vị của mẫu.",
            clipped(heading)
        ));
    }
    if out.is_empty() {
        out = "Chỉ bỏ bớt dấu nháy kép thừa quanh ô; nội dung không đổi.\n".to_owned();
    }
    out
}

/// The cells that were changed: how many of each sort, then examples of each.
fn cells(fixed: &Fixed, width: usize) -> String {
    let mut changes: Vec<&Change> = fixed.changes.iter().collect();
    if changes.is_empty() {
        return String::new();
    }
    changes.sort_by_key(|change| change.kind);
    let groups: Vec<&[&Change]> = changes.chunk_by(|a, b| words(a.kind) == words(b.kind)).collect();
    let counts =
        groups.iter().map(|group| format!("{} {}", count(group.len()), words(group[0].kind)));
    let counts = counts.collect::<Vec<_>>().join(", ");
    let line = format!("Đã sửa {} ô (tên ô theo tệp gốc): {counts}.", count(changes.len()));
    let mut out = wrap::paragraph(&line, width, "", "  ");
    for group in groups {
        for line in examples(group) {
            out += &wrap::paragraph(&line, width, "  ", "      ");
        }
    }
    out
}

/// A few changes of one sort, one a line.
fn examples(group: &[&Change]) -> Vec<String> {
    let mut kinds: Vec<(String, Vec<&str>)> = Vec::new();
    for change in group {
        let told = told(change);
        match kinds.iter_mut().find(|(known, _)| *known == told) {
            Some((_, cells)) => cells.push(&change.cell),
            None => kinds.push((told, vec![&change.cell])),
        }
    }
    let mut lines: Vec<String> = kinds
        .iter()
        .take(EXAMPLES)
        .map(|(told, cells)| {
            let mut names = cells.iter().take(CELLS).copied().collect::<Vec<_>>().join(", ");
            if cells.len() > CELLS {
                names += &format!("… ({} ô)", count(cells.len()));
            }
            format!("{names}: {told}")
        })
        .collect();
    let left: usize = kinds.iter().skip(EXAMPLES).map(|(_, cells)| cells.len()).sum();
    if left > 0 {
        lines.push(format!("… và {} ô nữa: {}", count(left), words(group[0].kind)));
    }
    lines
}

/// What happened to one cell; where both texts look the same, in words.
fn told(change: &Change) -> String {
    match change.kind {
        ChangeKind::Hidden => {
            let did = |kind: hidden::Hidden| if kind.is_put_right() { "ghi lại" } else { "bỏ" };
            let kinds = hidden::count(&change.before).into_iter();
            let kinds = kinds.map(|(kind, n)| format!("{} {n} {}", did(kind), kind.words()));
            kinds.collect::<Vec<_>>().join(", ")
        }
        ChangeKind::Unicode => "ghép dấu vào chữ; mắt đọc vẫn như cũ".to_owned(),
        ChangeKind::Spaces => "bỏ dấu cách thừa ở hai đầu".to_owned(),
        _ => format!("“{}” → “{}”", clipped(&change.before), clipped(&change.after)),
    }
}

/// What a change of this kind is called after a number.
fn words(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Heading => "tiêu đề cột",
        ChangeKind::Value(field) => match field {
            Field::Period => "kỳ báo cáo",
            Field::Agency => "tên cơ quan",
            Field::Task => "mã nhiệm vụ",
            Field::Indicator => "mã số liệu",
            Field::Unit => "đơn vị",
            Field::Status => "trạng thái",
            Field::Progress => "tiến độ",
            Field::Allocated | Field::Disbursed => "số tiền",
            Field::Source => "nguồn kinh phí",
            Field::Due | Field::Reported => "ngày",
            Field::Role => "vai trò",
            _ => "giá trị",
        },
        ChangeKind::Spaces => "ô thừa dấu cách",
        ChangeKind::Hidden => "ô có ký tự ẩn",
        ChangeKind::Unicode => "ô có dấu lưu rời khỏi chữ",
        ChangeKind::Formula => {
            "ô mở đầu bằng dấu của công thức (thêm dấu ' để bảng tính hiểu là chữ)"
        }
    }
}

fn dropped(dropped: &[Dropped]) -> Vec<String> {
    let mut repeated: Vec<String> = Vec::new();
    let mut told = Vec::new();
    for what in dropped {
        match what {
            Dropped::Title { rows, text } if text.is_empty() => {
                told.push(format!("{} hàng trống ở đầu bảng", count(*rows as usize)));
            }
            Dropped::Title { rows, text } => told.push(format!(
                "{} hàng ở trên hàng tiêu đề (“{}”)",
                count(*rows as usize),
                clipped(text)
            )),
            Dropped::Heading { row } => repeated.push(row.to_string()),
            Dropped::ColumnNumbers { row } => told.push(format!("hàng đánh số cột (hàng {row})")),
            Dropped::Foot { row, rows, text } => told.push(format!(
                "{} hàng dưới bảng, từ hàng {row} (“{}”)",
                count(*rows as usize),
                clipped(text)
            )),
            Dropped::Total { row, text } => {
                told.push(format!("dòng tổng cộng (dòng {row}: “{}”)", clipped(text)));
            }
            Dropped::Group { row, text } => {
                told.push(format!("hàng tên nhóm (hàng {row}: “{}”)", clipped(text)));
            }
            Dropped::BlankRows(rows) => told.push(format!("{} dòng trống", count(*rows as usize))),
            Dropped::BlankColumns(columns) => {
                told.push(format!("{} cột trống", count(*columns as usize)));
            }
        }
    }
    if !repeated.is_empty() {
        told.push(format!("hàng tiêu đề lặp lại (hàng {})", repeated.join(", ")));
    }
    told
}

/// How the file is stored now and was not before.
fn written(fixed: &Fixed, source: &Source) -> Vec<String> {
    let original = &fixed.original;
    if !original.sheets.is_empty() {
        let sheets: Vec<String> = original.sheets.iter().map(|sheet| clipped(sheet)).collect();
        let joined = if sheets.len() > 1 { ", nối thành một bảng" } else { "" };
        let sheets = sheets_named(sheets.iter().map(String::as_str));
        let program = match original.format {
            "ODS" | "FODS" => "LibreOffice",
            "DOCX" => "Word",
            _ => "Excel",
        };
        return vec![format!("{sheets} của tệp {program} thành tệp CSV{joined}")];
    }
    let mut told = Vec::new();
    if original.encoding != "utf-8" {
        told.push(format!("bảng mã {} thành UTF-8", original.encoding.to_uppercase()));
    }
    if !original.bom {
        told.push("thêm dấu đầu tệp (BOM) để Excel mở đúng tiếng Việt".to_owned());
    }
    match original.delimiter {
        b';' => {}
        b'\t' => told.push("ngăn cách bằng dấu Tab thành “;”".to_owned()),
        other => told.push(format!("ngăn cách bằng “{}” thành “;”", char::from(other))),
    }
    let start = if original.bom { 3 } else { 0 };
    if source.bytes.get(start..).is_some_and(|text| text.starts_with(b"sep=")) {
        told.push("bỏ dòng “sep=” ở đầu tệp".to_owned());
    }
    if !original.crlf {
        told.push("xuống dòng theo kiểu của Windows".to_owned());
    }
    told
}

fn count(n: usize) -> String {
    number::dong(i64::try_from(n).unwrap_or(i64::MAX))
}

/// A value on one line, safe to show, its end left out when it is long.
fn clipped(text: &str) -> String {
    let text = clean(text);
    match text.char_indices().nth(VALUE) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}
