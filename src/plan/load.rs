//! Plan folder → [`Plan`]: every fault of every file in one go, each with file, line and column.

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::decision::{Decision, Duty, Funding, Ground, Part, Section, Solution};
use super::integrity::{self, Names};
use super::register::{Agency, AgencyId, Group, Kind, Register, Reports};
use super::reporting::{Expected, Reporting, Unit};
use super::task::{Assignment, Crc, Origin, Party, Task, TaskGroup, code_key};
use super::{Holiday, Plan, Status};
use crate::decode::yaml::{self, Fields, Node};
use crate::diag::Sink;
use crate::source::Source;

/// The files of a plan folder, in the order in which they are read and digested.
pub const FILES: [&str; 4] = ["agencies.yaml", "reporting.yaml", "plan.yaml", "appendix.yaml"];

/// The four files, as bytes, in the order of [`FILES`].
#[derive(Debug, Clone)]
pub struct PlanFiles(pub [Source; 4]);

impl PlanFiles {
    /// The plan shipped with the program.
    pub fn embedded() -> Self {
        let file = |name: &str, bytes: &[u8]| Source::new(format!("plan/{name}"), bytes);
        Self([
            file(FILES[0], include_bytes!("../../plan/agencies.yaml")),
            file(FILES[1], include_bytes!("../../plan/reporting.yaml")),
            file(FILES[2], include_bytes!("../../plan/plan.yaml")),
            file(FILES[3], include_bytes!("../../plan/appendix.yaml")),
        ])
    }

    /// SHA-256 over names, lengths and bytes, in hexadecimal.
    pub fn digest(&self) -> String {
        let mut hasher = Sha256::new();
        for (name, source) in FILES.iter().zip(&self.0) {
            hasher.update(format!("{name}\0{}\0", source.bytes.len()));
            hasher.update(&source.bytes);
        }
        hasher.finalize().iter().map(|b| format!("{b:02x}")).collect()
    }
}

/// Reads the plan. `None` when the sink took an error; warnings and notes do not stop it.
pub fn load(files: &PlanFiles, sink: &mut Sink) -> Option<Plan> {
    let roots: Vec<Option<Node>> = files.0.iter().map(|s| yaml::parse(s, sink)).collect();
    let [agencies, reporting, plan, appendix] = roots.as_slice() else { return None };
    let name = |n: usize| &files.0[n].name;

    // References into a register that could not be read would only repeat its fault.
    let mut register = agencies.as_ref().map(|root| read_agencies(root, name(0), sink))?;
    let mut cx = Loader { sink, register: &mut register };
    let reporting = reporting.as_ref().and_then(|root| cx.reporting(root, name(1)));
    let decision = plan.as_ref().and_then(|root| cx.decision(root, name(2)));
    let appendix = appendix.as_ref().and_then(|root| cx.appendix(root, name(3)));
    let (Some(reporting), Some((mut decision, mut others)), Some((title, groups, mut tasks))) =
        (reporting, decision, appendix)
    else {
        return None;
    };
    decision.appendix_title = title;
    tasks.append(&mut others);
    let plan = Plan { decision, groups, tasks, register, reporting };
    integrity::check(
        &plan,
        &Names { plan: name(2), appendix: name(3), agencies: name(0), reporting: name(1) },
        sink,
    );
    (!sink.has_errors()).then_some(plan)
}

