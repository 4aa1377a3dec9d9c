//! `indicators.yaml` → [`Indicators`].
//!
//! Reads every entry, then resolves what entries say of each other. Relations between values are
//! judged in `relations`; values of targets are read in `targets`.

use std::collections::HashMap;

use super::relations::{self, Entry, LINKS};
use super::{Loader, Tasks, closed, owned, targets};
use crate::decode::yaml::{At, Fields, Node};
use crate::plan::assignment_faults::check_order;
use crate::plan::indicator_faults as faults;
use crate::plan::indicators::{
    Asked, AskedOf, Better, Certainty, CountedBy, Every, Indicator, IndicatorSource, Indicators,
    Measure, UNITS, UnitId,
};
use crate::plan::integrity;
use crate::plan::register::{Kind, Reports};
use crate::plan::task::{Party, TaskId, code_key};
use crate::text::fold;

/// What the period note may have filled in.
const FILLED: [&str; 2] = ["{window_start}", "{window_end}"];

impl<'a> Loader<'a> {
    pub(super) fn indicators(&mut self, root: &'a Node, tasks: Tasks<'_>) -> Indicators {
        let Some(mut f) = Fields::of(root, self.name, self.sink) else {
            return Indicators::default();
        };
        let period_note = self.period_note(&mut f);
        let nodes = f.list_required("indicators", self.sink);
        f.finish(self.sink);
        let mut names = HashMap::new();
        let entries: Vec<Entry<'a>> =
            nodes.iter().filter_map(|node| self.indicator(node, tasks, &mut names)).collect();
        let complete = entries.len() == nodes.len();
        relations::resolve(self, entries, complete, period_note)
    }

    fn period_note(&mut self, f: &mut Fields<'a>) -> Option<String> {
        let note = optional_text(f, "period_note", self)?;
        let rest = FILLED.iter().fold(note.clone(), |rest, filled| rest.replace(filled, ""));
        if rest.contains(['{', '}'])
            && let Some(node) = f.optional("period_note")
        {
            let expected = "một câu, trong ngoặc nhọn chỉ có {window_start} hoặc {window_end}";
            f.wrong(node, expected, self.sink);
        }
        Some(note)
    }

