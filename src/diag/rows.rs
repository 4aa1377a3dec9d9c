//! A set of rows of a file, one bit each, for findings too many to be listed.

use std::sync::Arc;

/// Row numbers in a spreadsheet, by sheet of a workbook.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    sheets: Vec<(Option<Arc<str>>, Vec<u64>)>,
}

impl Rows {
    /// Inserts a row.
    pub fn insert(&mut self, sheet: Option<&Arc<str>>, row: u32) {
        let known = self.sheets.iter().position(|(known, _)| known.as_ref() == sheet);
        let at = known.unwrap_or_else(|| {
            self.sheets.push((sheet.cloned(), Vec::new()));
            self.sheets.len() - 1
        });
        let (bits, word) = (&mut self.sheets[at].1, row as usize / 64);
        if bits.len() <= word {
            bits.resize(word + 1, 0);
        }
        bits[word] |= 1 << (row % 64);
    }

    /// Inserts the rows of another set.
    pub fn add(&mut self, other: &Self) {
        for (sheet, words) in &other.sheets {
            let known = self.sheets.iter_mut().find(|(known, _)| known == sheet);
            let Some((_, bits)) = known else {
                self.sheets.push((sheet.clone(), words.clone()));
                continue;
            };
            bits.resize(bits.len().max(words.len()), 0);
            bits.iter_mut().zip(words).for_each(|(bits, more)| *bits |= more);
        }
    }

    /// Whether it contains a row.
    pub fn contains(&self, sheet: Option<&str>, row: u32) -> bool {
        let known = self.sheets.iter().find(|(known, _)| known.as_deref() == sheet);
        let word = known.and_then(|(_, bits)| bits.get(row as usize / 64));
        word.is_some_and(|word| word & (1 << (row % 64)) != 0)
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.sheets.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_several_sheets_are_kept_apart() {
        let (a, b): (Arc<str>, Arc<str>) = ("a".into(), "b".into());
        let mut rows = Rows::default();
        assert!(rows.is_empty());
        for row in [0, 1, 63, 64, 1_048_576] {
            rows.insert(Some(&a), row);
        }
        let mut other = Rows::default();
        other.insert(None, 5);
        other.insert(Some(&a), 70);
        other.insert(Some(&b), 1);
        rows.add(&other);
        let of = |sheet| (0..2000).filter(|row| rows.contains(sheet, *row)).collect::<Vec<_>>();
        assert_eq!(of(Some("a")), [0, 1, 63, 64, 70]);
        assert_eq!((of(Some("b")), of(None)), (vec![1], vec![5]));
        assert!(rows.contains(Some("a"), 1_048_576) && !rows.contains(Some("c"), 1));
    }
}
