//! A501: a name that no agency has. The message suggests the nearest three; a single one is the
//! fix.

use chrono::NaiveDate;

use super::lost_in_export::is_lost;
use crate::check::{BOTH, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::{AgencyId, Kind, Plan, Register, Reports};
use crate::submission::{Field, NoAgency, TableKind};
use crate::text::fold;

static CODE: Code = code!(error, "A501", "unknown-agency", "Không có cơ quan tên này");

pub(in crate::check) struct UnknownAgency;

impl Rule for UnknownAgency {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let nobody = cx.row.agency.fault() == Some(&NoAgency::Nobody);
        if !nobody || is_lost(cx, Field::Agency) || cx.counts_only(&CODE, Field::Agency, sink) {
            return;
        }
        if let Some(finding) = cx.as_above(&CODE, Field::Agency) {
            sink.push(finding);
            return;
        }
        let (register, text, day) = (&cx.plan().register, cx.text(Field::Agency), cx.day());
        let near = likely(register, text, day);
        let names: Vec<String> = near.iter().map(|id| register.agency(*id).full_name()).collect();
        let odd = cx.stray_characters(Field::Agency).unwrap_or_default();
        let message = format!("Không có cơ quan nào tên “{text}”{odd}.");
        let mut finding = cx.at(&CODE, Field::Agency, message);
        if let Some(best) = near.first().filter(|id| stands_alone(register, text, **id)) {
            finding = finding.fix(&register.agency(*best).name);
        }
        let expected = match names.as_slice() {
            [] => "tên chính thức của cơ quan".to_owned(),
            _ => names.join("; "),
        };
        sink.push(finding.expected(expected).help(help(cx.plan(), text, day, &names)));
    }
}

/// The help text. An office of an agency reports under the agency's name.
fn help(plan: &Plan, text: &str, day: NaiveDate, names: &[String]) -> String {
    let register = &plan.register;
    let words = fold::ascii(text);
    let is_office =
        ["phong ", "p ", "ban ", "bo phan ", "van phong "].iter().any(|w| words.starts_with(w));
    let office =
        if is_office { "Phòng, ban ghi tên cơ quan mà mình trực thuộc. " } else { "" };
    if !names.is_empty() {
        let names = names.join("” hoặc “");
        return format!("{office}Ghi tên chính thức của cơ quan; có phải là “{names}” không?");
    }
    let gone = register.nearest(text, day, 1).first().map(|id| register.agency(*id));
    if let Some(gone) = gone.filter(|agency| agency.valid_to.is_some_and(|to| to < day)) {
        return format!(
            "{office}{} đã kết thúc hoạt động: ghi tên xã, phường hoặc cơ quan đang gửi báo cáo.",
            gone.full_name()
        );
    }
    let mut communes = register.agencies().iter().filter(|a| a.kind == Kind::Commune);
    let commune = communes.find(|a| a.reports == Reports::Duty && a.in_force(day));
    let or = commune.map_or(String::new(), |commune| format!(" hoặc “{}”", commune.name));
    let unit = plan.unit_name();
    format!("{office}Ghi tên chính thức như trong Kế hoạch, ví dụ “{unit}”{or}.")
}

/// The agencies of that day that may be intended: those whose name is in the text, else those with
/// a similar name.
fn likely(register: &Register, text: &str, day: NaiveDate) -> Vec<AgencyId> {
    const SHOWN: usize = 3;
    let written = format!(" {} ", fold::name(text));
    let inside = register.ids().filter(|id| {
        let agency = register.agency(*id);
        let name = register.folded_name(*id);
        let name = name.strip_prefix("ubnd ").unwrap_or(name);
        agency.reports != Reports::Never
            && agency.in_force(day)
            && written.contains(&format!(" {name} "))
    });
    let mut inside: Vec<AgencyId> = inside.collect();
    inside.sort_by_key(|id| std::cmp::Reverse(register.agency(*id).name.len()));
    inside.truncate(1);
    if inside.is_empty() {
        inside = register.nearest(text, day, SHOWN);
        inside.retain(|id| register.agency(*id).in_force(day));
    }
    inside
}

/// At most two edits from this name, and at least three more from every other candidate.
fn stands_alone(register: &Register, written: &str, best: AgencyId) -> bool {
    const SLIPS: usize = 2;
    const APART: usize = 3;
    let nearest = fold::slips(written, &register.agency(best).name);
    nearest <= SLIPS
        && register
            .ids()
            .filter(|id| *id != best && register.agency(*id).reports != Reports::Never)
            // A former commune of the same name differs by its dates, not by its name.
            .filter(|id| register.agency(*id).name != register.agency(best).name)
            .all(|id| fold::are_slips_apart(written, &register.agency(id).name, nearest + APART))
}
