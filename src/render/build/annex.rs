//! The annexes of the view: money, coverage, rows left out, source files.

use chrono::Datelike as _;

use super::levels::{LEVELS, level};
use super::sections::sum_of_kinds;
use super::{Builder, share};
use crate::check::Received;
use crate::consolidate::{
    Amount, Coverage, HeavyTask, LeftOut, Money, PersonalCell, Reporter, SourceFile, SourceFunds,
    State, TaskFunds, YearFunds,
};
use crate::plan::{AgencyId, Kind, cumulative_since};
use crate::render::text::clean;
use crate::render::view::*;
use crate::source::on_sheet;
use crate::submission::Field;
use crate::text::{date, number, ratio};

impl Builder<'_, '_> {
    pub(super) fn funds(&self) -> FundsView {
        let funds = &self.report.funds.latest;
        let mut by_agency = funds.by_agency.clone();
        by_agency.sort_by_key(|(id, _)| self.rank(*id));
        let rows = |all: &[TaskFunds<'_>]| -> Vec<MoneyRow> {
            let mut all: Vec<&TaskFunds<'_>> = all.iter().collect();
            all.sort_by_key(|stated| (self.rank(stated.agency), stated.task));
            all.into_iter().map(|stated| self.money_row(stated)).collect()
        };
        let stated = rows(&funds.stated);
        let by_year = |year: &YearFunds<'_>| YearMoneyView {
            year: year.year,
            cumulative: cumulative_since(year.year),
            total: money("Tổng cộng", &year.total),
            heavy: year.heavy.iter().map(|task| self.heavy(task)).collect(),
            is_rounded: is_rounded(year),
            agencies: year.by_agency.len(),
            by_source: by_source(year),
            ended_total: ended_total(year),
        };
        FundsView {
            year: funds.year,
            cumulative: cumulative_since(funds.year),
            old_year: self.plan.days_of_old_year(self.report.input.period).map(|old| OldYearView {
                year: old.end.year(),
                from: date::short(old.start),
                to: date::short(old.end),
            }),
            total: MoneyView { agencies: by_agency.len(), ..money("Tổng cộng", &funds.total) },
            heavy: funds.heavy.iter().map(|task| self.heavy(task)).collect(),
            is_rounded: is_rounded(funds),
            by_source: by_source(funds),
            agencies: by_agency.len(),
            by_agency: by_agency
                .iter()
                .map(|(id, m)| MoneyView { agencies: 1, ..money(&self.name(*id), m) })
                .collect(),
            earlier_rows: stated.iter().filter(|row| row.until.is_some()).count(),
            rows: stated.into_iter().collect(),
            ended_total: ended_total(funds),
            ended: rows(&funds.dissolved).into_iter().collect(),
            others: self.report.funds.earlier.iter().map(by_year).collect(),
        }
    }

    fn heavy(&self, task: &HeavyTask) -> HeavyView {
        HeavyView {
            task: self.code(task.task),
            name: self.plan.task(task.task).name.clone(),
            allocated_millions: number::millions(task.allocated),
            share: task.share.text(),
        }
    }

    fn money_row(&self, stated: &TaskFunds<'_>) -> MoneyRow {
        let plan = self.plan;
        let value = |amount: &Option<Amount<'_>>| amount.as_ref().map(|a| a.value);
        let (allocated, disbursed) = (value(&stated.allocated), value(&stated.disbursed));
        let share = allocated.zip(disbursed);
        let share = share.and_then(|(a, d)| ratio::Share::of(d.into(), a.into()));
        let window = self.report.window;
        let last =
            plan.quarters(self.report.input.period).last().map_or(window, |p| plan.window(*p));
        let days = stated.amounts().map(|a| plan.window(a.entry.period).end);
        let oldest = days.min().filter(|day| *day < last.end);
        let mut places: Vec<MoneyPlace> = Vec::new();
        let fields = [(Field::Allocated, &stated.allocated), (Field::Disbursed, &stated.disbursed)];
        for (field, amount) in fields {
            let Some(amount) = amount else { continue };
            let Some(cell) = amount.entry.cell_name(field) else { continue };
            let (source, file) = match amount.earlier {
                Some((folder, name)) => {
                    let file = format!("{folder}/{}", clean(name));
                    let sheet = amount.entry.sheet().map(|sheet| on_sheet(&file, &clean(sheet)));
                    (None, sheet.unwrap_or(file).into())
                }
                None => {
                    let cite = self.cite(&amount.entry.cite);
                    (Some(cite.source), cite.file)
                }
            };
            match places.iter_mut().find(|place| place.file == file) {
                Some(place) => place.cells += &format!(", {cell}"),
                None => places.push(MoneyPlace { source, file, cells: cell }),
            }
        }
        MoneyRow {
            agency: self.shared_name(stated.agency),
            task: self.code(stated.task),
            source: stated.source.map(|s| s.label().into()),
            source_key: stated.source.map(|s| s.key().into()),
            allocated: allocated.map(number::dong),
            disbursed: disbursed.map(number::dong),
            share: share.map(|share| share.text()),
            until: oldest.map(date::short),
            places,
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
        // Every sender is named, even without an accepted row.
        let sent_names = |list: &[Reporter]| -> Vec<String> {
            let mut list: Vec<&Reporter> = list.iter().collect();
            list.sort_by_key(|r| self.rank(r.agency));
            let name = |r: &&Reporter| match r.state {
                State::Unusable => format!("{} (chưa có dòng hợp lệ)", self.name(r.agency)),
                State::Unread => format!("{} (chưa đọc được)", self.name(r.agency)),
                State::FiguresAlone => format!("{} (chỉ gửi bảng số liệu)", self.name(r.agency)),
                _ => self.name(r.agency),
            };
            list.iter().map(name).collect()
        };
        let missing = in_state(&|s| *s == State::Missing);
        let after = |days: &dyn Fn(&State) -> Option<i64>| -> Vec<LateView> {
            let reporters = coverage.reporters.iter();
            let mut list: Vec<(&Reporter, i64)> =
                reporters.filter_map(|r| Some((r, days(&r.state)?))).collect();
            list.sort_by_key(|(r, _)| self.rank(r.agency));
            let view = |(r, days): (&Reporter, i64)| LateView {
                agency: self.name(r.agency),
                days,
                received: r.received.map(date::short),
            };
            list.into_iter().map(view).collect()
        };
        let mut excused: Vec<(AgencyId, &str)> = coverage
            .reporters
            .iter()
            .filter_map(|r| match &r.state {
                State::Excused(reason) => Some((r.agency, reason.as_str())),
                _ => None,
            })
            .collect();
        excused.sort_by_key(|(id, _)| self.rank(*id));
        let kinds = self.sent_by_kind(coverage);
        let others = coverage.requested.iter().chain(&coverage.voluntary);
        CoverageView {
            period: coverage.period.name(),
            deadline: date::short(coverage.deadline),
            owed,
            sent: share(coverage.count(State::is_sent), owed),
            on_time: share(coverage.count(|s| *s == State::OnTime), owed),
            levels: self.levels(coverage),
            late: after(&|state| match state {
                State::Late(days) => Some(*days),
                _ => None,
            }),
            deferred: after(&|state| match state {
                State::Deferred(days) => Some(*days),
                _ => None,
            }),
            undated: names(&|s| *s == State::Undated),
            missing_count: missing.len(),
            missing: self.by_kind(&missing),
            still_open: coverage.is_open(),
            empty: names(&|s| *s == State::Empty),
            unusable: names(&|s| *s == State::Unusable),
            unread: names(&|s| *s == State::Unread),
            figures_alone: names(&|s| *s == State::FiguresAlone),
            excused: excused
                .into_iter()
                .map(|(id, reason)| ExcusedView { agency: self.name(id), reason: clean(reason) })
                .collect(),
            requested: sent_names(&coverage.requested),
            requested_silent: self.sorted_names(coverage.requested_silent.clone()),
            voluntary: sent_names(&coverage.voluntary),
            others_figures_alone: others.filter(|r| r.state == State::FiguresAlone).count(),
            all: sum_of_kinds(&kinds),
            kinds,
            scope: self.scope(coverage),
        }
    }

    /// Reports of each level that owes any.
    pub(super) fn levels(&self, coverage: &Coverage) -> Vec<LevelView> {
        let level = |id: AgencyId| level(self.plan.register.agency(id).kind);
        let of = |name: &'static str| {
            let owed: Vec<&Reporter> =
                coverage.owed().filter(|r| level(r.agency) == name).collect();
            let count = |is: &dyn Fn(&State) -> bool| owed.iter().filter(|r| is(&r.state)).count();
            (!owed.is_empty()).then(|| LevelView {
                level: name.into(),
                sent: share(count(&State::is_sent), owed.len()),
                on_time: share(count(&|s| *s == State::OnTime), owed.len()),
            })
        };
        LEVELS.into_iter().filter_map(of).collect()
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

    /// The rows with personal data, each with its cells.
    pub(super) fn personal(&self) -> Vec<LeftOutView> {
        let of_row = |cell: &PersonalCell<'_>| (cell.source, cell.sheet, cell.finding.place.row());
        let rows = self.report.personal.chunk_by(|a, b| of_row(a) == of_row(b));
        rows.filter_map(|cells| {
            let first = cells.first()?;
            let agency = first.finding.agency.as_deref();
            let agency = agency.and_then(|id| self.plan.register.by_id(id));
            let reason = |cell: &PersonalCell<'_>| ReasonView {
                code: cell.finding.code.id.into(),
                cell: cell.finding.place.cell().map(str::to_owned),
                message: clean(&match cell.finding.unlisted_message() {
                    Some(rest) => format!("{} ({rest})", cell.finding.message),
                    None => cell.finding.message.clone(),
                }),
            };
            Some(LeftOutView {
                file: self.file(first.source, first.sheet).to_string(),
                row: first.finding.place.row(),
                agency: agency.map(|id| self.name(id)),
                task: first.finding.task.clone(),
                reasons: cells.iter().map(reason).collect(),
            })
        })
        .collect()
    }

    pub(super) fn source(&self, index: usize, source: &SourceFile<'_>) -> SourceView {
        let (received, by) = match source.received {
            Received::Page(day) => (Some(day), Some("page")),
            Received::Row(day, _) => (Some(day), Some("report")),
            Received::Impossible(day) => (Some(day), Some("impossible")),
            Received::Unknown => (None, None),
        };
        SourceView {
            number: index + 1,
            file: clean(&source.name),
            agency: source.sender.map(|id| self.name(id)),
            received: received.map(date::short),
            received_by: by.map(Into::into),
            rows: source.rows,
            accepted: source.accepted,
            readable: source.readable,
            sha256: source.sha256.to_owned(),
        }
    }
}

