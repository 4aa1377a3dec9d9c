//! One file for each rule, named for the fault. `registry` lists them.

pub(super) mod agency_not_assigned;
pub(super) mod complete_below_100;
pub(super) mod conflicting_rows;
pub(super) mod duplicate_row;
pub(super) mod led_task_missing;
pub(super) mod progress_out_of_range;
