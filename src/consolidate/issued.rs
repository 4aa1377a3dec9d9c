//! Documents that agencies report as issued. A document that several of them name is counted once:
//! at its issuer, where that names it too, else at the first of them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::cite::Cite;
use super::document_kind::{DocumentKind, issuer_mark};
use super::entry::Entries;
use super::wordings::wording;
use crate::plan::{AgencyId, Plan};
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
    /// The agency under which the same document is counted, where it is not counted here.
    pub counted_at: Option<AgencyId>,
}

/// The documents of one agency, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyDocuments {
    /// The agency.
    pub agency: AgencyId,
    /// The documents.
    pub documents: Vec<IssuedDocument>,
}

impl AgencyDocuments {
    /// Those that are counted here.
    pub fn counted(&self) -> impl Iterator<Item = &IssuedDocument> {
        self.documents.iter().filter(|document| document.counted_at.is_none())
    }
}

/// What makes two documents one: the issuer, number and symbol, and the day.
type Key = (AgencyId, u64, NaiveDate);

pub(super) fn documents(plan: &Plan, entries: &Entries<'_>) -> Vec<AgencyDocuments> {
    let issuers = Issuers::of(plan);
    let mut all: BTreeMap<AgencyId, Vec<(IssuedDocument, Option<Key>)>> = BTreeMap::new();
    let mut known = BTreeSet::new();
    for entry in &entries.all {
        let is_withheld = entry.withholds(Field::Documents);
        for written in list_entries(entry.raw_text(Field::Documents)).filter(|w| !says_none(w)) {
            let (number, date) = match parse_document(written) {
                Some(document) => (document.number, Some(document.date)),
                None => (written.to_owned(), None),
            };
            let words = wording(Field::Documents, &number);
            if !known.insert((entry.agency, words, date)) {
                continue;
            }
            let key = date.and_then(|day| {
                let issuer = issuers.of_document(plan, &number, (entry.agency, day))?;
                Some((plan.register.body(issuer), words, day))
            });
            let kind = DocumentKind::of(&number, &plan.register.agency(entry.agency).name);
            // Withheld documents are still counted one by one.
            let (number, date) = match is_withheld {
                true => (entry.text(Field::Documents).to_owned(), None),
                false => (number, date),
            };
            let cite = entry.cell(Field::Documents);
            let document = IssuedDocument { number, date, kind, cite, counted_at: None };
            all.entry(entry.agency).or_default().push((document, key));
        }
    }
    count_once(plan, &mut all);
    let mut list: Vec<AgencyDocuments> = all
        .into_iter()
        .map(|(agency, documents)| {
            let mut documents: Vec<IssuedDocument> =
                documents.into_iter().map(|(document, _)| document).collect();
            documents.shrink_to_fit();
            documents.sort_by_key(|d| (d.date.is_none(), d.date));
            AgencyDocuments { agency, documents }
        })
        .collect();
    list.sort_by_key(|d| plan.register.rank(d.agency));
    list
}

/// Marks documents that are counted at another agency.
fn count_once(plan: &Plan, all: &mut BTreeMap<AgencyId, Vec<(IssuedDocument, Option<Key>)>>) {
    let register = &plan.register;
    let mut at: BTreeMap<Key, AgencyId> = BTreeMap::new();
    let place =
        |agency: AgencyId, key: &Key| (register.body(agency) != key.0, register.rank(agency));
    for (agency, documents) in &*all {
        for key in documents.iter().filter_map(|(_, key)| key.as_ref()) {
            let first = at.entry(*key).or_insert(*agency);
            if place(*agency, key) < place(*first, key) {
                *first = *agency;
            }
        }
    }
    for (agency, documents) in all {
        for (document, key) in documents {
            let first = key.and_then(|key| at.get(&key).copied());
            document.counted_at = first.filter(|first| first != agency);
        }
    }
}

/// The agencies by the letters that stand for them in the symbols of their documents.
struct Issuers(BTreeMap<String, Vec<AgencyId>>);

impl Issuers {
    fn of(plan: &Plan) -> Self {
        let mut all: BTreeMap<String, Vec<AgencyId>> = BTreeMap::new();
        for id in plan.register.ids() {
            all.entry(initials(&plan.register.agency(id).name)).or_default().push(id);
        }
        Self(all)
    }

    /// Who issued a document that an agency names: itself where the letters may be its own, else the
    /// body above the consolidating one, or the only body on that day with these letters.
    fn of_document(
        &self,
        plan: &Plan,
        number: &str,
        (agency, day): (AgencyId, NaiveDate),
    ) -> Option<AgencyId> {
        let mark = issuer_mark(number)?;
        let may_be = self.0.get(&fold::ascii(&mark))?;
        let preferred = [agency, plan.reporting.parent];
        if let Some(known) = preferred.into_iter().find(|id| may_be.contains(id)) {
            return Some(known);
        }
        let mut there = may_be.iter().filter(|id| plan.register.agency(**id).in_force(day));
        there.next().copied().filter(|_| there.next().is_none())
    }
}

/// `syt` of `Sở Y tế`, `ubnd` of `UBND phường Nha Trang`.
fn initials(name: &str) -> String {
    let first = name.split_whitespace().next().unwrap_or_default();
    if first.chars().count() > 1 && first.chars().all(char::is_uppercase) {
        return fold::ascii(first);
    }
    let words = name.split_whitespace().filter(|word| *word != "và");
    fold::ascii(&words.filter_map(|word| word.chars().next()).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn letters_of_a_symbol_are_those_of_the_name() {
        for (name, letters) in [
            ("Sở Y tế", "syt"),
            ("Sở Giáo dục và Đào tạo", "sgddt"),
            ("Công an tỉnh", "cat"),
            ("UBND phường Nha Trang", "ubnd"),
        ] {
            assert_eq!(initials(name), letters);
        }
    }
}
