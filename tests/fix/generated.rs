//! Generated files: whatever is written, the fixed file says the same.

use proptest::prelude::*;
use report::submission::{COLUMNS, Field, Unfixable};
use unicode_normalization::UnicodeNormalization;

use super::{codes, findings, fix, holds};

/// Cells as people fill them, right and wrong, for each column of a generated file.
fn cell(field: Field) -> BoxedStrategy<String> {
    let some: &[&str] = match field {
        Field::Period => &[
            "Quý III/2025",
            "2025-Q3",
            "Q3/2025",
            "6 tháng đầu năm 2025",
            "Quý V",
            "năm 2025",
            "01/05/2025..15/06/2025",
        ],
        Field::Agency => &[
            "Sở Tư pháp",
            " STP",
            "sở y tế tỉnh Khánh Hòa",
            "so-cong-thuong",
            "Nha Trang",
            "UBND xã Cam Lâm",
            "UBND cấp xã",
            "Sở Tư phápp",
            "UBND huyện Cam Lâm",
            "=Sở Y tế",
        ],
        Field::Task => &["I.1", "i-2", "III / 5", "KH.6", "tc.2A", "VI.1", "Tuyên truyền"],
        Field::Status => &["Đang triển khai", "HOÀN THÀNH", "tam_dung", "Đang làm tốt"],
        Field::Progress => {
            &["45", "45,50%", "45.5", "140", "-3", "khoảng 40", "4\u{200B}5", "+5", "=1+1"]
        }
        Field::Allocated | Field::Disbursed => &[
            "1234567",
            "1.234.567 đồng",
            "12,5 triệu",
            "50.000 đồng",
            "1,234,567",
            "1,5",
            "-5",
            "-5^",
            "1 234\u{A0}567",
        ],
        Field::Source => &["ngan_sach", "Tài trợ, viện trợ quốc tế", "khác", "Quỹ"],
        Field::Due | Field::Reported => {
            &["5/9/2025", "2025-09-05", "ngày 5 tháng 9 năm 2025", "31/02/2025", "5/9/25", "45813"]
        }
        Field::Role => &["chủ trì", "phoi_hop", "giúp việc"],
        Field::Indicator => {
            &["II.1.1", "ii-1-2", "QG 14", "qg.11a", "KH.6.1", "II.9.9", "=II.1.1", "Số buổi"]
        }
        Field::Value => &[
            "12",
            "1.234",
            "1,234",
            "1234,0",
            "98,5%",
            "98.50",
            "0,125",
            "1 234\u{A0}567",
            "430 lượt người",
            "12 đợt",
            "-3",
            "-",
            "khoảng 40",
            "+5",
            "=1+1",
            "4\u{200B}5",
        ],
        Field::Unit => &["buổi", "BUOI", "Lượt  người", "%", "‰", "đợt", "/100.000"],
        _ => &[
            "Mở 3 lớp; in 5 bài",
            "- Một\r\n- Hai",
            "=1+1",
            "\t45",
            "\u{200B}=1",
            "“Một\u{A0}hai”",
            "Tổng cộng",
            "Ghi chú",
            "12/KH ngày 5/6/2025",
            "a \"b\" c",
            "'",
        ],
    };
    let some: Vec<String> = some.iter().map(|text| (*text).to_owned()).collect();
    let known = proptest::sample::select(some);
    let decomposed = known.clone().prop_map(|text| text.nfd().collect::<String>());
    prop_oneof![
        6 => known,
        2 => decomposed,
        2 => Just(String::new()),
        1 => "[ \u{A0}\u{200B}]{0,3}",
        1 => any::<String>().prop_map(|text| text.replace('\0', "")),
        1 => "[-+=@'\"; ,\\t\\r\\na-zĐđ0-9.]{0,12}",
    ]
    .boxed()
}

/// A whole file: columns in any order, one or two that nobody knows, rows that do not fit.
fn file() -> impl Strategy<Value = String> {
    let fields = |columns: &mut dyn Iterator<Item = Field>| columns.map(Some).collect::<Vec<_>>();
    table(fields(&mut COLUMNS.iter().map(|c| c.field)))
}