/// `agencies.yaml`: first all agencies, then what refers to them.
fn read_agencies(root: &Node, name: &Arc<str>, sink: &mut Sink) -> Register {
    let Some(mut top) = Fields::of(root, name, sink) else { return Register::default() };
    let mut agencies: Vec<Agency> = Vec::new();
    let mut successors: Vec<Vec<(String, Node)>> = Vec::new();
    for node in top.list_required("agencies", sink) {
        let Some(mut f) = Fields::of(node, name, sink) else { continue };
        let kind = closed(&mut f, "kind", Kind::parse, KINDS, sink);
        let reports = closed(&mut f, "reports", reports_of, "duty, request hoặc none", sink);
        let id = f.text("id", sink);
        let official = f.text("name", sink);
        let agency = Agency {
            id: id.unwrap_or_default().to_owned(),
            name: official.unwrap_or_default().to_owned(),
            short: f.text_if("short", sink).map(str::to_owned),
            aliases: aliases(&mut f, name, sink),
            kind: kind.unwrap_or(Kind::Department),
            reports: reports.unwrap_or(Reports::Never),
            confirmed: f.optional("confirmed").is_none() || f.flag("confirmed", sink),
            unit: f.text_if("unit", sink).map(str::to_owned),
            district: f.text_if("district", sink).map(str::to_owned),
            former_province: f.text_if("former_province", sink).map(str::to_owned),
            valid_from: f.date_if("valid_from", sink),
            valid_to: f.date_if("valid_to", sink),
            successors: Vec::new(),
            line: f.line(),
        };
        f.text_if("basis", sink);
        let list = f.list("successors", sink);
        successors
            .push(list.iter().filter_map(|n| Some((n.text()?.to_owned(), n.clone()))).collect());
        if let Some(id) = id
            && let Some(first) = agencies.iter().find(|a| a.id == id)
        {
            integrity::duplicate_id(f.place(), id, first.line, name, sink);
        }
        f.finish(sink);
        agencies.push(agency);
    }
    for (n, wanted) in successors.into_iter().enumerate() {
        let found: Vec<AgencyId> = wanted
            .iter()
            .filter_map(|(id, node)| find_agency(&agencies, id, node, name, sink))
            .collect();
        agencies[n].successors = found;
    }
    let groups = top
        .list_required("groups", sink)
        .iter()
        .filter_map(|node| read_group(node, &agencies, name, sink))
        .collect();
    top.finish(sink);
    let mut register = Register::new(agencies);
    register.set_groups(groups);
    register
}

const KINDS: &str = "so_nganh, doan_the, tu_phap, cap_huyen, cap_xa, cap_tinh hoặc trung_uong";

fn reports_of(key: &str) -> Option<Reports> {
    Some(match key {
        "duty" => Reports::Duty,
        "request" => Reports::Request,
        "none" => Reports::Never,
        _ => return None,
    })
}

/// A required text out of a closed list.
fn closed<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    parse: impl Fn(&str) -> Option<T>,
    expected: &str,
    sink: &mut Sink,
) -> Option<T> {
    let node = fields.required(key, sink)?;
    let read = node.text().and_then(parse);
    if read.is_none() {
        fields.wrong(node, expected, sink);
    }
    read
}

/// Aliases: texts, or `{name, from}` for one used from a day on.
fn aliases(
    fields: &mut Fields<'_>,
    name: &Arc<str>,
    sink: &mut Sink,
) -> Vec<(String, Option<chrono::NaiveDate>)> {
    let mut aliases = Vec::new();
    for node in fields.list("aliases", sink) {
        if let Some(text) = node.text() {
            aliases.push((text.to_owned(), None));
        } else if let Some(mut f) = Fields::of(node, name, sink) {
            let text = f.text("name", sink).map(str::to_owned);
            let from = f.date_if("from", sink);
            f.finish(sink);
            aliases.extend(text.map(|t| (t, from)));
        }
    }
    aliases
}

fn find_agency(
    agencies: &[Agency],
    id: &str,
    node: &Node,
    name: &Arc<str>,
    sink: &mut Sink,
) -> Option<AgencyId> {
    // A register of the agencies read so far, by position only.
    let found = agencies.iter().position(|a| a.id == id).map(AgencyId::at);
    if found.is_none() {
        let near = crate::text::fold::nearest(
            id,
            agencies.iter().map(|a| (a.id.as_str(), a.id.as_str())),
            3,
        );
        integrity::unknown_agency(name, node, id, &near, sink);
    }
    found
}

fn read_group(node: &Node, agencies: &[Agency], name: &Arc<str>, sink: &mut Sink) -> Option<Group> {
    let mut f = Fields::of(node, name, sink)?;
    let id = f.text("id", sink).unwrap_or_default().to_owned();
    let title = f.text("name", sink).unwrap_or_default().to_owned();
    let mut kinds = Vec::new();
    for item in f.list("kinds", sink) {
        match item.text().and_then(Kind::parse) {
            Some(kind) => kinds.push(kind),
            None => f.wrong(item, KINDS, sink),
        }
    }
    let mut listed = |key, sink: &mut Sink| -> Vec<AgencyId> {
        let items = f.list(key, sink);
        items
            .iter()
            .filter_map(|n| find_agency(agencies, n.text().unwrap_or_default(), n, name, sink))
            .collect()
    };
    let members = listed("members", sink);
    let except = listed("except", sink);
    f.finish(sink);
    Some(Group { id, name: title, kinds, members, except })
}

