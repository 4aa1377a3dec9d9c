//! Any text in place of one file of the plan folder, or of the analyst's page.

#![no_main]

mod common;

use libfuzzer_sys::fuzz_target;
use report::diag::{Policy, Sink};
use report::plan::{self, FILES, PlanFiles};
use report::source::Source;
use report::submission::Page;

// The first byte says which file.
fuzz_target!(|bytes: &[u8]| {
    let Some((which, text)) = bytes.split_first() else { return };
    let which = usize::from(*which) % (FILES.len() + 2);
    let mut sink = Sink::new();
    let read = if which == FILES.len() + 1 {
        Page::load(&Source::new("period.yaml", text), common::plan(), &mut sink).is_some()
    } else {
        let mut files = PlanFiles::embedded();
        match files.files.get_mut(which) {
            Some(file) => file.bytes = text.to_vec(),
            None => files.errata = Some(Source::new("plan/errata.yaml", text)),
        }
        plan::load(&files, &mut sink).is_some()
    };
    assert_eq!(read, !sink.has_errors(), "refused if and only if an error says why");
    for finding in sink.finish(&Policy::default()) {
        assert!(finding.place.line != Some(0) && finding.place.column != Some(0), "{finding:?}");
    }
});
