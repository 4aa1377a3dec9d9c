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

/// The bodies of the register whose names say whom a proposal addresses, read once for many proposals.
#[derive(Debug)]
pub(super) struct NamedBodies {
    ministries: Vec<(AgencyId, Names)>,
    parent: Names,
    unit: Names,
}

/// The folded names of a body, and those of others that begin with one of them: "UBND thành phố" may
/// be short for the body above, "UBND thành phố Nha Trang" is below it.
#[derive(Debug)]
struct Names {
    own: Vec<String>,
    longer: Vec<String>,
}

impl Names {
    fn of(all: &[(AgencyId, String)], id: AgencyId) -> Self {
        let names = |is_own: bool| all.iter().filter(move |(other, _)| (*other == id) == is_own);
        let own: Vec<String> = names(true).map(|(_, name)| name.clone()).collect();
        let is_longer = |name: &&String| own.iter().any(|own| begins_with(name, own));
        let longer = names(false).map(|(_, name)| name).filter(is_longer).cloned().collect();
        Self { own, longer }
    }

    /// Whether folded words begin with a name of the body that is no part of another one's.
    fn begin(&self, words: &str) -> bool {
        let longest = |names: &[String]| {
            names.iter().filter(|name| begins_with(words, name)).map(String::len).max()
        };
        longest(&self.own).is_some_and(|own| longest(&self.longer).is_none_or(|other| other <= own))
    }
}

impl NamedBodies {
    pub(super) fn of(plan: &Plan) -> Self {
        let (register, reporting) = (&plan.register, &plan.reporting);
        let names =
            |id: AgencyId| register.agency(id).names().map(move |name| (id, fold::ascii(name)));
        let all: Vec<(AgencyId, String)> = register.ids().flat_map(names).collect();
        let is_central = |id: &AgencyId| register.agency(*id).kind == Kind::Central;
        let ministries = reporting.addressees.iter().copied().filter(is_central);
        Self {
            ministries: ministries.map(|id| (id, Names::of(&all, id))).collect(),
            parent: Names::of(&all, reporting.parent),
            unit: Names::of(&all, reporting.unit.agency),
        }
    }
}

/// The addressee named by the first words: "Đề nghị UBND tỉnh …", "Kiến nghị Bộ Y tế …".
pub(super) fn addressee(bodies: &NamedBodies, text: &str) -> Addressee {
    // `+ Đề nghị …` begins with a bullet.
    let folded: String = fold::words_bytes(text).map(char::from).collect();
    let mut rest = folded.as_str();
    while let Some(shorter) = ASKING.iter().find_map(|verb| rest.strip_prefix(verb)) {
        rest = shorter;
    }
    let begins = |words: &[&str]| words.iter().any(|word| begins_with(rest, word));
    let ministry = bodies.ministries.iter().find(|(_, names)| names.begin(rest));
    if let Some((ministry, _)) = ministry {
        Addressee::Ministry(*ministry)
    } else if bodies.parent.begin(rest) {
        Addressee::Province
    } else if bodies.unit.begin(rest) {
        Addressee::Unit
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
    ]) {
        Addressee::Province
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

/// Whether folded words begin with others.
fn begins_with(words: &str, first: &str) -> bool {
    words.strip_prefix(first).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Sink;
    use crate::plan::{self, PlanFiles};

    #[test]
    fn a_bullet_does_not_hide_whom_a_proposal_names() {
        let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan");
        let bodies = NamedBodies::of(&plan);
        for text in
            ["Đề nghị UBND tỉnh cấp vốn.", "+ Đề nghị UBND tỉnh cấp vốn.", "- Đề nghị UBND tỉnh"]
        {
            assert!(matches!(addressee(&bodies, text), Addressee::Province), "{text}");
        }
    }

    #[test]
    fn a_short_name_of_the_body_above_is_not_a_kind_of_body_below() {
        let mut files = PlanFiles::embedded();
        let agencies = &mut files.files[0];
        let own = "name: UBND tỉnh Khánh Hòa, short: UBND tỉnh,";
        let other = "name: UBND thành phố Biển Đông, short: UBND thành phố,";
        let text = String::from_utf8(agencies.bytes.to_vec()).expect("text").replace(own, other);
        *agencies = crate::source::Source::new("agencies.yaml", text);
        let plan = plan::load(&files, &mut Sink::new()).expect("the plan");
        let bodies = NamedBodies::of(&plan);
        let to = |text: &str| addressee(&bodies, text);
        assert_eq!(to("Đề nghị UBND thành phố bố trí vốn."), Addressee::Province);
        assert_eq!(to("Đề nghị UBND thành phố Biển Đông bố trí vốn."), Addressee::Province);
        assert_eq!(to("Đề nghị UBND thành phố Nha Trang bố trí vốn."), Addressee::Agencies);
        assert_eq!(to("Đề nghị SYT hướng dẫn."), Addressee::Unit);
    }
}
