//! The trend of the view: measures counted over tasks and over those that owe a report.

use super::Builder;
use super::levels::{LEVELS, level};
use crate::consolidate::{Coverage, Measure, Quarter, QuarterCounts, Reporter, State};
use crate::plan::{AgencyId, Period, Status, TaskId};
use crate::render::view::*;
use crate::text::ratio;

impl Builder<'_, '_> {
    pub(super) fn trend(&self) -> TrendView {
        let points = &self.report.trend;
        TrendView {
            periods: points
                .iter()
                .map(|p| TrendPeriod {
                    name: p.period.name(),
                    short: short(p.period),
                    counted: p.counts.is_some(),
                })
                .collect(),
            counted: points.iter().filter(|p| p.counts.is_some()).count(),
            measures: Measure::ALL.iter().map(|m| self.measure(*m, points)).collect(),
        }
    }

    fn measure(&self, measure: Measure, points: &[Quarter]) -> MeasureView {
        let mut list: Vec<TrendPoint> = Vec::new();
        let mut base = None;
        for point in points {
            let mut drawn = match &point.counts {
                Some(counted) => self.trend_point(measure, counted),
                None => nothing(),
            };
            if drawn.of.is_some() {
                let of = point.counts.as_ref().map(|counted| self.base(measure, counted));
                drawn.base_changed = base.is_some() && base != of;
                base = of;
            }
            list.push(drawn);
        }
        MeasureView { key: measure.key().to_owned(), points: list }
    }

    fn base<'p>(&self, measure: Measure, counted: &'p QuarterCounts) -> Base<'p> {
        let QuarterCounts { figures, coverage } = counted;
        match measure {
            Measure::Progress => Base::Tasks(&figures.measured),
            Measure::Complete | Measure::Overdue => Base::Tasks(&figures.tasks),
            Measure::Sent | Measure::OnTime => {
                Base::Agencies(coverage.owed().map(|r| r.agency).collect())
            }
            Measure::SentProvince | Measure::SentDistrict | Measure::SentCommune => {
                Base::Agencies(self.owed_of(measure, coverage).map(|r| r.agency).collect())
            }
        }
    }

    /// Those that owe a report, of the level of a measure.
    fn owed_of<'c>(
        &'c self,
        measure: Measure,
        coverage: &'c Coverage,
    ) -> impl Iterator<Item = &'c Reporter> {
        let wanted = match measure {
            Measure::SentProvince => LEVELS[0],
            Measure::SentDistrict => LEVELS[1],
            _ => LEVELS[2],
        };
        let of_level =
            move |r: &&Reporter| level(self.plan.register.agency(r.agency).kind) == wanted;
        coverage.owed().filter(of_level)
    }

    fn trend_point(&self, measure: Measure, counted: &QuarterCounts) -> TrendPoint {
        let QuarterCounts { figures, coverage } = counted;
        let (count, of) = match measure {
            Measure::Complete | Measure::Overdue
                if figures.unreported.len() == figures.tasks.len() =>
            {
                return nothing();
            }
            Measure::Complete => (figures.count(Status::Complete), figures.tasks.len()),
            Measure::Overdue => (figures.overdue.len(), figures.tasks.len()),
            Measure::Sent => (coverage.count(State::is_sent), coverage.owed().count()),
            Measure::OnTime => (coverage.count(|s| *s == State::OnTime), coverage.owed().count()),
            Measure::SentProvince | Measure::SentDistrict | Measure::SentCommune => {
                let sent = self.owed_of(measure, coverage).filter(|r| r.state.is_sent());
                (sent.count(), self.owed_of(measure, coverage).count())
            }
            Measure::Progress => {
                return TrendPoint {
                    value: figures.mean_progress.map(|mean| mean.hundredths()),
                    percent: figures.mean_progress.map(|mean| mean.text()),
                    of: figures.mean_progress.map(|_| figures.mean_over),
                    ..nothing()
                };
            }
        };
        let as_number = |n: usize| i128::try_from(n).unwrap_or(i128::MAX);
        let value = ratio::Share::of(as_number(count), as_number(of));
        let has_value = value.is_some();
        TrendPoint {
            value: value.map(|share| share.hundredths()),
            percent: value.map(|share| share.text()),
            count: has_value.then_some(count),
            of: has_value.then_some(of),
            base_changed: false,
        }
    }
}

/// `Quý I/2026` without its first word.
fn short(period: Period) -> String {
    let written = period.written();
    written.strip_prefix("Quý ").map(str::to_owned).unwrap_or(written)
}

/// The base of a measure: the tasks or agencies it is counted over.
#[derive(PartialEq, Eq)]
enum Base<'p> {
    Tasks(&'p [TaskId]),
    Agencies(Vec<AgencyId>),
}

fn nothing() -> TrendPoint {
    TrendPoint { value: None, percent: None, count: None, of: None, base_changed: false }
}
