//! `report explain`: the manual of the codes, one page or the list of all.

use report::check;
use report::diag::{Code, Family};
use report::emit::{Manual, manual};
use report::plan::Plan;
use report::text::visible;
use report::workspace;

use super::args::{Explain, Global};
use super::context::{self, Done};
use super::terminal;

/// Runs the command.
pub(crate) fn explain(args: &Explain, global: &Global) -> Done {
    let plan = plan_with_severities(global);
    let level =
        |code: &Code| plan.as_ref().map_or(code.severity, |plan| check::severity(plan, code));
    let color = terminal::coloured(global.color, &std::io::stdout());
    let screen = manual::Screen { width: terminal::width(), color, level: &level };
    let codes = check::codes();
    let Some(wanted) = args.code.as_deref().map(str::trim) else {
        return Done::exact(manual::list(&codes, &Family::ALL, screen));
    };
    let is_it = |name: &str| name.eq_ignore_ascii_case(wanted);
    if let Some(code) = codes.iter().find(|code| is_it(code.id) || is_it(code.name)) {
        return Done::exact(manual::page(code, screen));
    }
    match Family::ALL.into_iter().find(|family| is_it(&family.letter().to_string())) {
        Some(family) => Done::exact(manual::list(&codes, &[family], screen)),
        None => unknown(wanted, &codes),
    }
}

/// What the manual says of every code.
pub(crate) fn all_pages() -> Vec<Manual<'static>> {
    let of = |code: &'static Code| Manual { code, family: code.family.title(), page: code.page };
    check::codes().into_iter().map(of).collect()
}

/// The plan, where it sets severities. The manual can be read while the plan is broken; then it tells
/// the shipped ones.
fn plan_with_severities(global: &Global) -> Option<Plan> {
    let files = context::plan_files(global).ok()?.without_errata();
    // Nobody who only reads the manual should wait for the whole register.
    let key = b"severities:";
    let sets = files.files.iter().any(|f| f.bytes.windows(key.len()).any(|part| part == key));
    sets.then(|| workspace::plan(&files).ok()).flatten()
}

/// A code that does not exist, with those it may have been meant for.
fn unknown(wanted: &str, codes: &[&Code]) -> Done {
    let mut stderr = format!("lỗi: Không có mã “{}”.\n", visible::line(wanted));
    let near = manual::suggestions(wanted, codes);
    if !near.is_empty() {
        stderr += "  Gần giống:\n";
        for code in near {
            stderr += &format!("    {} ({})\n", code.id, code.title);
        }
    }
    stderr += "\nCách dùng: report explain [TÙY_CHỌN] [MÃ]\nXem tất cả các mã: report explain\n";
    Done { stderr, status: 2, ..Done::default() }
}
