//! Concerns: what agencies say is difficult and what they propose, each with its theme.
//!
//! The only place that decides which theme a row belongs to, and whether a cell says anything.

use std::collections::HashMap;

use super::Folder;
use super::cite::{Cite, RowKey};
use super::entry::{Entries, Entry};
use super::texts::{Addressee, NamedBodies, addressee};
use crate::check;
use crate::plan::{About, AgencyId, Period, Plan, Role, Status, TaskId, ThemeId, keyed};
use crate::submission::{Field, Row, says_none};

keyed! {
    /// What a concern is.
    ConcernKind {
        /// Khó khăn, vướng mắc.
        Difficulty = "difficulty";
        /// Kiến nghị, đề xuất.
        Proposal = "proposal";
    }
}

keyed! {
    /// How a concern came to its theme.
    Placement {
        /// The row names it.
        Column = "column";
        /// `period.yaml` names it.
        Page = "page";
        /// A clear phrase of the theme occurs.
        Words = "words";
        /// A general phrase of the theme occurs, and no clear one of any.
        Weak = "weak";
        /// It has no theme.
        Nowhere = "none";
    }
}

impl ConcernKind {
    /// The theme that a row names for it.
    fn stated(self, row: &Row) -> Option<ThemeId> {
        match self {
            Self::Difficulty => row.difficulty_theme.value(),
            Self::Proposal => row.proposal_theme.value(),
        }
    }

    /// The column of its text.
    pub fn field(self) -> Field {
        match self {
            Self::Difficulty => Field::Difficulty,
            Self::Proposal => Field::Proposal,
        }
    }
}

/// A difficulty or a proposal of an accepted row that says something.
#[derive(Debug, Clone)]
pub struct Concern<'a> {
    /// What it is.
    pub kind: ConcernKind,
    /// The agency.
    pub agency: AgencyId,
    /// The task.
    pub task: TaskId,
    /// The agency's role in the task.
    pub role: Option<Role>,
    /// The status the row states.
    pub status: Status,
    /// The period of the row.
    pub period: Period,
    /// The text as the audience sees it.
    pub text: &'a str,
    /// The cell.
    pub cite: Cite,
    /// Its theme.
    pub theme: Option<ThemeId>,
    /// How it came to it.
    pub placement: Placement,
    /// The phrase of the plan that placed it.
    pub phrase: Option<&'a str>,
    /// Whom a proposal addresses.
    pub addressee: Option<Addressee>,
}

/// All concerns of a period: oldest folder first, then in file order, a row's difficulty before its
/// proposal.
#[derive(Debug, Default)]
pub struct Concerns<'a> {
    list: Vec<Concern<'a>>,
    /// Above this share without a theme, counts by theme say too little.
    unplaced_percent: u32,
}

impl<'a> Concerns<'a> {
    /// `folders` are those of the entries, in the same order.
    pub(super) fn of(plan: &'a Plan, folders: &[&Folder], entries: &Entries<'a>) -> Self {
        let (bodies, set) = (NamedBodies::of(plan), set_by_page(folders));
        let mut reader = Reader { plan, bodies, known: HashMap::new(), set };
        let mut list = Vec::new();
        for entry in &entries.all {
            list.extend(ConcernKind::ALL.iter().filter_map(|kind| reader.concern(entry, *kind)));
        }
        list.shrink_to_fit();
        Self { list, unplaced_percent: plan.reporting.limits.unplaced_percent }
    }

    /// All of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Concern<'a>> + Clone {
        self.list.iter()
    }

    /// Those of one kind.
    pub fn of_kind(&self, kind: ConcernKind) -> impl Iterator<Item = &Concern<'a>> + Clone {
        self.list.iter().filter(move |concern| concern.kind == kind)
    }

    /// How many of a kind there are, and how many of them have no theme.
    pub fn count(&self, kind: ConcernKind) -> (usize, usize) {
        let (mut all, mut unplaced) = (0, 0);
        for concern in self.of_kind(kind) {
            all += 1;
            unplaced += usize::from(concern.theme.is_none());
        }
        (all, unplaced)
    }

    /// Whether so few of a kind have no theme that counts by theme mean something.
    pub fn are_placed(&self, kind: ConcernKind) -> bool {
        let (all, unplaced) = self.count(kind);
        unplaced as u64 * 100 <= all as u64 * u64::from(self.unplaced_percent)
    }
}

/// Reads the cells of rows. Agencies repeat wordings, which are read once.
struct Reader<'a> {
    plan: &'a Plan,
    bodies: NamedBodies,
    known: HashMap<&'a str, About<'a>>,
    set: SetByPage,
}

/// The themes that `period.yaml` sets, by source, sheet and row.
type SetByPage = HashMap<RowKey, [Option<ThemeId>; 2]>;

fn set_by_page(folders: &[&Folder]) -> SetByPage {
    let mut set = SetByPage::new();
    let mut base = 0;
    for folder in folders {
        for named in &folder.page.themes {
            // A row that is not there is told by M915.
            let Ok(found) = check::named_row(&folder.checked, &named.row) else { continue };
            let sheet = found.submission.table.sheet_number(found.row.record);
            let key = (base + found.file, sheet, found.submission.row_number(found.row));
            set.insert(key, [named.difficulty, named.proposal]);
        }
        base += folder.checked.files.len();
    }
    set
}

impl<'a> Reader<'a> {
    /// The theme that `period.yaml` sets for a row.
    fn set(&self, entry: &Entry<'_>, kind: ConcernKind) -> Option<ThemeId> {
        // Fast path: few pages set any.
        if self.set.is_empty() {
            return None;
        }
        self.set.get(&entry.cite.row_key())?[kind as usize]
    }

    /// The concern in a cell; `None` if it says nothing.
    fn concern(&mut self, entry: &Entry<'a>, kind: ConcernKind) -> Option<Concern<'a>> {
        let (plan, field) = (self.plan, kind.field());
        let raw = entry.raw_text(field);
        if says_none(raw) {
            return None;
        }
        let (theme, placement, phrase) =
            match *self.known.entry(raw).or_insert_with(|| plan.about(raw)) {
                About::Nothing => return None,
                About::Theme { theme, phrase, is_weak: false } => {
                    (Some(theme), Placement::Words, Some(phrase))
                }
                About::Theme { theme, phrase, is_weak: true } => {
                    (Some(theme), Placement::Weak, Some(phrase))
                }
                About::Unknown => (None, Placement::Nowhere, None),
            };
        let (theme, placement, phrase) = match (self.set(entry, kind), kind.stated(entry.row())) {
            (Some(set), _) => (Some(set), Placement::Page, None),
            (None, Some(stated)) => (Some(stated), Placement::Column, None),
            (None, None) => (theme, placement, phrase),
        };
        let addressee = (kind == ConcernKind::Proposal).then(|| addressee(&self.bodies, raw));
        Some(Concern {
            kind,
            agency: entry.agency,
            task: entry.task,
            role: entry.role,
            status: entry.status,
            period: entry.period,
            text: entry.text(field),
            cite: entry.cell(field),
            theme,
            placement,
            phrase,
            addressee,
        })
    }
}
