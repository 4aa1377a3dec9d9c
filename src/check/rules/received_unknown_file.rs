//! M906: the analyst's page gives the day of receipt of a file that is not in the folder.

use std::collections::HashSet;

use crate::check::{PeriodContext, Rule};
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::submission::bare_name;
use crate::text::fold;

static CODE: Code = code!(warning, "M906", "received-unknown-file", "Có ngày nhận mà không có tệp");

pub(in crate::check) struct ReceivedUnknownFile;

impl Rule for ReceivedUnknownFile {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        let Some(page) = cx.scope.page.filter(|_| cx.scope.whole_period) else { return };
        let mut here: HashSet<&str> = HashSet::new();
        let mut unlisted: Vec<&str> = Vec::new();
        for name in &cx.names {
            match page.listed(name) {
                Some((listed, _)) => _ = here.insert(listed),
                None => unlisted.push(bare_name(name)),
            }
        }
        for key in page.received.keys().filter(|key| !here.contains(key.as_str())) {
            let place = page.received_places.get(key).cloned().unwrap_or(Place::Run);
            let message = format!(
                "Tệp period.yaml ghi ngày nhận của “{key}” nhưng thư mục không có tệp này."
            );
            // A name without its ending is that file's, however near others are.
            let whole = |name: &&&str| name.rsplit_once('.').is_some_and(|(stem, _)| stem == key);
            let near = fold::nearest(key, unlisted.iter().map(|n| (*n, *n)), 1);
            let help = match unlisted.iter().find(whole).or(near.first()) {
                Some(near) => format!("Nếu là tệp “{near}” thì sửa lại tên trong period.yaml."),
                None => "Bổ sung tệp vào thư mục, hoặc xóa dòng này trong period.yaml.".to_owned(),
            };
            sink.push(Diagnostic::new(&CODE, place, message).value(key).help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    const ROW: &str = "2025-Q3;Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;";

    #[test]
    fn the_nearest_file_without_a_day_is_named() {
        let page = "received:\n  so-cong-thuog.csv: 2025-09-15\n";
        let trial = Trial::new().page(page).file("so-cong-thuong.csv", "ghi_chu", &[ROW]);
        let found = trial.found("M906");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].place.file(), found[0].place.line()), (Some("period.yaml"), Some(2)));
        assert!(found[0].help.as_deref().unwrap_or_default().contains("“so-cong-thuong.csv”"));
    }

    #[test]
    fn a_name_without_its_ending_is_that_of_the_report() {
        let trial = Trial::new().page("received:\n  so-y-te: 2025-09-15\n");
        let trial = trial.file("so-y-te-so-lieu.csv", "ghi_chu", &[ROW]);
        let found = trial.file("so-y-te.csv", "ghi_chu", &[ROW]).found("M906");
        assert!(found[0].help.as_deref().unwrap_or_default().contains("“so-y-te.csv”"));
    }

    #[test]
    fn folders_and_unicode_forms_do_not_matter() {
        let decomposed = "So\u{309} Công Thương.csv";
        let page = format!("received:\n  \"{decomposed}\": 2025-09-19\n");
        let trial = Trial::new().page(&page).file("2025-Q3/Sỏ Công Thương.csv", "ghi_chu", &[ROW]);
        assert!(trial.found("M906").is_empty());
        assert_eq!(trial.found("K602").len(), 1);
    }
}
