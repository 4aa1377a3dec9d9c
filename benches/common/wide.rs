//! The shipped plan, widened until as many take part as a country has.

use std::fmt::Write as _;

use report::diag::Sink;
use report::plan::{self, Plan, PlanFiles};
use report::source::Source;

/// The id of a commune that is made up.
pub(crate) fn commune(n: usize) -> String {
    format!("ubnd-xa-mau-so-{n}")
}

/// The shipped plan with so many communes more, all beside the lead in every task, and asked for what
/// any of them is asked for.
pub(crate) fn wide_plan(communes: usize) -> PlanFiles {
    const ALL: &str = "cac-so-ban-nganh-doan-the-ubnd-cap-huyen-cap-xa";
    let mut files = PlanFiles::embedded().without_errata();
    let text = |source: &Source| String::from_utf8_lossy(&source.bytes).into_owned();
    let mut more = "agencies:\n".to_owned();
    for n in 1..=communes {
        let _ = writeln!(
            more,
            "  - {{id: {}, name: UBND xã Mẫu số {n}, kind: cap_xa, reports: duty, unit: Xã Mẫu số {n}, former_province: Tỉnh Khánh Hòa, valid_from: 2025-07-01, basis: công khai}}",
            commune(n)
        );
    }
    let agencies = text(&files.files[0]).replacen("agencies:\n", &more, 1);
    let mut appendix = String::new();
    let mut in_list = false;
    for line in text(&files.files[3]).lines() {
        in_list &= line.trim_start().starts_with("- ");
        if !in_list {
            let _ = writeln!(appendix, "{line}");
        }
        if line.trim() == "coordinating:" {
            let _ = writeln!(appendix, "          - {ALL}");
            in_list = true;
        }
    }
    files.files[0] = Source::new("plan/agencies.yaml", agencies);
    files.files[3] = Source::new("plan/appendix.yaml", appendix);
    let indicators = files.indicators.as_ref().map(|source| asked_of_all(&text(source)));
    files.indicators = indicators.map(|text| Source::new("plan/indicators.yaml", text));
    files
}

/// The indicators of departments, organisations or communes, asked of all of them.
fn asked_of_all(indicators: &str) -> String {
    let mut all = String::with_capacity(indicators.len() + 2_000);
    for line in indicators.lines() {
        let asked = line.trim_start().starts_with("asked_of: [");
        match asked && ["so_nganh", "doan_the", "cap_xa"].iter().any(|kind| line.contains(kind)) {
            true => all += "    asked_of: [so_nganh, doan_the, cap_xa]",
            false => all += line,
        }
        all += "\n";
    }
    all
}

/// A plan that must be sound.
pub(crate) fn load(files: &PlanFiles) -> Plan {
    let mut sink = Sink::new();
    plan::load(files, &mut sink)
        .unwrap_or_else(|| panic!("a sound plan: {:?}", sink.found().first()))
}
