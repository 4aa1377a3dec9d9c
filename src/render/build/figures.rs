//! The sums of indicators: all of them for the annex, and those few that the body prints of a task.
//!
//! Which sums the body prints: those that several bodies add up, pairs first (sessions and people),
//! then what else happened in the period, then states, then rates. What the lead alone is asked for is
//! no sum, and its words beside it mostly say it; those figures and the zeros stand in the annex.

use super::Builder;
use crate::consolidate::{
    IndicatorTotals, KindTotal, QuarterTotal, RatioBase, Shown, TargetOf, TargetStanding,
    TargetState, Total, TotalChange, difference_unit,
};
use crate::plan::{AgencyId, FigureUnit, Indicator, IndicatorId, Measure, TaskId};
use crate::render::status::{marked, nature_key, shown_label, total_label, with_unit};
use crate::render::text::clean;
use crate::render::view::*;

/// Sums that the body prints of a task at most.
const MOST: usize = 4;
/// Characters that they may take: three lines; one where the coordinators take several already.
const ROOM: usize = 230;
const LITTLE_ROOM: usize = 110;
/// Coordinators above which there is little room.
const MANY: usize = 8;
/// Characters that the coverage of a sum takes, about.
const COVERAGE: usize = 28;
/// Values that a line needs.
const POINTS: usize = 3;
/// Characters of a sum up to which the body also tells its change.
const SHORT: usize = 150;

