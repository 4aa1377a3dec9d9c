//! [`Concerns`] → [`view::Themes`]: counts and rows of the status, by theme.

use std::collections::BTreeSet;

use super::Builder;
use crate::consolidate::{Concern, ConcernKind, TaskState};
use crate::plan::AgencyId;
use crate::render::status as view;
use crate::render::text::clean;

impl Builder<'_, '_> {
    pub(super) fn themes(&self) -> view::Themes {
        view::Themes {
            difficulties: self.theme_counts(ConcernKind::Difficulty),
            proposals: self.theme_counts(ConcernKind::Proposal),
            rows: self.report.concerns.iter().map(|concern| self.themed_row(concern)).collect(),
        }
    }

    /// The name of the theme of what a task's lead states.
    pub(super) fn theme_of(&self, state: &TaskState<'_>, kind: ConcernKind) -> Option<String> {
        let cite = state.entry.as_ref()?.cite;
        let is_here = |concern: &&Concern<'_>| concern.cite.row_key() == cite.row_key();
        let concern = self.report.concerns.of_kind(kind).find(is_here)?;
        Some(clean(&self.plan.reporting.themes.get(concern.theme?).name))
    }

    fn theme_counts(&self, kind: ConcernKind) -> view::ThemeCounts {
        let (concerns, themes) = (&self.report.concerns, &self.plan.reporting.themes);
        let mut rows = vec![0; themes.iter().len()];
        let mut agencies: Vec<BTreeSet<AgencyId>> = vec![BTreeSet::new(); rows.len()];
        for concern in concerns.of_kind(kind) {
            if let Some(theme) = concern.theme {
                rows[theme.index()] += 1;
                agencies[theme.index()].insert(self.plan.register.body(concern.agency));
            }
        }
        let (count, unplaced) = concerns.count(kind);
        let theme = |(id, theme): (crate::plan::ThemeId, &crate::plan::Theme)| view::ThemeCount {
            theme: theme.id.clone(),
            name: clean(&theme.name),
            count: rows[id.index()],
            agencies: agencies[id.index()].len(),
        };
        view::ThemeCounts {
            count,
            unplaced,
            counted_by_theme: concerns.are_placed(kind),
            themes: themes.iter().map(theme).collect(),
        }
    }

    fn themed_row(&self, concern: &Concern<'_>) -> view::ThemedRow {
        let agency = self.plan.register.agency(concern.agency);
        let theme = concern.theme.map(|id| self.plan.reporting.themes.get(id));
        view::ThemedRow {
            file: self.file(concern.cite.source(), concern.cite.sheet()).to_string(),
            row: concern.cite.row,
            agency: agency.id.clone(),
            agency_name: agency.name.clone(),
            task: self.code(concern.task),
            kind: concern.kind,
            theme: theme.map(|theme| theme.id.clone()),
            theme_name: theme.map(|theme| clean(&theme.name)),
            placed_by: concern.placement,
            phrase: concern.phrase.map(clean),
            text: clean(concern.text),
        }
    }
}
