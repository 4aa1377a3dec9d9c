//! Sections I and III to VII: what their templates see.

use std::collections::BTreeMap;

use super::Builder;
use crate::consolidate::{Coverage, Reporter, State};
use crate::plan::{AgencyId, Kind};
use crate::render::view::*;
use crate::text::date;

impl Builder<'_, '_> {
    /// The reports owed, by kind.
    pub(super) fn sent_by_kind(&self, coverage: &Coverage) -> Vec<SentByKind> {
        let register = &self.plan.register;
        let is_last = self.report.coverage.last().is_some_and(|c| c.period == coverage.period);
        let changes = self.report.changes.as_ref().filter(|_| is_last);
        let among = |list: Option<&Vec<AgencyId>>, kind: Kind| {
            let owed = |id: &&AgencyId| coverage.owed().any(|r| r.agency == **id);
            let of_kind = |id: &&AgencyId| register.agency(**id).kind == kind;
            list.map_or(0, |list| list.iter().filter(of_kind).filter(owed).count())
        };
        let of_kind = |(kind, _, label): &(Kind, &'static str, &'static str)| {
            let mut owed: Vec<&Reporter> =
                coverage.owed().filter(|r| register.agency(r.agency).kind == *kind).collect();
            owed.sort_by_key(|r| self.rank(r.agency));
            let count = |is: &dyn Fn(&State) -> bool| owed.iter().filter(|r| is(&r.state)).count();
            let local = matches!(kind, Kind::District | Kind::Commune);
            let missing = owed.iter().filter(|r| !local && r.state == State::Missing);
            (!owed.is_empty()).then(|| SentByKind {
                kind: (*label).into(),
                local,
                owed: owed.len(),
                on_time: count(&|s| *s == State::OnTime),
                late: count(&|s| matches!(s, State::Late(_))),
                deferred: count(&|s| matches!(s, State::Deferred(_))),
                undated: count(&|s| *s == State::Undated),
                empty: count(&|s| *s == State::Empty),
                unusable: count(&|s| *s == State::Unusable),
                unread: count(&|s| *s == State::Unread),
                not_yet: count(&|s| *s == State::NotYet),
                missing: count(&|s| *s == State::Missing),
                missing_names: missing.map(|r| self.name(r.agency)).collect(),
                first_time: among(changes.map(|c| &c.first_time), *kind),
                fell_silent: among(changes.map(|c| &c.fell_silent), *kind),
            })
        };
        Kind::ALL.iter().filter_map(of_kind).collect()
    }

    /// Units of other former provinces, by province.
    pub(super) fn scope(&self, coverage: &Coverage) -> Vec<ScopeView> {
        let mut by_province: BTreeMap<&str, Vec<AgencyId>> = BTreeMap::new();
        for id in &coverage.out_of_scope {
            let province = self.plan.register.agency(*id).former_province.as_deref();
            by_province.entry(province.unwrap_or_default()).or_default().push(*id);
        }
        let scope = |(province, ids): (&str, Vec<AgencyId>)| {
            let mut days = ids.iter().map(|id| self.plan.register.agency(*id).valid_from);
            let first = days.next().flatten();
            ScopeView {
                province: lower_first(province),
                count: ids.len(),
                units: self.units(&ids),
                since: first.filter(|day| days.all(|d| d == Some(*day))).map(date::short),
            }
        };
        by_province.into_iter().map(scope).collect()
    }

    /// What units are called: `xã, phường`, as far as they occur.
    fn units(&self, ids: &[AgencyId]) -> String {
        let unit = |id: &AgencyId| self.plan.register.agency(*id).unit.as_deref();
        let occurs =
            |name: &&str| ids.iter().filter_map(unit).any(|u| u.to_lowercase().starts_with(*name));
        let names = ["xã", "phường", "đặc khu"];
        let names: Vec<&str> = names.into_iter().filter(occurs).collect();
        if names.is_empty() { "đơn vị".to_owned() } else { names.join(", ") }
    }
}

/// The sums of the counts of several kinds.
pub(super) fn sum_of_kinds(kinds: &[SentByKind]) -> SentByKind {
    let mut all = SentByKind { kind: "Cộng".into(), ..SentByKind::default() };
    for kind in kinds {
        all.owed += kind.owed;
        all.on_time += kind.on_time;
        all.late += kind.late;
        all.deferred += kind.deferred;
        all.undated += kind.undated;
        all.empty += kind.empty;
        all.unusable += kind.unusable;
        all.unread += kind.unread;
        all.not_yet += kind.not_yet;
        all.missing += kind.missing;
        all.missing_names.extend(kind.missing_names.iter().cloned());
        all.first_time += kind.first_time;
        all.fell_silent += kind.fell_silent;
    }
    all
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
