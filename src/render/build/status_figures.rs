//! Totals of indicators → the status of a period. Nothing is recounted.

use super::Builder;
use crate::consolidate::{
    self, Answers, ComparedTotal, IndicatorTotals, Shown, TargetStanding, difference_unit,
};
use crate::plan::{AgencyId, Indicator, Kind};
use crate::render::status as view;
use crate::render::text::clean;

impl Builder<'_, '_> {
    /// Every indicator that is asked for or given, in the plan's order.
    pub(super) fn status_indicators(&self) -> Vec<view::Indicator> {
        self.report.totals.iter().map(|totals| self.status_indicator(totals)).collect()
    }

    fn status_indicator(&self, totals: &IndicatorTotals) -> view::Indicator {
        let indicator = self.plan.indicators.get(totals.id);
        let now = &totals.now;
        let ids = |agencies: &[AgencyId]| {
            agencies.iter().map(|id| self.plan.register.agency(*id).id.clone()).collect()
        };
        let compared = |other: &ComparedTotal| compared(indicator, other);
        view::Indicator {
            id: indicator.id.clone(),
            name: clean(&indicator.name),
            unit: indicator.unit.get().name,
            tasks: self.codes(&indicator.tasks),
            measure: indicator.measure,
            every: indicator.every,
            nature: view::nature_key(now.nature),
            total: of_total(now),
            kinds: now
                .kinds
                .iter()
                .map(|of| view::KindTotal {
                    kind: kind_key(of.kind),
                    total: total(
                        of.shown,
                        &of.answers,
                        now.is_over && of.answers.is_complete(),
                        of.in_doubt,
                    ),
                })
                .collect(),
            silent: ids(&now.silent),
            ended: ids(&now.ended),
            stood_for: now.stood_for,
            base: now.base.map(|base| view::RatioBase {
                over: base.sums.map(|[over, _]| over.value()),
                under: base.sums.map(|[_, under]| under.value()),
            }),
            agencies: now.by_agency().iter().map(|of| self.status_value(of)).collect(),
            previous: totals.previous.as_ref().map(compared),
            last_year: totals.last_year.as_ref().map(compared),
            targets: totals.targets.iter().map(|of| target(indicator, of)).collect(),
            has_other_targets: totals.targets.is_empty()
                && !(indicator.province.is_empty() && indicator.national.is_empty()),
            partial_of_task: indicator.partial_of_task,
            sensitive: indicator.sensitive,
            certainty: indicator.certainty,
            asked_certainty: indicator.asked_certainty,
            note: indicator.note.as_deref().map(clean),
        }
    }

    fn status_value(&self, of: &consolidate::AgencyValue) -> view::AgencyValue {
        let row = |reading: &consolidate::Reading| {
            let cite = self.cite(&reading.cite);
            view::ValueRow {
                file: cite.file.to_string(),
                row: cite.row,
                cell: cite.cell.map(|cell| cell.to_string()),
                period: reading.period.id(),
            }
        };
        view::AgencyValue {
            agency: self.plan.register.agency(of.agency).id.clone(),
            agency_name: self.name(of.agency),
            value: of.value.map(|value| value.value()),
            in_doubt: of.is_in_doubt(),
            rows: of.readings.iter().map(row).collect(),
        }
    }
}

fn kind_key(kind: Kind) -> &'static str {
    Kind::ALL.iter().find(|(of, ..)| *of == kind).map_or("", |(_, key, _)| key)
}

fn of_total(of: &consolidate::Total) -> view::Total {
    let mut total = total(of.shown, &of.answers, of.is_complete(), of.in_doubt());
    if view::divides_nothing(of) {
        total.label = view::NOTHING_TO_DIVIDE.to_owned();
    }
    total
}

fn total(shown: Option<Shown>, answers: &Answers, complete: bool, in_doubt: usize) -> view::Total {
    let label = |shown| view::marked(view::shown_label(shown), in_doubt > 0);
    view::Total {
        value: shown.and_then(Shown::value).map(|value| value.value()),
        hidden: shown.and_then(view::hidden_key),
        label: shown.map(label).unwrap_or_default(),
        asked: answers.asked,
        given: answers.given,
        asked_parts: answers.asked_parts,
        given_parts: answers.given_parts,
        others: answers.others,
        excused: answers.excused,
        older: answers.older,
        complete,
        in_doubt,
    }
}

fn compared(indicator: &Indicator, other: &ComparedTotal) -> view::Compared {
    view::Compared {
        period: other.period.id(),
        total: of_total(&other.total),
        change: other.change.map(|change| view::Change {
            bodies: change.bodies,
            parts: change.parts,
            difference: change.difference.map(|difference| difference.value()),
            unit: difference_unit(indicator.unit.get()),
            in_doubt: change.in_doubt,
        }),
    }
}

fn target(indicator: &Indicator, of: &TargetStanding) -> view::Target {
    view::Target {
        of: of.of,
        year: of.target.year,
        words: of.target.words(indicator.unit, indicator.better),
        state: of.state,
        state_label: view::target_label(of.state),
        distance: of.distance.map(|distance| distance.value()),
        distance_unit: difference_unit(indicator.unit.get()),
    }
}
