//! `report init`: a working folder with the plan, the templates and an empty period.
//!
//! Never writes over a file that is there. Nothing is invented: what is not known yet stays `null`.

use std::path::Path;
use std::sync::Arc;

use anyhow::bail;
use report::plan::{self, Period, Plan};
use report::render::Templates;
use report::submission::PAGE;
use report::workspace::config::{CONFIG, Config};
use report::workspace::{self, DiskStore, Error, blank, shown, typed};

use super::args::{Args, Global, Init};
use super::config;
use super::context::{self, Done};
use super::write::{Batch, period_folder_at};

/// Runs the command.
pub(crate) fn run(args: &Args, wanted: &Init) -> anyhow::Result<Done> {
    let folder = &wanted.folder;
    if folder.is_file() {
        bail!("“{}” là tệp; cần tên một thư mục.", shown(folder));
    }
    if let Some(period) = period_folder_at(folder) {
        bail!(
            "“{}” là thư mục của một kỳ, nơi chỉ có tệp của các cơ quan; chưa ghi tệp nào. Nêu thư mục chứa các kỳ, và kỳ bằng --period.",
            shown(&period)
        );
    }
    let there = config::of_folder(folder)?;
    let is_new = there.is_none();
    let config = there.unwrap_or_else(blank::new_config);
    let files = context::plan_files(&args.global)?;
    let own_templates = args.global.templates.as_deref();
    let own_templates = own_templates.map(|own| workspace::own_templates(&DiskStore, own));
    let own_templates = own_templates.transpose()?.unwrap_or_default();
    // A template that does not parse is told now, as by every command that uses it.
    Templates::new(own_templates.clone()).map_err(Error::from)?;
    let plan = Arc::new(workspace::plan(&files.clone().without_errata())?);
    let period = match wanted.period.as_deref() {
        Some(written) => context::period(written)?,
        None => {
            let day = context::day(&args.global)?;
            blank::open_quarter(
                own_plan(&args.global, folder, &config)?.as_ref().unwrap_or(&plan),
                day,
            )
        }
    };
    // A folder of the period under another name of it is as good.
    let there = match folder.is_dir() {
        true => workspace::period_folder(context::disk(), &plan, folder, period)?,
        false => None,
    };
    let at = there.unwrap_or_else(|| folder.join(period.id()));
    let own = at.strip_prefix(folder).unwrap_or(&at).to_string_lossy();

    let mut batch = Batch::keeping(folder);
    let mut stdout = String::new();
    for (below, about, files) in
        &blank::new_folders(&config, (&files, &own_templates), period, &own)
    {
        let (new, kept) = add(&mut batch, folder, below, files)?;
        let there =
            if kept > 0 { format!(", giữ nguyên {kept} tệp đã có") } else { String::new() };
        stdout += &format!("{}: {about}; tạo {new} tệp{there}\n", shown(&folder.join(below)));
    }
    if is_new {
        batch.add(CONFIG, |out| Ok(out.write_all(blank::CONFIG_TEXT.as_bytes())?))?;
    }
    let made = if is_new { "tạo mới" } else { "đã có, giữ nguyên" };
    stdout += &format!("{}: thư mục dùng những gì; {made}\n", shown(&folder.join(CONFIG)));
    batch.finish()?;
    let stderr = if args.global.quiet {
        String::new()
    } else {
        context::stray_templates(&args.global) + &next(folder, &at, period)
    };
    Ok(Done { stdout, stderr, ..Done::default() })
}

/// The plan that a working folder has already, where `--plan` names no other.
fn own_plan(global: &Global, folder: &Path, config: &Config) -> Result<Option<Arc<Plan>>, Error> {
    let own = config.plan.as_ref().map(|below| folder.join(below));
    let own = own.filter(|own| own.is_dir() && global.plan.is_none());
    own.map(|own| context::plan(&Global { plan: Some(own), ..global.clone() })).transpose()
}

/// Adds those files of a folder below the working folder that are not there yet; how many are new, and
/// how many were there.
fn add(
    files: &mut Batch,
    folder: &Path,
    below: &str,
    parts: &blank::Parts,
) -> anyhow::Result<(usize, usize)> {
    let (mut new, mut kept) = (0, 0);
    // What a plan leaves out says something: it does not ask for figures, it has no errata.
    let is_there = |name: &str| folder.join(below).join(name).symlink_metadata().is_ok();
    let is_plan = plan::FILES.iter().any(|name| is_there(name));
    let left_out = |name: &str| is_plan && plan::OPTIONAL.contains(&name) && !is_there(name);
    for (name, bytes) in parts.iter().filter(|(name, _)| !left_out(name)) {
        let name = if below == "." { name.clone() } else { format!("{below}/{name}") };
        if folder.join(&name).symlink_metadata().is_ok() {
            kept += 1;
            continue;
        }
        files.add(&name, |out| Ok(out.write_all(bytes)?))?;
        new += 1;
    }
    Ok((new, kept))
}

/// What to do next.
fn next(folder: &Path, at: &Path, period: Period) -> String {
    format!(
        "
Việc tiếp theo:
  1. Chép tệp của các cơ quan vào {at}; ghi ngày nhận vào {page}.
  2. Kiểm tra:     report check {quoted_at}
  3. Lập báo cáo:  report build {data} --period {id}
Các lệnh trên dùng Kế hoạch, mẫu và nơi ghi văn bản nêu trong {config}.
",
        at = shown(at),
        page = shown(&at.join(PAGE)),
        quoted_at = typed([at]),
        data = typed([folder]),
        id = period.id(),
        config = shown(&folder.join(CONFIG)),
    )
}