/// What is read once the register is there.
struct Loader<'a> {
    sink: &'a mut Sink,
    register: &'a mut Register,
}

impl Loader<'_> {
    fn agency(&mut self, node: Option<&Node>, name: &Arc<str>) -> Option<AgencyId> {
        let node = node?;
        find_agency(
            self.register.agencies(),
            node.text().unwrap_or_default(),
            node,
            name,
            self.sink,
        )
    }

    /// An agency or a group.
    fn party(&mut self, node: &Node, name: &Arc<str>) -> Option<Party> {
        let id = node.text().unwrap_or_default();
        if let Some(group) = self.register.group_by_id(id) {
            return Some(Party::Group(group));
        }
        if let Some(agency) = self.register.by_id(id) {
            return Some(Party::Agency(agency));
        }
        let near = {
            let agencies = self.register.agencies().iter().map(|a| (a.id.as_str(), a.id.as_str()));
            let groups = self.register.groups().iter().map(|g| (g.id.as_str(), g.id.as_str()));
            crate::text::fold::nearest(id, groups.chain(agencies), 3)
        };
        integrity::unknown_agency(name, node, id, &near, self.sink);
        None
    }

    fn reporting(&mut self, root: &Node, name: &Arc<str>) -> Option<Reporting> {
        let mut f = Fields::of(root, name, self.sink)?;
        let unit = f.fields("unit", self.sink).and_then(|mut u| {
            let agency = u.required("agency", self.sink);
            let agency = self.agency(agency, name);
            let mut text = |key| u.text(key, self.sink).map(str::to_owned);
            let (abbreviation, place, signer) =
                (text("abbreviation"), text("place"), text("signer_title"));
            u.finish(self.sink);
            Some(Unit {
                agency: agency?,
                abbreviation: abbreviation?,
                place: place?,
                signer_title: signer?,
            })
        });
        let parent = f.required("parent", self.sink);
        let parent = self.agency(parent, name);
        let addressees = f.list_required("addressees", self.sink);
        let addressees = addressees.iter().filter_map(|n| self.agency(Some(n), name)).collect();
        let sink = &mut *self.sink;
        let recipients = f.texts("recipients", sink);
        let archive = f.text("archive", sink).map(str::to_owned);
        let (start_day, end_day) = match f.fields("windows", sink) {
            Some(mut w) => {
                let days = (
                    day_of_month(&mut w, "start_day", sink),
                    day_of_month(&mut w, "end_day", sink),
                );
                w.finish(sink);
                days
            }
            None => (None, None),
        };
        let working_days = f.fields("deadline", sink).and_then(|mut d| {
            let days = d.number("working_days", sink);
            d.finish(sink);
            days
        });
        let holidays =
            f.list("holidays", sink).iter().filter_map(|n| holiday(n, name, sink)).collect();
        let expected = f.list_required("expected", sink);
        let expected = expected.iter().filter_map(|n| expected_class(n, name, sink)).collect();
        let count_former_ninh_thuan = f.flag("count_former_ninh_thuan", sink);
        let labels =
            f.fields_if("statuses", sink).map(|s| status_labels(s, sink)).unwrap_or_default();
        let thresholds = f.fields("thresholds", sink).and_then(|mut t| {
            let days = (t.number("overdue_days", sink), t.number("silent_days", sink));
            t.finish(sink);
            Some((days.0?, days.1?))
        });
        f.finish(sink);
        let (overdue_days, silent_days) = thresholds?;
        Some(Reporting {
            unit: unit?,
            parent: parent?,
            addressees,
            recipients,
            archive: archive?,
            start_day: start_day?,
            end_day: end_day?,
            working_days: working_days?,
            holidays,
            expected,
            count_former_ninh_thuan,
            overdue_days,
            silent_days,
            labels,
        })
    }

    /// The decision, and what of it can be reported on beside the appendix.
    fn decision(&mut self, root: &Node, name: &Arc<str>) -> Option<(Decision, Vec<Task>)> {
        let mut f = Fields::of(root, name, self.sink)?;
        let sink = &mut *self.sink;
        let number = f.text_if("number", sink).map(str::to_owned);
        let number_as_printed = f.text_if("number_as_printed", sink).map(str::to_owned);
        let date = f.date("date", sink);
        let text = |f: &mut Fields<'_>, key, sink: &mut Sink| f.text(key, sink).map(str::to_owned);
        let issuer = text(&mut f, "issuer", sink);
        let kind = text(&mut f, "kind", sink);
        let title = text(&mut f, "title", sink);
        let grounds = f.list_required("grounds", sink);
        let grounds = grounds.iter().filter_map(|n| ground(n, name, sink)).collect();
        let opening = text(&mut f, "opening", sink);
        let purposes = f.fields("purposes", sink).and_then(|s| section(s, name, sink));
        let mut tasks = Vec::new();
        let solutions = f.fields("solutions", sink).and_then(|mut s| {
            let heading = (text(&mut s, "number", sink)?, text(&mut s, "title", sink)?);
            let items = s.list_required("items", sink);
            let items = items.iter().filter_map(|n| solution(n, name, &mut tasks, sink)).collect();
            s.finish(sink);
            Some((heading, items))
        });
        let funding = f.fields("funding", sink).and_then(|mut s| {
            let (number, title) = (text(&mut s, "number", sink), text(&mut s, "title", sink));
            let items = s.texts("items", sink);
            s.finish(sink);
            Some(Funding { number: number?, title: title?, items })
        });
        let organisation = f.fields("organisation", sink);
        let closing = text(&mut f, "closing", sink);
        let recipients = f.texts("recipients", sink);
        f.finish(sink);
        let mut duties = Vec::new();
        let organisation_heading = organisation.and_then(|mut s| {
            let heading =
                (s.text("number", self.sink)?.to_owned(), s.text("title", self.sink)?.to_owned());
            for node in s.list_required("duties", self.sink) {
                self.duty(node, name, &mut duties, &mut tasks);
            }
            s.finish(self.sink);
            Some(heading)
        });
        let (solutions_heading, solutions) = solutions?;
        let decision = Decision {
            number,
            number_as_printed,
            date: date?,
            issuer: issuer?,
            kind: kind?,
            title: title?,
            grounds,
            opening: opening?,
            purposes: purposes?,
            solutions_heading,
            solutions,
            funding: funding?,
            organisation_heading: organisation_heading?,
            duties,
            closing: closing?,
            recipients,
            appendix_title: String::new(),
        };
        Some((decision, tasks))
    }

    fn duty(
        &mut self,
        node: &Node,
        name: &Arc<str>,
        duties: &mut Vec<Duty>,
        tasks: &mut Vec<Task>,
    ) {
        let Some(mut f) = Fields::of(node, name, self.sink) else { return };
        let id = f.text("id", self.sink).unwrap_or_default().to_owned();
        let heading = f.text("heading", self.sink).unwrap_or_default().to_owned();
        let text = f.text("text", self.sink).unwrap_or_default().to_owned();
        let request = f.flag("request", self.sink);
        let holders = f.list_required("holders", self.sink);
        let holders: Vec<Party> = holders.iter().filter_map(|n| self.party(n, name)).collect();
        if tasks.iter().any(|t| t.id == id) {
            integrity::duplicate_id(f.place(), &id, 0, name, self.sink);
        }
        let line = f.line();
        f.finish(self.sink);
        tasks.push(Task {
            key: code_key(&id),
            name: Some(heading.clone()),
            parts: vec![text.clone()],
            origin: Origin::Duty { request },
            assignments: vec![Assignment { from: None, lead: None, coordinating: holders.clone() }],
            solution: None,
            due: None,
            crc: Crc::default(),
            file: "plan.yaml",
            line,
            id: id.clone(),
        });
        duties.push(Duty { id, heading, holders, text, request });
    }

    fn appendix(
        &mut self,
        root: &Node,
        name: &Arc<str>,
    ) -> Option<(String, Vec<TaskGroup>, Vec<Task>)> {
        let mut f = Fields::of(root, name, self.sink)?;
        let title = f.text("title", self.sink).map(str::to_owned);
        f.text("attached_to", self.sink);
        f.texts("columns", self.sink);
        f.text_if("crc_note", self.sink);
        let (mut groups, mut tasks) = (Vec::new(), Vec::<Task>::new());
        for node in f.list_required("groups", self.sink) {
            let Some(mut g) = Fields::of(node, name, self.sink) else { continue };
            let id = g.text("id", self.sink).unwrap_or_default().to_owned();
            let title = g.text("title", self.sink).unwrap_or_default().to_owned();
            for task in g.list_required("tasks", self.sink) {
                let Some(task) = self.task(task, groups.len(), name) else { continue };
                if let Some(first) = tasks.iter().find(|t| t.id == task.id) {
                    let place = crate::diag::Place::text(name, task.line, 1);
                    integrity::duplicate_id(place, &task.id, first.line, name, self.sink);
                }
                tasks.push(task);
            }
            g.finish(self.sink);
            groups.push(TaskGroup { id, title });
        }
        f.finish(self.sink);
        Some((title?, groups, tasks))
    }

    fn task(&mut self, node: &Node, group: usize, name: &Arc<str>) -> Option<Task> {
        let mut f = Fields::of(node, name, self.sink)?;
        let id = f.text("id", self.sink).unwrap_or_default().to_owned();
        let mut parts = f.texts("parts", self.sink);
        if parts.is_empty() {
            parts.extend(f.text("text", self.sink).map(str::to_owned));
        }
        let mut assignments = vec![self.assignment(&mut f, name)];
        for node in f.list("assignments", self.sink) {
            if let Some(mut a) = Fields::of(node, name, self.sink) {
                let mut assignment = self.assignment(&mut a, name);
                assignment.from = a.date("from", self.sink);
                a.finish(self.sink);
                assignments.push(assignment);
            }
        }
        assignments.sort_by_key(|a| a.from);
        let solution = f.text("solution", self.sink).map(str::to_owned);
        let due = f.date_if("due", self.sink);
        let crc = f.fields_if("crc", self.sink).map_or_else(Crc::default, |mut c| {
            let crc = Crc {
                paragraphs: c.texts("paragraphs", self.sink),
                clusters: c.texts("clusters", self.sink),
            };
            c.finish(self.sink);
            crc
        });
        let line = f.line();
        f.finish(self.sink);
        Some(Task {
            key: code_key(&id),
            id,
            name: None,
            parts,
            origin: Origin::Appendix { group },
            assignments,
            solution,
            due,
            crc,
            file: "appendix.yaml",
            line,
        })
    }

    fn assignment(&mut self, f: &mut Fields<'_>, name: &Arc<str>) -> Assignment {
        let lead = f.required("lead", self.sink);
        let lead = self.agency(lead, name);
        let nodes = f.list_required("coordinating", self.sink);
        let coordinating: Vec<Party> = nodes.iter().filter_map(|n| self.party(n, name)).collect();
        if let (Some(lead), Some(at)) = (
            lead,
            nodes
                .iter()
                .find(|n| lead.is_some_and(|l| n.text() == Some(&self.register.agency(l).id))),
        ) {
            integrity::lead_also_coordinates(name, at, &self.register.agency(lead).name, self.sink);
        }
        Assignment { from: None, lead, coordinating }
    }
}

