//! Parallel work on the available cores. If no thread can be spawned, the caller does all the work.
//!
//! Owns no work and keeps no threads: each is joined before the call returns.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::{self, Builder, Scope, ScopedJoinHandle};

/// Calls `work` on every item, on at most `threads` threads; results keep the order of the items.
pub fn parallel_map<T: Send, R: Send>(
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
    let mut done = thread::scope(|scope| {
        let helpers: Vec<_> = (0..helpers).map_while(|_| start(scope, worker)).collect();
        let mut done = worker();
        done.reserve(count - done.len());
        for helper in helpers {
            done.extend(result_of(helper));
        }
        done
    });
    done.sort_unstable_by_key(|(n, _)| *n);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Runs both closures, in parallel if possible.
pub(crate) fn join<A: Send, B>(
    background: impl Fn() -> A + Send + Sync,
    here: impl FnOnce() -> B,
) -> (A, B) {
    thread::scope(|scope| {
        let helper = start(scope, &background);
        let here = here();
        (helper.map_or_else(&background, result_of), here)
    })
}

/// Calls `work` on parts of `0..count` and returns the results in order. A part has at least
/// `least` elements, and there are no more parts than cores: a small range is one part.
pub(crate) fn map_parts<R: Send>(
    count: usize,
    least: usize,
    work: impl Fn(Range<usize>) -> R + Sync,
) -> Vec<R> {
    on_all_cores(parts(count, least), work)
}

/// The parts of `0..count` used by [`map_parts`].
pub(crate) fn parts(count: usize, least: usize) -> Vec<Range<usize>> {
    let parts = match count / least.max(1) {
        0 | 1 => 1,
        most => cores().get().min(most),
    };
    (0..parts).map(|n| n * count / parts..(n + 1) * count / parts).collect()
}

/// Calls `work` on every item, on as many threads as there are cores; results keep the order of the
/// items.
pub fn on_all_cores<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    // Querying the number of cores takes as long as reading a small file.
    let threads = if items.len() > 1 { cores() } else { NonZeroUsize::MIN };
    parallel_map(items, threads, work)
}

/// The number of cores, cached: the query takes as long as reading a small file.
fn cores() -> NonZeroUsize {
    static CORES: OnceLock<NonZeroUsize> = OnceLock::new();
    *CORES.get_or_init(|| thread::available_parallelism().unwrap_or(NonZeroUsize::MIN))
}

/// Spawns a thread for `work`, if possible.
fn start<'scope, R: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> R + Send + 'scope,
) -> Option<ScopedJoinHandle<'scope, R>> {
    // As deep as the main thread usually is: documents are made on both.
    const STACK: usize = 8 * 1024 * 1024;
    Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok()
}

/// The result of a thread; propagates its panic.
fn result_of<R>(helper: ScopedJoinHandle<'_, R>) -> R {
    helper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
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
                    thread::yield_now();
                }
                n * n
            };
            let expected: Vec<u64> = (0..200).map(|n| n * n).collect();
            assert_eq!(parallel_map(items, on(threads), work), expected, "{threads}");
        }
        assert!(parallel_map(Vec::<u8>::new(), on(4), |n| n).is_empty());
    }

    #[test]
    fn a_panic_of_one_is_a_panic_of_all() {
        let work = |n: i32| assert_ne!(n, 13, "unlucky");
        let run = || parallel_map((0..50).collect(), on(2), work);
        assert!(std::panic::catch_unwind(run).is_err());
        let run = || join(|| panic!("unlucky"), || 1);
        assert!(std::panic::catch_unwind(run).is_err());
    }

    #[test]
    fn parts_are_the_whole_in_order() {
        for (count, least) in [(0, 4), (1, 4), (7, 4), (8, 4), (1001, 10), (1001, 0)] {
            let parts = map_parts(count, least, |part| part);
            let all: Vec<usize> = parts.iter().cloned().flatten().collect();
            assert_eq!(all, (0..count).collect::<Vec<_>>());
            assert!(parts.len() == 1 || parts.iter().all(|part| part.len() >= least), "{parts:?}");
        }
        assert_eq!(join(|| 1, || "b"), (1, "b"));
    }
}
