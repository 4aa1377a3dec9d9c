//! `report plan check | show | trace`: the plan folder looked at by itself.
//!
//! Owns what each of the three says and how it ends; the texts come from the library. An error in
//! the plan always ends with 2: no command can run on such a plan.

use report::diag::{Policy, Sink};
use report::plan::{self, PlanFiles};
use report::workspace;

use super::args::{self, Global, PlanCommand};
use super::context::{self, Done};
use super::{terminal, trace};

/// Nothing is pressed into less than this.
const NARROWEST: usize = 60;

/// Runs the command.
pub(crate) fn run(global: &Global, wanted: &args::Plan) -> anyhow::Result<Done> {
    let files = context::plan_files(global)?;
    match wanted.command {
        PlanCommand::Check => check(global, &files),
        PlanCommand::Show => {
            let errata = files.errata.as_ref().map(|source| &*source.name);
            let plan = workspace::plan(&files)?;
            Ok(Done::said(plan::show(&plan, errata, terminal::width().max(NARROWEST))))
        }
        PlanCommand::Trace => {
            let on = context::day(global)?;
            let plan = workspace::plan(&files)?;
            // A table may be as wide as the screen; prose may not.
            Ok(Done::said(trace::trace(&plan, on, terminal::columns().max(NARROWEST))))
        }
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
