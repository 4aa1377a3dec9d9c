//! M901: a lead agency reported, but not on one of the tasks it leads.

use std::collections::BTreeMap;

use crate::check::{FileContext, PeriodContext, Rule, plan_line};
use crate::diag::{Code, Diagnostic, Place, Retention, Sink, code};
use crate::plan::AgencyId;

pub(in crate::check) static CODE: Code =
    code!(error, "M901", "led-task-missing", "Thiếu nhiệm vụ được giao chủ trì")
        .retaining(Retention::All)
        .lowerable();

pub(in crate::check) struct LedTaskMissing;

impl Rule for LedTaskMissing {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        let (plan, day, reported) = (cx.plan(), cx.scope.day(), cx.reported());
        let mut senders: BTreeMap<AgencyId, &FileContext<'_>> = BTreeMap::new();
        for file in &cx.files {
            if let Some(agency) = file.submission.sender.and(file.sender()) {
                senders.entry(agency).or_insert(file);
            }
        }
        for (agency, file) in senders {
            let led = plan.led_by(agency, day);
            // An excused agency may send a part.
            let judged = plan.register.agency(agency).in_force(day)
                && cx.scope.excuse(agency).is_none()
                && !led.is_empty();
            if !judged || reported.may_be_unread(agency) {
                continue;
            }
            for task in led.into_iter().filter(|task| !reported.is_on(agency, *task)) {
                let (agency, name) = (plan.register.agency(agency), &plan.task(task).id);
                let message = format!(
                    "{} chủ trì nhiệm vụ {name} nhưng báo cáo không có dòng nào về nhiệm vụ này.",
                    agency.name
                );
                sink.push(
                    Diagnostic::new(&CODE, Place::of_file(file.name), message)
                        .agency(&agency.id)
                        .task(name)
                        .expected("một dòng cho mỗi nhiệm vụ chủ trì")
                        .help("Thêm một dòng cho nhiệm vụ này; nếu trong kỳ không có gì thì ghi trạng thái “Không phát sinh” hoặc “Chưa triển khai”.")
                        .related(plan_line(plan, task, day)),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    const II4: &str = "2025-Q3;Công an tỉnh;II.4;Đang triển khai;50;Đã làm.;";
    const III3: &str = "2025-Q3;Công an tỉnh;III.3;Đang triển khai;50;Đã làm.;";
    const IV3: &str = "2025-Q3;Công an tỉnh;IV.3;Đang triển khai;50;Đã làm.;";

    fn missing(files: &[(&str, &[&str])]) -> Vec<String> {
        let mut trial = Trial::new();
        for (name, rows) in files {
            trial = trial.file(name, "ghi_chu", rows);
        }
        trial.found("M901").into_iter().filter_map(|d| d.task).collect()
    }

    #[test]
    fn every_missing_task_is_told_once() {
        assert_eq!(missing(&[("a.csv", &[II4])]), ["III.3", "IV.3"]);
        assert_eq!(missing(&[("a.csv", &[II4, III3, IV3])]), [""; 0]);
    }

    #[test]
    fn two_files_of_one_agency_are_one_report() {
        let others = "2025-Q3;Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;";
        let files: [(&str, &[&str]); 3] =
            [("a.csv", &[II4]), ("b.csv", &[others]), ("c.csv", &[III3])];
        assert_eq!(missing(&files), ["IV.3"]);
    }

    #[test]
    fn what_could_not_be_read_may_be_what_is_missing() {
        let code = "2025-Q3;Công an tỉnh;IV.9;Đang triển khai;50;Đã làm.;";
        assert_eq!(missing(&[("a.csv", &[II4, III3, code])]), [""; 0]);
        let short = "2025-Q3;Công an tỉnh;IV.3";
        assert_eq!(missing(&[("a.csv", &[II4, III3, short])]), [""; 0]);
        let misspelt = "2025-Q3;Công an tỉn;IV.3;Đang triển khai;50;Đã làm.;";
        assert_eq!(missing(&[("a.csv", &[II4, III3, misspelt])]), [""; 0]);
        let files: [(&str, &[&str]); 2] = [("a.csv", &[II4, III3]), ("cong-an-tinh.csv", &[])];
        assert_eq!(missing(&files), [""; 0]);
    }
}
