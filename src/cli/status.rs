//! `report status`: who has reported, how far each task is. Ends with 0 whenever it could run,
//! since what it tells is no fault of the run.

use report::render::{self, status as form};
use report::text::date;
use report::workspace::{Error, shown};

use super::args::{Args, StatusArgs, StatusBy, StatusFormat};
use super::context::{self, Done};
use super::status_table::{self, Screen};
use super::{terminal, write};

/// Runs the command.
pub(crate) fn run(args: &Args, wanted: &StatusArgs) -> anyhow::Result<Done> {
    let global = &args.global;
    let plan = context::plan(global)?;
    let out = wanted.out.as_deref().map(write::apart).transpose()?;
    let templates = context::templates(global)?;
    let period = wanted.period.as_deref().map(context::period).transpose()?;
    let mut workspace = context::data(global, &plan, &wanted.data)?;
    let mut notes = Vec::new();
    let period = match period {
        Some(period) => period,
        None => {
            let period = workspace.latest()?;
            notes.push(format!("Kỳ mới nhất trong “{}”: {}.", shown(&wanted.data), period.name()));
            period
        }
    };
    let data = workspace.period(period)?;
    drop(workspace);
    notes.extend(context::notes(global, &data.notes));
    if global.verbose {
        notes.push(format!("Tính đến ngày {}.", date::short(data.as_of)));
    }
    let mut notes = context::lines(notes) + &context::stray_templates(global);
    let by = wanted.by.map(|by| match by {
        StatusBy::Agency => form::RowsBy::Agency,
        StatusBy::Task => form::RowsBy::Task,
        StatusBy::Theme => form::RowsBy::Theme,
        StatusBy::Figure => form::RowsBy::Figure,
    });
    let text = match wanted.format {
        StatusFormat::Table => {
            let (status, view) = data.status_and_view();
            let overview = render::overview(&view, &templates).map_err(Error::from)?;
            let screen = Screen {
                columns: terminal::columns(),
                color: out.is_none() && terminal::coloured(global.color, &std::io::stdout()),
            };
            status_table::table(&status, &overview, by, screen)
        }
        StatusFormat::Json => form::json(&data.status())?,
        StatusFormat::Csv => form::csv(&data.status(), by.unwrap_or(form::RowsBy::Agency)),
    };
    let (stdout, told) = write::result(text, out.as_deref())?;
    notes.extend(told.map(|told| format!("{told}\n")));
    let stderr = if global.quiet { String::new() } else { notes };
    let exact = wanted.format != StatusFormat::Table;
    Ok(Done { stdout, stderr, status: 0, exact })
}
