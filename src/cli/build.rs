//! `report build`: a period's documents, written whole and together, or compared with what is there.

use std::path::Path;

use anyhow::bail;
use report::render;
use report::text::date;
use report::workspace::{self, DiskStore, typed};

use super::args::{Args, Build};
use super::context::{self, Done};
use super::documents::{Documents, document_formats};
use super::publish;

/// Runs the command.
pub(crate) fn run(args: &Args, build: &Build) -> anyhow::Result<Done> {
    match &build.from_view {
        Some(file) => from_view(args, build, file),
        None if build.all => publish::run(args, build),
        None => one(args, build),
    }
}

/// The documents of one period.
fn one(args: &Args, build: &Build) -> anyhow::Result<Done> {
    let global = &args.global;
    let plan = context::plan(global)?;
    let templates = context::templates(global)?;
    let period = context::period(build.period.as_deref().unwrap_or_default())?;
    let addressees = match &build.addressee {
        Some(written) => workspace::addressees(&plan, written)?,
        None => Vec::new(),
    };
    let agency = build.agency.as_deref();
    let agency = agency.map(|name| workspace::agency(&plan, name, period)).transpose()?;
    let data = context::data(global, &plan, &build.data)?.period(period)?;
    let mut notes = context::notes(global, &data.notes);
    if global.verbose {
        notes.push(format!("Tính đến ngày {}.", date::short(data.as_of)));
    }
    let more = format!(" Xem chi tiết: report check {}", typed(data.paths()));
    let mut documents = Documents::new(&build.out, build.check)?;
    let formats = document_formats(&build.format).into_iter();
    if let Some(agency) = agency {
        let sheet = data.sheet(agency);
        let document = |form| render::agency_sheet(&sheet, form, &templates);
        documents.add(&formats.map(document).collect::<Vec<_>>())?;
        // What is wrong in the rows of an agency is what its sheet is for.
        return documents.told(args, build, notes, (0, ""));
    }
    let (mut view, trace) = match addressees.iter().any(|to| to.is_central) {
        true => {
            let (view, trace) = data.view_and_trace();
            (view, Some(trace.trace))
        }
        false => (data.view(), None),
    };
    // The rows go: a country's year of them is heavy, and the view has what it needs.
    drop(data);
    if addressees.len() > 1 && view.head.number.is_some() {
        notes.push("Các báo cáo mang cùng một số, lấy từ period.yaml; nơi nhận nào có số riêng thì sửa số rồi lập riêng cho nơi ấy.".to_owned());
    }
    if addressees.is_empty() {
        let document = |form| render::report(&view, form, &templates);
        documents.add(&formats.map(document).collect::<Vec<_>>())?;
    } else {
        for (form, to) in formats.flat_map(|form| addressees.iter().map(move |to| (form, to))) {
            let trace = trace.as_ref().filter(|_| to.is_central);
            let named = (to.id.as_str(), to.name.as_str());
            documents.add(&[render::report_to(&mut view, named, trace, form, &templates)])?;
        }
    }
    documents.told(args, build, notes, (view.data_errors, &more))
}

/// Documents from a view that was saved: no data, no plan.
fn from_view(args: &Args, build: &Build, file: &Path) -> anyhow::Result<Done> {
    for (given, name) in
        [(args.global.plan.is_some(), "--plan"), (args.global.as_of.is_some(), "--as-of")]
    {
        if given {
            bail!(
                "Không dùng {name} cùng với --from-view: số liệu đã lưu được tính xong từ trước."
            );
        }
    }
    let templates = context::templates(&args.global)?;
    let view = workspace::saved_view(&DiskStore, file)?;
    let mut documents = Documents::new(&build.out, build.check)?;
    let formats = document_formats(&build.format).into_iter();
    let document = |form| render::report(&view, form, &templates);
    documents.add(&formats.map(document).collect::<Vec<_>>())?;
    documents.told(args, build, Vec::new(), (view.data_errors, ""))
}
