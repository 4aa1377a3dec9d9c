//! Money: by source, by agency, row by row and in total.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::count::{Row, dong, share};
use super::{PLAN, assert_row, assert_says, named, now, raw, view};

/// Sources of funds, folded, with the words for them.
const SOURCES: [(&str, &str); 4] = [
    ("ngan sach", "Ngân sách nhà nước"),
    ("vien tro", "Tài trợ, viện trợ quốc tế"),
    ("xa hoi hoa", "Vận động xã hội"),
    ("khac", "Khác"),
];

/// A line of money over some rows, in the shape of the view.
fn money(name: &str, rows: &[&Row<'_>]) -> Value {
    let sum = |of: &dyn Fn(&Row<'_>) -> Option<i64>| -> Option<i64> {
        let given: Vec<i64> = rows.iter().filter_map(|row| of(row)).collect();
        (!given.is_empty()).then(|| given.iter().sum())
    };
    let both: Vec<(i64, i64)> =
        rows.iter().filter_map(|row| row.allocated.zip(row.disbursed)).collect();
    let (given, spent): (Vec<i64>, Vec<i64>) = both.iter().copied().unzip();
    let (given, spent): (i64, i64) = (given.iter().sum(), spent.iter().sum());
    json!({
        "name": name,
        "rows": rows.len(),
        "allocated": sum(&|row| row.allocated).map(dong),
        "disbursed": sum(&|row| row.disbursed).map(dong),
        "share": (given > 0).then(|| share(spent, given)),
        "share_rows": both.len(),
    })
}

#[test]
fn money_by_source_by_agency_and_in_total() {
    let rows: Vec<&Row<'_>> = now()
        .rows
        .iter()
        .filter(|row| row.allocated.is_some() || row.disbursed.is_some())
        .collect();
    let total = money("Tổng cộng", &rows);
    let source = |row: &Row<'_>| {
        let written = row.source.as_str();
        let is = |(key, label): &&(&str, &str)| written == *key || written == raw::fold(label);
        SOURCES.iter().find(is).unwrap_or_else(|| panic!("a source of funds: {written}")).1
    };
    let by_source: Vec<Value> = SOURCES
        .iter()
        .map(|(_, label)| {
            let of_source = rows.iter().copied().filter(|row| source(row) == *label);
            money(label, &of_source.collect::<Vec<_>>())
        })
        .filter(|line| line["rows"] != 0)
        .collect();
    let agencies = named(rows.iter().map(|row| row.agency).collect::<BTreeSet<_>>());
    let by_agency: Vec<Value> = agencies
        .iter()
        .map(|name| {
            let of_agency = rows.iter().copied().filter(|row| PLAN.name(row.agency) == name);
            money(name, &of_agency.collect::<Vec<_>>())
        })
        .collect();
    let funds = &view()["funds"];
    assert_eq!(funds["total"], total);
    assert_eq!(funds["by_source"], json!(by_source));
    assert_eq!(funds["by_agency"], json!(by_agency));

    let shown = funds["rows"].as_array().expect("rows");
    assert_eq!(shown.len(), rows.len());
    for row in &rows {
        let name = PLAN.name(row.agency);
        let line = shown
            .iter()
            .find(|line| line["agency"] == name && line["task"] == *row.task)
            .unwrap_or_else(|| panic!("{name} {}", row.task));
        let of_row = money(name, &[row]);
        for key in ["allocated", "disbursed", "share"] {
            assert_eq!(line[key], of_row[key], "{name} {}: {key}", row.task);
        }
        assert_eq!(line["source"], source(row));
        assert_eq!(line["cells"], row.money_cells.join(", "));
        assert_eq!(line["cite"]["source"], row.file + 1);
        let or_none = |key: &str| of_row[key].as_str().unwrap_or("chưa có số liệu").to_owned();
        let place = format!("[{}] ô {}", row.file + 1, row.money_cells.join(", "));
        let (given, spent, percent) =
            (or_none("allocated"), or_none("disbursed"), or_none("share"));
        assert_row(&[name, &row.task, source(row), &given, &spent, &percent, &place]);
    }
    for line in by_source.iter().chain([&total]) {
        let text = |key: &str| line[key].as_str().expect("a text");
        let count = line["rows"].to_string();
        assert_row(&[text("name"), &count, text("allocated"), text("disbursed"), text("share")]);
    }
    assert_says(&format!(
        "Theo {} dòng báo cáo trong kỳ có ghi kinh phí (mỗi dòng là số lũy kế từ đầu năm 2026; không gồm cơ quan không gửi kỳ này): được giao {} đồng; đã giải ngân {} đồng, đạt {}.",
        rows.len(),
        total["allocated"].as_str().expect("a sum"),
        total["disbursed"].as_str().expect("a sum"),
        total["share"].as_str().expect("a share")
    ));
}
