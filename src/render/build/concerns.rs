//! Sections V and VII: difficulties and proposals, counted and quoted.

use super::Builder;
use crate::consolidate::{
    AddressedProposals, Addressee, AddresseeNames, Bodies, Cite, Concern, ConcernGroup,
    ConcernKind, GroupKey, SharedWording, WITHHELD, difficulties, is_local, is_troubled, proposals,
    wordings,
};
use crate::plan::{Kind, Role, TaskId, ThemeId};
use crate::render::text::{clean, paragraphs};
use crate::render::view::*;
use crate::text::excerpt::excerpt;

/// Words quoted in sections V to VII are a quarter as long as those of section II.
const SHORTER: usize = 4;
/// Tasks whose leads are quoted beside a table.
const MOST_TROUBLED: usize = 8;
/// Shared wordings quoted beside a table.
const MOST_SHARED: usize = 6;
/// Wordings of a theme quoted for one addressee.
const MOST_ASKED: usize = 4;
/// Rows of the table for one addressee; the smaller themes are one row.
const MOST_THEMES: usize = 2;

impl Builder<'_, '_> {
    /// Section V.
    pub(super) fn difficulties(&self) -> DifficultiesView {
        let (report, limits) = (self.report, &self.plan.reporting.limits);
        let found = difficulties(report);
        let as_table = found.rows > limits.table_rows as usize || !found.by_theme;
        let columns = self.columns(&found.bodies);
        let most = limits.theme_quotes as usize;
        let mut view = DifficultiesView {
            rows: found.rows,
            bodies: self.bodies(&found.bodies),
            by_theme: found.by_theme,
            has_themes: !self.plan.reporting.themes.is_empty(),
            unplaced: found.unplaced,
            as_table,
            columns: columns.iter().map(|(_, column)| column.clone()).collect(),
            groups: Vec::new(),
            small: Vec::new(),
            troubled: Vec::new(),
            more_troubled: 0,
            shared: Vec::new(),
        };
        for group in &found.groups {
            let troubled = group.troubled(report);
            let shared = group.shared(report);
            let mut told = self.concern_group(group, &columns);
            told.only_troubled = troubled.len() == group.concerns.len();
            if as_table {
                view.troubled.extend(troubled.iter().map(|concern| self.single(concern)));
                view.shared.extend(shared.iter().take(most).map(|shared| self.shared(shared)));
            } else {
                told.quotes = troubled.iter().take(most).map(|c| self.single(c)).collect();
                let left = most - told.quotes.len();
                told.quotes.extend(shared.iter().take(left).map(|shared| self.shared(shared)));
            }
            let is_small = group.bodies.count() < limits.small_theme as usize;
            if !as_table && is_small && told.only_troubled {
                // Named one by one: their words stand in section II.
                told.quotes = troubled.iter().map(|concern| self.single(concern)).collect();
                told.quotes.truncate(limits.names as usize);
            }
            if !as_table && is_small && !told.only_troubled {
                view.small.push(told);
            } else {
                view.groups.push(told);
            }
        }
        view.more_troubled = view.troubled.len().saturating_sub(MOST_TROUBLED);
        view.troubled.truncate(MOST_TROUBLED);
        view.shared.sort_by_key(|quote| std::cmp::Reverse(quote.above.count + quote.local.count));
        view.shared.truncate(MOST_SHARED);
        if as_table {
            // Beside a table several who share words are counted, as in the table.
            view.shared.iter_mut().for_each(|quote| quote.above.names.clear());
        }
        view
    }

