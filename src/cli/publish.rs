//! `report build --all`: the report of every period folder, the page that leads to them, and the
//! data beside it. Everything is made before anything takes its place.

use std::fs;
use std::path::Path;

use report::consolidate::Audience;
use report::plan::Period;
use report::render::{self, Format, View};
use report::workspace::{shown, typed};

use super::args::{Args, Build};
use super::context::{self, Done};
use super::documents::{Documents, document_formats};

/// Reports in the folder of documents whose periods have no folder of data any more: nothing brings
/// them up to date, and no page leads to them.
fn left_behind(out: &Path, periods: &[Period]) -> Option<String> {
    let is_left =
        |name: &String| quarter_of(name).is_some_and(|quarter| !periods.contains(&quarter));
    let names = fs::read_dir(out).into_iter().flatten().flatten();
    let names = names.filter_map(|entry| entry.file_name().into_string().ok());
    let mut left: Vec<String> = names.filter(is_left).collect();
    left.sort();
    (!left.is_empty()).then(|| {
        format!(
            "Trong “{}” còn văn bản của kỳ không có thư mục dữ liệu, không được lập lại: {}.",
            shown(out),
            left.join(", ")
        )
    })
}

/// The quarter of a report by its file's name. A report of a longer period is made by itself.
fn quarter_of(name: &str) -> Option<Period> {
    let (stem, ending) = name.strip_prefix("bao-cao-")?.rsplit_once('.')?;
    let period = Period::parse(stem).filter(|period| period.id() == stem)?;
    (matches!(period, Period::Quarter(..)) && ["md", "html"].contains(&ending)).then_some(period)
}

/// Runs the command.
pub(crate) fn run(args: &Args, build: &Build) -> anyhow::Result<Done> {
    let plan = context::plan(&args.global)?;
    let templates = context::templates(&args.global)?;
    let mut workspace = context::data(&args.global, &plan, &build.data)?;
    let folders = workspace.periods()?;
    // The data of every period is written in any case, beside the page.
    let formats: Vec<Format> =
        document_formats(&build.format).into_iter().filter(|form| *form != Format::Json).collect();
    let mut views: Vec<View> = Vec::new();
    let mut documents = Documents::new(&build.out, build.check)?;
    let (mut notes, mut drafts) = (Vec::new(), Vec::new());
    for (period, path) in &folders {
        let data = workspace.period(*period)?;
        let view = data.view_for(Audience::Public);
        for note in context::notes(&args.global, &data.notes) {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        if view.data_errors > 0 {
            drafts.push(path.as_path());
        }
        let document = |form: &Format| render::report(&view, *form, &templates);
        documents.add(&formats.iter().map(document).collect::<Vec<_>>())?;
        views.push(view);
    }
    drop(workspace);
    let periods: Vec<Period> = folders.iter().map(|(period, _)| *period).collect();
    notes.extend(left_behind(&build.out, &periods));
    documents.add(&render::publish(&views, &formats, &templates))?;
    let errors = views.iter().map(|view| view.data_errors).sum();
    let more = format!(" Xem chi tiết: report check {}", typed(drafts));
    documents.told(args, build, notes, (errors, &more))
}
