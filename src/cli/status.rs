//! `report status`: who has reported, how far each task is. Ends with 0 whenever it could run,
//! since what it tells is no fault of the run.

use report::consolidate::{Input, consolidate};
use report::plan::Period;
use report::render::{self, status as form};
use report::text::date;

use super::args::{Args, StatusArgs, StatusBy, StatusFormat};
use super::build::{self, Folders};
use super::context::{self, Done, shown};
use super::status_table::{self, Screen};
use super::{folders, terminal, write};

/// Runs the command.
pub(crate) fn run(args: &Args, wanted: &StatusArgs) -> anyhow::Result<Done> {
    let plan = context::plan(&args.global)?;
    let out = wanted.out.as_deref().map(write::apart).transpose()?;
    let templates = build::templates(&args.global)?;
    let mut notes = String::new();
    let period: Period = match &wanted.period {
        Some(written) => context::period(written)?,
        None => {
            let period = folders::latest(&plan, &args.global, &wanted.data)?;
            notes += &format!("Kỳ mới nhất trong “{}”: {}.\n", shown(&wanted.data), period.name());
            period
        }
    };
    let folders = Folders::load(&plan, &args.global, &wanted.data, period)?;
    let as_of = context::as_of(&args.global, folders.page.as_of)?;
    notes.extend(folders.notes.iter().map(|note| format!("{note}\n")));
    if args.global.verbose {
        notes += &format!("Tính đến ngày {}.\n", date::short(as_of));
    }
    notes += &build::stray_templates(&args.global);
    let report = consolidate(Input {
        plan: &plan,
        period,
        as_of,
        page: &folders.page,
        current: &folders.current,
        earlier: &folders.earlier,
    });
    let status = render::status(&report);
    let by = wanted.by.map(|by| match by {
        StatusBy::Agency => form::By::Agency,
        StatusBy::Task => form::By::Task,
    });
    let text = match wanted.format {
        StatusFormat::Table => {
            let view = render::view(report, &plan.digest(period));
            let overview = render::overview(&view, &templates)
                .map_err(|fault| context::template_error(&fault))?;
            let screen = Screen {
                columns: terminal::columns(),
                color: out.is_none() && terminal::coloured(args.global.color, &std::io::stdout()),
            };
            status_table::table(&status, &overview, by, screen)
        }
        StatusFormat::Json => form::json(&status)?,
        StatusFormat::Csv => form::csv(&status, by.unwrap_or(form::By::Agency)),
    };
    let (stdout, told) = write::result(text, out.as_deref())?;
    notes.extend(told.map(|told| format!("{told}\n")));
    let stderr = if args.global.quiet { String::new() } else { notes };
    let exact = wanted.format != StatusFormat::Table;
    Ok(Done { stdout, stderr, status: 0, exact })
}