/// A file of figures.
fn figures() -> impl Strategy<Value = String> {
    use Field as F;
    let required = [F::Period, F::Agency, F::Indicator, F::Value];
    let more = [F::IndicatorName, F::Unit, F::Note, F::Reported, F::Question, F::ValueBefore];
    table(required.into_iter().chain(more).map(Some).collect())
}

/// A table with the first four of these columns, and some of the others.
fn table(headings: Vec<Option<Field>>) -> impl Strategy<Value = String> {
    let most = headings.len().min(14) - 4;
    let columns =
        proptest::sample::subsequence(headings[4..].to_vec(), 0..most).prop_flat_map(move |more| {
            let mut columns = headings[..4].to_vec();
            columns.extend(more);
            columns.extend([None, None]);
            Just(columns).prop_shuffle()
        });
    let dialect = (
        proptest::sample::select(vec![";", ",", "\t", "|"]),
        proptest::sample::select(vec!["\n", "\r\n", "\r"]),
        any::<[bool; 4]>(),
        0..4usize,
    );
    columns
        .prop_flat_map(move |columns| {
            let row: Vec<BoxedStrategy<String>> =
                columns.iter().map(|c| cell(c.unwrap_or(Field::Note))).collect();
            (Just(columns), proptest::collection::vec(row, 1..6), dialect.clone())
        })
        .prop_map(|(columns, rows, (delimiter, eol, [bom, quoted, title, total], spoilt))| {
            let heading = |c: &Option<Field>, n: usize| match c {
                Some(field) if n.is_multiple_of(3) => field.key().to_owned(),
                Some(field) => field.heading().to_uppercase(),
                None if n.is_multiple_of(2) => "Của riêng".to_owned(),
                None => String::new(),
            };
            let heads: Vec<String> =
                columns.iter().enumerate().map(|(n, c)| heading(c, n)).collect();
            let put = |cells: &[String]| {
                let cells = cells.iter().map(|text| {
                    let must = [delimiter, "\"", "\n", "\r"].iter().any(|mark| text.contains(mark));
                    if quoted || must {
                        format!("\"{}\"", text.replace('"', "\"\""))
                    } else {
                        text.clone()
                    }
                });
                cells.collect::<Vec<_>>().join(delimiter) + eol
            };
            let mut text = if bom { "\u{FEFF}".to_owned() } else { String::new() };
            if title {
                text += &put(&["BÁO CÁO".to_owned(), String::new()]);
            }
            text += &put(&heads);
            for (n, row) in rows.iter().enumerate() {
                // One row in a file may be too short or too long.
                match (n, spoilt) {
                    (1, 1) => text += &put(&row[..2]),
                    (1, 2) => text += &put(&[row.as_slice(), &["thừa".to_owned()]].concat()),
                    _ => text += &put(row),
                }
            }
            if total {
                text += &put(&["Tổng cộng".to_owned(), String::new()]);
                text += eol;
                text += &put(&heads);
            }
            text
        })
}

proptest! {
    // Each case is read five times and checked twice; what fails becomes a test of its own.
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_fixed_file_says_the_same_and_needs_no_fixing(text in file()) {
        // A file that was not read has findings of its own, and where cells stand beside their
        // columns it may have to be mended by hand first; all others can be fixed.
        match fix(text.as_bytes()) {
            Err(Unfixable::NotRead) => {}
            Err(Unfixable::WouldDiffer)
                if codes(&findings(text.as_bytes()), true).contains(&"R311") => {}
            _ => _ = holds(text.as_bytes()),
        }
    }

    #[test]
    fn a_fixed_file_of_figures_says_the_same_and_needs_no_fixing(text in figures()) {
        match fix(text.as_bytes()) {
            Err(Unfixable::NotRead) => {}
            Err(Unfixable::WouldDiffer)
                if codes(&findings(text.as_bytes()), true).contains(&"R311") => {}
            _ => _ = holds(text.as_bytes()),
        }
    }

    #[test]
    fn no_input_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = fix(bytes);
    }
}