    fn indicator(
        &mut self,
        node: &'a Node,
        tasks: Tasks<'_>,
        names: &mut HashMap<String, u32>,
    ) -> Option<Entry<'a>> {
        let mut f = Fields::of(node, self.name, self.sink)?;
        let id = self.indicator_id(&mut f);
        let told = id.clone().unwrap_or_else(|| "này".into());
        let name = owned(&mut f, "name", self.sink).map(|name| fold::trim(&name).to_owned());
        if let Some(name) = &name {
            self.claim_name(&told, name, f.at("name"), names);
        }
        let unit = self.unit_of(&mut f);
        let of_tasks = self.tasks_of(&mut f, &told, tasks);
        let (asked_of, asked_certainty) = self.asked_of(&mut f, &told, &of_tasks, tasks);
        let every = self.of_list(&mut f, "every", Every::ALL, Every::key);
        let measure = self.of_list(&mut f, "kind", Measure::ALL, Measure::key);
        let better = self.of_list_if(&mut f, "better", Better::ALL, Better::key);
        let counted_by = self.of_list_if(&mut f, "counted_by", CountedBy::ALL, CountedBy::key);
        let certainty = self.of_list(&mut f, "certainty", Certainty::ALL, Certainty::key);
        let known = unit.map(|unit| (told.as_str(), unit, better));
        let values = targets::values(&mut f, known, self.sink);
        let (national, province) = targets::read(&mut f, self.name, known, self.sink);
        let words = optional_text(&mut f, "words", self);
        if let Some(words) = &words {
            self.words_of_tasks(words, f.at("words"), &told, &of_tasks, tasks);
        }
        let [ask, counts, not, note] =
            ["ask", "counts", "not", "note"].map(|key| optional_text(&mut f, key, self));
        let [partial_of_task, sensitive] =
            ["partial_of_task", "sensitive"].map(|key| f.flag(key, self.sink));
        let (valid_from, valid_to) = self.validity(&mut f, &told);
        let source = self.source_of(&mut f);
        if source.is_none() && certainty.is_some_and(|certainty| certainty != Certainty::Proposed) {
            let why = "ghi là đã đọc ở văn bản nguồn nhưng không ghi “source”.";
            let help = "Ghi văn bản ở “source”, hoặc ghi “certainty: proposed”.";
            let place = f.at("certainty").place(self.name);
            faults::contradiction(place, &told, (why, help), "certainty", self.sink);
        }
        let links = LINKS.map(|key| f.optional(key));
        let (line, at_kind) = (f.line(), f.at("kind"));
        f.finish(self.sink);
        let indicator = Indicator {
            id: id?,
            name: name?,
            unit: unit?,
            tasks: of_tasks,
            asked_of,
            asked_certainty,
            every: every?,
            measure: measure?,
            ratio: None,
            part_of: None,
            goes_with: None,
            values,
            better,
            national,
            province,
            words,
            ask,
            counts,
            not,
            counted_by,
            partial_of_task,
            sensitive,
            note,
            valid_from,
            valid_to,
            source,
            certainty: certainty?,
            line,
        };
        Some(Entry { indicator, links, at_kind })
    }

    /// The id: Latin letters, digits and full stops, with at least one full stop; not that of
    /// another indicator or a task.
    fn indicator_id(&mut self, f: &mut Fields<'_>) -> Option<String> {
        let id = f.text("id", self.sink)?;
        let is_part =
            |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric());
        let is_id = id.starts_with(|c: char| c.is_ascii_alphabetic())
            && id.contains('.')
            && id.split('.').all(is_part);
        if !is_id {
            let node = f.optional("id")?;
            let expected = "mã gồm chữ cái không dấu, số và dấu chấm, ví dụ II.1.1";
            f.wrong(node, expected, self.sink);
            return None;
        }
        self.claim(id, f.at("id"));
        Some(id.to_owned())
    }

    fn claim_name(&mut self, id: &str, name: &str, at: At, names: &mut HashMap<String, u32>) {
        match names.entry(fold::ascii(name)) {
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(at.line);
            }
            std::collections::hash_map::Entry::Occupied(taken) => {
                let first = (std::sync::Arc::clone(self.name), *taken.get());
                faults::name_twice(at.place(self.name), id, name, first, self.sink);
            }
        }
    }

    /// The unit, spelled as in the closed list.
    fn unit_of(&mut self, f: &mut Fields<'_>) -> Option<UnitId> {
        let names: Vec<&str> = UNITS.iter().map(|unit| unit.name).collect();
        let known = |text: &str| UnitId::find(text).filter(|unit| unit.get().name == text);
        let expected = format!("một trong các đơn vị: {}", names.join(", "));
        closed(f, "unit", known, &expected, self.sink)
    }

    fn of_list<T: Copy>(
        &mut self,
        f: &mut Fields<'_>,
        key: &'static str,
        all: &[T],
        word: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let expected = one_of(all, &word);
        let parse = |text: &str| all.iter().copied().find(|value| word(*value) == text);
        closed(f, key, parse, &expected, self.sink)
    }

    fn of_list_if<T: Copy>(
        &mut self,
        f: &mut Fields<'_>,
        key: &'static str,
        all: &[T],
        word: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        f.optional(key)?;
        self.of_list(f, key, all, word)
    }

    /// The tasks of an indicator; those that are unknown are reported.
    fn tasks_of(&mut self, f: &mut Fields<'_>, id: &str, tasks: Tasks<'_>) -> Vec<TaskId> {
        let nodes = f.list_required("tasks", self.sink);
        if nodes.is_empty() && f.optional("tasks").is_some_and(Node::is_list) {
            faults::empty_list(f.at("tasks").place(self.name), "tasks", self.sink);
        }
        let mut found: Vec<TaskId> = Vec::new();
        for node in nodes {
            let Some(written) = node.text() else {
                f.wrong(node, "mã của một nhiệm vụ", self.sink);
                continue;
            };
            let key = code_key(written);
            match tasks.list.iter().position(|task| code_key(&task.id) == key).map(TaskId::new) {
                Some(task) if !found.contains(&task) => found.push(task),
                Some(_) => {
                    let first = (std::sync::Arc::clone(self.name), node.line);
                    let place = node.at().place(self.name);
                    integrity::duplicate_id(place, written, first, self.sink);
                }
                None if tasks.complete => {
                    let ids = tasks.list.iter().map(|task| (task.id.as_str(), task.id.as_str()));
                    let near = fold::nearest(written, ids, 3);
                    let place = node.at().place(self.name);
                    integrity::unknown_task(place, id, written, &near, self.sink);
                }
                None => {}
            }
        }
        found
    }

    /// Who is asked, oldest first, and how surely that is known.
    fn asked_of(
        &mut self,
        f: &mut Fields<'_>,
        id: &str,
        of_tasks: &[TaskId],
        tasks: Tasks<'_>,
    ) -> (Vec<AskedOf>, Certainty) {
        let mut all = vec![AskedOf { from: None, of: self.asked(f, id, of_tasks, tasks) }];
        let mut days = Vec::new();
        for node in f.list("assignments", self.sink) {
            if let Some(mut a) = Fields::of(node, self.name, self.sink) {
                let of = self.asked(&mut a, id, of_tasks, tasks);
                let from = a.date("from", self.sink);
                days.extend(from.map(|from| (from, a.at("from"))));
                a.finish(self.sink);
                all.push(AskedOf { from, of });
            }
        }
        check_order(&format!("Số liệu {id}"), &days, self.name, self.sink);
        all.sort_by_key(|asked| asked.from);
        let certainty = self.of_list_if(f, "asked_certainty", Certainty::ALL, Certainty::key);
        (all, certainty.unwrap_or(Certainty::Proposed))
    }

    fn asked(
        &mut self,
        f: &mut Fields<'_>,
        id: &str,
        of_tasks: &[TaskId],
        tasks: Tasks<'_>,
    ) -> Vec<Asked> {
        let nodes = f.list_required("asked_of", self.sink);
        if nodes.is_empty() && f.optional("asked_of").is_some_and(Node::is_list) {
            faults::nobody_asked(f.at("asked_of").place(self.name), id, None, self.sink);
        }
        let mut found = Vec::new();
        for node in nodes {
            let Some(asked) = self.one_asked(node) else { continue };
            let place = node.at().place(self.name);
            let written = node.text().unwrap_or_default();
            if found.contains(&asked) {
                let first = (std::sync::Arc::clone(self.name), node.line);
                integrity::duplicate_id(place, written, first, self.sink);
            } else if !self.is_anybody(asked, of_tasks, tasks) {
                faults::nobody_asked(place, id, Some(written), self.sink);
            } else {
                found.push(asked);
            }
        }
        found
    }

    fn one_asked(&mut self, node: &Node) -> Option<Asked> {
        match node.text() {
            Some("lead") => Some(Asked::Lead),
            Some("coordinating") => Some(Asked::Coordinating),
            Some(word) if Kind::parse(word).is_some() => Kind::parse(word).map(Asked::Kind),
            _ => self.party(node).map(Asked::Party),
        }
    }

    /// Whether an entry of `asked_of` stands for at least one body that reports.
    fn is_anybody(&self, asked: Asked, of_tasks: &[TaskId], tasks: Tasks<'_>) -> bool {
        let mut assignments =
            of_tasks.iter().flat_map(|task| &tasks.list[task.index()].assignments);
        let reports = |reports: Reports| reports != Reports::Never;
        let mut ids = self.register.ids().map(|id| (id, self.register.agency(id)));
        match asked {
            // Tasks that could not be read may have both.
            Asked::Lead | Asked::Coordinating if !tasks.complete || of_tasks.is_empty() => true,
            Asked::Lead => assignments.any(|assignment| assignment.lead.is_some()),
            Asked::Coordinating => assignments.any(|one| !one.coordinating.is_empty()),
            Asked::Kind(_) | Asked::Party(Party::Group(_)) if !self.complete => true,
            Asked::Kind(kind) => ids.any(|(_, body)| body.kind == kind && reports(body.reports)),
            Asked::Party(Party::Agency(id)) => reports(self.register.agency(id).reports),
            Asked::Party(Party::Group(group)) => {
                ids.any(|(id, body)| self.register.in_group(group, id) && reports(body.reports))
            }
        }
    }

    /// Holds the words of an indicator against those of its tasks; `…` stands for words left out.
    fn words_of_tasks(
        &mut self,
        words: &str,
        at: At,
        id: &str,
        of_tasks: &[TaskId],
        tasks: Tasks<'_>,
    ) {
        if of_tasks.is_empty() || !tasks.complete {
            return;
        }
        let parts: Vec<String> = words.split('…').map(fold::name).collect();
        let carries = |task: &TaskId| {
            let text = fold::name(&tasks.list[task.index()].text());
            parts.iter().all(|part| text.contains(part.as_str()))
        };
        if !of_tasks.iter().any(carries) {
            let ids: Vec<&str> =
                of_tasks.iter().map(|task| tasks.list[task.index()].id.as_str()).collect();
            let place = at.place(self.name);
            faults::words_not_of_task(place, id, words, &ids.join(", "), self.sink);
        }
    }

    fn validity(
        &mut self,
        f: &mut Fields<'_>,
        id: &str,
    ) -> (Option<chrono::NaiveDate>, Option<chrono::NaiveDate>) {
        let (from, to) = (f.date_if("valid_from", self.sink), f.date_if("valid_to", self.sink));
        if let Some((first, last)) = from.zip(to)
            && first > last
        {
            let place = f.at("valid_to").place(self.name);
            integrity::indicator_validity_inverted(place, id, first, last, self.sink);
        }
        (from, to)
    }

    fn source_of(&mut self, f: &mut Fields<'_>) -> Option<IndicatorSource> {
        let mut source = f.fields_if("source", self.sink)?;
        let document = owned(&mut source, "document", self.sink);
        let article = optional_text(&mut source, "article", self);
        source.finish(self.sink);
        Some(IndicatorSource { document: document?, article })
    }
}

/// An optional text; blank is none.
fn optional_text(f: &mut Fields<'_>, key: &'static str, loader: &mut Loader<'_>) -> Option<String> {
    let text = f.text_if(key, loader.sink).map(fold::trim)?;
    (!text.is_empty()).then(|| text.to_owned())
}

fn one_of<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> String {
    let words: Vec<String> = all.iter().map(|value| format!("“{}”", word(*value))).collect();
    words.join(" hoặc ")
}
