//! `report check`: files or folders, every finding, for people or for programs.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use anyhow::bail;
use report::check::{self as rules, CheckedFile};
use report::diag::{Diagnostic, Policy, Sink};
use report::emit::{self, FileInfo, Human, Manual, Run, Spot};
use report::plan::{Period, Plan};
use report::text::date;

use super::args::{Args, Check, CheckFormat};
use super::context::{self, Done, shown};
use super::data::{self, Unit};
use super::detected::{self, Detected};
use super::folders::DataFolder;
use super::past::Pasts;
use super::spot::Disk;
use super::{explain, terminal, write};

/// How standard input is named on the command line, and in what is found there.
const STANDARD_INPUT: &str = "-";
const PIPED: &str = "(đầu vào chuẩn)";

/// What was found in one unit.
struct Looked {
    unit: Unit,
    files: Vec<(FileInfo, Detected)>,
    findings: Vec<Diagnostic>,
    spots: Vec<Spot>,
}

/// Runs the command.
pub(crate) fn run(args: &Args, check: &Check) -> anyhow::Result<Done> {
    let plan = context::plan(&args.global)?;
    let policy = policy(check)?;
    let period = check.period.as_deref().map(context::period).transpose()?;
    let out = check.out.as_deref().map(write::apart).transpose()?;
    let mut notes = Vec::new();
    let units = units(&plan, args, check, period, &mut notes)?;
    let mut pasts = Pasts::new(&plan, &args.global, check.previous.as_deref())?;
    let (mut files, mut detected) = (Vec::new(), Vec::new());
    let (mut findings, mut spots) = (Vec::new(), Vec::new());
    let mut looked_at: Vec<Unit> = Vec::new();
    for mut unit in units {
        if check.max_findings == 0 {
            unit.most = usize::MAX;
        }
        let mut one = look(unit, &mut pasts, &policy, check.format)?;
        if args.global.verbose {
            let day = date::short(one.unit.as_of);
            one.unit.notes.insert(0, format!("{} Tính đến ngày {day}.", one.unit.told()));
        }
        for (info, how) in one.files {
            files.push(info);
            detected.push(how);
        }
        looked_at.push(one.unit);
        findings.extend(one.findings);
        spots.extend(one.spots);
    }
    let units = looked_at;
    let status = u8::from(policy.fails(&findings));
    notes.extend(units.iter().flat_map(|u| u.notes.clone()));
    if units.iter().all(Unit::is_empty) {
        let paths: Vec<String> = check.paths.iter().map(|path| shown(path)).collect();
        notes.push(format!("Trong “{}” không có tệp nào để kiểm tra.", paths.join("”, “")));
    }
    let (period, as_of) = setting(&units);
    let run = Run {
        period: period.as_deref(),
        as_of: as_of.as_deref(),
        files: &files,
        findings: &findings,
        spots: &spots,
    };
    let text = rendered(args, check, &run, &detected)?;
    let (stdout, told) = write::result(text, out.as_deref())?;
    notes.extend(told);
    let mut stderr: String = notes.iter().map(|n| format!("{n}\n")).collect();
    if args.global.verbose && detected::are_many(&detected) {
        stderr += &detected::each(&detected);
    }
    let stderr = if args.global.quiet { String::new() } else { stderr };
    let exact = check.format != CheckFormat::Human;
    Ok(Done { stdout, stderr, status, exact })
}

/// The result in the form that is wanted.
fn rendered(
    args: &Args,
    check: &Check,
    run: &Run<'_>,
    detected: &[Detected],
) -> anyhow::Result<String> {
    Ok(match check.format {
        CheckFormat::Human => {
            let look = |_: &str| None;
            let coloured = || terminal::coloured(args.global.color, &std::io::stdout());
            let human = Human {
                width: terminal::width(),
                color: check.out.is_none() && coloured(),
                max: check.max_findings,
                sources: &look,
            };
            let told = match args.global.quiet {
                true => String::new(),
                false => format!("{}\n", detected::told(detected)),
            };
            // Nothing was found because nothing was looked at: that is not "no errors".
            let found = match run.files.is_empty() && run.findings.is_empty() {
                true => "Chưa kiểm tra được gì.\n".to_owned(),
                false => emit::human(run.findings, &human),
            };
            format!("{told}{found}")
        }
        CheckFormat::Json => emit::json(run)?,
        CheckFormat::Sarif => emit::sarif(run, &manual(), env!("CARGO_PKG_VERSION"))?,
        CheckFormat::Github => emit::github(run),
        CheckFormat::Csv => emit::csv(run.findings),
        CheckFormat::Junit => emit::junit(run, check.strict),
    })
}

/// Checks a unit, its files side by side, and keeps what is told of it.
fn look(
    mut unit: Unit,
    pasts: &mut Pasts<'_>,
    policy: &Policy,
    format: CheckFormat,
) -> anyhow::Result<Looked> {
    let mut checked = pasts.check(&mut unit)?;
    let mut sink = Sink::keeping(usize::MAX);
    sink.extend(std::mem::take(&mut checked.findings));
    let findings = sink.finish(policy);
    // To follow paths takes time that only these forms are worth.
    let disk = leads_there(format).then(|| Disk::of(&unit, &checked.files));
    let spots = disk.iter().flat_map(|disk| findings.iter().map(|f| disk.spot(f))).collect();
    let files = checked.files.iter();
    let files = files.map(|file| (info(file, disk.as_ref()), Detected::of(file))).collect();
    Ok(Looked { unit, files, findings, spots })
}

