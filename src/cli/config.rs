//! `report.yaml` of the working folder: found by walking up from the data, it fills in what the
//! command line leaves open.
//!
//! Owns where it is looked for and which options it stands for; what it may say is decided by the
//! library.

use std::path::{Component, Path, PathBuf};

use anyhow::bail;
use report::diag::{Policy, Sink};
use report::workspace::config::{CONFIG, Config, Target};
use report::workspace::{self, DiskStore, Error, is_period_folder_with_files, shown};

use super::args::{Args, Command, Plan, PlanCommand};
use super::write;

/// A name that is not read, and that somebody may have meant.
const OTHER_NAME: &str = "report.yml";

/// Fills in what the command line leaves open, and says which file it came from.
pub(crate) fn fill(args: &mut Args) -> anyhow::Result<String> {
    let mut told = String::new();
    let Some(folder) = find(&starts(&args.command), &mut told)? else { return Ok(told) };
    told += &format!("Dùng report.yaml: {}\n", shown(&folder.join(CONFIG)));
    let config = read(&folder, |path| target(&folder, path))?;
    let below = |path: &String| folder.join(path);
    let from_view = matches!(&args.command, Command::Build(build) if build.from_view.is_some());
    if args.global.plan.is_none() && !from_view {
        args.global.plan = config.plan.as_ref().map(below);
    }
    if args.global.templates.is_none() {
        args.global.templates = config.templates.as_ref().map(below);
    }
    args.global.notice = config.notice;
    let out = match &mut args.command {
        Command::Build(build) => &mut build.out,
        Command::Remind(remind) => &mut remind.out,
        _ => return Ok(told),
    };
    if let (false, Some(path)) = (args.global.out_is_given, &config.out) {
        *out = folder.join(path);
    }
    Ok(told)
}

/// The file at the top of a working folder that is being made or added to; folders that are still to
/// be made are taken to be there.
pub(crate) fn of_folder(folder: &Path) -> anyhow::Result<Option<Config>> {
    if !is_there(&folder.join(CONFIG)) {
        return Ok(None);
    }
    let target = |path: &str| match target(folder, path) {
        Target::Missing => Target::Folder,
        found => found,
    };
    read(folder, target).map(Some)
}

/// The data of a command, or the current folder where it has none; nothing for a command that needs
/// neither plan nor templates, and for `init`, which makes a working folder of its own.
fn starts(command: &Command) -> Vec<PathBuf> {
    let here = || PathBuf::from(".");
    match command {
        Command::Check(check) => {
            let stdin = Path::new("-");
            let start = |path: &PathBuf| if path == stdin { here() } else { path.clone() };
            check.paths.iter().map(start).collect()
        }
        Command::Fix(fix) => vec![fix.path.clone()],
        Command::Build(build) if build.from_view.is_some() => vec![here()],
        Command::Build(build) => vec![build.data.clone()],
        Command::Status(status) => vec![status.data.clone()],
        Command::Remind(remind) => vec![remind.data.clone()],
        Command::Template(template) => vec![template.data.clone().unwrap_or_else(here)],
        Command::Plan(Plan { command: PlanCommand::Trace(trace) }) => {
            vec![trace.data.clone().unwrap_or_else(here)]
        }
        Command::Plan(_) => vec![here()],
        Command::Explain(_)
        | Command::Schema(_)
        | Command::Init(_)
        | Command::Completions(_)
        | Command::Man => Vec::new(),
    }
}

/// The one working folder of all these paths.
fn find(starts: &[PathBuf], told: &mut String) -> anyhow::Result<Option<PathBuf>> {
    let mut found: Option<PathBuf> = None;
    for start in starts {
        let Some(folder) = above(start, told) else { continue };
        match &found {
            Some(other) if *other != folder => bail!(
                "Các đường dẫn thuộc hai thư mục làm việc: “{}” và “{}”. Chạy riêng cho từng thư mục.",
                shown(&other.join(CONFIG)),
                shown(&folder.join(CONFIG))
            ),
            _ => found = Some(folder),
        }
    }
    Ok(found)
}

/// The nearest folder with the file, going up from a path; as seen from the current folder.
fn above(start: &Path, told: &mut String) -> Option<PathBuf> {
    let mut whole = std::path::absolute(start).ok()?;
    // Above a link, `..` is not where the names say.
    if whole.components().any(|part| part == Component::ParentDir) {
        whole = std::fs::canonicalize(&whole).ok()?;
    }
    let here = std::env::current_dir().ok()?;
    for folder in whole.ancestors() {
        // In a folder of a period lie the files of agencies.
        if is_period_folder_with_files(&DiskStore, folder) {
            continue;
        }
        if is_there(&folder.join(CONFIG)) {
            return Some(seen_from(&here, folder));
        }
        let other = folder.join(OTHER_NAME);
        if is_there(&other) {
            *told += &format!(
                "Không dùng “{}”: tệp của thư mục làm việc phải mang tên {CONFIG}.\n",
                shown(&seen_from(&here, &other))
            );
        }
    }
    None
}

/// Whether something lies there that is to be read; whether it can be is told when it is.
fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok() && !path.is_dir()
}

/// A path as it is written in the current folder, where it leads below it or above it.
fn seen_from(here: &Path, path: &Path) -> PathBuf {
    if let Ok(below) = path.strip_prefix(here) {
        return below.to_owned();
    }
    match here.strip_prefix(path) {
        Ok(deeper) => deeper.components().map(|_| Component::ParentDir).collect(),
        Err(_) => path.to_owned(),
    }
}

fn read(folder: &Path, target: impl Fn(&str) -> Target) -> anyhow::Result<Config> {
    let path = folder.join(CONFIG);
    let source = workspace::source(&DiskStore, &path)?;
    let mut sink = Sink::new();
    match Config::load(&source, target, &mut sink) {
        Some(config) => Ok(config),
        None => {
            let about = "Tệp report.yaml của thư mục làm việc còn chỗ sai, cần sửa trước.";
            let findings = sink.finish(&Policy::default());
            Err(Error::faults(about, findings, vec![source]).into())
        }
    }
}

/// What a path below the working folder leads to.
fn target(folder: &Path, path: &str) -> Target {
    let at = folder.join(path);
    match at.metadata() {
        _ if !write::stays_below(folder, &at) => Target::Outside,
        Ok(there) if there.is_dir() => Target::Folder,
        Ok(_) => Target::File,
        Err(_) if at.is_symlink() => Target::Outside,
        Err(_) => Target::Missing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_named_as_one_would_type_it() {
        let seen = |here: &str, path: &str| seen_from(Path::new(here), Path::new(path));
        assert_eq!(seen("/a/b", "/a/b").join(CONFIG), Path::new("report.yaml"));
        assert_eq!(seen("/a", "/a/b").join(CONFIG), Path::new("b/report.yaml"));
        assert_eq!(seen("/a/b/c", "/a").join(CONFIG), Path::new("../../report.yaml"));
        assert_eq!(seen("/a/b", "/x").join(CONFIG), Path::new("/x/report.yaml"));
    }
}
