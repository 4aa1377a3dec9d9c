//! [`FollowUp`] → [`Reminder`]: one letter for all, or one per agency. Selects and sorts; the
//! wording belongs to the templates.

use chrono::NaiveDate;

use super::tasks::brief;
use super::{Builder, padded_number, share};
use crate::consolidate::{
    AgencyFollowUp, Bodies, BodiesOfKind, CellOrRow, Correction, Coverage, FollowUp, Outcome,
    PeriodFollowUp, Report, State, is_local,
};
use crate::render::reminder::*;
use crate::render::text::clean;
use crate::render::view::Head;
use crate::text::date;

/// Maximum number of agencies of one kind named in `Kính gửi`; more are named in the table.
const MAX_ADDRESSEES: usize = 6;
/// Maximum number of corrections of one agency listed in a letter.
const MAX_CORRECTIONS: usize = 30;
/// Maximum number of cells, and of values, named for one error.
const MAX_CELLS: usize = 8;
const MAX_VALUES: usize = 3;
/// Maximum length of a quoted value.
const MAX_VALUE_CHARS: usize = 60;

/// A letter and its file name.
#[derive(Debug)]
pub struct Letter {
    /// The stem of its file name: `don-doc-2025-Q4`.
    pub stem: String,
    /// Its view.
    pub view: Reminder,
}

/// The letters: one to bodies with a duty to report, another to bodies that are only requested;
/// none without addressees. With `each`, one letter per agency.
pub fn letters(
    report: &Report<'_>,
    follow_up: &FollowUp,
    plan_digest: &str,
    until: Option<NaiveDate>,
    each: bool,
) -> Vec<Letter> {
    let mut builder = ReminderBuilder::of(report, plan_digest);
    builder.until = until.or(builder.until);
    let mut letters = Vec::new();
    let kinds =
        [(LetterKind::Reminder, &follow_up.duty), (LetterKind::Request, &follow_up.requested)];
    for (kind, all) in kinds {
        if each {
            letters.extend(all.iter().map(|wanted| builder.letter(kind, &[wanted], true)));
        } else if !all.is_empty() {
            letters.push(builder.letter(kind, &all.iter().collect::<Vec<_>>(), false));
        }
    }
    letters
}

/// Builds the views of reminder letters.
pub(super) struct ReminderBuilder<'r, 'a, 'd> {
    builder: Builder<'r, 'a>,
    digest: &'d str,
    until: Option<NaiveDate>,
}

impl<'r, 'a, 'd> ReminderBuilder<'r, 'a, 'd> {
    /// A builder with the deadline of `period.yaml`.
    pub(super) fn of(report: &'r Report<'a>, digest: &'d str) -> Self {
        let until = report.input.page.reminder.until;
        Self { builder: Builder::new(report), digest, until }
    }

    fn letter(&self, kind: LetterKind, all: &[&AgencyFollowUp], each: bool) -> Letter {
        let builder = &self.builder;
        let (report, plan) = (builder.report, builder.plan);
        let input = &report.input;
        let only = if each { all.first() } else { None };
        let base = format!("{}-{}", kind.key().replace('_', "-"), input.period.id());
        let stem = match only {
            Some(wanted) => format!("{base}-{}", plan.register.agency(wanted.agency).id),
            None => base,
        };
        // The number in `period.yaml` belongs to a single letter.
        let is_numbered = kind == LetterKind::Reminder && !each;
        let head = self.head(all, is_numbered);
        let asked =
            |wanted: &&&AgencyFollowUp| wanted.periods.iter().any(|period| period.report.is_some());
        let to_report = all.iter().filter(asked).count();
        let view = Reminder {
            schema: SCHEMA,
            kind: kind.key(),
            period: builder.reminder_period(),
            as_of: date::short(input.as_of),
            notice: input.page.notice.as_deref().map(clean),
            head,
            sign: input.page.reminder.sign.as_deref().map(clean),
            plan: builder.plan_view(self.digest),
            reported_to: plan.reporting.addressees.iter().map(|a| builder.name(*a)).collect(),
            until: self.until.map(date::short),
            agency: only.map(|wanted| builder.name(wanted.agency)),
            parts: self.parts(),
            to_report,
            to_complete: all.len() - to_report,
            has_corrections: all
                .iter()
                .any(|w| w.periods.iter().any(|period| !period.corrections.is_empty())),
            wanted: all.iter().map(|wanted| self.wanted(wanted)).collect(),
        };
        Letter { stem, view }
    }

    fn head(&self, all: &[&AgencyFollowUp], is_numbered: bool) -> Head {
        let reminder = &self.builder.report.input.page.reminder;
        let number = reminder.number.as_deref().filter(|_| is_numbered);
        Head {
            number: number.map(padded_number),
            date: reminder.date.map(date::long),
            signer: reminder.signer.as_deref().map(clean),
            addressees: self.addressees(all),
            ..self.builder.head()
        }
    }

    /// The lines of `Kính gửi`: every name, or the kind if it has too many. Of several bodies below
    /// the province only the kinds: their names are in the table.
    fn addressees(&self, all: &[&AgencyFollowUp]) -> Vec<String> {
        let plan = self.builder.plan;
        let kinds = Bodies::of(plan, all.iter().map(|wanted| wanted.agency)).kinds(plan);
        let lines = kinds.into_iter().flat_map(|of| match of.ids.len() {
            many if many > 1 && is_local(of.kind) => {
                vec![format!("UBND {} có tên trong danh sách dưới đây", of.words)]
            }
            many if many > MAX_ADDRESSEES => {
                vec![format!("{} có tên trong danh sách dưới đây", of.kind.label())]
            }
            _ => self.builder.names(&of.ids),
        });
        lines.collect()
    }

