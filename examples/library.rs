//! Prints the page of a quarter as `report build --all` publishes it.

use std::error::Error;
use std::io::{self, Write};

use report::consolidate::Audience;
use report::plan::{Period, PlanFiles};
use report::render::{self, Format};
use report::workspace::{self, DiskStore, Store, Workspace};

/// The page of a period from the files in a store.
pub fn page(store: impl Store + 'static, data: &str, id: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let plan = workspace::plan(&PlanFiles::embedded())?;
    let templates = workspace::templates(&store, None)?;
    let period = Period::parse(id).ok_or("not a period")?;
    let mut workspace = Workspace::open(store, plan, data)?;
    let view = workspace.period(period)?.view_for(Audience::Public);
    let mut page = Vec::new();
    render::report(&view, Format::Html, &templates).write(&mut page)?;
    Ok(page)
}

fn main() -> Result<(), Box<dyn Error>> {
    let page = page(DiskStore, "examples/submissions", "2025-Q4")?;
    Ok(io::stdout().write_all(&page)?)
}
