//! The wordings of a folder: who wrote which difficulty and which proposal in which quarter.
//!
//! A wording is compared folded, as everywhere: case, spacing and punctuation do not count.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};

use crate::check::Checked;
use crate::plan::{AgencyId, Period, Plan};
use crate::submission::{Field, says_none};
use crate::text::fold;

/// The columns whose wordings are followed through the quarters.
const FOLLOWED: [Field; 2] = [Field::Difficulty, Field::Proposal];

/// A wording of a body in a quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Said {
    wording: u64,
    pub(super) agency: AgencyId,
    pub(super) quarter: Period,
}

/// The wordings of one folder, sorted.
#[derive(Debug)]
pub(super) struct Wordings(Vec<Said>);

impl Wordings {
    /// The wordings of the accepted rows of a folder.
    pub(super) fn of(plan: &Plan, period: Period, checked: &Checked) -> Self {
        let mut said = Vec::new();
        for row in checked.rows() {
            let period = row.row.period.value().unwrap_or(period);
            for field in FOLLOWED {
                let text = row.submission.text(row.row, field);
                if says_none(text) {
                    continue;
                }
                let (wording, agency) = (wording(field, text), row.agency());
                let quarters = plan.quarters(period).into_iter();
                said.extend(quarters.map(|quarter| Said { wording, agency, quarter }));
            }
        }
        said.sort_unstable();
        said.dedup();
        said.shrink_to_fit();
        Self(said)
    }

    /// Who said a wording, and when.
    pub(super) fn with(&self, wording: u64) -> impl Iterator<Item = &Said> {
        let start = self.0.partition_point(|said| said.wording < wording);
        self.0[start..].iter().take_while(move |said| said.wording == wording)
    }
}

/// A wording as a number; two wordings with the same number are the same for all purposes here.
pub(super) fn wording(field: Field, text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (field as u32).hash(&mut hasher);
    fold::name(text).hash(&mut hasher);
    hasher.finish()
}
