//! Many files at once: opened, read and judged side by side, then judged together.
//!
//! What comes out is the same, to the byte, on one thread and on many: results are put back into
//! the order of the files before anything looks at them together. Opens nothing itself.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Checked, Judged, Scope, judge, together};
use crate::diag::{Diagnostic, Sink};
use crate::plan::Period;
use crate::source::Source;
use crate::submission::{self, File};

/// A file that was opened, or its name and why it could not be.
pub type Opened = Result<Source, (Arc<str>, Box<Diagnostic>)>;

/// Checks files that belong together: `open` gives the n-th of `count`. Each is read, judged by
/// itself and relieved of what nobody needs any more, on so many threads.
///
/// Where the scope has no period, the one that most rows name is taken.
pub fn all(
    scope: &Scope<'_>,
    count: usize,
    threads: NonZeroUsize,
    open: impl Fn(usize) -> Opened + Sync,
) -> Checked {
    let read = |n: usize| read(scope, open(n));
    let numbers = (0..count).collect();
    if scope.period.is_some() {
        let judged = side_by_side(numbers, threads, |n| {
            let (file, found) = read(n);
            judge(scope, file, found)
        });
        return together(scope, judged);
    }
    let files = side_by_side(numbers, threads, read);
    let scope = Scope { period: likely_period(files.iter().map(|(file, _)| file)), ..*scope };
    let judged: Vec<Judged> =
        side_by_side(files, threads, |(file, found)| judge(&scope, file, found));
    together(&scope, judged)
}

fn read(scope: &Scope<'_>, opened: Opened) -> (File, Sink) {
    let mut sink = Sink::new();
    let file = match opened {
        Ok(source) => submission::read(&source, scope.plan, scope.asked(), &mut sink),
        Err((name, finding)) => {
            sink.push(*finding);
            File { name, sha256: String::new(), written: None, submission: None }
        }
    };
    (file, sink)
}

/// The period that most rows name; among equals the latest.
fn likely_period<'a>(files: impl Iterator<Item = &'a File>) -> Option<Period> {
    let mut counts: BTreeMap<Period, usize> = BTreeMap::new();
    for row in files.filter_map(|f| f.submission.as_ref()).flat_map(|s| &s.rows) {
        if let Some(period) = row.period.value() {
            *counts.entry(period).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(period, count)| (*count, *period)).map(|(period, _)| period)
}

/// Does `work` on every item, on at most so many threads; the results come in the order of the items.
pub fn side_by_side<T: Send, R: Send>(
    items: Vec<T>,
    threads: NonZeroUsize,
    work: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let count = items.len();
    let helpers = threads.get().min(count).saturating_sub(1);
    if helpers == 0 {
        return items.into_iter().map(work).collect();
    }
    let queue = Mutex::new(items.into_iter().enumerate());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let worker = || {
        let mut done = Vec::new();
        while let Some((n, item)) = next() {
            done.push((n, work(item)));
        }
        done
    };
    let mut done = std::thread::scope(|scope| {
        let helpers: Vec<_> = (0..helpers).map(|_| scope.spawn(worker)).collect();
        let mut done = worker();
        done.reserve(count - done.len());
        for helper in helpers {
            match helper.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(n, _)| *n);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(threads: usize) -> NonZeroUsize {
        NonZeroUsize::new(threads).expect("not zero")
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for threads in [1, 2, 3, 8, 500] {
            let items: Vec<u64> = (0..200).collect();
            let work = |n: u64| {
                if n.is_multiple_of(7) {
                    std::thread::yield_now();
                }
                n * n
            };
            let expected: Vec<u64> = (0..200).map(|n| n * n).collect();
            assert_eq!(side_by_side(items, on(threads), work), expected, "{threads}");
        }
        assert!(side_by_side(Vec::<u8>::new(), on(4), |n| n).is_empty());
    }

    #[test]
    fn a_panic_of_one_is_a_panic_of_all() {
        let work = |n: i32| assert_ne!(n, 13, "unlucky");
        let run = || side_by_side((0..50).collect(), on(2), work);
        assert!(std::panic::catch_unwind(run).is_err());
    }
}
