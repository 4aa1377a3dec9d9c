//! States that the body counts are those that can be counted in the annex that it names.

use std::collections::BTreeMap;

use super::complete::details;
use super::counts::{UNITS, counted, is_unit, number, quarters};
use super::document::{Block, blocks};

/// The table of section IV against the annex that lists who sent what.
#[test]
fn reports_that_were_sent_are_counted_as_the_annex_lists_them() {
    for made in quarters() {
        let blocks = blocks(&made.markdown);
        let mut kind = String::new();
        let mut listed: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
        for block in blocks.iter().filter(|block| !block.is_of_body()) {
            let Some(state) = block.cell("Tình hình") else { continue };
            let name = block.cell("Cơ quan").expect("a body");
            if state.is_empty() {
                kind = name.to_owned();
                continue;
            }
            let column = ["Đúng hạn", "Chậm", "Gửi nhưng không có nội dung", "Chưa gửi"];
            let of = ["Gửi đúng hạn", "Gửi chậm", "Gửi, không có nội dung", "Chưa gửi"];
            let Some(at) = column.iter().position(|words| state.starts_with(words)) else {
                let free = [
                    "Được miễn",
                    "Đã gửi theo",
                    "Đã gửi, không",
                    "Không phải",
                    "Gửi nhưng chưa có",
                ];
                assert!(free.iter().any(|words| state.starts_with(words)), "{state}");
                continue;
            };
            *listed.entry(kind.clone()).or_default().entry(of[at]).or_default() += 1;
        }
        let table = blocks.iter().filter(|block| block.section.starts_with("IV."));
        let mut rows = 0;
        for row in table.filter(|block| block.cell("Phải báo cáo").is_some()) {
            let name = row.cell("Loại").expect("a kind");
            let sum = name == "Cộng";
            for (column, cell) in &row.cells()[2..] {
                let here = listed.iter().filter(|(kind, _)| sum || *kind == name);
                let here: usize = here.filter_map(|(_, counts)| counts.get(&**column)).sum();
                if column.starts_with("Gửi, chưa có dòng") {
                    continue;
                }
                assert_eq!(number(cell), here, "{} {name} {column}", made.name);
            }
            rows += 1;
        }
        assert!(rows >= 3, "{}: the table is found", made.name);
    }
}

/// How coordinators below the province stand, task by task.
#[test]
fn coordinators_are_counted_by_state_as_the_annex_lists_them() {
    const STATES: [(&str, &str); 6] = [
        ("thường xuyên", "Thực hiện thường xuyên"),
        ("đang triển khai", "Đang triển khai"),
        ("tự đánh giá hoàn thành", "Hoàn thành"),
        ("chưa triển khai", "Chưa triển khai"),
        ("tạm dừng", "Tạm dừng"),
        ("không phát sinh", "Không phát sinh"),
    ];
    for made in quarters() {
        let details = details(made);
        let mut seen = 0;
        let mut task = String::new();
        let body = blocks(&made.markdown);
        for block in body.iter().filter(|block| block.section.starts_with("II.")) {
            let Some(text) = block.text() else { continue };
            if let Some(name) = text.split(") ").nth(1).and_then(|rest| rest.split(". ").next())
                && !name.contains(' ')
            {
                task = name.to_owned();
            }
            let Some((_, words)) = text.split_once("Phối hợp: ") else { continue };
            let words = words.split(". ").next().unwrap_or_default();
            let rows: Vec<&Block> = details
                .iter()
                .filter(|((of, agency), _)| *of == task && is_unit(agency))
                .flat_map(|(_, blocks)| blocks)
                .filter(|block| !block.cell("Cơ quan").is_some_and(|c| c.contains("(chủ trì)")))
                .collect();
            let numbers = counted(words);
            let of_units =
                |(_, of): &(usize, String)| UNITS.iter().any(|unit| of.starts_with(unit));
            let from = numbers.iter().position(of_units);
            let at = format!("{} {task}: {words}", made.name);
            let Some(from) = from else {
                assert!(rows.is_empty(), "{at}: {} units in the annex", rows.len());
                continue;
            };
            let numbers = &numbers[from..];
            let with = |label: &str| {
                rows.iter().filter(|row| row.cell("Tình trạng") == Some(label)).count()
            };
            for (words, label) in STATES {
                let told = numbers.iter().find(|(_, of)| of.starts_with(words));
                if let Some((count, _)) = told {
                    assert_eq!(*count, with(label), "{at}: {label}");
                    seen += 1;
                } else {
                    // All in one state: the number of the units is the number of the state.
                    assert!(
                        with(label) == 0 || with(label) == rows.len(),
                        "{at}: {label} is not told"
                    );
                }
            }
        }
        assert!(
            seen > 30 || made.name != "province-quarter",
            "{}: counts are found: {seen}",
            made.name
        );
    }
}

/// Tasks by state in the summary, in the table of section II and in the annex of tasks.
#[test]
fn tasks_are_counted_by_state_as_the_annex_lists_them() {
    for made in quarters() {
        let blocks = blocks(&made.markdown);
        let mut listed: BTreeMap<String, usize> = BTreeMap::new();
        for block in blocks.iter().filter(|block| !block.is_of_body()) {
            let (Some(_), Some(state)) = (block.cell("STT"), block.cell("Tình trạng")) else {
                continue;
            };
            if !state.is_empty() {
                let state = state.split(" (").next().unwrap_or_default().to_owned();
                *listed.entry(state).or_default() += 1;
            }
        }
        assert_eq!(listed.values().sum::<usize>(), 20, "{}: {listed:?}", made.name);
        let sum = blocks
            .iter()
            .find(|b| b.section.starts_with("II.") && b.cell("Nhóm nhiệm vụ") == Some("Cộng"));
        let sum = sum.unwrap_or_else(|| panic!("{}: the table of states", made.name));
        for (column, cell) in &sum.cells()[2..] {
            if let Some(count) = listed.get(&**column) {
                assert_eq!(number(cell), *count, "{} {column}", made.name);
            }
        }
    }
}