impl<'a> Builder<'_, 'a> {
    /// Whether any agency gave a figure, in this period or in one it is compared with.
    pub(super) fn has_figures(&self) -> bool {
        let has = |total: &Total| {
            total.answers.given + total.answers.others > 0 || !total.ended.is_empty()
        };
        self.report.totals.iter().any(|totals| {
            let others = totals.previous.iter().chain(&totals.last_year);
            others.map(|other| &other.total).chain([&totals.now]).any(has)
        })
    }

    pub(super) fn indicators_view(&self) -> IndicatorsView {
        if !self.has_figures() {
            return IndicatorsView::default();
        }
        let all = &self.report.totals;
        let tasks = self.groups_by_task();
        let documents = self.groups_by_document();
        let year_before = all.iter().find_map(|totals| totals.last_year.as_ref());
        let indicator = |totals: &IndicatorTotals| self.indicator(totals.id);
        IndicatorsView {
            count: all.len(),
            with_value: all
                .iter()
                .filter(|t| t.now.answers.given + t.now.answers.others > 0)
                .count(),
            is_proposed: all
                .iter()
                .map(indicator)
                .any(|of| of.source.is_none() && of.certainty == crate::plan::Certainty::Proposed),
            year_before: year_before
                .map(|other| NamedPeriod { id: other.period.id(), name: other.period.name() }),
            has_doubts: all.iter().any(is_marked),
            tables: self.figure_tables(),
            tasks,
            documents,
        }
    }

    pub(super) fn indicator(&self, id: IndicatorId) -> &'a Indicator {
        self.plan.indicators.get(id)
    }

    /// The indicators of the plan's own tasks, each under its first task.
    fn groups_by_task(&self) -> Vec<IndicatorGroup> {
        let of_task = |task: TaskId| {
            let sums: Vec<SumView> = self.totals_of(task).map(|totals| self.sum(totals)).collect();
            (!sums.is_empty()).then(|| IndicatorGroup {
                task: Some(self.code(task)),
                title: self.title_of(task),
                sums,
            })
        };
        self.plan.task_ids().filter_map(of_task).collect()
    }

    fn title_of(&self, task: TaskId) -> String {
        let task = self.plan.task(task);
        let name = task.name.as_ref().or(task.subject.as_ref());
        name.cloned().unwrap_or_else(|| crate::text::wrap::beginning(&task.text(), 95))
    }

    /// Those of a task, without the targets of other documents.
    pub(super) fn totals_of(&self, task: TaskId) -> impl Iterator<Item = &IndicatorTotals> {
        self.report.totals.iter().filter(move |totals| {
            let indicator = self.indicator(totals.id);
            indicator.source.is_none() && indicator.tasks.first() == Some(&task)
        })
    }

    fn groups_by_document(&self) -> Vec<IndicatorGroup> {
        let mut groups: Vec<IndicatorGroup> = Vec::new();
        for totals in &self.report.totals {
            let Some(source) = &self.indicator(totals.id).source else { continue };
            let title = clean(&source.document);
            let sum = self.sum(totals);
            match groups.iter_mut().find(|group| group.title == title) {
                Some(group) => group.sums.push(sum),
                None => groups.push(IndicatorGroup { task: None, title, sums: vec![sum] }),
            }
        }
        groups
    }

    fn sum(&self, totals: &IndicatorTotals) -> SumView {
        let (indicator, now) = (self.indicator(totals.id), &totals.now);
        let code = |id: Option<IndicatorId>| id.map(|id| self.indicator(id).id.clone());
        let several = now.kinds.iter().filter(|kind| has_value(kind)).count() > 1;
        let kinds = now.kinds.iter().filter(|_| several).map(kind_sum).collect();
        let coverage = self.coverage_of(totals.id, now);
        SumView {
            id: indicator.id.clone(),
            name: clean(&indicator.name),
            unit: indicator.unit.get().name.into(),
            measure: indicator.measure.key().into(),
            every: indicator.every.key().into(),
            nature: nature_key(now.nature).into(),
            total: total_label(now),
            before: totals.previous.as_ref().and_then(|before| total_label(&before.total)),
            year_before: totals.last_year.as_ref().and_then(|before| total_label(&before.total)),
            change: totals
                .previous
                .as_ref()
                .and_then(|before| change(indicator, before.change.as_ref()?)),
            targets: totals.targets.iter().map(|target| self.target(indicator, target)).collect(),
            cite: only_reading(now).map(|cite| self.cite(&cite)),
            kinds,
            part: self.part(indicator, &coverage),
            coverage,
            in_doubt: now.in_doubt(),
            doubted: self.doubted(now),
            ended: self.ended(now),
            stood_for: now.stood_for,
            base: now.base.map(|base| base_label(&base).unwrap_or_default()),
            is_sensitive: indicator.sensitive,
            note: indicator.note.as_deref().map(clean),
            certainty: indicator.certainty.key().into(),
            asked_certainty: indicator.asked_certainty.key().into(),
            part_of: code(indicator.part_of),
            goes_with: code(indicator.goes_with),
            trend: self.sum_trend(totals.id),
        }
    }

    /// The agencies whose value is not in a total, under their last names.
    fn ended(&self, total: &Total) -> Vec<String> {
        let end = self.report.window.end;
        let named = |body: &AgencyId| self.plan.register.named_on(*body, end);
        self.sorted_names(total.ended.iter().map(named).collect())
    }

    /// The values of agencies that are in doubt.
    fn doubted(&self, total: &Total) -> Vec<DoubtedValue> {
        let doubted = total.by_agency().iter().filter(|value| value.is_in_doubt());
        doubted
            .map(|of| DoubtedValue {
                agency: self.name(of.agency),
                value: of.value.map(|value| value.text()),
            })
            .collect()
    }

    /// The values through the quarters, if there are enough for a line.
    fn sum_trend(&self, id: IndicatorId) -> Vec<SumPoint> {
        let line = self.report.total_trends.get(&id).map_or(&[][..], Vec::as_slice);
        let value = |of: Option<Shown>| Some(of?.value()?.drawn());
        if line.iter().filter(|point| value(point.shown).is_some()).count() < POINTS {
            return Vec::new();
        }
        let point = |(at, of): (usize, &QuarterTotal)| SumPoint {
            at,
            name: of.period.name(),
            value: value(of.shown),
            shown: of.shown.map(|shown| marked(shown_label(shown), of.in_doubt)),
            given: of.answers.given,
            asked: of.answers.asked,
        };
        line.iter().enumerate().map(point).collect()
    }

    /// Which part of its task an indicator covers, if not all.
    fn part(&self, indicator: &Indicator, coverage: &SumCoverage) -> Option<Word> {
        let part = if coverage.is_lead { "lead" } else { "provincial" };
        indicator.partial_of_task.then(|| part.into())
    }

    fn coverage_of(&self, id: IndicatorId, total: &Total) -> SumCoverage {
        let answers = &total.answers;
        let is_sole = answers.asked == 1 && answers.others + answers.excused == 0;
        let only = if is_sole { self.sole(id, total) } else { None };
        let (parts_given, parts_asked) = answers.parts().unzip();
        let leads = |agency: AgencyId| {
            let first = self.indicator(id).tasks.first();
            first.is_some_and(|task| {
                self.plan.leads(*task, self.report.window.end).contains(&agency)
            })
        };
        SumCoverage {
            given: answers.given,
            asked: answers.asked,
            others: answers.others,
            excused: answers.excused,
            older: answers.older,
            is_complete: total.is_complete(),
            is_lead: only.is_some_and(leads),
            only: only.map(|agency| self.name(agency)),
            parts_given,
            parts_asked,
        }
    }

    /// The only agency that was asked.
    fn sole(&self, id: IndicatorId, total: &Total) -> Option<AgencyId> {
        let known = total.silent.first().or(total.by_agency().first().map(|value| &value.agency));
        let end = self.report.window.end;
        let is_it = |agency: &AgencyId| {
            self.plan.register.agency(*agency).in_force(end) && self.plan.is_asked(id, *agency, end)
        };
        known.copied().or_else(|| self.plan.register.ids().find(is_it))
    }

    fn target(&self, indicator: &Indicator, standing: &TargetStanding) -> SumTarget {
        let unit = indicator.unit;
        SumTarget {
            words: standing.target.words(unit, indicator.better),
            year: standing.target.year,
            is_provincial: standing.of == TargetOf::Province,
            state: standing.state.key().into(),
            distance: standing
                .distance
                .filter(|_| standing.state != TargetState::AtBound)
                .map(|by| with(unit.get(), &by.size(), difference_unit(unit.get()))),
        }
    }

    /// The sums that the body prints of a task.
    pub(super) fn task_sums(&self, task: TaskId, coordinators: usize) -> TaskSums {
        let many = coordinators > MANY;
        let mut items: Vec<Item> = self.items(task);
        items.sort_by_key(|item| item.order);
        let mut sums = TaskSums::default();
        let (mut used, mut printed) = (0, 0);
        let room = if many { LITTLE_ROOM } else { ROOM };
        let all: usize = items.iter().map(|item| item.figures).sum();
        for item in items {
            let more = item.words.chars().count() + COVERAGE;
            let is_first = printed == 0;
            if !is_first && (used + more > room || printed + item.figures > MOST) {
                continue;
            }
            used += more;
            printed += item.figures;
            let tells = is_first && !many && item.words.chars().count() <= SHORT;
            let change = item.change.filter(|_| tells);
            match sums.runs.last_mut() {
                Some(run) if run.coverage == item.coverage && run.part == item.part => {
                    run.words.push(item.words);
                    run.in_doubt |= item.in_doubt;
                }
                _ => sums.runs.push(SumRun {
                    words: vec![item.words],
                    coverage: item.coverage,
                    in_doubt: item.in_doubt,
                    part: item.part,
                    unit: item.unit,
                    change,
                }),
            }
        }
        sums.more = all - printed;
        sums
    }

    /// What could be printed of a task: each sum that is shown, those that go together as one.
    fn items(&self, task: TaskId) -> Vec<Item> {
        let is_shown = |totals: &&IndicatorTotals| {
            let answers = &totals.now.answers;
            let is_sum = answers.asked + answers.excused + answers.others > 1;
            is_sum
                && totals
                    .now
                    .shown
                    .is_some_and(|shown| shown == Shown::Below5 || shown.is_open_and_positive())
        };
        let all: Vec<&IndicatorTotals> = self.totals_of(task).filter(is_shown).collect();
        let coverage = |totals: &IndicatorTotals| self.coverage_of(totals.id, &totals.now);
        // The sessions that people go with, if the same agencies gave both.
        let head = |totals: &IndicatorTotals| {
            let id = self.indicator(totals.id).goes_with?;
            let head = all.iter().find(|other| other.id == id)?;
            (coverage(head) == coverage(totals)).then_some(head.id)
        };
        let items = all.iter().enumerate().filter(|(_, totals)| head(totals).is_none());
        items
            .map(|(at, totals)| {
                let indicator = self.indicator(totals.id);
                let unit = indicator.unit.get();
                let own = |other: &&&IndicatorTotals| head(other) == Some(totals.id);
                let partners: Vec<&&IndicatorTotals> = all.iter().filter(own).collect();
                let mut words = phrase(indicator, &totals.now);
                for partner in &partners {
                    let of = self.indicator(partner.id).unit.get();
                    let is_in_doubt = partner.now.in_doubt() > 0;
                    let total = partner.now.shown.map(|shown| with_unit(of, shown, is_in_doubt));
                    words += &format!(" với {}", total.unwrap_or_default());
                }
                let coverage = coverage(totals);
                let class = match indicator.measure {
                    Measure::Flow if !partners.is_empty() => 0,
                    Measure::Flow => 1,
                    Measure::Stock => 2,
                    Measure::Rate => 3,
                };
                let change = totals.previous.as_ref().and_then(|before| before.change.as_ref());
                let own = partners.iter().map(|partner| **partner).chain([*totals]);
                Item {
                    order: (class, at),
                    figures: 1 + partners.len(),
                    part: self.part(indicator, &coverage),
                    coverage,
                    unit: if unit.is_count() { unit.name } else { "" }.into(),
                    // What a value in doubt changed is nothing for the body.
                    change: change
                        .filter(|change| !change.in_doubt)
                        .and_then(|of| self::change(indicator, of)),
                    in_doubt: { own }.any(|of| of.now.in_doubt() > 0),
                    words,
                }
            })
            .collect()
    }
}

