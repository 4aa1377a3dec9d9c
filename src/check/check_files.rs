//! Opens, reads and judges many files in parallel, then judges them together.
//!
//! The result does not depend on the number of threads: results are put back into file order before
//! they are judged together. A file on which the program fails counts as unreadable.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Arc;

use super::{Checked, Judged, Scope, isolated, judge, judge_together, program_failed};
use crate::diag::{Diagnostic, MAX_LISTED, Sink};
use crate::plan::Period;
use crate::source::Source;
use crate::submission::{self, File};
use crate::threads::parallel_map;

/// An opened file, or its name and the finding why it could not be opened.
pub type Opened = Result<Source, (Arc<str>, Box<Diagnostic>)>;

/// Checks files that belong together: `open` gives the n-th of `count`. Each is read and judged by
/// itself on one of `threads` threads.
///
/// Where the scope has no period, the period named by most rows is used.
pub fn check_files(
    scope: &Scope<'_>,
    count: usize,
    threads: NonZeroUsize,
    open: impl Fn(usize) -> Opened + Sync,
) -> Checked {
    check_files_listing(scope, count, threads, MAX_LISTED, open)
}

/// Like [`check_files`], with at most `max_listed` findings listed of one code in one file.
pub fn check_files_listing(
    scope: &Scope<'_>,
    count: usize,
    threads: NonZeroUsize,
    max_listed: usize,
    open: impl Fn(usize) -> Opened + Sync,
) -> Checked {
    let read = |n: usize| read(scope, max_listed, open(n));
    let numbers = (0..count).collect();
    if scope.period.is_some() {
        let judged = parallel_map(numbers, threads, |n| {
            let (file, found) = read(n);
            judge(scope, file, found)
        });
        return judge_together(scope, judged);
    }
    let files = parallel_map(numbers, threads, read);
    let scope = Scope { period: likely_period(files.iter().map(|(file, _)| file)), ..*scope };
    let judged: Vec<Judged> =
        parallel_map(files, threads, |(file, found)| judge(&scope, file, found));
    judge_together(&scope, judged)
}

fn read(scope: &Scope<'_>, max_listed: usize, opened: Opened) -> (File, Sink) {
    let mut sink = Sink::with_limit(max_listed);
    let file = match opened {
        Ok(source) => {
            let read = isolated(|| {
                #[cfg(test)]
                super::isolated::fail_if_named("read", &source.name);
                let mut sink = Sink::with_limit(max_listed);
                (submission::read(&source, scope.plan, scope.read_options(), &mut sink), sink)
            });
            if let Some(read) = read {
                return read;
            }
            sink.push(program_failed(&source.name));
            File::unread(&source)
        }
        Err((name, finding)) => {
            sink.push(*finding);
            File { name, sha256: String::new(), written: None, submission: None, figures: None }
        }
    };
    (file, sink)
}

/// The period named by most rows; on a tie the latest.
fn likely_period<'a>(files: impl Iterator<Item = &'a File>) -> Option<Period> {
    let mut counts: BTreeMap<Period, usize> = BTreeMap::new();
    for row in files.flat_map(File::tables).flat_map(|table| &table.rows) {
        if let Some(period) = row.period.value() {
            *counts.entry(period).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(period, count)| (*count, *period)).map(|(period, _)| period)
}
