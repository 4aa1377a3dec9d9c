//! Proposals as section VII tells them: those of the consolidating body, those of others by
//! addressee, those that are addressed to the consolidating body.

use std::collections::{BTreeMap, BTreeSet};

use super::Report;
use super::addressed::AddresseeNames;
use super::bodies::Bodies;
use super::cite::RowKey;
use super::concern_groups::{ConcernGroup, groups};
use super::texts::Addressee;
use super::themes::{Concern, ConcernKind};
use crate::check;
use crate::plan::{Lookup, ThemeId};

/// Proposals to one addressee.
#[derive(Debug)]
pub struct AddressedProposals<'r, 'a> {
    /// The addressee.
    pub to: Addressee,
    /// The body; `None` where the addressee is one by itself, or several are told together.
    pub name: Option<String>,
    /// The bodies that make them.
    pub bodies: Bodies,
    /// How many rows have one.
    pub rows: usize,
    /// By theme; by task if the plan has no themes.
    pub groups: Vec<ConcernGroup<'r, 'a>>,
}

/// The proposals of a report.
#[derive(Debug)]
pub struct Proposals<'r, 'a> {
    /// Of the consolidating body itself, and those it adopts, by addressee.
    pub own: Vec<AddressedProposals<'r, 'a>>,
    /// Of others, by addressee.
    pub others: Vec<AddressedProposals<'r, 'a>>,
    /// Of others to the consolidating body.
    pub to_unit: Option<AddressedProposals<'r, 'a>>,
    /// Of the consolidating body to itself.
    pub to_itself: Vec<&'r Concern<'a>>,
    /// How many rows have a proposal.
    pub rows: usize,
    /// The bodies that make one.
    pub bodies: Bodies,
    /// Whether those of others are so many that they are a table.
    pub as_table: bool,
    /// Themes with a reply that nobody asked for.
    pub unasked: Vec<ThemeId>,
}

/// The proposals of a report, grouped.
pub fn proposals<'r, 'a>(report: &'r Report<'a>) -> Proposals<'r, 'a> {
    let plan = report.input.plan;
    let unit = plan.register.body(plan.reporting.unit.agency);
    let all: Vec<&Concern<'a>> = report.concerns.of_kind(ConcernKind::Proposal).collect();
    let adopted = adopted(report);
    let is_own = |concern: &Concern<'_>| plan.register.body(concern.agency) == unit;
    let (mut own, mut others) = (Vec::new(), Vec::new());
    let (mut to_unit, mut to_itself) = (Vec::new(), Vec::new());
    for concern in &all {
        let is_to_unit = concern.addressee == Some(Addressee::Unit);
        let row = concern.cite.row_key();
        match (is_to_unit, is_own(concern) || adopted.contains(&row)) {
            (true, _) if is_own(concern) => to_itself.push(*concern),
            (_, true) => own.push(*concern),
            (true, false) => to_unit.push(*concern),
            (false, false) => others.push(*concern),
        }
    }
    let as_table = others.len() > plan.reporting.limits.table_rows as usize;
    let to_unit = by_addressee(report, to_unit, false).into_iter().next();
    let asked = to_unit.iter().flat_map(|asked| &asked.groups).flat_map(|group| &group.concerns);
    let asked: BTreeSet<ThemeId> = asked.filter_map(|concern| concern.theme).collect();
    let replied = report.input.page.replies.iter().map(|reply| reply.theme);
    Proposals {
        own: by_addressee(report, own, true),
        others: by_addressee(report, others, !as_table),
        unasked: replied.filter(|theme| !asked.contains(theme)).collect(),
        to_unit,
        to_itself,
        rows: all.len(),
        bodies: Bodies::of(plan, all.iter().map(|concern| concern.agency)),
        as_table,
    }
}

/// The rows that the analyst adopts: file, sheet and row of each.
fn adopted(report: &Report<'_>) -> BTreeSet<RowKey> {
    let mut adopted = BTreeSet::new();
    let mut base = 0;
    for folder in report.input.current {
        for named in &folder.page.adopt {
            let Ok(found) = check::named_row(&folder.checked, named) else { continue };
            let sheet = found.submission.table.sheet_number(found.row.record);
            adopted.insert((base + found.file, sheet, named.row));
        }
        base += folder.checked.files.len();
    }
    adopted
}

/// Proposals by addressee; `by_name` keeps bodies of one sort apart where they are named.
fn by_addressee<'r, 'a>(
    report: &Report<'a>,
    concerns: Vec<&'r Concern<'a>>,
    by_name: bool,
) -> Vec<AddressedProposals<'r, 'a>> {
    let plan = report.input.plan;
    // Those without a name come after those with one.
    let mut all: BTreeMap<(Addressee, bool, Option<String>), Vec<&'r Concern<'a>>> =
        BTreeMap::new();
    let names = by_name.then(|| AddresseeNames::of(plan));
    for concern in concerns {
        let to = concern.addressee.unwrap_or(Addressee::Unnamed);
        let names = names.as_ref().filter(|_| to.is_of_many());
        let name = names.and_then(|names| names.cut(concern.text).name);
        // However it is written, a body of the register goes by its name.
        let name = name.map(|name| match plan.register.lookup(name, report.window.end) {
            Lookup::One(id) => plan.register.agency(id).name.clone(),
            _ => name.to_owned(),
        });
        all.entry((to, name.is_none(), name)).or_default().push(concern);
    }
    // Replies are given by theme, so few without one do not change it.
    let by_theme = !plan.reporting.themes.is_empty();
    all.into_iter()
        .map(|((to, _, name), concerns)| AddressedProposals {
            to,
            name,
            bodies: Bodies::of(plan, concerns.iter().map(|concern| concern.agency)),
            rows: concerns.len(),
            groups: groups(report, &concerns, by_theme),
        })
        .collect()
}
