//! What `templates/README.md` says of each view: its structs, their fields, types and meanings.

use std::collections::BTreeMap;
use std::path::Path;

/// The sections that describe the views: the report, a letter, an agency's sheet, the tasks by
/// recommendation, the index. A struct that several views hold stands in the first of them.
pub(crate) const SECTIONS: [&str; 5] = [
    "Các khóa",
    "Các khóa của công văn",
    "Các khóa của phiếu",
    "Các khóa của bảng theo khuyến nghị",
    "Các khóa của trang mục lục",
];

/// A field as its table has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// `chuỗi`, `danh sách [TaskView](#taskview)`, `số nguyên hoặc null`.
    pub(crate) kind: String,
    pub(crate) meaning: String,
}

/// Structs by name, their fields in order.
pub(crate) type Structs = BTreeMap<String, Vec<Field>>;

/// The text of the manual.
pub(crate) fn manual() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/README.md");
    std::fs::read_to_string(path).expect("the manual")
}

/// The part below a heading.
pub(crate) fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let (_, rest) = text.split_once(&format!("\n## {heading}\n")).expect("the section");
    rest.split_once("\n## ").map_or(rest, |(section, _)| section)
}

/// The cells of the rows of every table.
pub(crate) fn rows(text: &str) -> Vec<Vec<&str>> {
    let rows = text.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    rows.map(|row| row.split(" | ").map(str::trim).collect()).collect()
}

/// The structs that a section describes.
pub(crate) fn described(heading: &str) -> Structs {
    let manual = manual();
    let mut structs = Structs::new();
    for part in section(&manual, heading).split("\n### ").skip(1) {
        let (name, text) = part.split_once('\n').expect("a heading");
        let mut rows = rows(text).into_iter();
        assert_eq!(rows.next(), Some(vec!["Khóa", "Kiểu", "Nghĩa"]), "{name}");
        let fields = rows.map(|row| {
            assert!(row.len() == 3 && !row[2].is_empty(), "{name}: {row:?}");
            Field {
                name: row[0].trim_matches('`').to_owned(),
                kind: row[1].to_owned(),
                // A description is plain text.
                meaning: row[2].replace('`', ""),
            }
        });
        let before = structs.insert(name.to_owned(), fields.collect());
        assert!(before.is_none(), "{name} twice");
    }
    structs
}
