//! The annexes of a report: which there are.

use super::Builder;
use crate::render::view::*;

/// The numbers of annexes.
const NUMERALS: [&str; 12] =
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

impl View {
    /// Adds the tasks by recommendation, or takes them out. Their annex is the last one, so that
    /// the others have the same number in every report.
    pub(in crate::render) fn set_trace(&mut self, trace: Option<TraceView>) {
        const KEY: &str = "khuyen_nghi";
        self.annexes.retain(|annex| annex.key != KEY);
        self.trace = trace.filter(|trace| !trace.paragraphs.is_empty());
        if let (Some(_), Some(numeral)) = (&self.trace, NUMERALS.get(self.annexes.len())) {
            self.annexes.push(AnnexView { key: KEY.into(), numeral: (*numeral).into() });
        }
    }
}

impl Builder<'_, '_> {
    /// The annexes that have something in them, numbered in their order.
    pub(super) fn annexes(&self, has_documents: bool) -> Vec<AnnexView> {
        let report = self.report;
        let funds = &report.funds;
        let has_money = |year: &crate::consolidate::YearFunds<'_>| {
            !year.stated.is_empty() || !year.dissolved.is_empty()
        };
        // That of the recommendations is added for whom it is meant: `View::set_trace`.
        let annexes = [
            ("nhiem_vu", true),
            ("co_quan", true),
            ("kinh_phi", has_money(&funds.latest) || !funds.earlier.is_empty()),
            ("chi_tiet", true),
            ("so_lieu", self.has_figures()),
            ("van_ban", has_documents),
            ("gui", true),
            ("bi_loai", !report.left_out.is_empty() || !report.personal.is_empty()),
            ("nguon", true),
        ];
        let there = annexes.into_iter().filter(|(_, there)| *there);
        let numbered = there.zip(NUMERALS);
        numbered
            .map(|((key, _), numeral)| AnnexView { key: key.into(), numeral: numeral.into() })
            .collect()
    }
}
