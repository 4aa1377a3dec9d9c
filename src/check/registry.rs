//! Every rule, every code, every page of the manual: one line each.

use super::Rule;
use super::rules::{
    agency_dissolved, agency_missing, agency_not_assigned, agency_not_yet_founded,
    ambiguous_agency, ambiguous_date, ambiguous_number, amount_too_small, amount_unit_in_heading,
    amount_without_source, code_and_text_differ, complete_below_100, complete_without_evidence,
    conflicting_rows, copied_text, cumulative_fell, cut_text, day_or_month, decomposed_text,
    document_date_far, due_differs, duplicate_row, excuse_without_effect, excused,
    fell_with_reason, foreign_number_style, form_row_left_empty, formula_injection,
    full_but_not_complete, future_date, group_instead_of_agency, hidden_characters,
    impossible_date, late_report, lead_and_coordinator_disagree, lead_silent_coordinator_reported,
    led_task_missing, lost_in_export, malformed_document_number, malformed_evidence,
    missing_column, moment_of_elsewhere, negative_amount, not_a_date, not_a_number,
    not_started_with_progress, outside_window, overspent, paused_without_reason, period_not_open,
    personal_data, progress_as_fraction, progress_fell, progress_out_of_range,
    received_outside_period, received_unknown_file, reopened, requested_body_silent,
    required_empty, result_missing, result_says_nothing, role_mismatch, silent_over_90_days,
    someone_elses_row, standing_still, submitted_but_empty, task_overdue, text_too_long,
    unknown_agency, unknown_period, unknown_role, unknown_source_of_funds, unknown_status,
    unknown_task, wrong_period,
};
use crate::diag::Code;
use crate::{decode, plan, submission};

/// The rules, by code. Their order does not matter: none sees what another found.
pub static RULES: &[&dyn Rule] = &[
    &unknown_agency::UnknownAgency,
    &ambiguous_agency::AmbiguousAgency,
    &unknown_task::UnknownTask,
    &agency_not_assigned::AgencyNotAssigned,
    &role_mismatch::RoleMismatch,
    &agency_dissolved::AgencyDissolved,
    &agency_not_yet_founded::AgencyNotYetFounded,
    &group_instead_of_agency::GroupInsteadOfAgency,
    &someone_elses_row::SomeoneElsesRow,
    &code_and_text_differ::CodeAndTextDiffer,
    &duplicate_row::DuplicateRow,
    &conflicting_rows::ConflictingRows,
    &complete_below_100::CompleteBelow100,
    &full_but_not_complete::FullButNotComplete,
    &not_started_with_progress::NotStartedWithProgress,
    &result_missing::ResultMissing,
    &overspent::Overspent,
    &complete_without_evidence::CompleteWithoutEvidence,
    &paused_without_reason::PausedWithoutReason,
    &amount_without_source::AmountWithoutSource,
    &lead_silent_coordinator_reported::LeadSilentCoordinatorReported,
    &lead_and_coordinator_disagree::LeadAndCoordinatorDisagree,
    &result_says_nothing::ResultSaysNothing,
    &missing_column::MissingColumn,
    &amount_unit_in_heading::AmountUnitInHeading,
    &wrong_period::WrongPeriod,
    &late_report::LateReport,
    &future_date::FutureDate,
    &outside_window::OutsideWindow,
    &task_overdue::TaskOverdue,
    &due_differs::DueDiffers,
    &period_not_open::PeriodNotOpen,
    &progress_fell::ProgressFell,
    &reopened::Reopened,
    &copied_text::CopiedText,
    &standing_still::StandingStill,
    &cumulative_fell::CumulativeFell,
    &silent_over_90_days::SilentOver90Days,
    &fell_with_reason::FellWithReason,
    &led_task_missing::LedTaskMissing,
    &agency_missing::AgencyMissing,
    &requested_body_silent::RequestedBodySilent,
    &submitted_but_empty::SubmittedButEmpty,
    &excused::Excused,
    &excuse_without_effect::ExcuseWithoutEffect,
    &document_date_far::DocumentDateFar,
    &received_unknown_file::ReceivedUnknownFile,
    &received_outside_period::ReceivedOutsidePeriod,
    &form_row_left_empty::FormRowLeftEmpty,
    &required_empty::RequiredEmpty,
    &progress_out_of_range::ProgressOutOfRange,
    &not_a_number::NotANumber,
    &ambiguous_number::AmbiguousNumber,
    &foreign_number_style::ForeignNumberStyle,
    &not_a_date::NotADate,
    &impossible_date::ImpossibleDate,
    &ambiguous_date::AmbiguousDate,
    &unknown_period::UnknownPeriod,
    &unknown_status::UnknownStatus,
    &unknown_source_of_funds::UnknownSourceOfFunds,
    &negative_amount::NegativeAmount,
    &hidden_characters::HiddenCharacters,
    &decomposed_text::DecomposedText,
    &formula_injection::FormulaInjection,
    &text_too_long::TextTooLong,
    &cut_text::CutText,
    &malformed_document_number::MalformedDocumentNumber,
    &malformed_evidence::MalformedEvidence,
    &unknown_role::UnknownRole,
    &progress_as_fraction::ProgressAsFraction,
    &amount_too_small::AmountTooSmall,
    &lost_in_export::LostInExport,
    &moment_of_elsewhere::MomentOfElsewhere,
    &day_or_month::DayOrMonth,
    &personal_data::PersonalData,
];

/// Every code there is, in alphabetical order.
pub fn codes() -> Vec<&'static Code> {
    let mut codes: Vec<&'static Code> = RULES.iter().map(|rule| rule.code()).collect();
    codes.extend(decode::CODES.iter().flat_map(|c| c.iter().copied()));
    codes.extend(submission::CODES.iter().flat_map(|c| c.iter().copied()));
    codes.extend(plan::CODES);
    codes.push(&super::severity::CODE);
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
    "A501" "A502" "A503" "A504" "A505" "A506" "A507" "A508" "A509" "A510"
    "C701" "C702" "C703" "C704" "C705" "C706" "C707" "C708" "C709" "C710" "C711" "C712" "C713"
    "F101" "F102" "F103" "F104" "F105" "F106" "F107" "F108" "F109" "F110" "F111" "F112" "F113"
    "F114" "F116" "F117" "F118" "F119" "F122"
    "H201" "H202" "H203" "H204" "H205" "H206" "H207" "H208" "H209" "H210" "H211" "H212"
    "K601" "K602" "K603" "K604" "K605" "K606" "K607" "K608"
    "L801" "L802" "L803" "L804" "L805" "L806" "L807"
    "M901" "M902" "M903" "M904" "M905" "M906" "M907" "M908" "M909" "M910" "M911" "M912" "M913" "M914"
    "P001" "P002" "P003" "P004" "P005" "P006" "P007" "P008" "P009" "P010" "P011" "P012" "P013"
    "P014" "P015" "P016" "P017" "P018" "P019" "P020" "P021" "P022" "P023" "P024" "P027" "P028"
    "R301" "R302" "R303" "R304" "R305" "R306" "R307" "R308" "R309" "R310" "R311" "R312" "R313"
    "R314"
    "V401" "V402" "V403" "V404" "V405" "V406" "V407" "V408" "V409" "V410" "V411" "V412" "V413"
    "V414" "V415" "V416" "V417" "V418" "V419" "V420" "V421" "V422" "V423" "V424" "V425" "V426"
};

/// The manual page of a code.
pub fn page(id: &str) -> Option<&'static str> {
    PAGES.iter().find(|(code, _)| *code == id).map(|(_, text)| *text)
}
