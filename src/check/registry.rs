//! Every rule, every code, every page of the manual: one line each.

use super::Rule;
use super::rules::{
    agency_not_assigned, complete_below_100, conflicting_rows, duplicate_row, led_task_missing,
    progress_out_of_range,
};
use crate::diag::Code;
use crate::{decode, plan, submission};

/// The rules, in the order in which they look.
pub static RULES: &[&dyn Rule] = &[
    &progress_out_of_range::ProgressOutOfRange,
    &agency_not_assigned::AgencyNotAssigned,
    &duplicate_row::DuplicateRow,
    &conflicting_rows::ConflictingRows,
    &complete_below_100::CompleteBelow100,
    &led_task_missing::LedTaskMissing,
];

/// Every code there is, in alphabetical order.
pub fn codes() -> Vec<&'static Code> {
    let mut codes: Vec<&'static Code> = RULES.iter().map(|rule| rule.code()).collect();
    codes.extend(decode::CODES.iter().flat_map(|c| c.iter().copied()));
    codes.extend(submission::CODES);
    codes.extend(plan::CODES);
    codes.sort_by_key(|c| c.id);
    // A rule may find more of what a lower floor already names (a missing column).
    codes.dedup_by(|a, b| std::ptr::eq(*a, *b));
    codes
}

macro_rules! pages {
    ($($id:literal)*) => {
        &[$(($id, include_str!(concat!("../../docs/rules/", $id, ".md")))),*]
    };
}

/// The manual, by code. A test holds that it has a page for every code and for no other.
pub static PAGES: &[(&str, &str)] = pages! {
    "F101" "F102" "F103" "F104" "F105" "F107" "F108" "F109"
    "H201" "H202" "H203" "H204" "H205" "H206" "H207"
    "P001" "P002" "P003" "P004" "P005" "P006" "P007" "P008" "P009" "P010" "P011" "P013" "P014"
    "P015" "P017" "P018"
    "R301" "R302" "R303" "R304" "R305" "R306"
    "V402"
};

/// The manual page of a code.
pub fn page(id: &str) -> Option<&'static str> {
    PAGES.iter().find(|(code, _)| *code == id).map(|(_, text)| *text)
}
