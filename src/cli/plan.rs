//! `report plan check | show | trace`: the plan folder looked at by itself.
//!
//! Owns what each of the three says and how it ends; the texts come from the library. An error in
//! the plan always ends with 2: no command can run on such a plan.

use report::diag::{Policy, Severity, Sink, Summary};
use report::plan::{self, Plan, PlanFiles, Tracing};

use super::args::{self, Global, PlanCommand};
use super::context::{self, Done};

/// Lines of prose are not made longer than this, as in the help.
const WIDEST_PROSE: usize = 100;
/// Nor is anything pressed into less than this.
const NARROWEST: usize = 60;

pub(crate) fn run(global: &Global, wanted: &args::Plan) -> anyhow::Result<Done> {
    let files = context::plan_files(global)?;
    match wanted.command {
        PlanCommand::Check => check(global, &files),
        PlanCommand::Show => Ok(with_plan(&files, |plan| {
            let errata = files.errata.as_ref().map(|source| &*source.name);
            plan::show(plan, errata, columns().min(WIDEST_PROSE))
        })),
        PlanCommand::Trace => {
            let on = context::as_of(global, None)?;
            let wanted = Tracing { on, results: None, columns: columns() };
            Ok(with_plan(&files, |plan| plan::trace(plan, &wanted)))
        }
    }
}

fn with_plan(files: &PlanFiles, say: impl Fn(&Plan) -> String) -> Done {
    match context::load_plan(files) {
        Ok(plan) => Done::said(say(&plan)),
        Err(faults) => context::broken_plan(faults),
    }
}

fn columns() -> usize {
    context::columns().max(NARROWEST)
}

fn check(global: &Global, files: &PlanFiles) -> anyhow::Result<Done> {
    let on = context::as_of(global, None)?;
    let mut sink = Sink::new();
    let plan = plan::load(files, &mut sink);
    let findings = sink.finish(&Policy::default());
    let mut text = context::findings_for_people(&findings);
    if !findings.is_empty() {
        text.push('\n');
    }
    if let Some(plan) = &plan
        && !global.quiet
    {
        text += &plan::summary(plan, on);
        text.push('\n');
    }
    let Summary { errors, warnings, notes } = Summary::of(&findings);
    let counted = [
        (errors, Severity::Error.vietnamese()),
        (warnings, Severity::Warning.vietnamese()),
        (notes, Severity::Note.vietnamese()),
    ];
    let counted: Vec<String> =
        counted.iter().map(|(count, what)| format!("{count} {what}")).collect();
    let verdict = match plan {
        Some(_) => "Kế hoạch dùng được",
        None => "Kế hoạch chưa dùng được",
    };
    text += &format!("{verdict}: {}.\n", counted.join(", "));
    Ok(Done { stdout: text, status: if plan.is_some() { 0 } else { 2 }, ..Done::default() })
}
