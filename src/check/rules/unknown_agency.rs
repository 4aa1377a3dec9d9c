//! A501: a name that no agency has. The nearest three are told; one that stands alone is the fix.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink};
use crate::plan::{AgencyId, Register, Reports};
use crate::submission::{Field, NoAgency};
use crate::text::fold;

static CODE: Code = Code::error("A501", "unknown-agency", "Không có cơ quan tên này");

/// A501.
pub(in crate::check) struct UnknownAgency;

impl Rule for UnknownAgency {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        if cx.row.agency.fault() != Some(&NoAgency::Nobody) {
            return;
        }
        let (register, text, day) = (&cx.plan().register, cx.text(Field::Agency), cx.day());
        let near = register.nearest(text, day, 3);
        let names: Vec<String> = near.iter().map(|id| register.agency(*id).full_name()).collect();
        let message = format!("Không có cơ quan nào tên “{text}”.");
        let mut finding = cx.at(&CODE, Field::Agency, message);
        if let Some(best) = near.first().filter(|id| stands_alone(register, text, **id)) {
            finding = finding.fix(&register.agency(*best).name);
        }
        sink.push(match names.as_slice() {
            [] => finding
                .expected("tên chính thức của cơ quan")
                .help("Ghi tên chính thức của cơ quan như trong Kế hoạch, ví dụ “Sở Y tế” hoặc “UBND phường Nha Trang”."),
            _ => finding.expected(names.join("; ")).help(format!(
                "Ghi tên chính thức của cơ quan; có phải là “{}” không?",
                names.join("” hoặc “")
            )),
        });
    }
}

/// At most two slips from this name, and at least three more from every other that it could be.
fn stands_alone(register: &Register, written: &str, best: AgencyId) -> bool {
    const SLIPS: usize = 2;
    const APART: usize = 3;
    let slips = |id: AgencyId| fold::slips(written, &register.agency(id).name);
    let nearest = slips(best);
    nearest <= SLIPS
        && register
            .ids()
            .filter(|id| *id != best && register.agency(*id).reports != Reports::Never)
            // A former commune of the same name is told apart by the day, not by its name.
            .filter(|id| register.agency(*id).name != register.agency(best).name)
            .all(|id| fold::are_slips_apart(written, &register.agency(id).name, nearest + APART))
}
