//! Bodies counted by kind, in the words of the report: `12 sở, ban, ngành; 3 đoàn thể; 6 xã, phường`.

use std::collections::BTreeSet;

use crate::plan::{AgencyId, Kind, Plan};

/// Bodies, each once, by kind and name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bodies {
    ids: Vec<AgencyId>,
}

/// The bodies of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodiesOfKind {
    /// The kind.
    pub kind: Kind,
    /// What they are, as far as each occurs: `xã, phường`.
    pub words: String,
    /// The bodies.
    pub ids: Vec<AgencyId>,
}

impl Bodies {
    /// The distinct bodies among these agencies; a renamed body counts once, under the first name
    /// given.
    pub fn of(plan: &Plan, agencies: impl IntoIterator<Item = AgencyId>) -> Self {
        let mut known = BTreeSet::new();
        let agencies = agencies.into_iter();
        let mut ids: Vec<AgencyId> =
            agencies.filter(|id| known.insert(plan.register.body(*id))).collect();
        ids.sort_by_key(|id| plan.register.rank(*id));
        Self { ids }
    }

    /// The bodies, by kind and name.
    pub fn ids(&self) -> &[AgencyId] {
        &self.ids
    }

    /// How many.
    pub fn count(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The bodies by kind.
    pub fn kinds(&self, plan: &Plan) -> Vec<BodiesOfKind> {
        let kind = |id: AgencyId| plan.register.agency(id).kind;
        let runs = self.ids.chunk_by(|a, b| kind(*a) == kind(*b));
        runs.map(|run| BodiesOfKind {
            kind: kind(run[0]),
            words: words(plan, kind(run[0]), run),
            ids: run.to_vec(),
        })
        .collect()
    }

    /// Those for which `keep` holds.
    pub fn filter(&self, keep: impl Fn(AgencyId) -> bool) -> Self {
        Self { ids: self.ids.iter().copied().filter(|id| keep(*id)).collect() }
    }
}

/// Whether a kind is below the province.
pub fn is_local(kind: Kind) -> bool {
    matches!(kind, Kind::District | Kind::Commune)
}

/// What bodies of a kind are called when they are counted.
fn words(plan: &Plan, kind: Kind, ids: &[AgencyId]) -> String {
    let name = |id: &AgencyId| plan.register.agency(*id).name.to_lowercase();
    let units = |words: &[&str], otherwise: &str| {
        let occurs = |unit: &&str| ids.iter().any(|id| is_unit(&name(id), unit));
        let found: Vec<&str> = words.iter().copied().filter(occurs).collect();
        let is_any = |id: &AgencyId| found.iter().any(|unit| is_unit(&name(id), unit));
        if ids.iter().all(is_any) { found.join(", ") } else { otherwise.to_owned() }
    };
    match kind {
        Kind::Department if ids.iter().all(|id| name(id).starts_with("sở ")) => "sở".to_owned(),
        Kind::Department => "sở, ban, ngành".to_owned(),
        Kind::MassOrganisation => "đoàn thể".to_owned(),
        Kind::Judiciary => "cơ quan tư pháp".to_owned(),
        Kind::District => units(&["huyện", "quận", "thị xã", "thành phố"], "đơn vị cấp huyện"),
        Kind::Commune => units(&["xã", "phường", "thị trấn", "đặc khu"], "đơn vị cấp xã"),
        Kind::Province => "cơ quan cấp tỉnh".to_owned(),
        Kind::Central => "cơ quan trung ương".to_owned(),
    }
}

/// Whether the name of a People's Committee is that of a unit of this sort: `ubnd thị xã ninh hòa`
/// is of a `thị xã`, of no `xã`.
fn is_unit(name: &str, unit: &str) -> bool {
    let unit_name = ["ubnd ", "ủy ban nhân dân ", "uỷ ban nhân dân "]
        .iter()
        .find_map(|committee| name.strip_prefix(committee))
        .unwrap_or(name);
    unit_name.strip_prefix(unit).is_some_and(|rest| rest.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Sink;
    use crate::plan::{self, PlanFiles};

    fn counted(ids: &[&str]) -> Vec<(usize, String)> {
        let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan");
        let ids = ids.iter().map(|id| plan.register.by_id(id).expect(id));
        let kinds = Bodies::of(&plan, ids).kinds(&plan).into_iter();
        kinds.map(|of| (of.ids.len(), of.words)).collect()
    }

    #[test]
    fn only_the_sorts_that_occur_are_named() {
        let told = |n: usize, words: &str| (n, words.to_owned());
        assert_eq!(
            counted(&["ubnd-xa-cam-lam", "ubnd-phuong-nha-trang", "so-y-te", "tinh-doan"]),
            [told(1, "sở"), told(1, "đoàn thể"), told(2, "xã, phường")]
        );
        assert_eq!(
            counted(&["ubnd-dac-khu-truong-sa", "cong-an-tinh", "so-y-te", "so-y-te"]),
            [told(2, "sở, ban, ngành"), told(1, "đặc khu")]
        );
        assert_eq!(
            counted(&["ubnd-thi-xa-ninh-hoa", "ubnd-huyen-dien-khanh"]),
            [told(2, "huyện, thị xã")]
        );
        assert_eq!(counted(&[]), []);
    }
}
