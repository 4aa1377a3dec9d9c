//! `report build --all`: the report of every period folder, the page that leads to them, and the
//! data beside it. Everything is made before anything takes its place.

use report::consolidate::Audience;
use report::render::{self, Format, View};
use report::workspace::typed;

use super::args::{Args, Build};
use super::context::{self, Done};
use super::documents::{Documents, document_formats};

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
    documents.add(&render::publish(&views, &formats, &templates))?;
    let errors = views.iter().map(|view| view.data_errors).sum();
    let more = format!(" Xem chi tiết: report check {}", typed(drafts));
    documents.told(args, build, notes, (errors, &more))
}