    /// Section VII.
    pub(super) fn requests(&self) -> RequestsView {
        let found = proposals(self.report);
        let columns = self.columns(&found.bodies);
        let to = |to: &AddressedProposals<'_, '_>, as_table| {
            let mut told = self.requests_to(to, &columns, as_table);
            if !as_table {
                self.quote_proposals(&mut told, to, found.as_table);
            }
            told
        };
        RequestsView {
            rows: found.rows,
            bodies: self.bodies(&found.bodies),
            as_table: found.as_table,
            columns: columns.iter().map(|(_, column)| column.clone()).collect(),
            own: found.own.iter().map(|own| self.own_requests(own, &columns)).collect(),
            others: found.others.iter().map(|other| to(other, found.as_table)).collect(),
            to_unit: found.to_unit.as_ref().map(|asked| to(asked, false)),
            unasked: found.unasked.iter().map(|theme| self.theme(Some(*theme))).collect(),
        }
    }

    /// What the consolidating body asks of itself.
    pub(super) fn own_tasks(&self) -> Vec<QuoteView> {
        proposals(self.report).to_itself.iter().map(|concern| self.single(concern)).collect()
    }

    /// Of its own proposals every one is quoted.
    fn own_requests(
        &self,
        own: &AddressedProposals<'_, '_>,
        columns: &[(Kind, ColumnView)],
    ) -> RequestsTo {
        let mut told = self.requests_to(own, columns, false);
        for (told, group) in told.groups.iter_mut().zip(&own.groups) {
            told.quotes = group.concerns.iter().map(|concern| self.single(concern)).collect();
        }
        told
    }

    fn requests_to(
        &self,
        to: &AddressedProposals<'_, '_>,
        columns: &[(Kind, ColumnView)],
        as_table: bool,
    ) -> RequestsTo {
        let mut groups = Vec::new();
        let limits = &self.plan.reporting.limits;
        let is_small = |group: &&ConcernGroup<'_, '_>| {
            as_table && group.bodies.count() < limits.small_theme as usize
        };
        let (small, mut large): (Vec<_>, Vec<_>) = to.groups.iter().partition(is_small);
        let most = if as_table { MOST_THEMES } else { usize::MAX };
        let mut rest = large.split_off(large.len().min(most));
        rest.extend(small);
        if let [one] = rest[..] {
            large.push(one);
            rest.clear();
        }
        groups.extend(large.iter().map(|group| self.concern_group(group, columns)));
        if !rest.is_empty() {
            let name = if groups.is_empty() { "Nhiều nội dung" } else { "Nội dung khác" };
            groups.push(self.rest(name, &rest, columns));
        }
        let all = to.groups.iter().flat_map(|group| &group.concerns);
        let leads: Vec<&&Concern<'_>> =
            all.filter(|c| as_table && c.role == Some(Role::Lead)).collect();
        let leading = Bodies::of(self.plan, leads.iter().map(|concern| concern.agency));
        let are_few = leads.len() <= limits.names as usize;
        let named = leads.iter().filter(|_| are_few);
        RequestsTo {
            name: self.addressee_name(to.to, to.name.as_deref()),
            is_named: to.name.is_some(),
            forwarded: to.to == Addressee::Agencies,
            rows: to.rows,
            bodies: self.bodies(&to.bodies),
            groups,
            leading: leading.count(),
            leads: named.map(|concern| self.single(concern)).collect(),
        }
    }

    /// Quotes what is asked. Where there is much of it, only wordings that several bodies share.
    fn quote_proposals(
        &self,
        told: &mut RequestsTo,
        to: &AddressedProposals<'_, '_>,
        shared_only: bool,
    ) {
        for (told, group) in told.groups.iter_mut().zip(&to.groups) {
            if shared_only {
                let most = self.plan.reporting.limits.theme_quotes as usize;
                let shared = group.shared(self.report);
                told.quotes = shared.iter().take(most).map(|shared| self.shared(shared)).collect();
                continue;
            }
            let wordings = wordings(self.report, &group.concerns, 1);
            let withheld = group.concerns.iter().filter(|concern| concern.text == WITHHELD);
            told.quotes = wordings.iter().map(|wording| self.shared(wording)).collect();
            told.quotes.extend(withheld.map(|concern| self.single(concern)));
            told.more = told.quotes.len().saturating_sub(MOST_ASKED);
            told.quotes.truncate(MOST_ASKED);
            self.keep_names_few(&mut told.quotes);
        }
    }

