//! Cells that make sense as written and in a legacy encoding, beside cells that make sense in it
//! alone.
//!
//! Owns which of them are in it, and which are asked about.

use std::collections::{HashMap, HashSet};

use super::evidence::{self, Reading, Words};
use super::familiar::is_familiar;
use super::guess::{Cause, Guess};
use super::table::Table;

/// Record and column of a cell, and its likely original.
pub(super) type GarbledCell = (usize, usize, Guess);

/// The garbled cells of a table: those that are repaired and those that are asked about.
pub(super) struct Garbled<'a> {
    pub(super) repaired: &'a [GarbledCell],
    pub(super) doubtful: &'a [GarbledCell],
}

/// Cells beside garbled ones.
#[derive(Default)]
pub(super) struct Neighbours {
    /// In the same encoding without doubt.
    pub(super) consistent: Vec<GarbledCell>,
    pub(super) uncertain: Vec<GarbledCell>,
}

/// The cells beside garbled ones that another encoding reads differently. `known` reports whether a
/// text is a heading the reader understands.
pub(super) fn neighbours(
    table: &Table,
    garbled: &Garbled<'_>,
    known: &dyn Fn(&str) -> bool,
) -> Neighbours {
    let mut found = Neighbours::default();
    in_rows(table, garbled, known, &mut found);
    in_columns(table, garbled, &mut found);
    found
}

/// Cells of rows in one legacy encoding. Those are in it too whose column is, or that are a heading
/// only then.
fn in_rows(
    table: &Table,
    garbled: &Garbled<'_>,
    known: &dyn Fn(&str) -> bool,
    found: &mut Neighbours,
) {
    let doubtful: HashSet<(usize, usize)> =
        garbled.doubtful.iter().map(|(record, column, _)| (*record, *column)).collect();
    let mut today: HashMap<usize, bool> = HashMap::new();
    let written: HashSet<(usize, Cause)> =
        garbled.repaired.iter().map(|(_, column, guess)| (*column, guess.cause)).collect();
    for row in garbled.repaired.chunk_by(|(a, ..), (b, ..)| a == b) {
        let (record, _, Guess { cause: Cause::Font(way), .. }) = row[0] else { continue };
        if row.iter().any(|(.., guess)| guess.cause != Cause::Font(way)) {
            continue;
        }
        let others = (0..table.width(record))
            .filter(|n| row.binary_search_by_key(n, |(_, column, _)| *column).is_err())
            .map(|n| (n, table.field(record, n)))
            .filter(|(_, cell)| evidence::words(cell).next().is_some());
        let others: Vec<(usize, &str)> = others.collect();
        let is_doubtful = |column: usize| doubtful.contains(&(record, column));
        let fits = |cell: &str| {
            let words = Words::of(cell);
            words.modern == 0 && words.unsound_under(way) == 0
        };
        let whole_row = others.iter().all(|(column, cell)| fits(cell) && !is_doubtful(*column));
        for (column, cell) in others.into_iter().filter(|(column, _)| !is_doubtful(*column)) {
            let Some(guess) = guess_as(cell, way) else { continue };
            let heading = record == table.header && known(&guess.after) && !known(cell);
            let old = heading || written.contains(&(column, guess.cause));
            let today =
                !heading && *today.entry(column).or_insert_with(|| is_unicode(table, column));
            // A sound cell in a column of modern text is what it seems to be.
            let asked = Words::of(cell).unsound() > 0
                || (whole_row && (old || !today))
                || (row.len() > 1 && is_no_worse(cell, &guess.after));
            if old && !today && whole_row {
                found.consistent.push((record, column, guess));
            } else if asked {
                found.uncertain.push((record, column, guess));
            }
        }
    }
}

/// Cells of columns in one legacy encoding, in rows that do not show whether they are in it.
fn in_columns(table: &Table, garbled: &Garbled<'_>, found: &mut Neighbours) {
    let all = || garbled.repaired.iter().chain(garbled.doubtful);
    let seen: HashSet<(usize, usize)> =
        all().map(|(record, column, _)| (*record, *column)).collect();
    let rows: HashSet<usize> = garbled.repaired.iter().map(|(record, ..)| *record).collect();
    let mut ways: HashMap<usize, (Reading, usize)> = HashMap::new();
    for (record, column, guess) in garbled.repaired {
        if let Cause::Font(way) = guess.cause
            && *record > table.header
        {
            ways.entry(*column).or_insert((way, 0)).1 += 1;
        }
    }
    for (column, (way, cells)) in ways {
        if is_unicode(table, column) {
            continue;
        }
        let others = (table.header + 1..table.len()).filter(|record| {
            !rows.contains(record)
                && column < table.width(*record)
                && !seen.contains(&(*record, column))
        });
        let guesses: Vec<GarbledCell> = others
            .filter_map(|record| {
                let cell = table.field(record, column);
                let guess = guess_as(cell, way).filter(|guess| is_no_worse(cell, &guess.after))?;
                Some((record, column, guess))
            })
            .collect();
        // Where most cells make sense as written, few garbled ones say nothing about them.
        if guesses.len() <= cells {
            found.uncertain.extend(guesses);
        }
    }
}

/// A cell as a reading has it, if that differs and nothing in the cell forbids it.
fn guess_as(cell: &str, way: Reading) -> Option<Guess> {
    let after = way.of(cell);
    if after == cell || Words::of(cell).modern > 0 {
        return None;
    }
    Some(Guess { cause: Cause::Font(way), after: after.into_owned(), words: 0, clean: true })
}

/// Whether a text has at least as many words of reports after it was read as before.
fn is_no_worse(before: &str, after: &str) -> bool {
    let familiar = |text: &str| evidence::words(text).filter(|word| is_familiar(word)).count();
    familiar(after) >= familiar(before)
}

/// Whether a cell below the heading of a column holds letters that no legacy encoding has.
fn is_unicode(table: &Table, column: usize) -> bool {
    let records = (table.header + 1..table.len()).filter(|record| column < table.width(*record));
    records.into_iter().any(|record| Words::of(table.field(record, column)).modern > 0)
}
