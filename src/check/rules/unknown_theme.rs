//! V427: a theme that the plan does not have. The row counts, and its theme is found by its words.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Diagnostic, Sink, code};
use crate::submission::Field;
use crate::text::fold;

static CODE: Code =
    code!(warning, "V427", "unknown-theme", "Nhóm khó khăn, kiến nghị không có trong danh sách");

pub(in crate::check) struct UnknownTheme;

impl Rule for UnknownTheme {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        for (field, text, theme) in cx.row.themes() {
            if theme.fault().is_some() && !cx.counts_only(&CODE, field, sink) {
                sink.push(finding(cx, field, text));
            }
        }
    }
}

fn finding(cx: &RowContext<'_>, field: Field, text: Field) -> Diagnostic {
    let themes = &cx.plan().reporting.themes;
    if themes.is_empty() {
        let message = "Kế hoạch không đặt nhóm khó khăn, kiến nghị nên ô này không được dùng.";
        return cx.at(&CODE, field, message).expected("ô trống").help("Xóa nội dung của ô này.");
    }
    let odd = cx.stray_characters(field).unwrap_or_default();
    let message = format!(
        "Nhóm này không có trong danh sách{odd}. Dòng vẫn được tính; nhóm được xếp theo lời ở ô “{}”.",
        text.heading()
    );
    let names: Vec<&str> = themes.iter().map(|(_, theme)| theme.name.as_str()).collect();
    let finding = cx.at(&CODE, field, message).expected(names.join("; "));
    let written = cx.text(field);
    let Some(near) = themes.nearest(written).map(|id| &themes.get(id).name) else {
        return finding.help("Chọn một nhóm trong danh sách, hoặc để trống ô này.");
    };
    let help = format!("Có phải là “{near}” không? Chọn một nhóm trong danh sách, hoặc để trống.");
    let finding = finding.help(help);
    match odd.is_empty() && fold::slips(written, near) == 1 {
        true => finding.fix(near),
        false => finding,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    fn found(cell: &str) -> Vec<crate::diag::Diagnostic> {
        let row =
            format!("2025-Q3;Sở Công Thương;I.1;Đang triển khai;40;Đã làm.;Thiếu vốn.;{cell}");
        let trial = Trial::new().file("a.csv", "kho_khan;nhom_kho_khan", &[&row]);
        assert_eq!(trial.run().rows().count(), 1, "{cell}: the row counts");
        trial.found("V427")
    }

    #[test]
    fn a_theme_is_its_id_or_its_name_however_written() {
        for cell in [
            "",
            "-",
            "kinh-phi",
            "Kinh phí, chế độ, định mức",
            "KINH PHI, CHE DO, DINH MUC",
            "Khác",
        ] {
            assert_eq!(found(cell).len(), 0, "{cell}");
        }
    }

    #[test]
    fn an_unknown_theme_is_told_with_the_nearest_and_the_row_counts() {
        let told = found("Kinh phí, chế độ");
        assert_eq!(told[0].place.cell(), Some("H2"));
        let help = told[0].help.as_deref().unwrap_or_default();
        assert!(help.contains("“Kinh phí, chế độ, định mức”"), "{help}");
        assert_eq!(told[0].fix, None);
        let slip = found("Kinh phí, chế độ, định mứcc");
        assert_eq!(slip[0].fix.as_deref(), Some("Kinh phí, chế độ, định mức"));
        for cell in ["###", "#REF!", "nt", "Thiếu lãnh đạo"] {
            assert_eq!(found(cell).len(), 1, "{cell}");
        }
    }
}
