//! [`Report`] → [`View`]: dates, amounts, names and choices written out. No sentence is made here.

use super::text::{clean, paragraphs};
use super::view::*;
use crate::consolidate::{
    Addressee, Changes, Cite, Coverage, Entry, Figures, LeftOut, Money, Report, Reporter, Said,
    SourceFile, State, TaskState, Timing,
};
use crate::plan::{AgencyId, Kind, Plan, Role, Status, TaskId};
use crate::submission::Field;
use crate::text::{collate, date, number};

/// The view of a report. `plan_digest` is the SHA-256 of the plan folder.
pub fn view(report: &Report<'_>, plan_digest: &str) -> View {
    let builder = Builder { report, plan: report.input.plan };
    builder.view(plan_digest)
}

struct Builder<'r, 'a> {
    report: &'r Report<'a>,
    plan: &'a Plan,
}

impl Builder<'_, '_> {
    fn view(&self, plan_digest: &str) -> View {
        let report = self.report;
        let input = &report.input;
        let (requests, beside): (Vec<_>, Vec<_>) =
            report.beside.iter().partition(|t| self.plan.task(t.id).is_request());
        let commentary = &input.page.commentary;
        let cleaned = |texts: &[String]| texts.iter().map(|t| clean(t)).collect();
        View {
            schema: SCHEMA,
            period: PeriodView {
                id: input.period.id(),
                name: input.period.name(),
                from: date::short(report.window.start),
                to: date::short(report.window.end),
                year: input.period.year(),
                is_long: self.plan.parts(input.period).len() > 1,
                missing_parts: report.missing_parts.iter().map(|p| p.name()).collect(),
            },
            previous: report.previous.map(|p| NamedPeriod { id: p.id(), name: p.name() }),
            as_of: date::short(input.as_of),
            notice: input.page.notice.as_deref().map(clean),
            data_errors: report.data_errors,
            head: self.head(),
            plan: self.plan_view(plan_digest),
            agencies_consolidated: self.consolidated().len(),
            figures: self.figures(&report.figures),
            changes: report.changes.as_ref().map(|c| self.changes(c)),
            groups: self.groups(),
            beside: self.tasks_beside(&beside),
            requests: self.tasks_beside(&requests),
            documents_count: report.documents.iter().map(|d| d.documents.len()).sum(),
            documents: self.documents(),
            funds: self.funds(),
            coverage: report.coverage.iter().map(|c| self.coverage(c)).collect(),
            commentary: CommentaryView {
                remarks: cleaned(&commentary.remarks),
                assessment: cleaned(&commentary.assessment),
                directions: cleaned(&commentary.directions),
                recommendations: cleaned(&commentary.recommendations),
            },
            difficulties: report.difficulties.iter().map(|s| self.said(s)).collect(),
            next: report.next.iter().map(|s| self.said(s)).collect(),
            proposals: self.proposals(),
            matrix: self.matrix(),
            left_out: report.left_out.iter().map(|l| self.left_out(l)).collect(),
            sources: report.sources.iter().enumerate().map(|(n, s)| self.source(n, s)).collect(),
        }
    }

    fn head(&self) -> Head {
        let reporting = &self.plan.reporting;
        let document = &self.report.input.page.document;
        let unit = self.name(reporting.unit.agency);
        Head {
            parent: self.name(reporting.parent).to_uppercase(),
            unit: unit.to_uppercase(),
            unit_name: unit,
            abbreviation: reporting.unit.abbreviation.clone(),
            number: document.number.as_deref().map(padded_number),
            place: reporting.unit.place.clone(),
            date: document.date.map(date::long),
            date_year: chrono::Datelike::year(&self.report.input.as_of),
            addressees: reporting.addressees.iter().map(|a| self.name(*a)).collect(),
            recipients: reporting.recipients.clone(),
            archive: reporting.archive.clone(),
            signer_title: reporting.unit.signer_title.to_uppercase(),
            signer: document.signer.as_deref().map(clean),
        }
    }

