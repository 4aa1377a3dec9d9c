//! `plan.yaml` → [`Decision`], and its reportable tasks outside the appendix.

use std::sync::Arc;

use super::{Loader, owned};
use crate::decode::yaml::{Fields, Node};
use crate::diag::Sink;
use crate::plan::decision::{Decision, Duty, Funding, Ground, Part, Section, Solution};
use crate::plan::integrity;
use crate::plan::task::{Assignment, Crc, Origin, Party, Task};
use crate::text::fold;

impl Loader<'_> {
    /// The decision, and the solutions and duties that are tasks of their own.
    pub(super) fn decision(&mut self, root: &Node) -> Option<(Decision, Vec<Task>)> {
        let name = self.name;
        let mut f = Fields::of(root, name, self.sink)?;
        let sink = &mut *self.sink;
        let number = f.text_if("number", sink).map(str::to_owned);
        let number_as_printed = f.text_if("number_as_printed", sink).map(str::to_owned);
        if number.is_none() {
            let printed = number_as_printed.as_deref().unwrap_or_default();
            integrity::number_unknown(f.at("number").place(name), printed, sink);
        }
        let date = f.date("date", sink);
        let issuer = owned(&mut f, "issuer", sink);
        let kind = owned(&mut f, "kind", sink);
        let title = owned(&mut f, "title", sink);
        let grounds = f.list_required("grounds", sink);
        let grounds = grounds.iter().filter_map(|n| ground(n, name, sink)).collect();
        let opening = owned(&mut f, "opening", sink);
        let purposes = f.fields("purposes", sink).and_then(|s| section(s, name, sink));
        let funding = f.fields("funding", sink).and_then(|s| funding(s, sink));
        let closing = owned(&mut f, "closing", sink);
        let recipients = f.texts("recipients", sink);
        let solutions = f.fields("solutions", sink);
        let organisation = f.fields("organisation", sink);
        f.finish(sink);
        let mut tasks = Vec::new();
        let solutions = solutions.and_then(|s| self.solutions(s, &mut tasks));
        let organisation = organisation.and_then(|s| self.organisation(s, &mut tasks));
        let (solutions_heading, solutions) = solutions?;
        let (organisation_heading, duties) = organisation?;
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
            organisation_heading,
            duties,
            closing: closing?,
            recipients,
            appendix_title: String::new(),
            appendix_attached_to: String::new(),
            crc_note: None,
        };
        Some((decision, tasks))
    }

    /// Number and title of section II, and the solutions.
    fn solutions(
        &mut self,
        mut f: Fields<'_>,
        tasks: &mut Vec<Task>,
    ) -> Option<((String, String), Vec<Solution>)> {
        let number = owned(&mut f, "number", self.sink);
        let title = owned(&mut f, "title", self.sink);
        let nodes = f.list_required("items", self.sink);
        f.finish(self.sink);
        let solutions: Vec<Solution> =
            nodes.iter().filter_map(|node| self.solution(node, tasks)).collect();
        if !solutions.is_empty() && solutions.len() == nodes.len() {
            self.solutions = Some(solutions.iter().map(|s| s.id.clone()).collect());
        }
        Some(((number?, title?), solutions))
    }

    /// A solution; one without an appendix row is reportable by any agency.
    fn solution(&mut self, node: &Node, tasks: &mut Vec<Task>) -> Option<Solution> {
        let mut f = Fields::of(node, self.name, self.sink)?;
        let id = owned(&mut f, "id", self.sink);
        let text = owned(&mut f, "text", self.sink).unwrap_or_default();
        let short = f.text_if("name", self.sink).map(str::to_owned);
        let reportable = f.flag("reportable", self.sink);
        let (line, at) = (f.line(), f.at("id"));
        f.finish(self.sink);
        let id = id?;
        self.claim(&id, at);
        if reportable {
            tasks.push(Task {
                name: short,
                ..task_outside_appendix(&id, &text, Origin::Solution, Vec::new(), line)
            });
        }
        Some(Solution { id, text })
    }

    /// Number and title of section IV, and the duties.
    fn organisation(
        &mut self,
        mut f: Fields<'_>,
        tasks: &mut Vec<Task>,
    ) -> Option<((String, String), Vec<Duty>)> {
        let number = owned(&mut f, "number", self.sink);
        let title = owned(&mut f, "title", self.sink);
        let nodes = f.list_required("duties", self.sink);
        f.finish(self.sink);
        let duties = nodes.iter().filter_map(|node| self.duty(node, tasks)).collect();
        Some(((number?, title?), duties))
    }

    fn duty(&mut self, node: &Node, tasks: &mut Vec<Task>) -> Option<Duty> {
        let mut f = Fields::of(node, self.name, self.sink)?;
        let id = owned(&mut f, "id", self.sink);
        let heading = owned(&mut f, "heading", self.sink).unwrap_or_default();
        let short = f.text_if("name", self.sink).map(fold::trim);
        let short = short.filter(|name| !name.is_empty()).map(str::to_owned);
        let text = owned(&mut f, "text", self.sink).unwrap_or_default();
        let request = f.flag("request", self.sink);
        let holders = f.list_required("holders", self.sink);
        let holders: Vec<Party> = holders.iter().filter_map(|n| self.party(n)).collect();
        let (line, at) = (f.line(), f.at("id"));
        f.finish(self.sink);
        let id = id?;
        self.claim(&id, at);
        tasks.push(Task {
            name: Some(heading.clone()),
            subject: short,
            ..task_outside_appendix(&id, &text, Origin::Duty { request }, holders.clone(), line)
        });
        Some(Duty { id, heading, holders, text, request })
    }
}

