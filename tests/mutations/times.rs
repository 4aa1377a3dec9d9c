//! Family K: periods, dates and deadlines.

use report::plan::Period;

use super::folder::{NAME, day};
use super::{Case, case};

const REPORTED: &str = "Ngày báo cáo";
const DUE: &str = "Thời hạn hoàn thành";

pub(super) const CASES: &[Case] = &[
    case("K607", "mended only the dates that are in no calendar", |f| {
        f.set(2, "Thời hạn hoàn thành", "05/04/2026");
        f.set(3, "Thời hạn hoàn thành", "11/12/2026");
    })
    .near("wrote days that are no months", |f| {
        f.set(2, "Thời hạn hoàn thành", "25/04/2026");
        f.set(3, "Thời hạn hoàn thành", "31/12/2026");
    }),
    case("K601", "copied last quarter's file and changed half of it", |f| {
        f.set(3, "Kỳ báo cáo", "Quý II/2025");
        f.set(4, "Kỳ báo cáo", "Quý II/2025");
    })
    .near("wrote the period in another way", |f| f.set(3, "Kỳ báo cáo", "quý 3/2025")),
    case("K601", "sent the whole file of another quarter", |f| {
        f.set_all("Kỳ báo cáo", "Quý II/2025");
        f.set_all(REPORTED, "12/6/2025");
    })
    .near("wrote the year behind the quarter", |f| f.set_all("Kỳ báo cáo", "Quý III năm 2025")),
    case("K602", "sent it two days late", |f| {
        f.page = format!("period: 2025-Q3\nreceived:\n  {NAME}: 2025-09-18\n");
    })
    .near("sent it on the last day", |f| {
        f.page = format!("period: 2025-Q3\nreceived:\n  {NAME}: 2025-09-16\n");
    }),
    case("K603", "changed month and day", |f| f.set(2, REPORTED, "9/12/2025"))
        .near("dated it the day before", |f| f.set(2, REPORTED, "11/9/2025")),
    case("K604", "left last quarter's date in the row", |f| f.set(2, REPORTED, "12/6/2025"))
        .near("dated it on the day it came", |f| f.set(2, REPORTED, "12/09/2025")),
    case("K605", "has not finished what was due", |f| f.set(2, DUE, "31/8/2025"))
        .near("finished it", |f| f.set(4, DUE, "31/8/2025")),
    case("K605", "gave itself more time than the plan does", |f| {
        f.due_by_plan("I.2", "2025-08-22");
    })
    .also(&["K608"])
    .near("has until the day itself", |f| {
        f.due_by_plan("I.2", "2025-09-20");
        f.set(2, DUE, "");
    }),
    case("K606", "sent next quarter's report", |f| {
        f.others.clear();
        f.page = "period: 2025-Q4\n".to_owned();
        f.period = Some(Period::Quarter(2025, 4));
        f.as_of = day("2025-09-14");
        f.set_all("Kỳ báo cáo", "Quý IV/2025");
        f.set_all(REPORTED, "");
    })
    .near("sent it on the first day of the quarter", |f| {
        f.others.clear();
        f.page = "period: 2025-Q4\n".to_owned();
        f.period = Some(Period::Quarter(2025, 4));
        f.as_of = day("2025-09-15");
        f.set_all("Kỳ báo cáo", "Quý IV/2025");
        f.set_all(REPORTED, "");
    }),
    case("K608", "keeps a date of its own beside the plan's", |f| {
        f.due_by_plan("I.2", "2026-06-30");
    })
    .near("wrote the plan's date", |f| {
        f.due_by_plan("I.2", "2026-12-31");
    }),
    case("K608", "finished before the plan's date, with another one in the row", |f| {
        f.due_by_plan("III.2", "2025-12-30");
    })
    .near("left the cell blank", |f| {
        f.due_by_plan("III.2", "2025-12-30");
        f.set(4, DUE, "");
    }),
];