    fn plan_view(&self, digest: &str) -> PlanView {
        let decision = &self.plan.decision;
        let mut letters = decision.title.chars();
        let title = match letters.next() {
            Some(first) => first.to_lowercase().chain(letters).collect(),
            None => String::new(),
        };
        PlanView {
            kind: decision.kind.clone(),
            number: decision.number.clone(),
            sign: decision
                .number_as_printed
                .as_deref()
                .and_then(|printed| printed.rsplit_once('/'))
                .map(|(_, sign)| sign.trim().to_owned())
                .unwrap_or_default(),
            date: date::short(decision.date),
            issuer: decision.issuer.clone(),
            title,
            sha256: digest.to_owned(),
        }
    }

    fn name(&self, id: AgencyId) -> String {
        self.plan.register.agency(id).name.clone()
    }

    fn names(&self, ids: &[AgencyId]) -> Vec<String> {
        ids.iter().map(|id| self.name(*id)).collect()
    }

    /// Agencies with at least one row that counts, by kind and name.
    fn consolidated(&self) -> Vec<AgencyId> {
        let report = self.report;
        let mut ids: Vec<AgencyId> = report
            .tasks
            .iter()
            .chain(&report.beside)
            .flat_map(|t| t.entry.iter().chain(&t.others))
            .map(|e| e.agency)
            .collect();
        ids.sort_by_cached_key(|id| self.order(*id));
        ids.dedup();
        ids
    }

    fn order(&self, id: AgencyId) -> (Kind, collate::Key, AgencyId) {
        let agency = self.plan.register.agency(id);
        (agency.kind, collate::key(&agency.name), id)
    }

    fn code(&self, id: TaskId) -> String {
        self.plan.task(id).id.clone()
    }

    fn codes(&self, ids: &[TaskId]) -> Vec<String> {
        ids.iter().map(|id| self.code(*id)).collect()
    }

    fn figures(&self, figures: &Figures) -> FiguresView {
        let all = figures.tasks.len();
        let counted = |tasks: Vec<String>| CountedTasks { share: share(tasks.len(), all), tasks };
        let days = self.plan.reporting.overdue_days;
        let overdue = |keep: &dyn Fn(i64) -> bool| {
            let kept = figures.overdue.iter().filter(|(_, days)| keep(*days));
            counted(kept.map(|(id, days)| format!("{} ({days} ngày)", self.code(*id))).collect())
        };
        FiguresView {
            tasks: all,
            by_status: READING_ORDER
                .iter()
                .map(|status| StatusCount {
                    key: status.key(),
                    label: self.plan.reporting.label(*status).to_owned(),
                    share: share(figures.count(*status), all),
                    tasks: figures
                        .by_status
                        .get(status)
                        .map(|ids| self.codes(ids))
                        .unwrap_or_default(),
                })
                .collect(),
            unreported: counted(self.codes(&figures.unreported)),
            overdue: overdue(&|_| true),
            overdue_low: overdue(&|d| d <= i64::from(days)),
            overdue_high: overdue(&|d| d > i64::from(days)),
            overdue_days: days,
            on_time: counted(self.codes(&figures.on_time)),
            no_date: counted(self.codes(&figures.no_date)),
            mean_progress: figures.mean_progress.map(percent),
            mean_over: figures.mean_over,
        }
    }

    fn changes(&self, changes: &Changes) -> ChangesView {
        let moved = |ids: &[TaskId], word: &str| {
            ids.iter()
                .map(|id| {
                    let state = self.report.tasks.iter().find(|t| t.id == *id);
                    let now = state.and_then(|s| s.entry.as_ref()).and_then(|e| e.progress);
                    let before = state.and_then(|s| s.before).and_then(|b| b.progress);
                    match (before, now) {
                        (Some(before), Some(now)) if before != now => {
                            format!(
                                "{} (từ {} {word} {})",
                                self.code(*id),
                                percent(before),
                                percent(now)
                            )
                        }
                        _ => self.code(*id),
                    }
                })
                .collect()
        };
        let mut first_time = changes.first_time.clone();
        first_time.sort_by_cached_key(|id| self.order(*id));
        ChangesView {
            finished: self.codes(&changes.finished),
            started: self.codes(&changes.started),
            advanced: moved(&changes.advanced, "lên"),
            went_back: moved(&changes.went_back, "xuống"),
            paused: self.codes(&changes.paused),
            newly_late: self.codes(&changes.newly_late),
            without_before: self.codes(&changes.without_before),
            without_now: self.codes(&changes.without_now),
            first_time: self.names(&first_time),
            fell_silent: self.names(&changes.fell_silent),
        }
    }

