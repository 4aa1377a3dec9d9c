//! A507: a row names a body that does not exist yet on the last day of the row's data window.

use crate::check::{BOTH, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::{Field, TableKind};
use crate::text::date;

static CODE: Code =
    code!(error, "A507", "agency-not-yet-founded", "Cơ quan chưa thành lập trong kỳ");

pub(in crate::check) struct AgencyNotYetFounded;

impl Rule for AgencyNotYetFounded {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let (register, day) = (&cx.plan().register, cx.day());
        let Some(id) = cx.row.agency.value() else { return };
        let agency = register.agency(id);
        let Some(from) = agency.valid_from.filter(|from| *from > day) else { return };
        let message = format!(
            "{} thành lập ngày {}, sau ngày chốt số liệu của kỳ này ({}).",
            agency.full_name(),
            date::short(from),
            date::short(day)
        );
        let before: Vec<&str> = register
            .agencies()
            .iter()
            .filter(|a| a.successors.contains(&id) && a.in_force(day))
            .map(|a| a.name.as_str())
            .collect();
        let finding = cx.at(&CODE, Field::Agency, message);
        sink.push(if before.is_empty() {
            finding
                .expected("cơ quan đang hoạt động trong kỳ")
                .help("Xem lại kỳ báo cáo; nếu kỳ đúng thì ghi tên cơ quan hoạt động khi ấy.")
        } else {
            let before = before.join("; ");
            finding.expected(&before).help(format!(
                "Xem lại kỳ báo cáo; nếu kỳ đúng thì ghi tên cơ quan khi ấy: {before}."
            ))
        });
    }
}
