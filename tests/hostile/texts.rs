//! Texts written to break out of a document, and a period full of them, for the tests of every form.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::path::Path;
use std::sync::LazyLock;

use serde::Deserialize;

use super::common;

/// The period that the texts are reported for.
pub(crate) const PERIOD: &str = "2025-Q3";

/// A text of `texts.json`.
#[derive(Deserialize)]
pub(crate) struct Text {
    /// What it is made to break: `html`, `terminal`, …
    pub(crate) kind: String,
    /// What an agency writes.
    pub(crate) text: String,
    /// What a reader is to see of it, on one line, signs of a list at its beginning and marks at its end
    /// left out.
    pub(crate) shown: String,
}

/// All of them.
pub(crate) static TEXTS: LazyLock<Vec<Text>> =
    LazyLock::new(|| serde_json::from_str(include_str!("texts.json")).expect("a table of texts"));

/// Names of files, and what a reader is to see of them.
pub(crate) const NAMES: [(&str, &str); 4] = [
    ("<b>bao cao<i> & 'x' \"y\".csv", "<b>bao cao<i> & 'x' \"y\".csv"),
    ("bao|cao *x* [a](b) `c`.csv", "bao|cao *x* [a](b) `c`.csv"),
    ("bao\ncao\u{202e}vsc.csv", "bao caovsc.csv"),
    ("{{ notice }} #1.csv", "{{ notice }} #1.csv"),
];

/// Tasks in which communes take part, so that there is one for each text of a commune.
const TASKS: [&str; 12] = [
    "II.1", "II.2", "II.3", "II.4", "I.1", "III.3", "III.4", "III.5", "III.6", "IV.1", "IV.2",
    "IV.3",
];

/// Communes that report.
pub(crate) const COMMUNES: [&str; 24] = [
    "phường Bắc Nha Trang",
    "phường Nha Trang",
    "phường Tây Nha Trang",
    "phường Nam Nha Trang",
    "phường Bắc Cam Ranh",
    "phường Cam Ranh",
    "phường Cam Linh",
    "phường Ba Ngòi",
    "phường Ninh Hòa",
    "phường Đông Ninh Hòa",
    "phường Hòa Thắng",
    "xã Nam Cam Ranh",
    "xã Bắc Ninh Hòa",
    "xã Tân Định",
    "xã Nam Ninh Hòa",
    "xã Tây Ninh Hòa",
    "xã Hòa Trí",
    "xã Đại Lãnh",
    "xã Tu Bông",
    "xã Vạn Thắng",
    "xã Vạn Ninh",
    "xã Vạn Hưng",
    "xã Diên Khánh",
    "xã Diên Lạc",
];

/// Characters that no text of ours may hold: controls, turners of direction, what no screen shows.
pub(crate) fn acts(c: char) -> bool {
    c != '\n' && c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{fff9}'..='\u{fffb}' | '\u{200b}'..='\u{200f}' | '\u{feff}')
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{e0000}'..='\u{e007f}')
}

/// The first of them, with what follows.
pub(crate) fn acting(text: &str) -> Option<String> {
    text.find(acts).map(|at| text[at..].chars().take(40).collect())
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A text for YAML, everything that acts by its code.
pub(crate) fn yaml(text: &str) -> String {
    let one = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        ' '..='~' => c.to_string(),
        c => format!("\\U{:08X}", u32::from(c)),
    };
    format!("\"{}\"", text.chars().map(one).collect::<String>())
}

/// A period in which every text stands in all columns of words of a row of its own, in oddly named
/// files, and in the page of the period.
pub(crate) fn write_period(folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder");
    let headings = "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua;kho_khan;kien_nghi;ke_hoach_ky_toi;ghi_chu;van_ban;minh_chung\n";
    let per_file = TEXTS.len().div_ceil(NAMES.len());
    assert!(TEXTS.len() <= COMMUNES.len() * TASKS.len(), "each text has a row of its own");
    for (n, ((name, _), texts)) in NAMES.iter().zip(TEXTS.chunks(per_file)).enumerate() {
        let mut text = headings.to_owned();
        for (at, Text { text: written, .. }) in texts.iter().enumerate() {
            let at = n * per_file + at;
            let cell = quoted(written);
            // A list is parted at its semicolons, so it gets one text without them.
            let list = quoted(&written.replace([';', '\n', '\r'], " "));
            text += &format!(
                "2025-Q3;UBND {};{};dang_trien_khai;40;{cell};{cell};{cell};{cell};{cell};{list};{list}\n",
                COMMUNES[at % COMMUNES.len()],
                TASKS[at / COMMUNES.len()],
            );
        }
        common::write(&folder.join(name), text);
    }
    // Rows that are left out, so that annex IV has a file's name and what is wrong as well.
    let wrong = "2025-Q3;Sở <b>X</b> | *Y*;II.1;dang_trien_khai;140;x;;;;;;\n\
        2025-Q3;UBND xã Cam Lâm;<i>I</i>\u{202e}|1;dang_trien_khai;40;x;;;;;;\n";
    common::write(&folder.join("loi|<i>.csv"), format!("{headings}{wrong}"));
    let mut page = "period: 2025-Q3\nas_of: 2025-09-22\nnotice: \"<b>Minh họa</b> | *x*\"\ncommentary:\n  remarks:\n    - \"<script>alert(2)</script> | [a](javascript:b)\"\n".to_owned();
    for Text { text, .. } in TEXTS.iter() {
        page += &format!("    - {}\n", yaml(&format!("Ghi: {text}")));
    }
    common::write(&folder.join("period.yaml"), page);
}

/// Writes the period below `data` and builds it into `out`.
pub(crate) fn build(data: &Path, out: &Path, formats: &str) {
    write_period(&data.join(PERIOD));
    let words = ["build", common::arg(data), "--period", PERIOD, "--allow-errors"];
    let more = ["--format", formats, "--out", common::arg(out)];
    let run = common::run(&[&words[..], &more].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
}
