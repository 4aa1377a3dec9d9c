//! The annexes in the view: money, who reported, what was left out, the files.

use super::{Builder, percent, share};
use crate::consolidate::{Coverage, Entry, LeftOut, Money, Reporter, SourceFile, State};
use crate::plan::{AgencyId, Kind};
use crate::render::text::clean;
use crate::render::view::*;
use crate::submission::Field;
use crate::text::{date, number};

impl Builder<'_, '_> {
    pub(super) fn funds(&self) -> FundsView {
        let funds = &self.report.funds;
        let mut by_agency = funds.by_agency.clone();
        by_agency.sort_by_key(|(id, _)| self.rank(*id));
        let mut rows: Vec<&Entry<'_>> = funds.entries.iter().collect();
        rows.sort_by_key(|e| (self.rank(e.agency), e.task));
        FundsView {
            total: money("Tổng cộng", &funds.total),
            by_source: funds
                .by_source
                .iter()
                .map(|(source, m)| money(source.map_or("Chưa ghi nguồn", |s| s.label()), m))
                .collect(),
            by_agency: by_agency.iter().map(|(id, m)| money(&self.name(*id), m)).collect(),
            rows: rows.into_iter().map(|e| self.money_row(e)).collect(),
        }
    }

    fn money_row(&self, entry: &Entry<'_>) -> MoneyRow {
        let cells = [(Field::Allocated, entry.allocated), (Field::Disbursed, entry.disbursed)];
        let cells: Vec<String> = cells
            .iter()
            .filter(|(_, amount)| amount.is_some())
            .filter_map(|(field, _)| entry.cell(*field).cell())
            .collect();
        let share = entry.allocated.zip(entry.disbursed).and_then(|(a, d)| number::share(d, a));
        MoneyRow {
            agency: self.shared_name(entry.agency),
            task: self.code(entry.task),
            source: entry.funds.map(|s| s.label().into()),
            allocated: entry.allocated.map(number::dong),
            disbursed: entry.disbursed.map(number::dong),
            share: share.map(percent),
            cells: cells.join(", "),
            cite: self.cite(&entry.cite),
        }
    }

    pub(super) fn coverage(&self, coverage: &Coverage) -> CoverageView {
        let owed = coverage.owed().count();
        let in_state = |is: &dyn Fn(&State) -> bool| -> Vec<AgencyId> {
            let mut ids: Vec<AgencyId> =
                coverage.reporters.iter().filter(|r| is(&r.state)).map(|r| r.agency).collect();
            ids.sort_by_key(|id| self.rank(*id));
            ids
        };
        let names = |is: &dyn Fn(&State) -> bool| self.names(&in_state(is));
        let sent_names = |list: &[Reporter]| {
            let mut ids: Vec<AgencyId> =
                list.iter().filter(|r| r.rows > 0).map(|r| r.agency).collect();
            ids.sort_by_key(|id| self.rank(*id));
            self.names(&ids)
        };
        let missing = in_state(&|s| *s == State::Missing);
        let mut late: Vec<&Reporter> =
            coverage.reporters.iter().filter(|r| matches!(r.state, State::Late(_))).collect();
        late.sort_by_key(|r| self.rank(r.agency));
        let mut excused: Vec<(AgencyId, &str)> = coverage
            .reporters
            .iter()
            .filter_map(|r| match &r.state {
                State::Excused(reason) => Some((r.agency, reason.as_str())),
                _ => None,
            })
            .collect();
        excused.sort_by_key(|(id, _)| self.rank(*id));
        CoverageView {
            period: coverage.period.name(),
            deadline: date::short(coverage.deadline),
            owed,
            sent: share(coverage.count(State::is_sent), owed),
            on_time: share(coverage.count(|s| *s == State::OnTime), owed),
            late: late
                .into_iter()
                .map(|r| LateView {
                    agency: self.name(r.agency),
                    days: match r.state {
                        State::Late(days) => days,
                        _ => 0,
                    },
                    received: r.received.map(date::short),
                })
                .collect(),
            undated: names(&|s| *s == State::Undated),
            missing_count: missing.len(),
            missing: self.by_kind(&missing),
            still_open: coverage.count(|s| *s == State::NotYet) > 0,
            empty: names(&|s| *s == State::Empty),
            unusable: names(&|s| *s == State::Unusable),
            excused: excused
                .into_iter()
                .map(|(id, reason)| ExcusedView { agency: self.name(id), reason: clean(reason) })
                .collect(),
            requested: sent_names(&coverage.requested),
            requested_silent: self.names_in_order(coverage.requested_silent.clone()),
            voluntary: sent_names(&coverage.voluntary),
        }
    }

    fn by_kind(&self, ids: &[AgencyId]) -> Vec<NamesByKind> {
        let kinds = Kind::ALL.iter().map(|(kind, _, label)| NamesByKind {
            kind: (*label).into(),
            names: ids
                .iter()
                .filter(|id| self.plan.register.agency(**id).kind == *kind)
                .map(|id| self.name(*id))
                .collect(),
        });
        kinds.filter(|k| !k.names.is_empty()).collect()
    }

    pub(super) fn left_out(&self, left: &LeftOut) -> LeftOutView {
        LeftOutView {
            file: clean(&left.file),
            row: left.row,
            agency: left.agency.map(|id| self.name(id)),
            task: left.task.clone(),
            reasons: left
                .reasons
                .iter()
                .map(|(code, cell, message)| ReasonView {
                    code: (*code).into(),
                    cell: cell.clone(),
                    message: clean(message),
                })
                .collect(),
        }
    }

    pub(super) fn source(&self, index: usize, source: &SourceFile<'_>) -> SourceView {
        SourceView {
            number: index + 1,
            file: clean(&source.name),
            agency: source.sender.map(|id| self.name(id)),
            received: source.received.map(date::short),
            rows: source.rows,
            accepted: source.accepted,
            readable: source.readable,
            sha256: source.sha256.to_owned(),
        }
    }
}

fn money(name: &str, money: &Money) -> MoneyView {
    MoneyView {
        name: name.to_owned(),
        rows: money.rows,
        allocated: money.allocated.map(number::dong),
        disbursed: money.disbursed.map(number::dong),
        share: money.share().map(percent),
        share_rows: money.both_rows,
    }
}
