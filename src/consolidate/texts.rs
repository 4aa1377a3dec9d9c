//! Whom a proposal addresses.

use crate::plan::{AgencyId, Kind, Plan};
use crate::text::fold;

/// The addressee of a proposal, in the order of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Addressee {
    /// The province's leadership.
    Province,
    /// A central body that receives the report (the ministry).
    Ministry(AgencyId),
    /// Other central bodies.
    Central,
    /// The consolidating unit.
    Unit,
    /// Other agencies of the province.
    Agencies,
    /// No addressee is named.
    Unnamed,
}

impl Addressee {
    /// Whether several bodies are addressees of this sort.
    pub(super) fn is_of_many(self) -> bool {
        matches!(self, Self::Central | Self::Agencies)
    }
}

/// Folded words that lead to the addressee of a proposal.
pub(super) const ASKING: [&str; 7] =
    ["tran trong ", "kinh ", "de nghi ", "kien nghi ", "de xuat ", "voi ", "doi "];

/// The addressee named by the first words: "Đề nghị UBND tỉnh …", "Kiến nghị Bộ Y tế …".
pub(super) fn addressee(plan: &Plan, text: &str) -> Addressee {
    // `+ Đề nghị …` begins with a bullet.
    let folded: String = fold::words_bytes(text).map(char::from).collect();
    let mut rest = folded.as_str();
    while let Some(shorter) = ASKING.iter().find_map(|verb| rest.strip_prefix(verb)) {
        rest = shorter;
    }
    let begins = |words: &[&str]| {
        words
            .iter()
            .any(|w| rest.strip_prefix(w).is_some_and(|r| r.is_empty() || r.starts_with(' ')))
    };
    let name = |id: AgencyId| fold::ascii(&plan.register.agency(id).name);
    let (unit, parent) = (name(plan.reporting.unit.agency), name(plan.reporting.parent));
    let ministry = plan.reporting.addressees.iter().copied().find(|id| {
        plan.register.agency(*id).kind == Kind::Central && begins(&[name(*id).as_str()])
    });
    if let Some(ministry) = ministry {
        Addressee::Ministry(ministry)
    } else if begins(&[
        "bo",
        "cac bo",
        "chinh phu",
        "thu tuong",
        "quoc hoi",
        "trung uong",
        "cuc",
        "tong cuc",
        "co quan trung uong",
    ]) {
        Addressee::Central
    } else if begins(&[
        "ubnd tinh",
        "uy ban nhan dan tinh",
        "hdnd tinh",
        "hoi dong nhan dan tinh",
        "tinh uy",
        "thuong truc tinh uy",
        "tinh",
        parent.as_str(),
    ]) {
        Addressee::Province
    } else if begins(&[unit.as_str()]) {
        Addressee::Unit
    } else if begins(&[
        "so",
        "cac so",
        "cong an tinh",
        "chi cuc",
        "thanh tra tinh",
        "ubnd",
        "cac dia phuong",
        "cac co quan",
        "cac don vi",
        "uy ban mat tran",
        "toa an",
        "vien kiem sat",
        "ban",
        "hoi",
        "tinh doan",
    ]) {
        Addressee::Agencies
    } else {
        Addressee::Unnamed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Sink;
    use crate::plan::{self, PlanFiles};

    #[test]
    fn a_bullet_does_not_hide_whom_a_proposal_names() {
        let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan");
        for text in
            ["Đề nghị UBND tỉnh cấp vốn.", "+ Đề nghị UBND tỉnh cấp vốn.", "- Đề nghị UBND tỉnh"]
        {
            assert!(matches!(addressee(&plan, text), Addressee::Province), "{text}");
        }
    }
}
