//! A506: a row names a body that no longer exists on the last day of the row's data window.

use chrono::Days;

use crate::check::{BOTH, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::{Field, TableKind};
use crate::text::date;

static CODE: Code = code!(error, "A506", "agency-dissolved", "Cơ quan đã kết thúc hoạt động");

pub(in crate::check) struct AgencyDissolved;

impl Rule for AgencyDissolved {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let register = &cx.plan().register;
        let Some(agency) = cx.row.agency.value().map(|id| register.agency(id)) else { return };
        let Some(last) = agency.valid_to.filter(|last| *last < cx.day()) else { return };
        let since = date::short(last + Days::new(1));
        let successors: Vec<&str> =
            agency.successors.iter().map(|id| register.agency(*id).name.as_str()).collect();
        let message = format!("{} đã kết thúc hoạt động từ ngày {since}.", agency.full_name());
        let finding = cx.at(&CODE, Field::Agency, message);
        sink.push(match successors.as_slice() {
            [] => finding.expected("cơ quan đang hoạt động trong kỳ").help(match cx.kind() {
                TableKind::Progress => "Ghi tên cơ quan đang thực hiện nhiệm vụ này.",
                TableKind::Figures => "Ghi tên cơ quan đang trả lời số liệu này.",
            }),
            [one] => {
                finding.expected(*one).help(format!("Ghi tên cơ quan kế tiếp: {one}.")).fix(*one)
            }
            several => finding
                .expected(several.join("; "))
                .help(format!("Ghi tên đơn vị kế tiếp đang gửi báo cáo: {}.", several.join("; "))),
        });
    }
}