/// The words documents use for the statuses, by key.
fn status_labels(mut f: Fields<'_>, sink: &mut Sink) -> BTreeMap<Status, String> {
    let labels = Status::ALL
        .iter()
        .filter_map(|status| Some((*status, f.text_if(status.key(), sink)?.to_owned())))
        .collect();
    f.finish(sink);
    labels
}

fn day_of_month(f: &mut Fields<'_>, key: &'static str, sink: &mut Sink) -> Option<u32> {
    let node = f.required(key, sink)?;
    let day = node.text().and_then(|t| t.parse().ok()).filter(|d| (1..=28).contains(d));
    if day.is_none() {
        f.wrong(node, "một ngày trong tháng, từ 1 đến 28", sink);
    }
    day
}

fn holiday(node: &Node, name: &Arc<str>, sink: &mut Sink) -> Option<Holiday> {
    let mut f = Fields::of(node, name, sink)?;
    let (date, title) = (f.date("date", sink), f.text("name", sink).map(str::to_owned));
    f.text_if("basis", sink);
    f.finish(sink);
    Some(Holiday { date: date?, name: title? })
}

fn expected_class(node: &Node, name: &Arc<str>, sink: &mut Sink) -> Option<Expected> {
    let mut f = Fields::of(node, name, sink)?;
    let mut kinds = Vec::new();
    for item in f.list_required("kinds", sink) {
        match item.text().and_then(Kind::parse) {
            Some(kind) => kinds.push(kind),
            None => f.wrong(item, KINDS, sink),
        }
    }
    let class = Expected {
        kinds,
        from: f.date_if("from", sink),
        to: f.date_if("to", sink),
        former_province: f.text_if("former_province", sink).map(str::to_owned),
    };
    f.finish(sink);
    Some(class)
}