    fn overdue_days(&self, deadline: NaiveDate) -> Option<i64> {
        let days = (self.builder.report.input.as_of - deadline).num_days();
        (days > 0).then_some(days)
    }

    fn parts(&self) -> Vec<ReminderPart> {
        let builder = &self.builder;
        let part = |coverage: &Coverage| {
            let missing = coverage.reporters.iter().filter(|r| r.state == State::Missing);
            let missing = Bodies::of(builder.plan, missing.map(|r| r.agency));
            ReminderPart {
                period: coverage.period.name(),
                deadline: date::short(coverage.deadline),
                overdue_days: self.overdue_days(coverage.deadline),
                sent: share(coverage.count(State::is_sent), coverage.owed().count()),
                levels: builder.levels(coverage),
                missing: coverage.count(|s| *s == State::Missing),
                missing_kinds: missing.kinds(builder.plan).iter().map(counted).collect(),
                empty: coverage.count(|s| *s == State::Empty),
                unusable: coverage.count(|s| *s == State::Unusable),
                unread: coverage.count(|s| *s == State::Unread),
                figures_alone: coverage.count(|s| *s == State::FiguresAlone),
            }
        };
        builder.report.coverage.iter().map(part).collect()
    }

    pub(super) fn wanted(&self, wanted: &AgencyFollowUp) -> WantedView {
        let several = self.builder.report.coverage.len() > 1;
        let corrections: Vec<CorrectionView> = wanted
            .periods
            .iter()
            .flat_map(|follow_up| follow_up.corrections.iter().map(move |c| (follow_up.period, c)))
            .map(|(period, c)| correction(c, several.then(|| period.id())))
            .collect();
        let more = corrections.len().saturating_sub(MAX_CORRECTIONS);
        WantedView {
            agency: self.builder.name(wanted.agency),
            kind: self.builder.plan.register.agency(wanted.agency).kind.label(),
            parts: wanted.periods.iter().map(|period| self.part(period)).collect(),
            corrections: corrections.into_iter().take(MAX_CORRECTIONS).collect(),
            more,
        }
    }

    fn part(&self, follow_up: &PeriodFollowUp) -> WantedPart {
        let plan = self.builder.plan;
        let deadline = plan.deadline(follow_up.period);
        let task = |id: &crate::plan::TaskId| {
            let text = plan.task(*id).text();
            let brief = brief(&text);
            WantedTask {
                id: plan.task(*id).id.clone(),
                is_cut: brief.len() < text.len(),
                brief: brief.to_owned(),
            }
        };
        WantedPart {
            period: follow_up.period.name(),
            deadline: date::short(deadline),
            overdue_days: self.overdue_days(deadline),
            report: follow_up.report.map(Outcome::key),
            tasks: follow_up.tasks.iter().map(task).collect(),
            faults: follow_up.corrections.iter().map(|c| c.count).sum(),
        }
    }
}

/// `28 xã, phường`.
fn counted(of: &BodiesOfKind) -> String {
    format!("{} {}", of.ids.len(), of.words)
}

fn correction(correction: &Correction, folder: Option<String>) -> CorrectionView {
    let file = clean(&correction.file);
    CorrectionView {
        file: folder.map_or_else(|| file.clone(), |folder| format!("{folder}/{file}")),
        places: places(&correction.places, correction.unlisted),
        column: correction.column.as_deref().map(clean).filter(|column| !column.is_empty()),
        value: values(&correction.values),
        message: clean(&correction.message),
        help: correction.help.as_deref().map(clean),
    }
}

/// `E2, E5 và 12 chỗ khác`; `more` places are unlisted.
fn places(places: &[CellOrRow], more: usize) -> String {
    if places.is_empty() {
        return "cả tệp".to_owned();
    }
    let named: Vec<String> = places
        .iter()
        .take(MAX_CELLS)
        .map(|place| match place {
            CellOrRow::Cell(cell) => cell.clone(),
            CellOrRow::Row(row) => format!("dòng {row}"),
        })
        .collect();
    match places.len() - named.len() + more {
        0 => named.join(", "),
        more => format!("{} và {more} chỗ khác", named.join(", ")),
    }
}

fn values(values: &[String]) -> Option<String> {
    let shown = |value: &String| {
        let value = clean(value);
        match value.char_indices().nth(MAX_VALUE_CHARS) {
            Some((end, _)) => format!("{}…", &value[..end]),
            None => value,
        }
    };
    let named: Vec<String> =
        values.iter().map(shown).filter(|value| !value.is_empty()).take(MAX_VALUES).collect();
    let more = if values.len() > MAX_VALUES { "; …" } else { "" };
    (!named.is_empty()).then(|| format!("{}{more}", named.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_cells_are_counted_after_the_first() {
        let cells: Vec<CellOrRow> = (2..12).map(|n| CellOrRow::Cell(format!("E{n}"))).collect();
        assert_eq!(places(&cells, 0), "E2, E3, E4, E5, E6, E7, E8, E9 và 2 chỗ khác");
        assert_eq!(places(&cells[..1], 2000), "E2 và 2000 chỗ khác");
        assert_eq!(places(&[CellOrRow::Row(7)], 0), "dòng 7");
        assert_eq!(places(&[], 0), "cả tệp");
    }

    #[test]
    fn values_are_shown_clean_and_short() {
        let texts = ["140%".to_owned(), "a\u{202E}\nb".to_owned(), String::new(), "4".to_owned()];
        assert_eq!(values(&texts).as_deref(), Some("140%; a b; 4; …"));
        assert_eq!(values(&[]), None);
    }
}