/// Whether a form leads somebody to the places of its findings.
fn leads_there(format: CheckFormat) -> bool {
    matches!(format, CheckFormat::Sarif | CheckFormat::Github | CheckFormat::Junit)
}

/// What the manual says of every code.
fn manual() -> Vec<Manual<'static>> {
    let codes = rules::codes().into_iter();
    codes
        .map(|code| Manual {
            code,
            family: explain::family(code),
            page: rules::page(code.id).unwrap_or_default(),
        })
        .collect()
}

fn policy(check: &Check) -> anyhow::Result<Policy> {
    Policy::new(&check.select, &check.ignore, check.strict, &rules::codes()).map_err(|fault| {
        anyhow::anyhow!("Không có mã nào khớp với “{}”. Xem các mã: report explain", fault.written)
    })
}

/// What is to be checked: files, standard input, period folders, the period folders of a data
/// folder. Whatever is named twice is checked once.
fn units(
    plan: &Plan,
    args: &Args,
    check: &Check,
    period: Option<Period>,
    notes: &mut Vec<String>,
) -> anyhow::Result<Vec<Unit>> {
    let (pipes, paths): (Vec<&PathBuf>, Vec<&PathBuf>) =
        check.paths.iter().partition(|path| path.as_os_str() == STANDARD_INPUT);
    if let Some(missing) = paths.iter().find(|path| !path.exists()) {
        bail!("Không có tệp hoặc thư mục “{}”.", shown(missing));
    }
    let (folders, files): (Vec<&PathBuf>, Vec<&PathBuf>) =
        paths.into_iter().partition(|path| path.is_dir());
    let mut seen = HashSet::new();
    let mut inner = Vec::new();
    for folder in folders {
        inner.extend(period_folders_at(plan, folder, notes)?);
    }
    inner.retain(|folder| seen.insert(real(folder)));
    let several = inner.len() > 1 || !files.is_empty() || !pipes.is_empty();
    let mut whole = Vec::new();
    for folder in inner {
        let mut unit = Unit::checkable(plan, &args.global, &folder, period)?;
        if several {
            unit.name_under(&folder);
        }
        whole.push((real(&folder), unit));
    }
    let mut units = single(plan, args, &files, period, &whole)?;
    match pipes.len() {
        0 => {}
        1 => units.push(Unit::piped(&args.global, PIPED, context::standard_input()?, period)?),
        _ => bail!("Đầu vào chuẩn chỉ đọc được một lần: chỉ nêu một dấu “-”."),
    }
    units.extend(whole.into_iter().map(|(_, unit)| unit));
    Ok(units)
}

/// Single files; those of one folder that has a period belong together.
fn single(
    plan: &Plan,
    args: &Args,
    files: &[&PathBuf],
    period: Option<Period>,
    whole: &[(PathBuf, Unit)],
) -> anyhow::Result<Vec<Unit>> {
    let whole: HashMap<&Path, &Unit> = whole.iter().map(|(path, unit)| (&**path, unit)).collect();
    let mut units: Vec<Unit> = Vec::new();
    let mut homes: HashMap<PathBuf, usize> = HashMap::new();
    let mut seen = HashSet::new();
    for path in files {
        let (home, name) = (real(data::folder_of(path)), path.file_name().unwrap_or_default());
        let listed = whole.get(&*home).is_some_and(|unit| unit.lists(name));
        if listed || !seen.insert((home.clone(), name)) {
            continue;
        }
        if homes.get(&home).is_some_and(|at| units[*at].join(path)) {
            continue;
        }
        homes.insert(home, units.len());
        units.push(Unit::file(plan, &args.global, path, period)?);
    }
    Ok(units)
}

/// A folder under the one name that the system knows it by.
fn real(folder: &Path) -> PathBuf {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    std::fs::canonicalize(here).unwrap_or_else(|_| folder.to_owned())
}

fn period_folders_at(
    plan: &Plan,
    path: &Path,
    notes: &mut Vec<String>,
) -> anyhow::Result<Vec<PathBuf>> {
    if !data::is_period_folder(path) {
        let inner = DataFolder::list(plan, path)?;
        notes.extend(inner.notes);
        if !inner.folders.is_empty() {
            return Ok(inner.folders.into_iter().map(|folder| folder.path).collect());
        }
    }
    Ok(vec![path.to_owned()])
}

fn info(checked: &CheckedFile, disk: Option<&Disk<'_>>) -> FileInfo {
    let submission = checked.file.submission.as_ref();
    let written = checked.file.written;
    FileInfo {
        path: checked.file.name.to_string(),
        sha256: checked.file.sha256.clone(),
        encoding: written.map(|w| w.encoding.to_owned()),
        delimiter: written.and_then(|w| w.delimiter).map(|mark| char::from(mark).to_string()),
        header_row: submission.map(|s| s.header_row()),
        rows: checked.data_rows(),
        rows_accepted: checked.accepted_rows(),
        at: disk.map_or_else(String::new, |disk| disk.path(&checked.file.name)),
    }
}

/// Period and day of the run. What is not the same for all units is not said for any.
fn setting(units: &[Unit]) -> (Option<String>, Option<String>) {
    let same = |of: &dyn Fn(&Unit) -> Option<String>| {
        let first = units.first().and_then(of);
        first.filter(|value| units.iter().all(|unit| of(unit).as_ref() == Some(value)))
    };
    (same(&|unit| unit.period.map(Period::id)), same(&|unit| Some(unit.as_of.to_string())))
}