    fn groups(&self) -> Vec<GroupView> {
        let groups = self.plan.groups.iter().enumerate();
        groups
            .map(|(n, group)| GroupView {
                id: group.id.clone(),
                number: n + 1,
                title: group.title.clone(),
                figures: self.figures(&self.report.groups[n]),
                tasks: self
                    .report
                    .tasks
                    .iter()
                    .filter(|t| t.group == Some(n))
                    .enumerate()
                    .map(|(m, t)| self.task(t, m + 1))
                    .collect(),
            })
            .collect()
    }

    fn tasks_beside(&self, states: &[&TaskState<'_>]) -> Vec<TaskView> {
        states.iter().map(|t| self.task(t, 0)).collect()
    }

    fn task(&self, state: &TaskState<'_>, number: usize) -> TaskView {
        let task = self.plan.task(state.id);
        let entry = state.entry.as_ref();
        let status_label = match entry {
            Some(entry) => self.label(entry.status),
            None if state.left_out => "Số liệu còn lỗi".to_owned(),
            None if state.lead.is_some() => "Chưa có báo cáo".to_owned(),
            None => String::new(),
        };
        let (timing, timing_label) = timing(state.timing);
        let text = task.text();
        let brief = brief(&text);
        TaskView {
            id: task.id.clone(),
            number,
            letter: list_letter(number.saturating_sub(1)),
            is_cut: brief.len() < text.len(),
            brief: brief.to_owned(),
            name: task.name.clone(),
            parts: task.parts.clone(),
            lead: state.lead.map(|id| self.name(id)),
            status: entry.map(|e| e.status.key()),
            status_label,
            progress: entry.and_then(|e| e.progress).map(percent),
            change: state.change().map(signed),
            before: state.before.map(|b| match b.progress {
                Some(progress) => format!("{}, {}", self.label(b.status), percent(progress)),
                None => self.label(b.status),
            }),
            due: state.due.map(date::short),
            timing,
            timing_label,
            left_out: state.left_out,
            silent_days: state.silent_days,
            result: entry.map(|e| paragraphs(e.text(Field::Result))).unwrap_or_default(),
            difficulty: entry.map(|e| paragraphs(e.text(Field::Difficulty))).unwrap_or_default(),
            path: state
                .path
                .iter()
                .map(|s| StepView {
                    period: s.period.name(),
                    status_label: self.label(s.status),
                    progress: s.progress.map(percent),
                })
                .collect(),
            others: state.others.iter().map(|e| self.entry(e)).collect(),
            cite: entry.map(|e| self.cite(&e.cite)),
        }
    }

    fn label(&self, status: Status) -> String {
        self.plan.reporting.label(status).to_owned()
    }

    fn entry(&self, entry: &Entry<'_>) -> EntryView {
        EntryView {
            agency: self.name(entry.agency),
            status_label: self.label(entry.status),
            progress: entry.progress.map(percent),
            result: paragraphs(entry.text(Field::Result)),
            difficulty: paragraphs(entry.text(Field::Difficulty)),
            cite: self.cite(&entry.cite),
        }
    }

    fn cite(&self, cite: &Cite) -> CiteView {
        CiteView {
            source: cite.source + 1,
            file: self.report.sources[cite.source].name.clone(),
            row: cite.row,
            cell: cite.cell.clone(),
        }
    }

    fn documents(&self) -> Vec<DocumentsView> {
        let documents = self.report.documents.iter();
        documents
            .map(|d| DocumentsView {
                agency: self.name(d.agency),
                documents: d
                    .documents
                    .iter()
                    .map(|i| CitedText {
                        text: match i.date {
                            Some(day) => format!("{} ngày {}", clean(&i.number), date::short(day)),
                            None => clean(&i.number),
                        },
                        cite: self.cite(&i.cite),
                    })
                    .collect(),
            })
            .collect()
    }

    fn funds(&self) -> FundsView {
        let funds = &self.report.funds;
        let mut by_agency = funds.by_agency.clone();
        by_agency.sort_by_cached_key(|(id, _)| self.order(*id));
        let mut rows: Vec<&Entry<'_>> = funds.entries.iter().collect();
        rows.sort_by_cached_key(|e| (self.order(e.agency), e.task));
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
            .filter_map(|(field, _)| entry.cell(*field).cell)
            .collect();
        let share = entry.allocated.zip(entry.disbursed).and_then(|(a, d)| number::share(d, a));
        MoneyRow {
            agency: self.name(entry.agency),
            task: self.code(entry.task),
            source: entry.funds.map(|s| s.label().to_owned()),
            allocated: entry.allocated.map(number::dong),
            disbursed: entry.disbursed.map(number::dong),
            share: share.map(percent),
            cells: cells.join(", "),
            cite: self.cite(&entry.cite),
        }
    }

    fn coverage(&self, coverage: &Coverage) -> CoverageView {
        let owed = coverage.owed().count();
        let in_state = |is: &dyn Fn(&State) -> bool| -> Vec<AgencyId> {
            let mut ids: Vec<AgencyId> =
                coverage.reporters.iter().filter(|r| is(&r.state)).map(|r| r.agency).collect();
            ids.sort_by_cached_key(|id| self.order(*id));
            ids
        };
        let names = |is: &dyn Fn(&State) -> bool| self.names(&in_state(is));
        let sent_names = |list: &[Reporter]| {
            let mut ids: Vec<AgencyId> =
                list.iter().filter(|r| r.rows > 0).map(|r| r.agency).collect();
            ids.sort_by_cached_key(|id| self.order(*id));
            self.names(&ids)
        };
        let missing = in_state(&|s| *s == State::Missing);
        let mut late: Vec<&Reporter> =
            coverage.reporters.iter().filter(|r| matches!(r.state, State::Late(_))).collect();
        late.sort_by_cached_key(|r| self.order(r.agency));
        let excused = coverage.reporters.iter().filter_map(|r| match &r.state {
            State::Excused(reason) => {
                Some(ExcusedView { agency: self.name(r.agency), reason: clean(reason) })
            }
            _ => None,
        });
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
            excused: excused.collect(),
            requested: sent_names(&coverage.requested),
            requested_silent: self.names(&coverage.requested_silent),
            voluntary: sent_names(&coverage.voluntary),
        }
    }

