//! `report check`: files or folders, every finding, for people or for programs.

use std::path::Path;

use anyhow::bail;
use report::check::{self as rules, Checked, CheckedFile};
use report::decode::table::Table;
use report::diag::{Diagnostic, Policy, Sink};
use report::emit::{self, FileInfo, Human, Manual, Run, Spot};
use report::plan::{Period, Plan};
use report::render;
use report::text::date;

use super::args::{Args, Check, CheckFormat};
use super::context::{self, Done, shown};
use super::data::{self, Unit};
use super::past::Pasts;
use super::spot::Disk;
use super::{explain, terminal};

/// Runs the command.
pub(crate) fn run(args: &Args, check: &Check) -> anyhow::Result<Done> {
    let plan = context::plan(&args.global)?;
    let policy = policy(check)?;
    let period = check.period.as_deref().map(context::period).transpose()?;
    let mut units = units(&plan, args, check, period)?;
    let mut findings: Vec<Diagnostic> = Vec::new();
    let mut files: Vec<FileInfo> = Vec::new();
    let mut spots: Vec<Spot> = Vec::new();
    let mut told = String::new();
    let mut pasts = Pasts::new(&plan, &args.global, check.previous.as_deref())?;
    for unit in &mut units {
        let checked = pasts.check(unit)?;
        if args.global.verbose {
            let day = date::short(unit.as_of);
            unit.notes.insert(0, format!("{} Tính đến ngày {day}.", unit.told()));
        }
        // To follow paths takes time that only these forms are worth.
        let disk = leads_there(check.format).then(|| Disk::of(unit, &checked.files));
        files.extend(checked.files.iter().map(|file| info(file, disk.as_ref())));
        told += &detected(&checked);
        let mut sink = Sink::new();
        sink.extend(checked.findings);
        let found = sink.finish(&policy);
        if let Some(disk) = &disk {
            spots.extend(found.iter().map(|finding| disk.spot(finding)));
        }
        findings.extend(found);
    }
    let status = u8::from(policy.fails(&findings));
    let mut notes: Vec<String> = units.iter().flat_map(|u| u.notes.clone()).collect();
    if units.iter().all(Unit::is_empty) {
        let paths: Vec<String> = check.paths.iter().map(|path| shown(path)).collect();
        notes.push(format!("Trong “{}” không có tệp nào để kiểm tra.", paths.join("”, “")));
    }
    let stderr = notes.iter().map(|n| format!("{n}\n")).collect();
    let (period, as_of) = setting(&units);
    let run = Run {
        period: period.as_deref(),
        as_of: as_of.as_deref(),
        files: &files,
        findings: &findings,
        spots: &spots,
    };
    let stdout = match check.format {
        CheckFormat::Human => {
            let look = |_: &str| None;
            let human = Human {
                width: terminal::width(),
                color: terminal::coloured(args.global.color, &std::io::stdout()),
                max: check.max_findings,
                sources: &look,
            };
            let told = if args.global.quiet { String::new() } else { format!("{told}\n") };
            format!("{told}{}", emit::human(&findings, &human))
        }
        CheckFormat::Json => emit::json(&run)?,
        CheckFormat::Sarif => emit::sarif(&run, &manual(), env!("CARGO_PKG_VERSION"))?,
        CheckFormat::Github => emit::github(&run),
        CheckFormat::Csv => emit::csv(&findings)?,
        CheckFormat::Junit => emit::junit(&run, check.strict),
    };
    Ok(Done { stdout, stderr: if args.global.quiet { String::new() } else { stderr }, status })
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

/// What is to be checked: period folders, the period folders of a data folder, or single files.
fn units(
    plan: &Plan,
    args: &Args,
    check: &Check,
    period: Option<Period>,
) -> anyhow::Result<Vec<Unit>> {
    let mut units = Vec::new();
    let mut folders = Vec::new();
    for path in &check.paths {
        if path.is_file() {
            units.push(Unit::file(plan, &args.global, path, period)?);
        } else if path.is_dir() {
            folders.extend(period_folders_at(plan, path)?);
        } else {
            bail!("Không có tệp hoặc thư mục “{}”.", shown(path));
        }
    }
    let several = folders.len() > 1 || !units.is_empty();
    for folder in folders {
        let mut unit = Unit::folder(plan, &args.global, &folder, period)?;
        if several {
            unit.name_under(&folder);
        }
        units.push(unit);
    }
    Ok(units)
}

fn period_folders_at(plan: &Plan, path: &Path) -> anyhow::Result<Vec<std::path::PathBuf>> {
    if !data::is_period_folder(path) {
        let inner = data::period_folders(plan, path)?;
        if !inner.is_empty() {
            return Ok(inner.into_iter().map(|(_, path)| path).collect());
        }
    }
    Ok(vec![path.to_owned()])
}

fn info(checked: &CheckedFile, disk: Option<&Disk<'_>>) -> FileInfo {
    let table = checked.file.submission.as_ref().map(|s| (&s.table, s.header_row()));
    // A sheet has neither encoding nor delimiter.
    let text = table.map(|(t, _)| t).filter(|t| t.sheet.is_none());
    FileInfo {
        path: checked.file.name.to_string(),
        sha256: checked.file.sha256.clone(),
        encoding: text.map(|t| t.encoding.to_owned()),
        delimiter: text.map(|t| char::from(t.delimiter).to_string()),
        header_row: table.map(|(_, row)| row),
        rows: checked.data_rows(),
        rows_accepted: checked.accepted_rows(),
        at: disk.map_or_else(String::new, |disk| disk.path(&checked.file.name)),
    }
}

/// One line for each file: how it was read.
fn detected(checked: &Checked) -> String {
    let line = |file: &CheckedFile| match &file.file.submission {
        Some(submission) => format!(
            "{}: {}; tiêu đề ở hàng {}; {} dòng, {} dòng được nhận\n",
            render::clean(&file.file.name),
            written(&submission.table),
            submission.header_row(),
            file.data_rows(),
            file.accepted_rows()
        ),
        None => format!("{}: không đọc được bảng\n", render::clean(&file.file.name)),
    };
    checked.files.iter().map(line).collect()
}

/// How a table was written: the sheet of a workbook, or encoding and delimiter of a text.
fn written(table: &Table) -> String {
    if let Some(sheet) = &table.sheet {
        return format!("XLSX; trang tính “{}”", render::clean(&sheet.name));
    }
    let mark = match table.delimiter {
        b'\t' => "tab".to_owned(),
        other => format!("“{}”", char::from(other)),
    };
    let bom = if table.bom { ", có BOM" } else { "" };
    format!("{}{bom}; ngăn cách bằng {mark}", table.encoding.to_uppercase())
}

/// Period and day of the run. What is not the same for all units is not said for any.
fn setting(units: &[Unit]) -> (Option<String>, Option<String>) {
    let same = |of: &dyn Fn(&Unit) -> Option<String>| {
        let first = units.first().and_then(of);
        first.filter(|value| units.iter().all(|unit| of(unit).as_ref() == Some(value)))
    };
    (same(&|unit| unit.period.map(Period::id)), same(&|unit| Some(unit.as_of.to_string())))
}