    /// One sentence names no more bodies than the limit: several who share words are counted.
    fn keep_names_few(&self, quotes: &mut [QuoteView]) {
        let most = self.plan.reporting.limits.names as usize;
        let named: usize = quotes.iter().map(|quote| quote.above.names.len()).sum();
        if named > most {
            let shared = quotes.iter_mut().filter(|quote| quote.above.names.len() > 1);
            shared.for_each(|quote| quote.above.names.clear());
        }
    }

    /// Several small groups as one row of a table.
    fn rest(
        &self,
        name: &str,
        groups: &[&ConcernGroup<'_, '_>],
        columns: &[(Kind, ColumnView)],
    ) -> ConcernGroupView {
        let all: Vec<&Concern<'_>> = groups.iter().flat_map(|g| &g.concerns).copied().collect();
        let bodies = Bodies::of(self.plan, all.iter().map(|concern| concern.agency));
        ConcernGroupView {
            name: name.to_owned(),
            rows: all.len(),
            counts: self.counts(&bodies, columns),
            bodies: self.bodies(&bodies),
            tasks: Vec::new(),
            quotes: Vec::new(),
            more: 0,
            only_troubled: false,
            reply: None,
        }
    }

    /// The reply of the analyst's pages to what is proposed under a theme, the newest first.
    pub(super) fn reply(&self, theme: Option<ThemeId>) -> Option<String> {
        let theme = theme.or_else(|| self.plan.reporting.themes.other())?;
        let pages = self.report.input.current.iter().rev().map(|folder| &folder.page);
        let pages = std::iter::once(self.report.input.page).chain(pages);
        let mut replies = pages.flat_map(|page| &page.replies);
        replies.find(|reply| reply.theme == theme).map(|reply| clean(&reply.text))
    }

    fn concern_group(
        &self,
        group: &ConcernGroup<'_, '_>,
        columns: &[(Kind, ColumnView)],
    ) -> ConcernGroupView {
        let name = match group.key {
            GroupKey::Theme(theme) => self.theme(theme),
            GroupKey::Task(task) => self.named(task),
        };
        ConcernGroupView {
            name,
            rows: group.concerns.len(),
            bodies: self.bodies(&group.bodies),
            counts: self.counts(&group.bodies, columns),
            tasks: self.codes(&group.tasks),
            quotes: Vec::new(),
            more: 0,
            only_troubled: false,
            reply: match group.key {
                GroupKey::Theme(theme) => self.reply(theme),
                GroupKey::Task(_) => None,
            },
        }
    }

    /// The kinds of bodies among these, with how many of each sent rows at all.
    fn columns(&self, bodies: &Bodies) -> Vec<(Kind, ColumnView)> {
        let senders = Bodies::of(self.plan, self.consolidated_agencies());
        let all = senders.kinds(self.plan);
        let kinds = bodies.kinds(self.plan).into_iter();
        kinds
            .map(|of| {
                let column = ColumnView {
                    all: all.iter().find(|all| all.kind == of.kind).map_or(0, |all| all.ids.len()),
                    words: of.words,
                    local: is_local(of.kind),
                };
                (of.kind, column)
            })
            .collect()
    }

    fn counts(&self, bodies: &Bodies, columns: &[(Kind, ColumnView)]) -> Vec<usize> {
        let kinds = bodies.kinds(self.plan);
        let count = |kind| kinds.iter().find(|of| of.kind == kind).map_or(0, |of| of.ids.len());
        columns.iter().map(|(kind, _)| count(*kind)).collect()
    }

    fn theme(&self, theme: Option<ThemeId>) -> String {
        match theme {
            Some(theme) => self.plan.reporting.themes.get(theme).name.clone(),
            None => "Chưa xếp nhóm".to_owned(),
        }
    }

