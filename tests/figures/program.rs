//! The program at work on a data folder, within the process: every folder is checked once, and
//! consolidated into each wanted period. That the binary makes the same of it is a test of its own.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;

use report::check::{self, History, Scope};
use report::consolidate::{self, Folder, Input, Report, consolidate};
use report::diag::Sink;
use report::plan::{Period, Plan, PlanFiles};
use report::render::{self, Document, Format, Templates, View, status as form};
use report::source::Source;
use report::submission::{Page, UnreadReason};
use report::workspace::{DiskStore, Options, Workspace};
use serde::Serialize;
use serde_json::Value;

use super::common;

/// What the program makes of a period: the view and the status.
pub(crate) struct Made {
    pub(crate) view: Value,
    pub(crate) status: Value,
    /// What the check finds in the last folder of it: code, agency, task.
    pub(crate) found: Found,
}

/// Findings by code, agency and task.
pub(crate) type Found = Vec<(&'static str, String, String)>;

/// The plan of a folder, as the program reads it.
pub(crate) fn plan(folder: &Path) -> Plan {
    let read = |name: &str| {
        let bytes = std::fs::read(folder.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
        Source::new(name, bytes)
    };
    let indicators = folder.join(report::plan::INDICATORS).exists();
    let indicators = indicators.then(|| read(report::plan::INDICATORS));
    let files = PlanFiles { files: report::plan::FILES.map(read), errata: None, indicators };
    let mut sink = Sink::new();
    let plan = report::plan::load(&files.without_errata(), &mut sink);
    plan.unwrap_or_else(|| panic!("{}: {:?}", folder.display(), sink.finish(&Default::default())))
}

/// The folders of the quarters, checked one after the other.
fn folders(plan: &Plan, data: &Path, quarters: &[String]) -> (Vec<Arc<Folder>>, Vec<Found>) {
    let mut history = History::default();
    let (mut folders, mut found) = (Vec::new(), Vec::new());
    for id in quarters {
        let path = data.join(id);
        let period = Period::parse(id).expect("a period");
        let page = Source::new("period.yaml", common::read(&path.join("period.yaml")).into_bytes());
        let page = Page::load(&page, plan, &mut Sink::new()).expect("a page");
        let names: Vec<String> = common::names(&path)
            .into_iter()
            .filter(|name| name.ends_with(".csv") || name.ends_with(".pdf"))
            .filter(|name| !name.starts_with("~$"))
            .collect();
        let scope = Scope {
            plan,
            period: Some(period),
            as_of: page.as_of.expect("a day"),
            page: Some(&page),
            whole_period: true,
            history: Some(&history),
        };
        let open = |n: usize| {
            if names[n].ends_with(".pdf") {
                let name = Arc::from(names[n].as_str());
                let finding = UnreadReason::Pdf.finding(&name);
                return Err((name, Box::new(finding)));
            }
            let bytes = std::fs::read(path.join(&names[n])).expect("a file");
            Ok(Source::new(Arc::<str>::from(names[n].as_str()), bytes))
        };
        let mut checked = check::check_files(&scope, names.len(), NonZeroUsize::MIN, open);
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let of = checked.findings.iter().map(|f| (f.code.id, text(&f.agency), text(&f.task)));
        found.push(of.collect());
        checked.drop_advice();
        history.add(plan, id, &checked);
        let as_of = page.as_of.expect("a day");
        folders.push(Arc::new(Folder::new(period, page, as_of, checked)));
    }
    (folders, found)
}

/// What the program makes of each of these periods.
pub(crate) fn run(plan: &Plan, data: &Path, quarters: &[String], periods: &[String]) -> Vec<Made> {
    reports(plan, data, quarters, periods, |report, digest, found| Made {
        status: json(&render::status(&report)),
        view: json(&render::view(report, digest)),
        found: found.clone(),
    })
}

/// The report of each of these periods, with the digest of its plan and what the check finds in the
/// last folder of it.
fn reports<T>(
    plan: &Plan,
    data: &Path,
    quarters: &[String],
    periods: &[String],
    make: impl Fn(Report<'_>, &str, &Found) -> T,
) -> Vec<T> {
    let (folders, found) = folders(plan, data, quarters);
    let of = |id: &String| {
        let period = Period::parse(id).expect("a period");
        let parts = plan.quarters(period);
        let window = plan.window(period);
        let is_current = |folder: &&Arc<Folder>| parts.contains(&folder.period);
        let first = folders.iter().position(|folder| is_current(&folder)).expect("a folder");
        let count = folders[first..].iter().take_while(is_current).count();
        let current = &folders[first..first + count];
        let is_before = |folder: &&Arc<Folder>| plan.window(folder.period).end < window.start;
        let earlier = folders.iter().take_while(is_before).count();
        let page = match current {
            [one] if one.period == period => one.page.clone(),
            // What a longer period without a page goes by.
            _ => Page {
                as_of: current[count - 1].page.as_of,
                notice: current.iter().find_map(|folder| folder.page.notice.clone()),
                ..Page::default()
            },
        };
        let as_of = page.as_of.expect("a day");
        let report = consolidate(Input {
            plan,
            period,
            as_of,
            page: &page,
            current,
            earlier: &folders[..earlier],
        });
        make(report, &plan.digest(period), &found[first + count - 1])
    };
    periods.iter().map(of).collect()
}

pub(crate) fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("JSON")
}

/// All that the program writes about a period.
pub(crate) struct Papers {
    /// The table of `report status` for spreadsheets, one row a task and one row an agency.
    pub(crate) by_task: String,
    pub(crate) by_agency: String,
    /// The text of the report.
    pub(crate) markdown: String,
    /// The page, with its board.
    pub(crate) page: String,
    /// The sheet of each agency.
    pub(crate) sheets: Vec<Value>,
    /// The letters.
    pub(crate) letters: Vec<Value>,
    pub(crate) found: Found,
}

/// What it writes about each period, and the page that leads to all of them.
pub(crate) fn papers(
    plan: &Plan,
    data: &Path,
    quarters: &[String],
    periods: &[String],
) -> (Vec<Papers>, String) {
    let templates = Templates::new(BTreeMap::new()).expect("the shipped templates");
    let text = |document: &Document<'_>| {
        let mut bytes = Vec::new();
        document.write(&mut bytes).unwrap_or_else(|error| panic!("{}: {error}", document.name));
        String::from_utf8(bytes).expect("UTF-8")
    };
    let all = reports(plan, data, quarters, periods, |report, digest, found| {
        let follow = consolidate::follow_up(&report);
        let status = render::status(&report);
        let end = plan.window(report.input.period).end;
        // Nobody asks for the sheet of who is no more.
        let agencies = plan.register.ids().filter(|id| plan.register.agency(*id).in_force(end));
        let sheet = |id| json(&render::sheet(&report, &follow, digest, id));
        let sheets = agencies.map(sheet).collect();
        let letters = render::letters(&report, &follow, digest, None, false);
        let view = render::view(report, digest);
        let papers = Papers {
            by_task: form::csv(&status, form::RowsBy::Task),
            by_agency: form::csv(&status, form::RowsBy::Agency),
            markdown: text(&render::report(&view, Format::Markdown, &templates)),
            page: text(&render::report(&view, Format::Html, &templates)),
            sheets,
            letters: letters.iter().map(|letter| json(&letter.view)).collect(),
            found: found.clone(),
        };
        (papers, view)
    });
    let (papers, views): (Vec<Papers>, Vec<View>) = all.into_iter().unzip();
    let published = render::publish(&views, &[], &templates);
    let index = published.iter().find(|document| document.name == "index.html");
    (papers, text(index.expect("the page that leads to all")))
}

/// The CSV of `report status --by figure`.
pub(crate) fn figure_table(status: &form::Status) -> String {
    form::csv(status, form::RowsBy::Figure)
}

/// The status of a period, as the library makes it.
pub(crate) fn statuses(plan: &Plan, data: &Path) -> impl FnMut(&str) -> form::Status {
    let (store, plan) = (Arc::new(DiskStore), Arc::new(plan.clone()));
    let workspace = Workspace::open_with(store, plan, data, Options::default());
    let mut workspace = workspace.unwrap_or_else(|e| panic!("{}: {e}", data.display()));
    move |id| {
        let period = workspace.period(Period::parse(id).expect("a period"));
        period.unwrap_or_else(|e| panic!("{id}: {e}")).status()
    }
}
