//! Plan folder → [`Plan`], reporting every error of every file with file, line and column.
//!
//! Owns the list of files, their reading order and the state shared by the readers; each file has
//! its own reader in a submodule. A reader continues after an error and suppresses its
//! consequences. Consistency between values is checked by `integrity`.

mod agencies;
mod appendix;
mod decision;
mod indicators;
mod recommendations;
mod relations;
mod reporting;
mod targets;
mod themes;
mod values;

use values::{closed, id, owned, reference};
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use super::indicators::Indicators;
use super::register::{AgencyId, Register};
use super::task::{Party, Task, code_key, packed_key};
use super::{Plan, errata, integrity};
use chrono::NaiveDate;

use crate::decode::yaml::{self, At, Node};
use crate::diag::Sink;
use crate::source::Source;
use crate::text::fold;
use crate::threads;

/// The files of a plan folder, in the order in which they are read.
pub const FILES: [&str; 4] = ["agencies.yaml", "reporting.yaml", "plan.yaml", "appendix.yaml"];

/// The optional file that lists deviations from print.
pub const ERRATA: &str = "errata.yaml";

/// The optional file of the figures that agencies are asked for.
pub const INDICATORS: &str = "indicators.yaml";

/// The files that a plan folder may leave out.
pub const OPTIONAL: [&str; 2] = [ERRATA, INDICATORS];

/// The files of a plan folder, as bytes.
#[derive(Debug, Clone)]
pub struct PlanFiles {
    /// The four files, in the order of [`FILES`].
    pub files: [Source; 4],
    /// The list of errata, if any.
    pub errata: Option<Source>,
    /// The indicators, if any.
    pub indicators: Option<Source>,
}

impl PlanFiles {
    /// The embedded plan.
    pub fn embedded() -> Self {
        let file = |name: &str, bytes: &[u8]| Source::new(format!("plan/{name}"), bytes);
        let files = [
            file(FILES[0], include_bytes!("../../../plan/agencies.yaml")),
            file(FILES[1], include_bytes!("../../../plan/reporting.yaml")),
            file(FILES[2], include_bytes!("../../../plan/plan.yaml")),
            file(FILES[3], include_bytes!("../../../plan/appendix.yaml")),
        ];
        let errata = file(ERRATA, include_bytes!("../../../plan/errata.yaml"));
        let indicators = file(INDICATORS, include_bytes!("../../../plan/indicators.yaml"));
        Self { files, errata: Some(errata), indicators: Some(indicators) }
    }

    /// The files without the errata, which only the plan commands need.
    #[must_use]
    pub fn without_errata(self) -> Self {
        Self { errata: None, ..self }
    }

    /// All files present.
    pub fn all(&self) -> impl Iterator<Item = &Source> + Clone {
        self.files.iter().chain(&self.errata).chain(&self.indicators)
    }
}

/// Reads the plan. `None` if it has errors; warnings and notes do not stop it.
pub fn load(files: &PlanFiles, sink: &mut Sink) -> Option<Plan> {
    let mut findings = Sink::new();
    let plan = read(files, &mut findings);
    let is_sound = !findings.has_errors();
    sink.append(findings);
    plan.filter(|_| is_sound)
}

/// Reads all files, even if some have errors.
fn read(files: &PlanFiles, sink: &mut Sink) -> Option<Plan> {
    let [agencies, reporting, decision, appendix] = &files.files;
    let roots = parse_all(files, sink);
    let [agency_root, reporting_root, decision_root, appendix_root, errata_root, indicator_root] =
        &roots;

    let known = match agency_root {
        Some(root) => agencies::read(root, &agencies.name, sink),
        None => agencies::LoadedRegister::default(),
    };
    let mut loader = Loader {
        sink,
        register: &known.register,
        complete: known.complete,
        name: &reporting.name,
        solutions: None,
        issued: None,
        paragraphs: None,
        codes: HashMap::new(),
        task_names: Vec::new(),
        duty: None,
    };
    let rules = &reporting.name;
    let reporting = reporting_root.as_ref().and_then(|root| loader.reporting(root));
    loader.name = &decision.name;
    let body = decision_root.as_ref().and_then(|root| loader.decision(root));
    loader.issued = body.as_ref().map(|(decision, _)| decision.date);
    loader.name = &appendix.name;
    let appendix = appendix_root.as_ref().and_then(|root| loader.appendix(root));
    let errata = match (&files.errata, errata_root) {
        (Some(source), Some(root)) => {
            let texts = match (agency_root, decision_root, appendix_root) {
                (Some(a), Some(d), Some(p)) => Some([
                    (&files.files[2].name, d),
                    (&files.files[3].name, p),
                    (&agencies.name, a),
                ]),
                _ => None,
            };
            errata::read(root, &source.name, texts.as_ref().map(|t| t.as_slice()), loader.sink)
        }
        _ => Vec::new(),
    };

    let mut tasks = Vec::new();
    let mut parts = None;
    if let (Some((decision, mut others)), Some(mut appendix)) = (body, appendix) {
        tasks.append(&mut appendix.tasks);
        tasks.append(&mut others);
        parts = Some((decision, appendix));
    }
    let complete = parts.is_some() && !loader.sink.has_errors();
    let indicators = match (&files.indicators, indicator_root) {
        (Some(source), Some(root)) => {
            loader.name = &source.name;
            loader.indicators(root, Tasks { list: &tasks, complete })
        }
        _ => Indicators::default(),
    };

    let ((mut decision, appendix), reporting) = (parts?, reporting?);
    decision.appendix_title = appendix.title;
    decision.appendix_attached_to = appendix.attached_to;
    decision.crc_note = appendix.crc_note;
    if let Some((node, written)) = loader.duty.and_then(|node| Some((node, node.text()?)))
        && !tasks.iter().any(|task| code_key(&task.id) == code_key(written))
    {
        integrity::unknown_duty(node.at().place(rules), written, loader.sink);
    }
    let register = known.register;
    let keys = tasks.iter().map(|task| packed_key(&task.id)).collect();
    let [agencies, reporting_tree, decision_tree, appendix_tree, _, indicator_tree] = roots;
    let trees = Arc::new([agencies?, reporting_tree?, decision_tree?, appendix_tree?]);
    let groups = appendix.groups;
    Some(Plan {
        decision,
        groups,
        tasks,
        keys,
        register,
        reporting,
        recommendations: appendix.recommendations,
        indicators,
        errata,
        trees,
        indicator_tree: indicator_tree.map(Arc::new),
    })
}