    /// What one row says.
    fn single(&self, concern: &Concern<'_>) -> QuoteView {
        let bodies = Bodies::of(self.plan, [concern.agency]);
        let troubled = is_troubled(self.report, concern);
        let recurrence = self.report.recurrences.of_body(concern);
        self.quote_of(concern, &bodies, &[concern.task], (true, recurrence, troubled))
    }

    /// What several rows say.
    fn shared(&self, shared: &SharedWording<'_, '_>) -> QuoteView {
        if shared.rows == 1 {
            return self.single(shared.first);
        }
        let told = (false, shared.recurrence, false);
        self.quote_of(shared.first, &shared.bodies, &shared.tasks, told)
    }

    fn quote_of(
        &self,
        concern: &Concern<'_>,
        bodies: &Bodies,
        tasks: &[TaskId],
        (single, recurrence, troubled): (bool, crate::consolidate::Recurrence, bool),
    ) -> QuoteView {
        let local = |id| is_local(self.plan.register.agency(id).kind);
        let matter = match concern.kind {
            ConcernKind::Proposal => self.body_names().cut(concern.text).matter,
            ConcernKind::Difficulty => concern.text,
        };
        let is_withheld = concern.text == WITHHELD;
        let last = self.plan.quarters(concern.period).last().copied();
        let earlier = last.is_some_and(|last| recurrence.since < last) && !is_withheld;
        QuoteView {
            above: self.bodies(&bodies.filter(|id| !local(id))),
            local: self.bodies(&bodies.filter(local)),
            tasks: self.codes(tasks),
            state: if troubled { self.trouble(concern.task) } else { None },
            theme: concern.theme.map(|theme| self.theme(Some(theme))),
            words: self.shorter(if is_withheld { WITHHELD } else { matter }, &concern.cite),
            single,
            in_row: if is_withheld { 1 } else { recurrence.in_row },
            since: earlier.then(|| recurrence.since.short_name()),
        }
    }

    /// Words for a section other than II.
    pub(super) fn shorter(&self, text: &str, cite: &Cite) -> WordsView {
        let joined = paragraphs(text).join(" ");
        let limit = self.plan.reporting.limits.quote as usize / SHORTER;
        let cut = excerpt(&joined, limit);
        WordsView {
            is_cut: cut.len() < joined.len(),
            is_withheld: text == WITHHELD,
            text: cut.to_owned(),
            cite: CiteView { cell: None, ..self.cite(cite) },
        }
    }

    /// `quá hạn`, or the status of a task.
    fn trouble(&self, task: TaskId) -> Option<String> {
        let state = self.report.tasks.iter().find(|state| state.id == task)?;
        if matches!(state.timing, crate::consolidate::Timing::Overdue(_)) {
            return Some("quá hạn".to_owned());
        }
        state.entry.as_ref().map(|entry| self.label(entry.status).to_lowercase())
    }

    /// The names of bodies, made once.
    fn body_names(&self) -> &AddresseeNames {
        self.body_names.get_or_init(|| AddresseeNames::of(self.plan))
    }

    fn addressee_name(&self, to: Addressee, name: Option<&str>) -> Option<String> {
        let agency = |id| self.name(id);
        match (to, name) {
            (_, Some(name)) => Some(clean(name)),
            (Addressee::Ministry(id), None) => Some(agency(id)),
            (Addressee::Province, None) => Some(agency(self.plan.reporting.parent)),
            (Addressee::Unit, None) => Some(agency(self.plan.reporting.unit.agency)),
            (Addressee::Central, None) => Some("bộ, ngành Trung ương khác".to_owned()),
            (Addressee::Agencies, None) => Some("cơ quan, địa phương khác".to_owned()),
            (Addressee::Unnamed, None) => None,
        }
    }
}
