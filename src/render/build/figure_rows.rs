//! Totals of indicators → the rows of the published tables. Nothing is recounted.

use std::sync::Arc;

use super::Builder;
use crate::consolidate::{Answers, IndicatorTotals, Nature, Shown};
use crate::plan::{Indicator, Kind};
use crate::render::status::{hidden_key, nature_key};
use crate::render::text::clean;
use crate::render::view::{FigureRows, IndicatorRow, TotalRow, ValueRow};

impl Builder<'_, '_> {
    pub(super) fn figure_rows(&self) -> FigureRows {
        let mut rows = FigureRows::default();
        for (at, totals) in self.report.totals.iter().enumerate() {
            let indicator = self.plan.indicators.get(totals.id);
            rows.indicators.push(self.indicator_row(indicator));
            rows.totals.extend(total_rows(at, totals));
            // Those of a ratio are the values of its two sides.
            if totals.now.nature != Nature::Ratio {
                self.value_rows(at, totals, &mut rows.values);
            }
        }
        rows
    }

    fn indicator_row(&self, of: &Indicator) -> IndicatorRow {
        let (plan, end) = (self.plan, self.report.window.end);
        let text = |text: &Option<String>| text.as_deref().map(clean).unwrap_or_default();
        let source = of.source.as_ref().map(|source| {
            let article = source.article.iter().map(|article| format!(", {article}"));
            clean(&(source.document.clone() + &article.collect::<String>()))
        });
        IndicatorRow {
            id: of.id.clone(),
            name: clean(&of.name),
            unit: of.unit.get().name,
            measure: of.measure.key(),
            every: of.every.key(),
            tasks: self.codes(&of.tasks).join(", "),
            asked_of: clean(&plan.asked_words(of, of.asked_on(end), end)),
            certainty: of.certainty.key(),
            asked_certainty: of.asked_certainty.key(),
            source: source.unwrap_or_default(),
            is_sensitive: of.sensitive,
            is_partial: of.partial_of_task,
            part_of: of.part_of.map(|id| plan.indicators.get(id).id.clone()).unwrap_or_default(),
            counts: text(&of.counts),
            not: text(&of.not),
        }
    }

    fn value_rows(&self, indicator: usize, totals: &IndicatorTotals, rows: &mut Vec<ValueRow>) {
        for reading in totals.now.by_agency().iter().flat_map(|of| &of.readings) {
            let agency = self.plan.register.agency(reading.agency);
            rows.push(ValueRow {
                indicator,
                period: reading.period,
                agency: agency.id.clone(),
                agency_name: Arc::clone(&self.names[reading.agency.index()]),
                kind: agency.kind.label().into(),
                value: reading.value(),
                is_in_doubt: reading.in_doubt,
                file: Arc::clone(self.file(reading.cite.source(), reading.cite.sheet())),
                row: reading.cite.row,
            });
        }
    }
}

fn total_rows(indicator: usize, totals: &IndicatorTotals) -> impl Iterator<Item = TotalRow> {
    let now = &totals.now;
    let row = move |of, shown: Option<Shown>, answers: &Answers, in_doubt| TotalRow {
        indicator,
        of,
        nature: nature_key(now.nature),
        value: shown.and_then(Shown::value),
        hidden: shown.and_then(hidden_key).unwrap_or_default(),
        asked: [answers.asked, answers.given],
        parts: [answers.asked_parts, answers.given_parts],
        others: answers.others,
        excused: answers.excused,
        is_complete: now.is_over && answers.is_complete(),
        in_doubt,
    };
    let key = |kind: Kind| Kind::ALL.iter().find(|(of, ..)| *of == kind).map_or("", |(_, k, _)| *k);
    let kinds =
        now.kinds.iter().map(move |of| row(key(of.kind), of.shown, &of.answers, of.in_doubt));
    std::iter::once(row("toan_tinh", now.shown, &now.answers, now.in_doubt())).chain(kinds)
}