/// Parses the four files, the errata and the indicators. The register is most of the work and gets
/// its own thread; findings still come in file order.
fn parse_all(files: &PlanFiles, sink: &mut Sink) -> [Option<Node>; 6] {
    let [agencies, reporting, decision, appendix] = &files.files;
    let register = || {
        let mut findings = Sink::new();
        (yaml::parse(agencies, &mut findings), findings)
    };
    let ((register, findings), (others, other_findings)) = threads::join(register, || {
        let mut findings = Sink::new();
        let others =
            [reporting, decision, appendix].map(|source| yaml::parse(source, &mut findings));
        let optional = [&files.errata, &files.indicators]
            .map(|source| source.as_ref().and_then(|source| yaml::parse(source, &mut findings)));
        ((others, optional), findings)
    });
    sink.append(findings);
    sink.append(other_findings);
    let ([reporting, decision, appendix], [errata, indicators]) = others;
    [register, reporting, decision, appendix, errata, indicators]
}

/// What is known of the tasks when the indicators are read.
#[derive(Clone, Copy)]
struct Tasks<'t> {
    list: &'t [Task],
    /// Whether all were read. If not, an unknown code may belong to one whose error is reported.
    complete: bool,
}

/// State shared by the readers after the register was read.
struct Loader<'a> {
    sink: &'a mut Sink,
    register: &'a Register,
    /// Whether the register is complete. If not, an unknown id may belong to an entry whose error
    /// is already reported.
    complete: bool,
    /// Name of the file being read.
    name: &'a Arc<str>,
    /// Ids of the solutions, if all were read.
    solutions: Option<Vec<String>>,
    /// The date of the plan, if it was read.
    issued: Option<NaiveDate>,
    /// Numbers of the known paragraphs, if the plan lists them and all were read.
    paragraphs: Option<Vec<String>>,
    /// First position of each reportable code, by comparison key.
    codes: HashMap<String, (Arc<str>, u32)>,
    /// Short names of tasks with their first position.
    task_names: Vec<(String, At)>,
    /// The node with the code of the duty to report.
    duty: Option<&'a Node>,
}

impl Loader<'_> {
    /// A reference to an agency.
    fn agency(&mut self, node: Option<&Node>) -> Option<AgencyId> {
        reference(self.register, self.complete, node?, self.name, self.sink)
    }

    /// A reference to an agency or a group.
    fn party(&mut self, node: &Node) -> Option<Party> {
        let Some(id) = node.text() else {
            yaml::wrong(self.name, node, "mã của một cơ quan hoặc nhóm", self.sink);
            return None;
        };
        if let Some(group) = self.register.group_by_id(id) {
            return Some(Party::Group(group));
        }
        if let Some(agency) = self.register.by_id(id) {
            return Some(Party::Agency(agency));
        }
        if self.complete {
            let agencies = self.register.agencies().iter().map(|a| a.id.as_str());
            let groups = self.register.groups().iter().map(|g| g.id.as_str());
            let near = fold::nearest(id, groups.chain(agencies).map(|id| (id, id)), 3);
            integrity::unknown_agency(self.name, node, id, &near, self.sink);
        }
        None
    }

    /// Registers a reportable code; a finding if it is a duplicate.
    fn claim(&mut self, id: &str, at: At) {
        match self.codes.entry(code_key(id)) {
            Entry::Vacant(free) => {
                free.insert((Arc::clone(self.name), at.line));
            }
            Entry::Occupied(taken) => {
                let first = taken.get().clone();
                integrity::duplicate_id(at.place(self.name), id, first, self.sink);
            }
        }
    }
}
