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
    codes
}

macro_rules! pages {
    ($($id:literal)*) => {
        &[$(($id, include_str!(concat!("../../docs/rules/", $id, ".md")))),*]
    };
}

/// The manual, by code. A test holds that it has a page for every code and for no other.
pub static PAGES: &[(&str, &str)] = pages! {
    "V402"
};

/// The manual page of a code.
pub fn page(id: &str) -> Option<&'static str> {
    PAGES.iter().find(|(code, _)| *code == id).map(|(_, text)| *text)
}
