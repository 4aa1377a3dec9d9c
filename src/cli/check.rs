//! `report check`: checks files or folders and prints every finding.

use std::path::PathBuf;

use report::check as rules;
use report::diag::Policy;
use report::emit::{self, Human, Run};
use report::text::date;
use report::workspace::{CheckRun, Checking, FileSet, reading, shown};

use super::args::{Args, Check, CheckFormat};
use super::context::{self, Done};
use super::{explain, terminal, write};

/// How standard input is named on the command line, and in what is found there.
const STANDARD_INPUT: &str = "-";
const PIPED: &str = "(đầu vào chuẩn)";

/// Runs the command.
pub(crate) fn run(args: &Args, check: &Check) -> anyhow::Result<Done> {
    let global = &args.global;
    let plan = context::plan(global)?;
    let policy = Policy::new(&check.select, &check.ignore, check.strict, &rules::codes());
    let policy = policy.map_err(|fault| {
        anyhow::anyhow!("Không có mã nào khớp với “{}”. Xem các mã: report explain", fault.written)
    })?;
    let period = check.period.as_deref().map(context::period).transpose()?;
    let out = check.out.as_deref().map(write::apart).transpose()?;
    let mut options = context::options(global);
    if check.max_findings == 0 {
        options.most_findings = usize::MAX;
    }
    let mut checking = Checking::new(context::disk(), plan, options);
    let (pipes, paths): (Vec<&PathBuf>, Vec<&PathBuf>) =
        check.paths.iter().partition(|path| path.as_os_str() == STANDARD_INPUT);
    checking.add_paths(&paths, period, !pipes.is_empty())?;
    match pipes.len() {
        0 => {}
        1 => checking.add_piped(PIPED, context::standard_input()?, period)?,
        _ => anyhow::bail!("Đầu vào chuẩn chỉ đọc được một lần: chỉ nêu một dấu “-”."),
    }
    if let Some(folder) = &check.previous {
        checking.hold_against(folder)?;
    }
    let root = leads_there(check.format).then(here);
    let run = checking.run(&policy, root.as_deref())?;
    let mut notes = context::notes(global, &checking.notes);
    for set in &run.sets {
        if global.verbose {
            let day = date::short(set.as_of);
            notes.push(format!("{} Tính đến ngày {day}.", set.summary()));
        }
        notes.extend(context::notes(global, &set.notes));
    }
    if run.sets.iter().all(FileSet::is_empty) {
        let paths: Vec<String> = check.paths.iter().map(|path| shown(path)).collect();
        notes.push(format!("Trong “{}” không có tệp nào để kiểm tra.", paths.join("”, “")));
    }
    let text = rendered(args, check, &run)?;
    let (stdout, told) = write::result(text, out.as_deref())?;
    notes.extend(told);
    let mut stderr = context::lines(notes);
    if global.verbose && reading::are_many(&run.readings) {
        stderr += &reading::each(&run.readings);
    }
    let stderr = if global.quiet { String::new() } else { stderr };
    let (status, exact) =
        (u8::from(policy.fails(&run.findings)), check.format != CheckFormat::Human);
    Ok(Done { stdout, stderr, status, exact })
}

/// The result in the form that is wanted.
fn rendered(args: &Args, check: &Check, found: &CheckRun) -> anyhow::Result<String> {
    let (period, as_of) = found.setting();
    let run = Run {
        period: period.as_deref(),
        as_of: as_of.as_deref(),
        files: &found.files,
        findings: &found.findings,
        locations: &found.locations,
    };
    Ok(match check.format {
        CheckFormat::Human => {
            let mut human = Human { max: check.max_findings, ..terminal::human(&args.global) };
            human.color &= check.out.is_none();
            let told = match args.global.quiet {
                true => String::new(),
                false => format!("{}\n", reading::told(&found.readings)),
            };
            // Nothing was found because nothing was looked at: that is not "no errors".
            let list = match run.files.is_empty() && run.findings.is_empty() {
                true => "Chưa kiểm tra được gì.\n".to_owned(),
                false => emit::human(run.findings, &human),
            };
            format!("{told}{list}")
        }
        CheckFormat::Json => emit::json(&run)?,
        CheckFormat::Sarif => emit::sarif(&run, &explain::all_pages(), env!("CARGO_PKG_VERSION"))?,
        CheckFormat::Github => emit::github(&run),
        CheckFormat::Csv => emit::csv(run.findings),
        CheckFormat::Junit => emit::junit(&run, check.strict),
    })
}

/// Whether a form leads somebody to the places of its findings: to follow paths takes time that only
/// these forms are worth.
fn leads_there(format: CheckFormat) -> bool {
    matches!(format, CheckFormat::Sarif | CheckFormat::Github | CheckFormat::Junit)
}

/// The folder in which the program runs.
fn here() -> PathBuf {
    std::env::current_dir().and_then(std::fs::canonicalize).unwrap_or_default()
}
