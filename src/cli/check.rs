//! `report check`: files or folders, every finding, for people or for programs.

use std::path::Path;

use anyhow::bail;
use report::check::{self as rules, Checked, CheckedFile};
use report::decode::table::Written;
use report::diag::{Diagnostic, Policy, Sink};
use report::emit::{self, FileInfo, Human};
use report::plan::{Period, Plan};
use report::render;
use report::text::date;

use super::args::{Args, Check, CheckFormat};
use super::context::{self, Done, shown};
use super::data::{self, Unit};
use super::terminal;

/// Runs the command.
pub(crate) fn run(args: &Args, check: &Check) -> anyhow::Result<Done> {
    let plan = context::plan(&args.global)?;
    let policy = policy(check)?;
    let period = check.period.as_deref().map(context::period).transpose()?;
    let mut units = units(&plan, args, check, period)?;
    let mut findings: Vec<Diagnostic> = Vec::new();
    let mut files: Vec<FileInfo> = Vec::new();
    let mut told = String::new();
    for unit in &mut units {
        let checked = unit.check(&plan);
        files.extend(checked.files.iter().map(info));
        told += &detected(&checked);
        if args.global.verbose {
            let day = date::short(unit.as_of);
            unit.notes.insert(0, format!("{} Tính đến ngày {day}.", unit.told()));
        }
        let mut sink = Sink::new();
        sink.extend(checked.findings);
        findings.extend(sink.finish(&policy));
    }
    let status = u8::from(policy.fails(&findings));
    let mut notes: Vec<String> = units.iter().flat_map(|u| u.notes.clone()).collect();
    if units.iter().all(Unit::is_empty) {
        let paths: Vec<String> = check.paths.iter().map(|path| shown(path)).collect();
        notes.push(format!("Trong “{}” không có tệp nào để kiểm tra.", paths.join("”, “")));
    }
    let stderr = notes.iter().map(|n| format!("{n}\n")).collect();
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
        CheckFormat::Json => json(&units, &files, &findings)?,
    };
    Ok(Done { stdout, stderr: if args.global.quiet { String::new() } else { stderr }, status })
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

fn info(checked: &CheckedFile) -> FileInfo {
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
    }
}

/// One line for each file: how it was read.
fn detected(checked: &Checked) -> String {
    let line = |file: &CheckedFile| {
        let sheet = file.file.submission.as_ref().and_then(|s| s.table.sheet.as_ref());
        let how = sheet
            .map(|sheet| format!("XLSX; trang tính “{}”; ", render::clean(&sheet.name)))
            .or_else(|| file.file.written.map(written));
        let rows = match &file.file.submission {
            Some(submission) => format!(
                "tiêu đề ở hàng {}; {} dòng, {} dòng được nhận",
                submission.header_row(),
                file.data_rows(),
                file.accepted_rows()
            ),
            None => "không đọc được bảng".to_owned(),
        };
        format!("{}: {}{rows}\n", render::clean(&file.file.name), how.unwrap_or_default())
    };
    checked.files.iter().map(line).collect()
}

/// How a text was written: encoding and delimiter.
fn written(written: Written) -> String {
    let bom = if written.bom { ", có BOM" } else { "" };
    let mark = match written.delimiter {
        Some(b'\t') => "; ngăn cách bằng tab".to_owned(),
        Some(other) => format!("; ngăn cách bằng “{}”", char::from(other)),
        None => String::new(),
    };
    format!("{}{bom}{mark}; ", written.encoding.to_uppercase())
}

fn json(units: &[Unit], files: &[FileInfo], findings: &[Diagnostic]) -> anyhow::Result<String> {
    // What is not the same for all units is not said for any.
    let same = |of: &dyn Fn(&Unit) -> Option<String>| {
        let first = units.first().and_then(of);
        first.filter(|value| units.iter().all(|unit| of(unit).as_ref() == Some(value)))
    };
    let period = same(&|unit| unit.period.map(Period::id));
    let as_of = same(&|unit| Some(unit.as_of.to_string()));
    let run = emit::Run { period: period.as_deref(), as_of: as_of.as_deref(), files, findings };
    Ok(emit::json(&run)?)
}
