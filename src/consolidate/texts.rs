//! What agencies wrote: documents, difficulties, plans and proposals; the same words once, with all
//! who wrote them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::Input;
use super::entry::{Cite, Entries, Entry};
use crate::plan::{AgencyId, Kind, Plan, Role, TaskId};
use crate::submission::{Field, entries as list_entries, parse_document, says_none};
use crate::text::fold;

/// A document that an agency says it issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedDocument {
    /// Number and sign; the agency's own words where they could not be read.
    pub number: String,
    /// Its date, where it could be read.
    pub date: Option<NaiveDate>,
    /// The cell.
    pub cite: Cite,
}

/// The documents of one agency, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyDocuments {
    /// Who.
    pub agency: AgencyId,
    /// What.
    pub documents: Vec<IssuedDocument>,
}

/// A text and all who wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The words, as the first of them wrote it.
    pub text: String,
    /// Who wrote it, on which task, where.
    pub by: Vec<(AgencyId, TaskId, Cite)>,
}

/// To whom a proposal is addressed, in the order in which the report names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Addressee {
    /// A central body to which the report goes, the ministry.
    Ministry(AgencyId),
    /// Other central bodies.
    Central,
    /// The province's leadership.
    Province,
    /// The consolidating unit.
    Unit,
    /// Other agencies of the province.
    Agencies,
    /// Nobody is named.
    Unnamed,
}

pub(super) fn documents(plan: &Plan, entries: &Entries<'_>) -> Vec<AgencyDocuments> {
    let mut all: BTreeMap<AgencyId, Vec<IssuedDocument>> = BTreeMap::new();
    let mut known = BTreeSet::new();
    for entry in &entries.all {
        let is_withheld = entry.withholds(Field::Documents);
        for written in list_entries(entry.sent(Field::Documents)).filter(|w| !says_none(w)) {
            let (number, date) = match parse_document(written) {
                Some(document) => (document.number, Some(document.date)),
                None => (written.to_owned(), None),
            };
            if known.insert((entry.agency, fold::name(&number), date)) {
                let cite = entry.cell(Field::Documents);
                // Each is still counted.
                let (number, date) = match is_withheld {
                    true => (entry.text(Field::Documents).to_owned(), None),
                    false => (number, date),
                };
                all.entry(entry.agency).or_default().push(IssuedDocument { number, date, cite });
            }
        }
    }
    let mut list: Vec<AgencyDocuments> = all
        .into_iter()
        .map(|(agency, mut documents)| {
            documents.shrink_to_fit();
            documents.sort_by_key(|d| (d.date.is_none(), d.date));
            AgencyDocuments { agency, documents }
        })
        .collect();
    list.sort_by_key(|d| plan.register.rank(d.agency));
    list
}

pub(super) fn difficulties(plan: &Plan, entries: &Entries<'_>) -> Vec<Quote> {
    by_task(plan, entries, Field::Difficulty, |_| true)
}

/// What comes next. A longer period leaves out what was planned for a quarter that it holds itself,
/// and any period what a body planned that has ended.
pub(super) fn next(input: &Input<'_>, entries: &Entries<'_>) -> Vec<Quote> {
    let plan = input.plan;
    let window = plan.window(input.period);
    let last = plan.quarters(input.period).last().map_or(window.end, |part| plan.window(*part).end);
    by_task(plan, entries, Field::Next, |entry| {
        let body = || plan.register.named_on(entry.agency, window.end);
        plan.window(entry.period).end >= last && plan.register.agency(body()).in_force(window.end)
    })
}

/// The latest word of each agency on each task, in the plan's order; the lead speaks first.
fn by_task(
    plan: &Plan,
    entries: &Entries<'_>,
    field: Field,
    is_wanted: impl Fn(&Entry<'_>) -> bool,
) -> Vec<Quote> {
    let latest = entries.latest.values();
    let mut entries: Vec<&Entry<'_>> =
        latest.filter(|e| !says_none(e.text(field)) && is_wanted(e)).collect();
    entries.sort_by_key(|e| (e.task, e.role != Some(Role::Lead), plan.register.rank(e.agency)));
    join(entries, field)
}

fn join<'e, 'a: 'e>(entries: Vec<&'e Entry<'a>>, field: Field) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for entry in entries {
        let text = entry.text(field);
        let at = *known.entry(fold::name(text)).or_insert(quotes.len());
        if at == quotes.len() {
            quotes.push(Quote { text: text.to_owned(), by: Vec::new() });
        }
        quotes[at].by.push((entry.agency, entry.task, entry.cell(field)));
    }
    quotes
}

pub(super) fn proposals(plan: &Plan, entries: &Entries<'_>) -> Vec<(Addressee, Vec<Quote>)> {
    let mut by: BTreeMap<Addressee, Vec<&Entry<'_>>> = BTreeMap::new();
    for entry in entries.latest.values().filter(|e| !says_none(e.text(Field::Proposal))) {
        by.entry(addressee(plan, entry.sent(Field::Proposal))).or_default().push(entry);
    }
    by.into_iter()
        .map(|(addressee, mut of)| {
            of.sort_by_key(|e| (e.task, plan.register.rank(e.agency)));
            (addressee, join(of, Field::Proposal))
        })
        .collect()
}

/// Whom the first words name: "Đề nghị UBND tỉnh …", "Kiến nghị Bộ Y tế …".
fn addressee(plan: &Plan, text: &str) -> Addressee {
    // `+ Đề nghị …` begins with a bullet.
    let folded: String = fold::words_bytes(text).map(char::from).collect();
    let verbs = ["tran trong ", "kinh ", "de nghi ", "kien nghi ", "de xuat ", "voi ", "doi "];
    let mut rest = folded.as_str();
    while let Some(shorter) = verbs.iter().find_map(|verb| rest.strip_prefix(verb)) {
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