/// What the body may print: a sum, or those that go together.
struct Item {
    /// By sort, then as in the plan.
    order: (u8, usize),
    /// How many sums it is.
    figures: usize,
    words: String,
    in_doubt: bool,
    coverage: SumCoverage,
    part: Option<Word>,
    unit: Word,
    change: Option<SumChange>,
}

/// Whether any number of it is marked.
fn is_marked(totals: &IndicatorTotals) -> bool {
    let others = totals.previous.iter().chain(&totals.last_year);
    others.map(|other| &other.total).chain([&totals.now]).any(|total| total.in_doubt() > 0)
}

fn has_value(kind: &KindTotal) -> bool {
    kind.answers.given + kind.answers.others > 0
}

fn kind_sum(kind: &KindTotal) -> KindSum {
    KindSum {
        words: kind.kind.label().to_owned(),
        total: kind.shown.map(|shown| marked(shown_label(shown), kind.in_doubt > 0)),
        given: kind.answers.given,
        asked: kind.answers.asked,
        others: kind.answers.others,
    }
}

/// What a ratio is computed on: `98/1.113`.
fn base_label(of: &RatioBase) -> Option<String> {
    of.sums.map(|[over, under]| format!("{}/{}", over.text(), under.text()))
}

/// The row of a total that one row gave.
fn only_reading(total: &Total) -> Option<crate::consolidate::Cite> {
    match total.by_agency() {
        [one] if one.readings.len() == 1 => one.readings.first().map(|reading| reading.cite),
        _ => None,
    }
}