fn ground(node: &Node, name: &Arc<str>, sink: &mut Sink) -> Option<Ground> {
    let mut f = Fields::of(node, name, sink)?;
    let mut text = |key| f.text(key, sink).map(str::to_owned);
    let (kind, number, issuer) = (text("kind"), text("number"), text("issuer"));
    let date = f.date("date", sink);
    let subject = f.text_if("subject", sink).map(str::to_owned);
    f.finish(sink);
    Some(Ground { kind: kind?, number: number?, date: date?, issuer: issuer?, subject })
}

fn section(mut f: Fields<'_>, name: &Arc<str>, sink: &mut Sink) -> Option<Section> {
    let (number, title) = (f.text("number", sink), f.text("title", sink));
    let parts = f
        .list_required("parts", sink)
        .iter()
        .filter_map(|node| {
            let mut p = Fields::of(node, name, sink)?;
            let (number, title) = (p.text("number", sink), p.text("title", sink));
            let items = p.texts("items", sink);
            p.finish(sink);
            Some(Part { number: number?.to_owned(), title: title?.to_owned(), items })
        })
        .collect();
    f.finish(sink);
    Some(Section { number: number?.to_owned(), title: title?.to_owned(), parts })
}

/// A solution; one without an appendix row can be reported on, by any agency.
fn solution(
    node: &Node,
    name: &Arc<str>,
    tasks: &mut Vec<Task>,
    sink: &mut Sink,
) -> Option<Solution> {
    let mut f = Fields::of(node, name, sink)?;
    let id = f.text("id", sink).unwrap_or_default().to_owned();
    let text = f.text("text", sink).unwrap_or_default().to_owned();
    let short = f.text_if("name", sink).map(str::to_owned);
    let reportable = f.flag("reportable", sink);
    let line = f.line();
    f.finish(sink);
    if reportable {
        tasks.push(Task {
            key: code_key(&id),
            id: id.clone(),
            name: short,
            parts: vec![text.clone()],
            origin: Origin::Solution,
            assignments: vec![Assignment { from: None, lead: None, coordinating: Vec::new() }],
            solution: None,
            due: None,
            crc: Crc::default(),
            file: "plan.yaml",
            line,
        });
    }
    Some(Solution { id, text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Lookup, Period, Role};
    use chrono::NaiveDate;

    fn shipped() -> Plan {
        let mut sink = Sink::new();
        let plan = load(&PlanFiles::embedded(), &mut sink);
        plan.unwrap_or_else(|| panic!("{:#?}", sink.found()))
    }

    fn ymd(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    fn who(plan: &Plan, written: &str, on: NaiveDate) -> String {
        match plan.register.lookup(written, on) {
            Lookup::One(id) => plan.register.agency(id).id.clone(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn the_shipped_plan_loads_with_notes_only() {
        let mut sink = Sink::new();
        let plan = load(&PlanFiles::embedded(), &mut sink).unwrap();
        let codes: Vec<_> = sink.found().iter().map(|d| d.code.id).collect();
        assert_eq!(codes, ["P014", "P013"]);
        assert_eq!(plan.appendix().count(), 20);
        assert_eq!(plan.tasks.len(), 20 + 2 + 7);
    }

    #[test]
    fn names_are_found_as_people_write_them() {
        let plan = shipped();
        let day = ymd(2025, 9, 14);
        for (written, id) in [
            ("Sở Y tế", "so-y-te"),
            ("SỞ Y TẾ", "so-y-te"),
            ("sở y tế tỉnh Khánh Hoà", "so-y-te"),
            ("Sở Y tế Khánh Hòa", "so-y-te"),
            ("so-y-te", "so-y-te"),
            ("SYT", "so-y-te"),
            ("Sở GD&ĐT", "so-giao-duc-va-dao-tao"),
            ("Công an tỉnh Khánh Hòa", "cong-an-tinh"),
            ("Công an tỉnh", "cong-an-tinh"),
            ("Thống kê tỉnh", "chi-cuc-thong-ke-tinh"),
            ("UBND phường Nha Trang", "ubnd-phuong-nha-trang"),
            ("Ủy ban nhân dân phường Nha Trang", "ubnd-phuong-nha-trang"),
            ("P. Nha Trang", "ubnd-phuong-nha-trang"),
            ("UBND P.Nha Trang tỉnh Khánh Hòa", "ubnd-phuong-nha-trang"),
            ("Phường Bắc Nha Trang", "ubnd-phuong-bac-nha-trang"),
            ("UBND TP Nha Trang", "ubnd-thanh-pho-nha-trang"),
            ("xã Vạn Thắng", "ubnd-xa-van-thang"),
            ("UBND đặc khu Trường Sa", "ubnd-dac-khu-truong-sa"),
            ("UBND tỉnh", "ubnd-tinh"),
        ] {
            assert_eq!(who(&plan, written, day), id, "{written}");
        }
    }

    #[test]
    fn the_day_tells_a_former_commune_from_a_present_one() {
        let plan = shipped();
        assert_eq!(
            who(&plan, "UBND xã Vạn Thắng", ymd(2025, 6, 14)),
            "ubnd-xa-van-thang--huyen-van-ninh"
        );
        assert_eq!(who(&plan, "UBND xã Vạn Thắng", ymd(2025, 9, 14)), "ubnd-xa-van-thang");
    }

    #[test]
    fn bare_names_and_groups_are_not_guessed() {
        let plan = shipped();
        let day = ymd(2025, 9, 14);
        assert!(matches!(plan.register.lookup("Vạn Ninh", day), Lookup::One(_) | Lookup::Many(_)));
        assert!(matches!(plan.register.lookup("UBND cấp xã", day), Lookup::Group(_)));
        assert!(matches!(
            plan.register.lookup("Các sở, ban, ngành, đoàn thể liên quan", day),
            Lookup::Group(_)
        ));
        assert_eq!(plan.register.lookup("Sở Y Tếế", day), Lookup::Nobody);
        let near = plan.register.nearest("Sở Y Tếế", day, 3);
        assert_eq!(plan.register.agency(near[0]).id, "so-y-te");
    }

    #[test]
    fn roles_follow_the_appendix() {
        let plan = shipped();
        let day = ymd(2025, 9, 14);
        let role = |task: &str, agency: &str| {
            plan.role(plan.find_task(task).unwrap(), plan.register.by_id(agency).unwrap(), day)
        };
        assert_eq!(role("I.1", "so-y-te"), Some(Role::Lead));
        assert_eq!(role("i-1", "so-tu-phap"), Some(Role::Coordinating));
        assert_eq!(role("I.1", "ubnd-phuong-nha-trang"), Some(Role::Coordinating));
        assert_eq!(role("III.1", "ubnd-phuong-nha-trang"), None);
        assert_eq!(role("IV.5", "ubnd-phuong-nha-trang"), None);
        assert_eq!(role("TC.3", "toa-an-nhan-dan-tinh"), Some(Role::Coordinating));
        assert_eq!(role("TC.3", "so-y-te"), None);
    }

    #[test]
    fn who_owes_a_report_changes_with_the_merger() {
        let plan = shipped();
        let count = |period: Period| {
            let expected = plan.expected(plan.window(period));
            expected.iter().filter(|id| plan.register.agency(**id).unit.is_some()).count()
        };
        assert_eq!(count(Period::Quarter(2025, 2)), 9);
        assert_eq!(count(Period::Quarter(2025, 3)), 41);
        assert_eq!(plan.deadline(Period::Quarter(2025, 2)), ymd(2025, 6, 17));
    }
}