/// A task of `plan.yaml`: wording and coordinating parties only, no lead.
fn task_outside_appendix(id: &str, text: &str, origin: Origin, who: Vec<Party>, line: u32) -> Task {
    Task {
        id: id.to_owned(),
        name: None,
        subject: None,
        parts: vec![text.to_owned()],
        origin,
        assignments: vec![Assignment { from: None, lead: None, coordinating: who }],
        solution: None,
        due: None,
        crc: Crc::default(),
        file: "plan.yaml",
        line,
    }
}

fn ground(node: &Node, name: &Arc<str>, sink: &mut Sink) -> Option<Ground> {
    let mut f = Fields::of(node, name, sink)?;
    let kind = owned(&mut f, "kind", sink);
    let number = owned(&mut f, "number", sink);
    let issuer = owned(&mut f, "issuer", sink);
    let date = f.date("date", sink);
    let subject = f.text_if("subject", sink).map(str::to_owned);
    f.finish(sink);
    Some(Ground { kind: kind?, number: number?, date: date?, issuer: issuer?, subject })
}

fn section(mut f: Fields<'_>, name: &Arc<str>, sink: &mut Sink) -> Option<Section> {
    let (number, title) = (owned(&mut f, "number", sink), owned(&mut f, "title", sink));
    let nodes = f.list_required("parts", sink);
    f.finish(sink);
    let parts = nodes.iter().filter_map(|node| {
        let mut p = Fields::of(node, name, sink)?;
        let (number, title) = (owned(&mut p, "number", sink), owned(&mut p, "title", sink));
        let items = p.texts("items", sink);
        p.finish(sink);
        Some(Part { number: number?, title: title?, items })
    });
    let parts = parts.collect();
    Some(Section { number: number?, title: title?, parts })
}

fn funding(mut f: Fields<'_>, sink: &mut Sink) -> Option<Funding> {
    let (number, title) = (owned(&mut f, "number", sink), owned(&mut f, "title", sink));
    let items = f.texts("items", sink);
    f.finish(sink);
    Some(Funding { number: number?, title: title?, items })
}
