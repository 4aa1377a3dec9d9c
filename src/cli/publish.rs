//! `report build --all`: the report of every period folder, the page that leads to them, and the
//! data beside it. Everything is made before anything takes its place.

use report::consolidate::{Audience, consolidate_for};
use report::render::{self, Form, View};

use super::args::{Args, Build};
use super::build::{self, Folders};
use super::context::{self, Done, shown};
use super::documents::Documents;
use super::folders::DataFolder;

/// Runs the command.
pub(crate) fn run(args: &Args, wanted: &Build) -> anyhow::Result<Done> {
    let plan = context::plan(&args.global)?;
    let templates = build::templates(&args.global)?;
    let all = DataFolder::around(&plan, &wanted.data)?;
    anyhow::ensure!(
        !all.folders.is_empty(),
        "Trong “{}” không có thư mục của kỳ nào.",
        shown(&all.path)
    );
    // The data of every period is written in any case, beside the page.
    let forms: Vec<Form> =
        build::forms(&wanted.format).into_iter().filter(|form| *form != Form::Json).collect();
    let mut views: Vec<View> = Vec::new();
    let mut documents = Documents::new(&wanted.out, wanted.check)?;
    let (mut notes, mut drafts) = (Vec::new(), Vec::new());
    for folder in &all.folders {
        let period = folder.period;
        let folders = Folders::of(&plan, &args.global, &all, period)?;
        let as_of = context::as_of(&args.global, folders.page.as_of)?;
        let input = folders.input(&plan, period, as_of);
        let report = consolidate_for(input, Audience::Public);
        let view = render::view(report, &plan.digest(period));
        for note in folders.notes {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        if view.data_errors > 0 {
            drafts.push(shown(&folder.path));
        }
        for form in &forms {
            documents.add(&render::report(&view, *form, &templates))?;
        }
        views.push(view);
    }
    for document in render::publish(&views, &forms, &templates) {
        documents.add(&document)?;
    }
    let errors = views.iter().map(|view| view.data_errors).sum();
    let more = format!(" Xem chi tiết: report check {}", drafts.join(" "));
    build::finish(args, wanted, documents, notes, (errors, &more))
}
