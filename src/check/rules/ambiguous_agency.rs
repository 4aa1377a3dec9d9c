//! A502: a name shared by several bodies: "Nha Trang" is a former city and a present ward.

use crate::check::{BOTH, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::Agency;
use crate::submission::{Field, NoAgency, TableKind};
use crate::text::date;

static CODE: Code = code!(error, "A502", "ambiguous-agency", "Tên này là của nhiều cơ quan");

/// Maximum number of bodies named.
const SHOWN: usize = 6;

pub(in crate::check) struct AmbiguousAgency;

impl Rule for AmbiguousAgency {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let Some(NoAgency::Several(ids)) = cx.row.agency.fault() else { return };
        let agencies: Vec<&Agency> = ids.iter().map(|id| cx.plan().register.agency(*id)).collect();
        let names: Vec<String> = agencies.iter().take(SHOWN).map(|a| described(a)).collect();
        let message = format!("“{}” có thể là {}.", cx.text(Field::Agency), names.join(" hoặc "));
        let in_force: Vec<&&Agency> = agencies.iter().filter(|a| a.in_force(cx.day())).collect();
        let help = match in_force.as_slice() {
            [only] => format!(
                "Ghi đủ cả cấp của đơn vị; trong kỳ này chỉ còn {0}, nếu đúng thì ghi “{0}”.",
                only.full_name()
            ),
            _ => "Ghi đủ cả cấp của đơn vị, ví dụ “UBND phường …” hoặc “UBND xã …”.".to_owned(),
        };
        let expected: Vec<String> =
            agencies.iter().take(SHOWN).map(|agency| agency.full_name()).collect();
        sink.push(
            cx.at(&CODE, Field::Agency, message).expected(expected.join(" hoặc ")).help(help),
        );
    }
}

/// The name of a body and the dates between which it exists.
fn described(agency: &Agency) -> String {
    let name = agency.full_name();
    match (agency.valid_from, agency.valid_to) {
        (_, Some(to)) => format!("{name} (đến {})", date::short(to)),
        (Some(from), None) => format!("{name} (từ {})", date::short(from)),
        (None, None) => name,
    }
}