/// A difference in a unit; of counts without it.
fn with(unit: FigureUnit, amount: &str, of: &str) -> String {
    if unit.is_count() { amount.to_owned() } else { format!("{amount} {of}") }
}

fn change(indicator: &Indicator, of: &TotalChange) -> Option<SumChange> {
    let difference = of.difference?;
    let unit = indicator.unit.get();
    let direction = match difference {
        none if none == 0.into() => "same",
        more if more.is_positive() => "up",
        _ => "down",
    };
    Some(SumChange {
        direction: direction.into(),
        amount: marked(with(unit, &difference.size(), difference_unit(unit)), of.in_doubt),
        agencies: of.bodies,
    })
}

/// A sum as a part of a sentence: `1.234 buổi truyền thông về quyền trẻ em`.
fn phrase(indicator: &Indicator, of: &Total) -> String {
    let name = clean(&indicator.name);
    let unit = indicator.unit.get();
    let total = total_label(of).unwrap_or_default();
    let is_word = |rest: &str, word: &str| {
        rest.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    // "Số buổi …" counts what follows; "Số liệu …", "Số hóa …" are words of their own.
    let counted = name.strip_prefix("Số ").filter(|rest| {
        unit.is_count() && !["liệu", "hóa", "hoá"].iter().any(|word| is_word(rest, word))
    });
    if let Some(counted) = counted {
        return format!("{total} {counted}");
    }
    let small = lower_first(&name);
    if unit.is_count() && is_word(&small, unit.name) {
        return format!("{total} {small}");
    }
    let with_unit = of.shown.map(|shown| with_unit(unit, shown, of.in_doubt() > 0));
    let base = of.base.as_ref().and_then(base_label);
    let on = base.map(|base| format!(" ({base}, nơi có đủ tử số và mẫu số)"));
    format!("{small}: {}{}", with_unit.unwrap_or_default(), on.unwrap_or_default())
}

/// The name with a small first letter, unless it opens with an abbreviation.
fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), name.chars().nth(1)) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}
