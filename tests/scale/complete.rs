//! Nothing is lost: every row that counts stands in full, once, in the annex that tells all.

use std::collections::BTreeMap;

use super::document::{Block, blocks, plain};
use super::made::{self, Accepted, Made};

/// The rows of the annex with the details, by task and body.
pub(crate) fn details(made: &Made) -> BTreeMap<(String, String), Vec<Block>> {
    let mut rows: BTreeMap<(String, String), Vec<Block>> = BTreeMap::new();
    for block in blocks(&made.markdown) {
        // The only annex whose tables stand under the name of a task.
        if block.is_of_body() || block.cell("Kết quả").is_none() {
            continue;
        }
        let task = block.part.split(". ").next().unwrap_or_default().to_owned();
        let agency = block.cell("Cơ quan").expect("a body").replace(" (chủ trì)", "");
        rows.entry((task, agency)).or_default().push(block);
    }
    rows
}

/// A text of a row as a cell shows it.
fn shown(text: &str) -> String {
    plain(&text.replace('*', "\\*"))
}

/// Whether a row of the annex is this row, in full.
fn is_in_full(block: &Block, row: &Accepted) -> bool {
    let cell = |heading: &str| block.cell(heading).unwrap_or_default();
    let result = cell("Kết quả");
    let note =
        if row.note.is_empty() { String::new() } else { format!("Ghi chú: {}", shown(&row.note)) };
    let told = [shown(&row.result), note].join(" ").trim().to_owned();
    result == told
        && cell("Khó khăn") == shown(&row.difficulty)
        && cell("Kiến nghị") == shown(&row.proposal)
        && cell("Nhiệm vụ kỳ tới") == shown(&row.next)
        && cell("Nguồn").ends_with(&format!(":{}]", row.row))
}

fn hold(made: &Made) {
    let details = details(made);
    let told: usize = details.values().map(Vec::len).sum();
    assert_eq!(told, made.rows.len(), "{}: as many rows as count", made.name);
    for row in &made.rows {
        let key = (row.task.clone(), row.agency.clone());
        let found = details.get(&key).map_or(&[][..], Vec::as_slice);
        let times = found.iter().filter(|block| is_in_full(block, row)).count();
        assert_eq!(times, 1, "{}: {row:#?}\n{found:#?}", made.name);
    }
}

#[test]
fn every_row_of_an_example_stands_in_full_in_the_annex_once() {
    made::examples().iter().for_each(hold);
}

#[test]
fn every_row_stands_in_full_in_the_annex_once_when_all_report() {
    hold(made::province_quarter());
    hold(made::province_year());
}
