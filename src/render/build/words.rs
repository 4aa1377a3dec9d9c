//! Quoted words and counted bodies.

use super::{Builder, percent};
use crate::consolidate::{Bodies, Entry};
use crate::plan::Status;
use crate::render::text::paragraphs;
use crate::render::view::*;
use crate::submission::{Field, says_none};
use crate::text::excerpt::excerpt;

impl Builder<'_, '_> {
    /// The text of a cell as the body quotes it; `None` if it says nothing.
    pub(super) fn words(&self, entry: &Entry<'_>, field: Field) -> Option<WordsView> {
        let text = entry.text(field);
        (!says_none(text)).then(|| self.quoted(entry, field, text))
    }

    /// A part of the text of a cell as the body quotes it.
    pub(super) fn quoted(&self, entry: &Entry<'_>, field: Field, text: &str) -> WordsView {
        let text = paragraphs(text).join(" ");
        let cut = excerpt(&text, self.plan.reporting.limits.quote as usize);
        WordsView {
            is_cut: cut.len() < text.len(),
            is_withheld: entry.withholds(field),
            text: cut.to_owned(),
            cite: self.cite(&entry.cite),
        }
    }

    /// The result of an agency, with its name and state.
    pub(super) fn agency_words(&self, entry: &Entry<'_>) -> AgencyWords {
        AgencyWords {
            agency: self.shared_name(entry.agency),
            status: entry.status.key().into(),
            status_label: self.shared_label(entry.status),
            progress: entry.progress().filter(|_| shows_progress(entry.status)).map(percent),
            said: self.words(entry, Field::Result),
            cite: self.cite(&entry.cite),
        }
    }

    pub(super) fn bodies(&self, bodies: &Bodies) -> BodiesView {
        let is_short = bodies.count() <= self.plan.reporting.limits.names as usize;
        let kinds = bodies.kinds(self.plan).into_iter();
        BodiesView {
            count: bodies.count(),
            names: if is_short { self.names(bodies.ids()) } else { Vec::new() },
            kinds: kinds
                .map(|of| BodiesOfKindView { count: of.ids.len(), words: of.words })
                .collect(),
        }
    }
}

/// Whether the progress of a task in this state is printed: an ongoing task has no end to measure
/// against, a complete one is at 100%.
pub(super) fn shows_progress(status: Status) -> bool {
    matches!(status, Status::InProgress | Status::Paused)
}
