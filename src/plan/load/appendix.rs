//! `appendix.yaml` → groups and tasks.

use super::{Loader, owned};
use crate::decode::yaml::{At, Fields, Node};
use crate::plan::assignment_faults::check_order;
use crate::plan::indicator_faults::empty_list;
use crate::plan::integrity::{self, NumberedGroup};
use crate::plan::recommendations::Recommendations;
use crate::plan::register::Kind;
use crate::plan::task::{Assignment, Origin, Party, Task, TaskGroup, code_key};

/// The contents of `appendix.yaml`.
pub(super) struct Appendix {
    pub(super) title: String,
    pub(super) attached_to: String,
    pub(super) crc_note: Option<String>,
    pub(super) recommendations: Recommendations,
    pub(super) groups: Vec<TaskGroup>,
    pub(super) tasks: Vec<Task>,
}

impl Loader<'_> {
    pub(super) fn appendix(&mut self, root: &Node) -> Option<Appendix> {
        let mut f = Fields::of(root, self.name, self.sink)?;
        let title = owned(&mut f, "title", self.sink);
        let attached_to = owned(&mut f, "attached_to", self.sink);
        f.texts("columns", self.sink);
        let crc_note = f.text_if("crc_note", self.sink).map(str::to_owned);
        let recommendations = self.recommendations(&mut f);
        let nodes = f.list_required("groups", self.sink);
        f.finish(self.sink);
        let (mut groups, mut tasks) = (Vec::new(), Vec::new());
        let mut numbered: Vec<NumberedGroup> = Vec::new();
        for node in nodes {
            let Some(group) = self.group(node, groups.len(), &mut numbered, &mut tasks) else {
                continue;
            };
            groups.push(group);
        }
        if numbered.len() == nodes.len() {
            integrity::check_group_numbers(self.name, &numbered, self.sink);
        }
        integrity::check_task_numbers(self.name, &numbered, self.sink);
        let (title, attached_to) = (title?, attached_to?);
        Some(Appendix { title, attached_to, crc_note, recommendations, groups, tasks })
    }

    fn group(
        &mut self,
        node: &Node,
        index: usize,
        numbered: &mut Vec<NumberedGroup>,
        tasks: &mut Vec<Task>,
    ) -> Option<TaskGroup> {
        let mut f = Fields::of(node, self.name, self.sink)?;
        let id = owned(&mut f, "id", self.sink);
        let title = owned(&mut f, "title", self.sink).unwrap_or_default();
        let name = f.text_if("name", self.sink).map(crate::text::fold::trim);
        let name = name.filter(|name| !name.is_empty()).map(str::to_owned);
        let nodes = f.list_required("tasks", self.sink);
        if nodes.is_empty() && f.optional("tasks").is_some_and(Node::is_list) {
            empty_list(f.at("tasks").place(self.name), "tasks", self.sink);
        }
        let at = f.at("id");
        f.finish(self.sink);
        let mut ids = Vec::new();
        for node in nodes {
            let Some((task, at)) = self.task(node, index) else { continue };
            ids.push((task.id.clone(), at));
            tasks.push(task);
        }
        let id = id?;
        let same = numbered.iter().find(|group| code_key(&group.id) == code_key(&id));
        if let Some(same) = same {
            let first = (std::sync::Arc::clone(self.name), same.at.line);
            integrity::duplicate_id(at.place(self.name), &id, first, self.sink);
        }
        // Tasks below a code that is not the group's own have no order.
        let is_ordered = ids.len() == nodes.len() && same.is_none();
        let tasks = if is_ordered { ids } else { Vec::new() };
        numbered.push(NumberedGroup { id: id.clone(), at, tasks });
        Some(TaskGroup { id, title, name })
    }

    /// A task and the position of its id; `None` if it has no id.
    fn task(&mut self, node: &Node, group: usize) -> Option<(Task, At)> {
        let mut f = Fields::of(node, self.name, self.sink)?;
        let id = owned(&mut f, "id", self.sink);
        let name = self.short_name(&mut f, id.as_deref());
        let parts = self.wording(&mut f);
        let assignments = self.assignments(&mut f, id.as_deref());
        let solution = owned(&mut f, "solution", self.sink);
        if let (Some(written), Some(known)) = (&solution, &self.solutions)
            && !known.contains(written)
        {
            let place = f.at("solution").place(self.name);
            integrity::unknown_solution(place, id.as_deref(), written, known, self.sink);
        }
        let due = f.date_if("due", self.sink);
        if let Some((due, issued)) = due.zip(self.issued)
            && due < issued
        {
            let place = f.at("due").place(self.name);
            integrity::due_before_plan(place, id.as_deref(), due, issued, self.sink);
        }
        let crc = self.crc(&mut f, id.as_deref());
        let (line, at) = (f.line(), f.at("id"));
        f.finish(self.sink);
        let id = id?;
        self.claim(&id, at);
        let task = Task {
            id,
            name,
            subject: None,
            parts,
            origin: Origin::Appendix { group },
            assignments,
            solution,
            due,
            crc,
            file: "appendix.yaml",
            line,
        };
        Some((task, at))
    }

    /// The assignments of a task, that of the appendix first.
    fn assignments(&mut self, f: &mut Fields<'_>, task: Option<&str>) -> Vec<Assignment> {
        let mut assignments = vec![self.assignment(f, task, true)];
        let mut days = Vec::new();
        for node in f.list("assignments", self.sink) {
            if let Some(mut a) = Fields::of(node, self.name, self.sink) {
                let mut assignment = self.assignment(&mut a, task, false);
                assignment.0.from = a.date("from", self.sink);
                days.extend(assignment.0.from.map(|from| (from, a.at("from"))));
                a.finish(self.sink);
                assignments.push(assignment);
            }
        }
        let whose = format!("Nhiệm vụ {}", task.unwrap_or("này"));
        check_order(&whose, &days, self.name, self.sink);
        assignments.sort_by_key(|(a, _)| a.from);
        self.leads_in_force(task, &assignments);
        assignments.into_iter().map(|(assignment, _)| assignment).collect()
    }

    /// The short name of a task; it must be short and unique.
    fn short_name(&mut self, f: &mut Fields<'_>, task: Option<&str>) -> Option<String> {
        let name = f.text_if("name", self.sink)?.to_owned();
        let at = f.at("name");
        if name.chars().count() > integrity::MAX_TASK_NAME_CHARS {
            integrity::task_name_too_long(at.place(self.name), task, &name, self.sink);
        }
        match self.task_names.iter().find(|(known, _)| *known == name) {
            Some((_, first)) => {
                let first = (std::sync::Arc::clone(self.name), first.line);
                integrity::task_name_repeated(at.place(self.name), task, &name, first, self.sink);
            }
            None => self.task_names.push((name.clone(), at)),
        }
        Some(name)
    }

    /// `text`, or `parts` if the print has bullets.
    fn wording(&mut self, f: &mut Fields<'_>) -> Vec<String> {
        let parts = f.texts("parts", self.sink);
        if parts.is_empty() {
            return owned(f, "text", self.sink).into_iter().collect();
        }
        if let Some(node) = f.optional("text") {
            f.wrong(node, "một trong hai khóa “text” và “parts”, không cả hai", self.sink);
        }
        parts
    }

    /// Checks that each lead exists for the whole time of its assignment.
    fn leads_in_force(&mut self, task: Option<&str>, assignments: &[(Assignment, At)]) {
        for (n, (assignment, at)) in assignments.iter().enumerate() {
            let Some(lead) = assignment.lead.map(|id| self.register.agency(id)) else { continue };
            let next = assignments.get(n + 1).and_then(|(next, _)| next.from);
            let place = || at.place(self.name);
            let late = assignment.from.filter(|from| lead.valid_from > Some(*from));
            if let Some(from) = late {
                integrity::lead_not_yet_founded(place(), task, lead, from, self.sink);
            }
            let last = lead.valid_to.filter(|last| {
                next.is_none_or(|next| next.pred_opt().is_some_and(|before| *last < before))
            });
            if let Some(last) = last {
                let heirs = lead.successors.iter();
                let heirs = heirs.map(|id| self.register.agency(*id).id.as_str()).collect();
                integrity::lead_dissolved(place(), task, lead, (last, heirs), self.sink);
            }
        }
    }

    /// An assignment of a task, and the position of the lead; `printed` is the assignment of the
    /// appendix itself.
    fn assignment(
        &mut self,
        f: &mut Fields<'_>,
        task: Option<&str>,
        printed: bool,
    ) -> (Assignment, At) {
        let at = f.at("lead");
        let lead = f.required("lead", self.sink);
        let lead = self.agency(lead);
        let nodes = f.list_required("coordinating", self.sink);
        let parties: Vec<(&Node, Party)> =
            nodes.iter().filter_map(|node| Some((node, self.party(node)?))).collect();
        if let Some(lead) = lead
            && let Some((node, _)) = parties.iter().find(|(_, p)| *p == Party::Agency(lead))
        {
            let agency = &self.register.agency(lead).name;
            integrity::lead_also_coordinates(self.name, node, task, agency, self.sink);
        }
        let takes_in = |party: Party, kind| match party {
            Party::Group(id) => self.register.group(id).kinds.contains(&kind),
            Party::Agency(_) => false,
        };
        let names_communes = parties.iter().any(|(_, p)| takes_in(*p, Kind::Commune));
        let districts = parties.iter().find(|(_, p)| takes_in(*p, Kind::District));
        if let (true, false, Some((node, _))) = (printed, names_communes, districts) {
            integrity::scope_excludes_communes(self.name, node, task, self.sink);
        }
        let coordinating = parties.into_iter().map(|(_, party)| party).collect();
        (Assignment { from: None, lead, coordinating }, at)
    }
}
