//! Any text in place of one file of the plan folder, of the analyst's page, of a working folder's
//! `report.yaml`, or of any YAML.

#![no_main]

mod common;

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use report::workspace::config::{CONFIG, Config, Target};
use report::decode::yaml;
use report::diag::{Policy, Sink};
use report::plan::{self, FILES, PlanFiles};
use report::source::Source;
use report::submission::Page;

// The first byte says which file.
fuzz_target!(|bytes: &[u8]| {
    let Some((which, text)) = bytes.split_first() else { return };
    let mut sink = Sink::new();
    let read = match usize::from(*which) % (FILES.len() + 5) {
        which if which < FILES.len() => {
            let mut files = small_plan().clone();
            files.files[which].bytes = text.to_vec().into();
            plan::load(&files, &mut sink).is_some()
        }
        4 => {
            let errata = Some(Source::new("plan/errata.yaml", text));
            let files = PlanFiles { errata, ..small_plan().clone() };
            plan::load(&files, &mut sink).is_some()
        }
        5 => {
            let source = Source::new("period.yaml", text);
            Page::load(&source, common::plan(), &mut sink).is_some()
        }
        6 => {
            let source = Source::new(CONFIG, text);
            Config::load(&source, |_| Target::Folder, &mut sink).is_some()
        }
        7 => {
            let indicators = Some(Source::new("plan/indicators.yaml", text));
            let files = PlanFiles { indicators, ..small_plan().clone() };
            plan::load(&files, &mut sink).is_some()
        }
        _ => yaml::parse(&Source::new("a.yaml", text), &mut sink).is_some(),
    };
    assert_eq!(read, !sink.has_errors(), "refused if and only if an error says why");
    for finding in sink.finish(&Policy::default()) {
        assert!(finding.place.line() != Some(0) && finding.place.column() != Some(0), "{finding:?}");
    }
});

/// The shipped plan without the indicators and the units of districts and communes, which are
/// hundreds of lines alike.
fn small_plan() -> &'static PlanFiles {
    static PLAN: OnceLock<PlanFiles> = OnceLock::new();
    PLAN.get_or_init(|| {
        let mut files = PlanFiles::embedded().without_errata();
        // They ask the units that are left out.
        files.indicators = None;
        let agencies = std::sync::Arc::make_mut(&mut files.files[0].bytes);
        let lines = agencies.split_inclusive(|b| *b == b'\n');
        let unit = |line: &[u8]| {
            let text = String::from_utf8_lossy(line);
            text.contains("kind: cap_xa,") || text.contains("kind: cap_huyen,")
        };
        *agencies = lines.filter(|line| !unit(line)).flatten().copied().collect();
        files
    })
}