    fn by_kind(&self, ids: &[AgencyId]) -> Vec<NamesByKind> {
        let kinds = Kind::ALL.iter().map(|(kind, _, label)| NamesByKind {
            kind: label,
            names: ids
                .iter()
                .filter(|id| self.plan.register.agency(**id).kind == *kind)
                .map(|id| self.name(*id))
                .collect(),
        });
        kinds.filter(|k| !k.names.is_empty()).collect()
    }

    fn said(&self, said: &Said) -> SaidView {
        let once = |texts: &mut Vec<String>, text: String| {
            if !texts.contains(&text) {
                texts.push(text);
            }
        };
        let (mut tasks, mut by) = (Vec::new(), Vec::new());
        for (agency, task, _) in &said.by {
            once(&mut tasks, self.code(*task));
            once(&mut by, self.name(*agency));
        }
        SaidView {
            tasks,
            text: paragraphs(&said.text),
            by,
            cites: said.by.iter().map(|(.., cite)| self.cite(cite)).collect(),
        }
    }

    fn proposals(&self) -> Vec<ProposalsView> {
        let unit = self.name(self.plan.reporting.unit.agency);
        let parent = self.name(self.plan.reporting.parent);
        let proposals = self.report.proposals.iter();
        proposals
            .map(|(addressee, said)| ProposalsView {
                addressee: match addressee {
                    Addressee::HealthMinistry => "Đối với Bộ Y tế".to_owned(),
                    Addressee::Central => "Đối với bộ, ngành Trung ương khác".to_owned(),
                    Addressee::Province => format!("Đối với {parent}"),
                    Addressee::Unit => format!("Đối với {unit}"),
                    Addressee::Agencies => "Đối với các cơ quan, địa phương khác".to_owned(),
                    Addressee::Unnamed => "Kiến nghị không nêu rõ cơ quan".to_owned(),
                },
                said: said.iter().map(|s| self.said(s)).collect(),
            })
            .collect()
    }

