//! One file for each rule, named for the fault. `registry` lists them.

pub(super) mod agency_missing;
pub(super) mod agency_not_assigned;
pub(super) mod amount_without_source;
pub(super) mod complete_below_100;
pub(super) mod complete_without_evidence;
pub(super) mod conflicting_rows;
pub(super) mod duplicate_row;
pub(super) mod excused;
pub(super) mod full_but_not_complete;
pub(super) mod future_date;
pub(super) mod late_report;
pub(super) mod lead_and_coordinator_disagree;
pub(super) mod lead_silent_coordinator_reported;
pub(super) mod led_task_missing;
pub(super) mod not_started_with_progress;
pub(super) mod outside_window;
pub(super) mod overspent;
pub(super) mod paused_without_reason;
pub(super) mod period_not_open;
pub(super) mod progress_out_of_range;
pub(super) mod received_unknown_file;
pub(super) mod requested_body_silent;
pub(super) mod result_missing;
pub(super) mod submitted_but_empty;
pub(super) mod task_overdue;
pub(super) mod wrong_period;
