//! V428: a theme of a difficulty or a proposal that the row does not state. It is not counted.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::says_nothing;

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
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

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