    fn matrix(&self) -> MatrixView {
        let report = self.report;
        let entries = || report.tasks.iter().flat_map(|t| t.entry.iter().chain(&t.others));
        let mut agencies: Vec<AgencyId> = entries().map(|e| e.agency).collect();
        agencies.sort_by_cached_key(|id| self.order(*id));
        agencies.dedup();
        let rows = agencies.into_iter().map(|agency| {
            let of_agency: Vec<&Entry<'_>> = entries().filter(|e| e.agency == agency).collect();
            let cell = |task: &TaskState<'_>| {
                let entry = of_agency.iter().find(|e| e.task == task.id)?;
                Some(MatrixCell {
                    letter: letter(entry.status),
                    key: entry.status.key(),
                    lead: entry.role == Some(Role::Lead),
                    cite: self.cite(&entry.cite),
                })
            };
            MatrixRow {
                agency: self.name(agency),
                cells: report.tasks.iter().map(cell).collect(),
                source: of_agency.first().map_or(0, |e| e.cite.source + 1),
            }
        });
        MatrixView {
            tasks: report.tasks.iter().map(|t| self.code(t.id)).collect(),
            legend: READING_ORDER
                .iter()
                .map(|s| Letter { letter: letter(*s), key: s.key(), label: self.label(*s) })
                .collect(),
            rows: rows.collect(),
        }
    }

    fn left_out(&self, left: &LeftOut) -> LeftOutView {
        LeftOutView {
            file: left.file.clone(),
            row: left.row,
            agency: left.agency.map(|id| self.name(id)),
            task: left.task.clone(),
            reasons: left
                .reasons
                .iter()
                .map(|(code, cell, message)| ReasonView {
                    code,
                    cell: cell.clone(),
                    message: clean(message),
                })
                .collect(),
        }
    }

    fn source(&self, index: usize, source: &SourceFile<'_>) -> SourceView {
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

fn share(count: usize, of: usize) -> Share {
    let as_number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Share { count, of, percent: number::share(as_number(count), as_number(of)).map(percent) }
}

fn percent(hundredths: i64) -> String {
    format!("{}%", number::hundredths(hundredths))
}

/// A change in points with its sign: `+5`, `-2,5`, `0`.
fn signed(hundredths: i64) -> String {
    let text = number::hundredths(hundredths);
    if hundredths > 0 { format!("+{text}") } else { text }
}

/// Numbers under ten have a leading zero (Nghị định 30/2020/NĐ-CP, phụ lục I).
fn padded_number(written: &str) -> String {
    let written = clean(written);
    if written.len() == 1 && written.bytes().all(|b| b.is_ascii_digit()) {
        format!("0{written}")
    } else {
        written
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

fn timing(timing: Timing) -> (&'static str, String) {
    match timing {
        Timing::Done => ("done", "Đã hoàn thành".to_owned()),
        Timing::OnTime => ("on_time", "Trong hạn".to_owned()),
        Timing::Overdue(days) => ("overdue", format!("Quá hạn {days} ngày")),
        Timing::NoDate => ("no_date", "Không đặt thời hạn".to_owned()),
        Timing::Unknown => ("unknown", String::new()),
    }
}

/// The letters of a list as Vietnamese documents run them.
fn list_letter(index: usize) -> &'static str {
    const LETTERS: [&str; 20] = [
        "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s",
        "t", "u",
    ];
    LETTERS.get(index).copied().unwrap_or("-")
}

/// The beginning of a wording up to the end of a clause, short enough to be taken in at once where
/// the wording allows it; the whole wording where it is short.
fn brief(text: &str) -> &str {
    const ENOUGH: usize = 260;
    let Some((limit, _)) = text.char_indices().nth(ENOUGH) else { return text };
    let ends = ['.', ';', ':'];
    let end = text[..limit].rfind(ends).or_else(|| text[limit..].find(ends).map(|at| limit + at));
    end.map_or(text, |end| &text[..end])
}

/// The statuses in the order in which a reader wants them: what is done first.
const READING_ORDER: [Status; 6] = [
    Status::Complete,
    Status::Ongoing,
    Status::InProgress,
    Status::Paused,
    Status::NotStarted,
    Status::Nothing,
];

/// The letter of a status in the grid; one that cannot be taken for another.
fn letter(status: Status) -> &'static str {
    match status {
        Status::NotStarted => "C",
        Status::InProgress => "Đ",
        Status::Ongoing => "X",
        Status::Complete => "H",
        Status::Paused => "T",
        Status::Nothing => "K",
    }
}
