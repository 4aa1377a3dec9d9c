//! Texts of agencies: documents, difficulties, next steps and proposals; equal texts are merged.
//! Whom a proposal addresses.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::Input;
use super::document_kind::DocumentKind;
use super::entry::{Cite, Entries, Entry};
use crate::plan::{AgencyId, Kind, Plan, Role, TaskId};
use crate::submission::{Field, entries as list_entries, parse_document, says_none};
use crate::text::fold;

/// A document that an agency reports as issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedDocument {
    /// Number and symbol; the raw text if it does not parse.
    pub number: String,
    /// Its date, if it parses.
    pub date: Option<NaiveDate>,
    /// Its kind.
    pub kind: DocumentKind,
    /// Its provenance.
    pub cite: Cite,
}

/// The documents of one agency, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyDocuments {
    /// The agency.
    pub agency: AgencyId,
    /// The documents.
    pub documents: Vec<IssuedDocument>,
}

/// A text and its authors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The text as the first author wrote it.
    pub text: String,
    /// Agency, task and provenance of each occurrence.
    pub by: Vec<(AgencyId, TaskId, Cite)>,
}

/// The addressee of a proposal, in the order of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Addressee {
    /// A central body that receives the report (the ministry).
    Ministry(AgencyId),
    /// Other central bodies.
    Central,
    /// The province's leadership.
    Province,
    /// The consolidating unit.
    Unit,
    /// Other agencies of the province.
    Agencies,
    /// No addressee is named.
    Unnamed,
}

pub(super) fn documents(plan: &Plan, entries: &Entries<'_>) -> Vec<AgencyDocuments> {
    let mut all: BTreeMap<AgencyId, Vec<IssuedDocument>> = BTreeMap::new();
    let mut known = BTreeSet::new();
    for entry in &entries.all {
        let is_withheld = entry.withholds(Field::Documents);
        for written in list_entries(entry.raw_text(Field::Documents)).filter(|w| !says_none(w)) {
            let (number, date) = match parse_document(written) {
                Some(document) => (document.number, Some(document.date)),
                None => (written.to_owned(), None),
            };
            if known.insert((entry.agency, fold::name(&number), date)) {
                let cite = entry.cell(Field::Documents);
                let kind = DocumentKind::of(&number);
                // Withheld documents are still counted one by one.
                let (number, date) = match is_withheld {
                    true => (entry.text(Field::Documents).to_owned(), None),
                    false => (number, date),
                };
                all.entry(entry.agency).or_default().push(IssuedDocument {
                    number,
                    date,
                    kind,
                    cite,
                });
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

/// Next steps, in the plan's order, the lead first. A longer period omits steps planned for a
/// quarter it contains; steps of dissolved bodies are omitted too.
pub(super) fn next_steps(input: &Input<'_>, entries: &Entries<'_>) -> Vec<Quote> {
    let plan = input.plan;
    let window = plan.window(input.period);
    let last = plan.quarters(input.period).last().map_or(window.end, |part| plan.window(*part).end);
    let is_wanted = |entry: &&Entry<'_>| {
        let body = || plan.register.named_on(entry.agency, window.end);
        !says_none(entry.text(Field::Next))
            && plan.window(entry.period).end >= last
            && plan.register.agency(body()).in_force(window.end)
    };
    let mut entries: Vec<&Entry<'_>> = entries.latest.values().filter(is_wanted).collect();
    entries.sort_by_key(|e| (e.task, e.role != Some(Role::Lead), plan.register.rank(e.agency)));
    join(entries.into_iter().map(|entry| Occurrence {
        text: entry.text(Field::Next),
        by: (entry.agency, entry.task, entry.cell(Field::Next)),
    }))
}

/// A text where an agency wrote it.
pub(super) struct Occurrence<'a> {
    pub(super) text: &'a str,
    pub(super) by: (AgencyId, TaskId, Cite),
}

/// Equal texts together, in the order of their first occurrence.
pub(super) fn join<'a>(occurrences: impl Iterator<Item = Occurrence<'a>>) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for Occurrence { text, by } in occurrences {
        let at = *known.entry(fold::name(text)).or_insert(quotes.len());
        if at == quotes.len() {
            quotes.push(Quote { text: text.to_owned(), by: Vec::new() });
        }
        quotes[at].by.push(by);
    }
    quotes
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
