//! V428: a theme of a difficulty or a proposal that the row does not state. It is not counted.

use crate::check::{RowContext, Rule, SettledContext, named_row};
use crate::diag::{Code, Diagnostic, Sink, code};
use crate::submission::{Field, says_nothing};

static CODE: Code =
    code!(warning, "V428", "theme-without-text", "Ghi nhóm nhưng không nêu khó khăn, kiến nghị");

pub(in crate::check) struct ThemeWithoutText;

impl Rule for ThemeWithoutText {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        for (field, text, theme) in cx.row.themes() {
            if theme.is_blank() || !says_nothing(cx.plan(), cx.text(text)) {
                continue;
            }
            let message = format!(
                "Ô này ghi nhóm nhưng ô “{}” không nêu gì, nên nhóm này không được đếm.",
                text.heading()
            );
            let help = format!("Ghi nội dung vào ô “{}”, hoặc xóa ô này.", text.heading());
            sink.push(cx.at(&CODE, field, message).expected("ô trống").help(help));
        }
    }

    fn settled(&self, cx: &SettledContext<'_>, sink: &mut Sink) {
        let Some(page) = cx.scope.page.filter(|_| cx.scope.whole_period) else { return };
        for named in &page.themes {
            // A row that is not there is told by M915.
            let Ok(found) = named_row(cx.checked, &named.row) else { continue };
            let set = [(named.difficulty, Field::Difficulty), (named.proposal, Field::Proposal)];
            for (_, field) in set.into_iter().filter(|(theme, _)| theme.is_some()) {
                if !says_nothing(cx.scope.plan, found.submission.text(found.row, field)) {
                    continue;
                }
                let (row, heading) = (named.row.words(), field.heading());
                let message = format!(
                    "Mục themes của period.yaml đặt nhóm cho {row}, nhưng ô “{heading}” của dòng ấy không nêu gì."
                );
                let help = "Sửa số dòng, hoặc xóa mục này.";
                let finding = Diagnostic::new(&CODE, named.row.place.clone(), message);
                sink.push(finding.value(row).expected("một dòng có nêu").help(help));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    #[test]
    fn the_page_sets_no_theme_for_a_row_that_says_nothing() {
        for (text, expected) in [("Chưa có hướng dẫn.", 0), ("Không.", 1)] {
            let row = format!("2025-Q3;Sở Công Thương;I.1;Đang triển khai;40;Đã làm.;{text}");
            let page = "themes: [{file: a.csv, row: 2, difficulty: kinh-phi}]\n";
            let trial = Trial::new().page(page).file("a.csv", "kho_khan", &[&row]);
            assert_eq!(trial.found("V428").len(), expected, "{text}");
            assert_eq!(trial.run().rows().count(), 1);
        }
    }

    #[test]
    fn a_theme_needs_words_that_say_something() {
        for (text, expected) in [
            ("", 1),
            ("-", 1),
            ("Không.", 1),
            ("Cơ bản thuận lợi", 1),
            ("Trong quý chưa phát sinh khó khăn, vướng mắc gì.", 1),
            ("Chưa có hướng dẫn.", 0),
        ] {
            let row =
                format!("2025-Q3;Sở Công Thương;I.1;Đang triển khai;40;Đã làm.;{text};kinh-phi");
            let trial = Trial::new().file("a.csv", "kho_khan;nhom_kho_khan", &[&row]);
            assert_eq!(trial.found("V428").len(), expected, "{text}");
            assert_eq!(trial.run().rows().count(), 1);
        }
    }
}
