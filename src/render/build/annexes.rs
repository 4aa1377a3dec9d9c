//! The annexes of a report: which there are.

use super::Builder;
use crate::render::view::*;

/// The numbers of annexes.
const NUMERALS: [&str; 8] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"];

impl Builder<'_, '_> {
    /// The annexes that have something in them, numbered in their order.
    pub(super) fn annexes(&self, has_documents: bool) -> Vec<AnnexView> {
        let report = self.report;
        let funds = &report.funds;
        let has_money = |year: &crate::consolidate::YearFunds<'_>| {
            !year.stated.is_empty() || !year.dissolved.is_empty()
        };
        let annexes = [
            ("nhiem_vu", true),
            ("co_quan", true),
            ("kinh_phi", has_money(&funds.latest) || !funds.earlier.is_empty()),
            ("chi_tiet", true),
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