/// Whether an amount that is printed in millions is not exact there.
fn is_rounded(year: &YearFunds<'_>) -> bool {
    let sums = year.by_source.iter().map(|source| &source.money).chain([&year.dissolved_total]);
    let amounts = sums.flat_map(|money| [money.allocated, money.disbursed]).flatten();
    let heavy = year.heavy.iter().map(|task| task.allocated);
    amounts.chain(heavy).any(|amount| amount % number::TENTH_OF_A_MILLION != 0)
}

/// The total of dissolved bodies, if any.
fn ended_total(year: &YearFunds<'_>) -> Option<MoneyView> {
    let any = !year.dissolved.is_empty();
    any.then(|| money("Cơ quan đã kết thúc hoạt động", &year.dissolved_total))
}

fn by_source(funds: &YearFunds<'_>) -> Vec<MoneyView> {
    let of = |of: &SourceFunds| MoneyView {
        key: of.source.map(|s| s.key().into()),
        agencies: of.agencies,
        ..money(of.source.map_or("Chưa ghi nguồn", |s| s.label()), &of.money)
    };
    funds.by_source.iter().map(of).collect()
}

fn money(name: &str, money: &Money) -> MoneyView {
    MoneyView {
        name: name.to_owned(),
        key: None,
        rows: money.rows,
        agencies: 0,
        allocated: money.allocated.map(number::dong),
        disbursed: money.disbursed.map(number::dong),
        allocated_millions: money.allocated.map(number::millions),
        disbursed_millions: money.disbursed.map(number::millions),
        share: money.share().map(|share| share.text()),
        share_rows: money.both_rows,
    }
}
