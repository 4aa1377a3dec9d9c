//! `report template`: the blank form of one agency for one period.
//!
//! Never writes over a file that is there: it may have been filled in.

use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, bail};
use report::form::{self, Form};
use report::text::date;
use report::workspace::{self, Bytes, DiskStore, Store, io_reason, shown};

use super::args::{Args, Template, TemplateFormat};
use super::context::{self, Done};
use super::write::Batch;

/// Runs the command.
pub(crate) fn run(args: &Args, wanted: &Template) -> anyhow::Result<Done> {
    let plan = context::plan(&args.global)?;
    let period = context::period(&wanted.period)?;
    let (issued, last) = (plan.decision.date, plan.window(period).end);
    if last < issued {
        bail!(
            "Số liệu của {} chốt ngày {}, trước khi Kế hoạch được ban hành ({}).",
            period.name(),
            date::short(last),
            date::short(issued)
        );
    }
    let agency = workspace::agency(&plan, &wanted.agency, period)?;
    let (form, notes) = match &wanted.data {
        Some(folder) => context::data(&args.global, &plan, folder)?.form(agency, period)?,
        None => (Form::new(&plan, agency, period, &[]), Vec::new()),
    };
    let made: Vec<(String, Vec<u8>)> = match wanted.format {
        // A CSV file holds one kind of table.
        TemplateFormat::Csv => {
            let figures = form.figures.iter();
            let figures = figures.map(|figures| {
                (format!("{}.csv", form.figures_stem()), form::figures_csv(figures))
            });
            let tasks = (format!("{}.csv", form.stem), form::csv(&form));
            std::iter::once(tasks).chain(figures).collect()
        }
        TemplateFormat::Xlsx => {
            let day = context::day(&args.global)?;
            let bytes = form::xlsx(&form, day).context("Chưa ghi tệp nào.")?;
            vec![(format!("{}.xlsx", form.stem), bytes)]
        }
    };
    for (name, bytes) in &made {
        keep_what_is_there(&wanted.out.join(name), bytes)?;
    }
    let mut files = Batch::new(&wanted.out)?;
    for (name, bytes) in &made {
        files.add(name, |out| Ok(out.write_all(bytes)?))?;
    }
    let stdout = files.finish()?.iter().map(|path| format!("{}\n", shown(path))).collect();
    let notes = context::lines(context::notes(&args.global, &notes));
    let stderr = if args.global.quiet { String::new() } else { notes };
    Ok(Done { stdout, stderr, ..Done::default() })
}

/// A file of this name that says something else is somebody's work.
fn keep_what_is_there(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    match DiskStore.read(path, bytes.len()) {
        Ok(Bytes::All(there)) if there == bytes => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() != ErrorKind::IsADirectory => {
            Err(anyhow::anyhow!(io_reason(&error))
                .context(format!("Không ghi được “{}”; chưa có tệp nào bị thay đổi.", shown(path))))
        }
        _ => bail!(
            "Đã có “{}”, có thể đã được điền nên không ghi đè. Đổi tên hoặc chuyển tệp ấy đi, hoặc nêu thư mục khác bằng --out.",
            shown(path)
        ),
    }
}
