//! Plan folder → [`Plan`]: every fault of every file in one go, each with file, line and column.
//!
//! Owns the files of the folder, the order in which they are read and what all readers share; each
//! file has a reader of its own below. A reader goes on after a fault and stays silent about what
//! only repeats it. How values must fit together is judged by `integrity`.

mod agencies;
mod appendix;
mod decision;
mod reporting;
mod values;

use values::{closed, id, owned, reference};
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use super::register::{AgencyId, Register};
use super::task::{Party, code_key, packed_key};
use super::{Plan, errata, integrity};
use chrono::NaiveDate;

use crate::decode::yaml::{self, At, Node};
use crate::diag::Sink;
use crate::source::Source;
use crate::text::fold;
use crate::threads;

/// The files of a plan folder, in the order in which they are read.
pub const FILES: [&str; 4] = ["agencies.yaml", "reporting.yaml", "plan.yaml", "appendix.yaml"];

/// The file beside them that lists where the data differ from print. A folder may do without.
pub const ERRATA: &str = "errata.yaml";

/// The files of a plan folder, as bytes.
#[derive(Debug, Clone)]
pub struct PlanFiles {
    /// The four files, in the order of [`FILES`].
    pub files: [Source; 4],
    /// The list of errata, where there is one.
    pub errata: Option<Source>,
}

impl PlanFiles {
    /// The plan shipped with the program.
    pub fn embedded() -> Self {
        let file = |name: &str, bytes: &[u8]| Source::new(format!("plan/{name}"), bytes);
        let files = [
            file(FILES[0], include_bytes!("../../../plan/agencies.yaml")),
            file(FILES[1], include_bytes!("../../../plan/reporting.yaml")),
            file(FILES[2], include_bytes!("../../../plan/plan.yaml")),
            file(FILES[3], include_bytes!("../../../plan/appendix.yaml")),
        ];
        Self { files, errata: Some(file(ERRATA, include_bytes!("../../../plan/errata.yaml"))) }
    }

    /// The same files without the errata: nothing but the plan's own commands needs them.
    #[must_use]
    pub fn without_errata(self) -> Self {
        Self { errata: None, ..self }
    }

    /// All files that are there.
    pub fn all(&self) -> impl Iterator<Item = &Source> + Clone {
        self.files.iter().chain(&self.errata)
    }
}

/// Reads the plan. `None` when it has errors; warnings and notes do not stop it.
pub fn load(files: &PlanFiles, sink: &mut Sink) -> Option<Plan> {
    let mut findings = Sink::new();
    let plan = read(files, &mut findings);
    let is_sound = !findings.has_errors();
    sink.append(findings);
    plan.filter(|_| is_sound)
}

/// Reads all files, whatever is wrong with any of them.
fn read(files: &PlanFiles, sink: &mut Sink) -> Option<Plan> {
    let [agencies, reporting, decision, appendix] = &files.files;
    let roots = parse_all(files, sink);
    let [agency_root, reporting_root, decision_root, appendix_root, errata_root] = &roots;

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

    let ((mut decision, mut others), appendix, reporting) = (body?, appendix?, reporting?);
    decision.appendix_title = appendix.title;
    decision.appendix_attached_to = appendix.attached_to;
    decision.crc_note = appendix.crc_note;
    let mut tasks = appendix.tasks;
    tasks.append(&mut others);
    if let Some((node, written)) = loader.duty.and_then(|node| Some((node, node.text()?)))
        && !tasks.iter().any(|task| code_key(&task.id) == code_key(written))
    {
        integrity::unknown_duty(node.at().place(rules), written, loader.sink);
    }
    let register = known.register;
    let keys = tasks.iter().map(|task| packed_key(&task.id)).collect();
    let [agencies, reporting_tree, decision_tree, appendix_tree, _] = roots;
    let trees = Arc::new([agencies?, reporting_tree?, decision_tree?, appendix_tree?]);
    let groups = appendix.groups;
    Some(Plan { decision, groups, tasks, keys, register, reporting, errata, trees })
}

/// The trees of the four files and of the errata. The register is most of the work and has a thread
/// of its own; findings come in the order of the files all the same.
fn parse_all(files: &PlanFiles, sink: &mut Sink) -> [Option<Node>; 5] {
    let [agencies, reporting, decision, appendix] = &files.files;
    let register = || {
        let mut findings = Sink::new();
        (yaml::parse(agencies, &mut findings), findings)
    };
    let ((register, findings), (others, other_findings)) = threads::join(register, || {
        let mut findings = Sink::new();
        let others =
            [reporting, decision, appendix].map(|source| yaml::parse(source, &mut findings));
        let errata = files.errata.as_ref().and_then(|source| yaml::parse(source, &mut findings));
        ((others, errata), findings)
    });
    sink.append(findings);
    sink.append(other_findings);
    let ([reporting, decision, appendix], errata) = others;
    [register, reporting, decision, appendix, errata]
}

/// What the readers of the files share once the register is there.
struct Loader<'a> {
    sink: &'a mut Sink,
    register: &'a Register,
    /// Whether the register holds all it should. If not, an id it does not know may be one whose
    /// entry has a fault, and that fault is told already.
    complete: bool,
    /// Name of the file being read.
    name: &'a Arc<str>,
    /// Ids of the solutions, if all could be read.
    solutions: Option<Vec<String>>,
    /// When the plan was issued, if that could be read.
    issued: Option<NaiveDate>,
    /// Where each code that can be reported on was first given, by comparing key.
    codes: HashMap<String, (Arc<str>, u32)>,
    /// Short names of tasks and where each was first given.
    task_names: Vec<(String, At)>,
    /// The code of the duty to report, where it stands.
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

    /// Takes note of a code that can be reported on; a finding when it was given before.
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
