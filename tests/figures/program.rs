//! The program at work on a data folder, within the process: every folder is checked once, and
//! consolidated into each wanted period. That the binary makes the same of it is a test of its own.

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;

use report::check::{self, History, Scope};
use report::consolidate::{Folder, Input, consolidate};
use report::diag::Sink;
use report::plan::{Period, Plan, PlanFiles};
use report::render;
use report::source::Source;
use report::submission::Page;
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
    let files = PlanFiles { files: report::plan::FILES.map(read), errata: None };
    let mut sink = Sink::new();
    let plan = report::plan::load(&files.without_errata(), &mut sink);
    plan.unwrap_or_else(|| panic!("{}: {:?}", folder.display(), sink.finish(&Default::default())))
}

/// The folders of the quarters, checked one after the other.
fn folders(plan: &Plan, data: &Path, quarters: &[String]) -> (Vec<Folder>, Vec<Found>) {
    let mut history = History::default();
    let (mut folders, mut found) = (Vec::new(), Vec::new());
    for id in quarters {
        let path = data.join(id);
        let period = Period::parse(id).expect("a period");
        let page = Source::new("period.yaml", common::read(&path.join("period.yaml")).into_bytes());
        let page = Page::load(&page, plan, &mut Sink::new()).expect("a page");
        let names: Vec<String> = common::names(&path)
            .into_iter()
            .filter(|name| name.ends_with(".csv") && !name.starts_with("~$"))
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
            let bytes = std::fs::read(path.join(&names[n])).expect("a file");
            Ok(Source::new(Arc::<str>::from(names[n].as_str()), bytes))
        };
        let mut checked = check::all(&scope, names.len(), NonZeroUsize::MIN, open);
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let of = checked.findings.iter().map(|f| (f.code.id, text(&f.agency), text(&f.task)));
        found.push(of.collect());
        checked.forget_advice();
        history.add(plan, id, &checked);
        let as_of = page.as_of.expect("a day");
        folders.push(Folder { period, page, as_of, checked });
    }
    (folders, found)
}

/// What the program makes of each of these periods.
pub(crate) fn run(plan: &Plan, data: &Path, quarters: &[String], periods: &[String]) -> Vec<Made> {
    let (folders, found) = folders(plan, data, quarters);
    let make = |id: &String| {
        let period = Period::parse(id).expect("a period");
        let parts = plan.parts(period);
        let window = plan.window(period);
        let is_current = |folder: &&Folder| parts.contains(&folder.period);
        let first = folders.iter().position(|folder| is_current(&folder)).expect("a folder");
        let count = folders[first..].iter().take_while(is_current).count();
        let current = &folders[first..first + count];
        let is_before = |folder: &&Folder| plan.window(folder.period).end < window.start;
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
        let status = render::status(&report);
        let status = serde_json::to_value(&status).expect("JSON");
        let view = render::view(report, &plan.digest(period));
        let found = found[first + count - 1].clone();
        Made { view: serde_json::to_value(&view).expect("JSON"), status, found }
    };
    periods.iter().map(make).collect()
}
