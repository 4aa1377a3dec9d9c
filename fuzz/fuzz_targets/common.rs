//! What the targets share: the shipped plan, and reading as `report check` reads.

#![allow(dead_code, reason = "each target takes what it needs")]

use std::sync::OnceLock;

use chrono::NaiveDate;
use report::diag::{Diagnostic, Policy, Sink};
use report::plan::{self, Plan, PlanFiles};
use report::source::Source;
use report::submission::{self, Field, File};

/// The shipped plan.
pub fn plan() -> &'static Plan {
    static PLAN: OnceLock<Plan> = OnceLock::new();
    PLAN.get_or_init(|| plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan"))
}

/// Reads a file called `name`, and holds what must be true of any file.
pub fn read(name: &str, bytes: &[u8]) -> (File, Vec<Diagnostic>) {
    let source = Source::new(name, bytes);
    let mut sink = Sink::new();
    let day = NaiveDate::from_ymd_opt(2025, 9, 14).expect("a day");
    let file = submission::read(&source, plan(), day, &mut sink);
    // A file is never left unread in silence.
    assert!(file.submission.is_some() || sink.has_errors(), "refused without a word");
    places_are_sound(&file);
    let found = sink.finish(&Policy::default());
    for finding in &found {
        assert!(!finding.message.is_empty(), "{}", finding.code.id);
        // What was not there is not shown as if it were.
        assert!(finding.place.row() != Some(0) && finding.place.line() != Some(0), "{finding:?}");
    }
    (file, found)
}

/// Row and line numbers rise, and the bytes of every cell are those of its text.
fn places_are_sound(file: &File) {
    let Some(submission) = &file.submission else { return };
    let mut before = (submission.header_row(), 0);
    let mut sheet: Option<String> = None;
    for row in &submission.rows {
        let place = submission.row_place(row);
        if place.sheet() != sheet.as_deref() {
            before = (submission.header_place_of(row).row().unwrap_or(0), 0);
            sheet = place.sheet().map(str::to_owned);
        }
        let here = (place.row().unwrap_or(0), place.line().unwrap_or(u32::MAX));
        assert!(here.0 > before.0 && here.1 >= before.1, "row {here:?} below {before:?}");
        before = here;
        for column in &report::submission::COLUMNS {
            let field: Field = column.field;
            let text = submission.raw(row, field);
            let Some(span) = submission.place(row, field).span() else { continue };
            let raw = String::from_utf8_lossy(span.slice(submission.table.decoded()));
            let quoted = raw.strip_prefix('"').and_then(|r| r.strip_suffix('"'));
            match quoted {
                Some(inside) => assert_eq!(inside.replace("\"\"", "\""), text, "{span:?}"),
                None => assert_eq!(raw, text, "{span:?}"),
            }
        }
    }
}
