//! M917: the analyst's page adopts a row without a proposal, or replies to a theme in which nobody
//! proposes anything; the page of a longer period made from other folders names rows, files or
//! excused agencies at all.

use crate::check::{AcceptedRow, Rule, SettledContext, named_row, severity};
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::plan::{About, Period, Plan, ThemeId};
use crate::submission::{Field, NamedRow, Page, RowList, says_none};

static CODE: Code = code!(
    warning,
    "M917",
    "page-answers-nothing",
    "Mục nhận kiến nghị hoặc trả lời không có tác dụng"
);

pub(in crate::check) struct PageAnswersNothing;

impl Rule for PageAnswersNothing {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn settled(&self, cx: &SettledContext<'_>, sink: &mut Sink) {
        let Some(page) = cx.scope.page.filter(|_| cx.scope.whole_period) else { return };
        let plan = cx.plan();
        for named in &page.adopt {
            let Ok(found) = named_row(cx.checked, named) else { continue };
            let text = found.submission.text(found.row, Field::Proposal);
            if found.counts && !proposes(plan, text) {
                let words = named.words();
                let message = format!(
                    "Mục adopt của period.yaml nhận {words}, nhưng dòng ấy không nêu kiến nghị."
                );
                let finding = Diagnostic::new(&CODE, named.place.clone(), message).value(words);
                sink.push(finding.help("Nêu dòng có kiến nghị, hoặc xóa mục này.".to_owned()));
            }
        }
        for reply in &page.replies {
            if cx.checked.rows().any(|row| is_about(plan, page, &row, reply.theme)) {
                continue;
            }
            let theme = &plan.reporting.themes.get(reply.theme).name;
            let message = format!(
                "Mục replies của period.yaml trả lời nhóm “{theme}”, nhưng không dòng được tính nào nêu kiến nghị thuộc nhóm ấy."
            );
            let finding = Diagnostic::new(&CODE, reply.place.clone(), message).value(theme);
            sink.push(finding.help(
                "Xem kiến nghị thuộc nhóm nào bằng report status --by theme, rồi sửa mã nhóm hoặc xóa mục này."
                    .to_owned(),
            ));
        }
    }
}

/// What the page of a longer period names in vain: its report is made from the folders of the
/// quarters, and their rows, files and agencies are named on their own pages.
pub fn named_in_vain(plan: &Plan, period: Period, page: &Page) -> Vec<Diagnostic> {
    let finding = |list: &str, place: &Place, words: String, belongs_to: &str| {
        let message = format!(
            "Mục {list} của period.yaml nêu {words}, nhưng không có tác dụng: báo cáo {} lấy từ thư mục của các quý.",
            period.name()
        );
        let mut finding = Diagnostic::new(&CODE, place.clone(), message).value(words);
        finding.severity = severity(plan, &CODE);
        finding.help(format!("Chuyển mục này sang {list} trong period.yaml của quý {belongs_to}."))
    };
    let with_file = "có tệp ấy";
    let received = page.received_places.iter();
    let received =
        received.map(|(file, place)| finding("received", place, file.clone(), with_file));
    let excused = page.excused.iter().zip(&page.excused_places).map(|((agency, _), place)| {
        let name = plan.register.agency(*agency).name.to_string();
        finding("excused", place, name, "mà cơ quan ấy được miễn hoặc lùi")
    });
    let rows = page.named_rows().map(|(list, named): (RowList, &NamedRow)| {
        finding(list.key(), &named.place, named.words(), with_file)
    });
    received.chain(excused).chain(rows).collect()
}

fn proposes(plan: &Plan, text: &str) -> bool {
    !says_none(text) && !matches!(plan.about(text), About::Nothing)
}

/// Whether a row has a proposal of this theme: as the page sets it, as the row states it, or by its
/// words.
fn is_about(plan: &Plan, page: &Page, row: &AcceptedRow<'_>, theme: ThemeId) -> bool {
    let text = row.submission.text(row.row, Field::Proposal);
    if !proposes(plan, text) {
        return false;
    }
    let is_other = plan.reporting.themes.other() == Some(theme);
    let by_words = match plan.about(text) {
        About::Theme { theme: found, .. } => found == theme,
        About::Unknown => is_other,
        About::Nothing => false,
    };
    by_words
        || row.row.proposal_theme.value() == Some(theme)
        || page.themes.iter().any(|set| set.proposal == Some(theme))
}
