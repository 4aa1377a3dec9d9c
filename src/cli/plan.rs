//! `report plan check | show | trace`: the plan folder looked at by itself.
//!
//! Owns what each of the three says and how it ends; the texts come from the library. An error in
//! the plan always ends with 2: no command can run on such a plan.

use std::path::Path;

use report::diag::{Policy, Sink};
use report::plan::{self, PlanFiles};
use report::render::trace::{self as form, Trace};
use report::render::{self, Format, Templates, WriteError};
use report::text::date;
use report::workspace::{self, Error};

use super::args::{self, Global, PlanCommand, PlanTrace, TraceFormat};
use super::context::{self, Done};
use super::status_table::Screen;
use super::{terminal, trace, trace_table, write};

/// Nothing is pressed into less than this.
const NARROWEST: usize = 60;

/// Runs the command.
pub(crate) fn run(global: &Global, wanted: &args::Plan) -> anyhow::Result<Done> {
    let files = context::plan_files(global)?;
    match &wanted.command {
        PlanCommand::Check => check(global, &files),
        PlanCommand::Show => {
            let errata = files.errata.as_ref().map(|source| &*source.name);
            let plan = workspace::plan(&files)?;
            Ok(Done::said(plan::show(&plan, errata, terminal::width().max(NARROWEST))))
        }
        PlanCommand::Trace(wanted) => match &wanted.period {
            Some(period) => of_period(global, wanted, period),
            None => {
                let on = context::day(global)?;
                let plan = workspace::plan(&files)?;
                // A table may be as wide as the screen; prose may not.
                Ok(Done::said(trace::trace(&plan, on, terminal::columns().max(NARROWEST))))
            }
        },
    }
}

/// The tasks by recommendation with their states in a period.
fn of_period(global: &Global, wanted: &PlanTrace, period: &str) -> anyhow::Result<Done> {
    let plan = context::plan(global)?;
    let out = wanted.out.as_deref().map(write::apart).transpose()?;
    let templates = context::templates(global)?;
    let period = context::period(period)?;
    let folder = wanted.data.as_deref().unwrap_or(Path::new("."));
    let data = context::data(global, &plan, folder)?.period(period)?;
    let mut notes = context::notes(global, &data.notes);
    if global.verbose {
        notes.push(format!("Tính đến ngày {}.", date::short(data.as_of)));
    }
    let mut notes = context::lines(notes) + &context::stray_templates(global);
    let made = data.trace();
    let text = match wanted.format {
        TraceFormat::Table => {
            let color = out.is_none() && terminal::coloured(global.color, &std::io::stdout());
            trace_table::table(&made, Screen { columns: terminal::columns(), color })
        }
        TraceFormat::Csv => form::csv(&made),
        TraceFormat::Json => form::json(&made).map_err(Error::from)?,
        TraceFormat::Md => document(&made, Format::Markdown, &templates)?,
        TraceFormat::Html => document(&made, Format::Html, &templates)?,
    };
    let (stdout, told) = write::result(text, out.as_deref())?;
    notes.extend(told.map(|told| format!("{told}\n")));
    let stderr = if global.quiet { String::new() } else { notes };
    Ok(Done { stdout, stderr, status: 0, exact: wanted.format != TraceFormat::Table })
}

fn document(made: &Trace, form: Format, templates: &Templates) -> anyhow::Result<String> {
    let mut text = Vec::new();
    match render::trace_document(made, form, templates).write(&mut text) {
        Ok(()) => Ok(String::from_utf8(text)?),
        Err(WriteError::Template(fault)) => Err(Error::from(fault).into()),
        Err(WriteError::Io(error)) => Err(error.into()),
    }
}

fn check(global: &Global, files: &PlanFiles) -> anyhow::Result<Done> {
    let on = context::day(global)?;
    let mut sink = Sink::new();
    let plan = workspace::load_plan(files, &mut sink);
    let findings = sink.finish(&Policy::default());
    let color = terminal::coloured(global.color, &std::io::stdout());
    let mut text = workspace::findings_for_people(&findings, files.all(), terminal::width(), color);
    match &plan {
        Some(_) if global.quiet => {}
        Some(plan) => text += &format!("\n{}\nKế hoạch dùng được.\n", plan::summary(plan, on)),
        None => text += "Kế hoạch chưa dùng được: sửa các lỗi trên rồi chạy lại.\n",
    }
    Ok(Done { stdout: text, status: if plan.is_some() { 0 } else { 2 }, ..Done::default() })
}
