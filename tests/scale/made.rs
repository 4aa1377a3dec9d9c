//! The documents that are looked at, each made once in this process, with the rows behind it.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use report::plan::{Period, Plan, PlanFiles};
use report::render::{self, Format};
use report::submission::Field;
use report::workspace::{self, Checking, DiskStore, Options, Store, Workspace};

use super::common;
use super::material::province::{self, Province};

/// A report and what it was made of.
pub(crate) struct Made {
    pub(crate) name: String,
    pub(crate) is_long: bool,
    pub(crate) markdown: String,
    /// The words of the analyst, as the page gives them.
    pub(crate) commentary: Vec<String>,
    /// The rows that count.
    pub(crate) rows: Vec<Accepted>,
}

/// A row that counts.
#[derive(Debug)]
pub(crate) struct Accepted {
    pub(crate) task: String,
    pub(crate) agency: String,
    pub(crate) result: String,
    pub(crate) difficulty: String,
    pub(crate) proposal: String,
    pub(crate) next: String,
    pub(crate) note: String,
    /// Where it stands in its file.
    pub(crate) row: u32,
}

pub(crate) fn plan() -> Arc<Plan> {
    static PLAN: OnceLock<Arc<Plan>> = OnceLock::new();
    let load = || Arc::new(workspace::plan(&PlanFiles::embedded()).expect("the plan"));
    Arc::clone(PLAN.get_or_init(load))
}

/// Every example quarter, and a year of them.
pub(crate) fn examples() -> &'static [Made] {
    static MADE: OnceLock<Vec<Made>> = OnceLock::new();
    MADE.get_or_init(|| {
        let data = common::path("examples/submissions");
        let ids = common::QUARTERS.into_iter().chain(["2025"]);
        ids.map(|id| made(id, Arc::new(DiskStore), &data, id)).collect()
    })
}

/// A quarter of the made-up province, the second of its year.
pub(crate) fn province_quarter() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| {
        let store = Province::new(1).store(&province::QUARTERS[..2]);
        made("province-quarter", Arc::new(store), Path::new("data"), &province::QUARTERS[1].id())
    })
}

/// Its year.
pub(crate) fn province_year() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| {
        let store = Province::new(1).store(&province::QUARTERS);
        made("province-year", Arc::new(store), Path::new("data"), &province::YEAR.id())
    })
}

fn made(name: &str, store: Arc<dyn Store>, data: &Path, id: &str) -> Made {
    let period = Period::parse(id).expect("a period");
    let templates = workspace::templates(&*store, None).expect("the templates");
    let open = Workspace::open_with(Arc::clone(&store), plan(), data, options());
    let view = open.expect("a data folder").period(period).expect("a period").view();
    let mut markdown = Vec::new();
    render::report(&view, Format::Markdown, &templates).write(&mut markdown).expect("a document");
    let words = &view.commentary;
    let of_section_v = [&words.assessment, &words.shortcomings];
    let lists = [&words.remarks, &words.directions, &words.recommendations];
    let commentary =
        lists.into_iter().chain(of_section_v).flatten().map(|words| words.to_string()).collect();
    let quarters = plan().quarters(period);
    let rows = quarters.iter().flat_map(|quarter| accepted(&store, &data.join(quarter.id())));
    Made {
        name: name.to_owned(),
        is_long: quarters.len() > 1,
        markdown: String::from_utf8(markdown).expect("UTF-8"),
        commentary,
        rows: rows.collect(),
    }
}

fn options() -> Options {
    Options::default()
}

/// The rows of a period folder that count.
fn accepted(store: &Arc<dyn Store>, folder: &Path) -> Vec<Accepted> {
    if store.kind(folder).is_none() {
        return Vec::new();
    }
    let plan = plan();
    let mut checking = Checking::new(Arc::clone(store), Arc::clone(&plan), options());
    checking.add_paths(&[folder], None, false).expect("a folder");
    let set = checking.next_set().expect("a check").expect("a set");
    let rows = set.checked.rows().map(|row| {
        let text = |field| row.submission.text(row.row, field).to_owned();
        Accepted {
            task: plan.task(row.task()).id.clone(),
            agency: plan.register.agency(row.agency()).name.clone(),
            result: text(Field::Result),
            difficulty: text(Field::Difficulty),
            proposal: text(Field::Proposal),
            next: text(Field::Next),
            note: text(Field::Note),
            row: row.submission.row_number(row.row),
        }
    });
    rows.collect()
}
