//! Files in every way of writing and in mixtures of them, made by tables that share nothing with
//! those of the program: each is read right, refused, or its garbled cells are told; none is misread
//! in silence.
//!
//! `REPORT_FILES=200 cargo test --test reading garbled -- --nocapture` prints the full table,
//! `REPORT_SHOW=1` every file that is not read right, `REPORT_SENTENCES=file` takes other sentences,
//! `REPORT_KIND=VNI` only the kinds with that in their names.

#![expect(clippy::print_stdout, reason = "the counts are a table for people")]

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::writing::{self, Encoding, Quoting, Style, plan, row};
use chrono::NaiveDate;
use encoding_rs::{MACINTOSH, WINDOWS_1252, WINDOWS_1258};
use report::diag::{Diagnostic, Severity, Sink};
use report::source::Source;
use report::submission::{self, Field, File};

const FIELDS: [Field; 7] = [
    Field::Period,
    Field::Agency,
    Field::Task,
    Field::Status,
    Field::Progress,
    Field::Result,
    Field::Difficulty,
];
const IDS: [&str; 7] =
    ["ky_bao_cao", "co_quan", "ma_nhiem_vu", "trang_thai", "tien_do", "ket_qua", "kho_khan"];

fn read(bytes: Vec<u8>) -> (File, Vec<Diagnostic>) {
    writing::read(bytes, "2026-03-20")
}

/// Sentences of many kinds, one a line.
fn sentences() -> &'static [String] {
    static SENTENCES: OnceLock<Vec<String>> = OnceLock::new();
    SENTENCES.get_or_init(|| {
        let own = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cau-van.txt");
        let path = std::env::var("REPORT_SENTENCES").unwrap_or_else(|_| own.to_owned());
        let text = std::fs::read_to_string(path).expect("the sentences");
        text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
    })
}

/// How many files of each kind: few in an ordinary run, 200 for the full table.
fn files() -> u64 {
    std::env::var("REPORT_FILES").ok().and_then(|n| n.parse().ok()).unwrap_or(8)
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.roll(from.len())]
    }
}

/// A table: headings, then rows. `plain` holds what every old way can write.
fn table(dice: &mut Dice, rows: usize, plain: bool) -> Vec<Vec<String>> {
    let agencies: Vec<&str> = plan().register.agencies().iter().map(|a| a.name.as_str()).collect();
    let statuses =
        ["Chưa triển khai", "Đang triển khai", "Hoàn thành", "Tạm dừng", "Thực hiện thường xuyên"];
    let short = ["", "", "Không", "Chưa có", "Thiếu kinh phí", "Địa bàn rộng, đi lại khó"];
    let headings: Vec<String> = match dice.roll(3) {
        0 => IDS.map(str::to_owned).into(),
        _ => FIELDS.iter().map(|field| field.heading().to_owned()).collect(),
    };
    let mut table = vec![headings];
    for n in 0..rows {
        let mut text = dice.pick(sentences()).clone();
        if dice.roll(3) == 0 {
            text = format!("{text} {}", dice.pick(sentences()));
        }
        let difficulty = match dice.roll(2) {
            0 => (*dice.pick(&short)).to_owned(),
            _ => dice.pick(sentences()).clone(),
        };
        let cells = vec![
            "2026-Q1".to_owned(),
            (*dice.pick(&agencies)).to_owned(),
            format!("{}.{}", ["I", "II", "III", "IV"][n / 5 % 4], n % 5 + 1),
            (*dice.pick(&statuses)).to_owned(),
            dice.roll(100).to_string(),
            text,
            difficulty,
        ];
        table.push(cells);
    }
    for cell in table.iter_mut().flatten() {
        *cell = cell.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        if plain {
            *cell = writable(cell);
        }
    }
    table
}

/// A text in letters that every old way of writing has: no signs but ASCII.
fn writable(text: &str) -> String {
    let letter = |c: char| c.is_ascii() || VIETNAMESE.contains(c);
    text.chars()
        .map(|c| match c {
            '–' | '—' => '-',
            '“' | '”' => '"',
            '‘' | '’' => '\'',
            '…' => '.',
            c if letter(c) => c,
            _ => ' ',
        })
        .collect()
}

const VIETNAMESE: &str = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ\
    ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ";

/// The fonts of TCVN3 lack capitals with a tone: they are typed small there.
fn in_font(text: &str, encoding: Encoding) -> String {
    let lacks = |c: char| encoding == Encoding::Tcvn3 && !c.is_ascii() && !"ĂÂĐÊÔƠƯ".contains(c);
    text.chars().flat_map(|c| if lacks(c) { c.to_lowercase().collect() } else { vec![c] }).collect()
}

/// The bytes of a table, each cell as `write` says: given the row, the column and the text.
fn written(
    dice: &mut Dice,
    table: &[Vec<String>],
    write: &dyn Fn(usize, usize, &str) -> Vec<u8>,
) -> Vec<u8> {
    let delimiter = *dice.pick(&[';', ',', '\t']);
    let eol = *dice.pick(&["\r\n", "\n"]);
    let style = Style { delimiter, eol, quoting: Quoting::Needed };
    let mut bytes = Vec::new();
    for (n, cells) in table.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            if column > 0 {
                bytes.push(delimiter as u8);
            }
            bytes.extend(write(n, column, &writing::cell(style, cell)));
        }
        bytes.extend_from_slice(eol.as_bytes());
    }
    bytes
}

/// UTF-8 of what these bytes look like to a program that takes them for a code page.
fn as_western(bytes: &[u8]) -> Vec<u8> {
    WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned().into_bytes()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Right,
    /// Read, and every cell that is not as it was meant has a finding.
    Told,
    Refused,
    Wrong,
}

/// What became of a file.
fn outcome(bytes: Vec<u8>, meant: &[Vec<String>]) -> (Outcome, String) {
    let (file, found) = read(bytes);
    let Some(read) = file.submission else {
        let said: Vec<_> = found.iter().map(|d| format!("{} {}", d.code.id, d.message)).collect();
        return match found.iter().any(|d| d.severity == Severity::Error) {
            true => (Outcome::Refused, said.join(" / ")),
            false => (Outcome::Wrong, "no rows and no error".to_owned()),
        };
    };
    let mut outcome = Outcome::Right;
    let mut why = String::new();
    for (record, cells) in meant.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let text = read.table.field(record, column);
            if text.trim() == cell.trim() {
                continue;
            }
            let place = read.table.cell_place(record, column);
            let told = found
                .iter()
                .any(|d| ["F117", "F114"].contains(&d.code.id) && d.place.cell() == place.cell());
            let how = if told { Outcome::Told } else { Outcome::Wrong };
            if how > outcome {
                outcome = how;
                why = format!("{cell:?} read {text:?}");
            }
        }
    }
    if read.table.len() != meant.len() {
        return (Outcome::Wrong, "rows".to_owned());
    }
    (outcome, why)
}

type Kind = (&'static str, fn(&mut Dice, usize) -> (Vec<u8>, Vec<Vec<String>>));

fn pure(dice: &mut Dice, rows: usize, encoding: Encoding) -> (Vec<u8>, Vec<Vec<String>>) {
    let unicode = matches!(
        encoding,
        Encoding::Utf8 | Encoding::Utf8Bom | Encoding::Utf16LeBom | Encoding::Utf16BeBom
    );
    let mut table = table(dice, rows, !unicode);
    for cell in table.iter_mut().flatten() {
        *cell = in_font(cell, encoding);
    }
    let style = Style { delimiter: ';', eol: "\r\n", quoting: Quoting::Needed };
    let text: String = table.iter().map(|cells| row(style, cells)).collect();
    (encoding.write(&text), table)
}

/// Some rows in one way of writing, the others in another.
fn rows_of_two(
    dice: &mut Dice,
    rows: usize,
    one: Encoding,
    other: Encoding,
) -> (Vec<u8>, Vec<Vec<String>>) {
    let mut table = table(dice, rows, true);
    let from = 1 + dice.roll(rows - 1) + 1;
    let way = |n: usize| if n < from { one } else { other };
    for (n, cells) in table.iter_mut().enumerate() {
        cells.iter_mut().for_each(|cell| *cell = in_font(cell, way(n)));
    }
    let bytes = written(dice, &table, &|n, _, cell| way(n).write(cell));
    (bytes, table)
}

/// A Unicode table in which one cell, or all cells below the headings, went through `garble`.
fn in_unicode(
    dice: &mut Dice,
    rows: usize,
    font: Encoding,
    all: bool,
    garble: fn(&[u8]) -> Vec<u8>,
) -> (Vec<u8>, Vec<Vec<String>>) {
    let mut table = table(dice, rows, true);
    let only = (1 + dice.roll(rows), 5 + dice.roll(2));
    let is = |n: usize, column: usize| if all { n > 0 } else { (n, column) == only };
    for (n, cells) in table.iter_mut().enumerate() {
        for (_, cell) in cells.iter_mut().enumerate().filter(|(column, _)| is(n, *column)) {
            *cell = in_font(cell, font);
        }
    }
    let bytes = written(dice, &table, &|n, column, cell| match is(n, column) {
        true => garble(&font.write(cell)),
        false => cell.as_bytes().to_vec(),
    });
    (bytes, table)
}

fn through_1258(bytes: &[u8]) -> Vec<u8> {
    WINDOWS_1258.decode_without_bom_handling(bytes).0.into_owned().into_bytes()
}

fn through_mac(bytes: &[u8]) -> Vec<u8> {
    MACINTOSH.decode_without_bom_handling(bytes).0.into_owned().into_bytes()
}

fn through_latin1(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| char::from(*byte)).collect::<String>().into_bytes()
}

const PURE: &[Kind] = &[
    ("UTF-8", |d, n| pure(d, n, Encoding::Utf8)),
    ("UTF-8 BOM", |d, n| pure(d, n, Encoding::Utf8Bom)),
    ("UTF-16LE", |d, n| pure(d, n, Encoding::Utf16LeBom)),
    ("UTF-16BE", |d, n| pure(d, n, Encoding::Utf16BeBom)),
    ("windows-1258", |d, n| pure(d, n, Encoding::Windows1258)),
    ("windows-1258, tones apart", |d, n| pure(d, n, Encoding::Windows1258Apart)),
    ("TCVN3", |d, n| pure(d, n, Encoding::Tcvn3)),
    ("VNI", |d, n| pure(d, n, Encoding::Vni)),
    ("VISCII", |d, n| pure(d, n, Encoding::Viscii)),
    ("TCVN 5712", |d, n| pure(d, n, Encoding::Tcvn5712)),
];
const MIXED: &[Kind] = &[
    ("UTF-8 + TCVN3 bytes", |d, n| rows_of_two(d, n, Encoding::Utf8, Encoding::Tcvn3)),
    ("TCVN3 + UTF-8 bytes", |d, n| rows_of_two(d, n, Encoding::Tcvn3, Encoding::Utf8)),
    ("UTF-8 + VNI bytes", |d, n| rows_of_two(d, n, Encoding::Utf8, Encoding::Vni)),
    ("UTF-8 + 1258 bytes", |d, n| rows_of_two(d, n, Encoding::Utf8, Encoding::Windows1258)),
    ("1258 + UTF-8 bytes", |d, n| rows_of_two(d, n, Encoding::Windows1258, Encoding::Utf8)),
    ("VISCII + UTF-8 bytes", |d, n| rows_of_two(d, n, Encoding::Viscii, Encoding::Utf8)),
    ("TCVN3 + VNI bytes", |d, n| rows_of_two(d, n, Encoding::Tcvn3, Encoding::Vni)),
    ("TCVN3 + 1258 bytes", |d, n| rows_of_two(d, n, Encoding::Tcvn3, Encoding::Windows1258)),
    ("VNI + 1258 bytes", |d, n| rows_of_two(d, n, Encoding::Vni, Encoding::Windows1258)),
    ("TCVN3 + VISCII bytes", |d, n| rows_of_two(d, n, Encoding::Tcvn3, Encoding::Viscii)),
    ("TCVN3 cell in Unicode", |d, n| in_unicode(d, n, Encoding::Tcvn3, false, as_western)),
    ("VNI cell in Unicode", |d, n| in_unicode(d, n, Encoding::Vni, false, as_western)),
    ("TCVN3 rows, Unicode headings", |d, n| in_unicode(d, n, Encoding::Tcvn3, true, as_western)),
    ("VNI rows, Unicode headings", |d, n| in_unicode(d, n, Encoding::Vni, true, as_western)),
    ("1252 twice, one cell", |d, n| in_unicode(d, n, Encoding::Utf8, false, as_western)),
    ("1252 twice, all rows", |d, n| in_unicode(d, n, Encoding::Utf8, true, as_western)),
    ("8859-1 twice, one cell", |d, n| in_unicode(d, n, Encoding::Utf8, false, through_latin1)),
    ("1258 twice, one cell", |d, n| in_unicode(d, n, Encoding::Utf8, false, through_1258)),
    ("1258 twice, all rows", |d, n| in_unicode(d, n, Encoding::Utf8, true, through_1258)),
    ("Macintosh twice, one cell", |d, n| in_unicode(d, n, Encoding::Utf8, false, through_mac)),
];

type Counts = BTreeMap<Outcome, usize>;

/// Reads the files of one kind and size, side by side.
fn counted(make: Kind, rows: usize) -> (Counts, Vec<String>) {
    let threads = 4;
    let parts = std::thread::scope(|scope| {
        let part = |part: u64| {
            let (mut counts, mut examples) = (Counts::new(), Vec::new());
            for n in (0..files()).filter(|n| n % threads == part) {
                let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ ((n + 1) * 0x1234_5677));
                (0..8).for_each(|_| {
                    dice.roll(2);
                });
                let (bytes, meant) = make.1(&mut dice, rows);
                let (outcome, why) = outcome(bytes, &meant);
                *counts.entry(outcome).or_default() += 1;
                if outcome != Outcome::Right {
                    examples.push(format!("{outcome:?} {} {rows} #{n}: {why}", make.0));
                }
            }
            (counts, examples)
        };
        let handles: Vec<_> = (0..threads).map(|n| scope.spawn(move || part(n))).collect();
        handles.into_iter().map(|handle| handle.join().expect("a count")).collect::<Vec<_>>()
    });
    let (mut counts, mut examples) = (Counts::new(), Vec::new());
    for (some, told) in parts {
        some.into_iter().for_each(|(outcome, n)| *counts.entry(outcome).or_default() += n);
        examples.extend(told);
    }
    (counts, examples)
}

fn line(name: &str, rows: usize, counts: &Counts) -> String {
    let n = |outcome| counts.get(&outcome).copied().unwrap_or(0);
    format!(
        "{name} | {rows} | {} | {} | {} | {}",
        n(Outcome::Right),
        n(Outcome::Told),
        n(Outcome::Refused),
        n(Outcome::Wrong)
    )
}

fn hold(kinds: &[Kind], at_most_refused: bool) {
    let mut faults = Vec::new();
    println!("kind | rows | right | told | refused | wrong");
    let only = std::env::var("REPORT_KIND").unwrap_or_default();
    for kind in kinds.iter().filter(|kind| kind.0.contains(&only)) {
        for rows in [3, 20] {
            let (counts, examples) = counted(*kind, rows);
            println!("{}", line(kind.0, rows, &counts));
            let n = |outcome| counts.get(&outcome).copied().unwrap_or(0) as u64;
            if std::env::var("REPORT_SHOW").is_ok() {
                examples.iter().for_each(|e| println!("    {e}"));
            }
            if n(Outcome::Wrong) > 0 {
                faults.extend(examples.iter().filter(|e| e.starts_with("Wrong")).take(3).cloned());
            }
            if at_most_refused && rows == 20 && n(Outcome::Refused) * 50 > files() {
                faults.extend(examples.into_iter().filter(|e| e.starts_with("Ref")).take(3));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_file_in_one_way_of_writing_is_read_right_or_refused() {
    hold(PURE, true);
}

#[test]
fn a_file_in_two_ways_of_writing_is_never_misread_in_silence() {
    hold(MIXED, false);
}

/// A table of one row whose free texts are these.
fn holding(result: &str, note: &str) -> String {
    format!("{}\n2026-Q1;Sở Công Thương;I.1;Đang triển khai;60;{result};{note}\n", HEADINGS)
}

const HEADINGS: &str = "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Tiến độ (%);Kết quả thực hiện;Khó khăn, vướng mắc";
const SAID: &str = "Tổ chức 7 lớp tập huấn cho cán bộ trẻ em ở xã miền núi";

fn twice(text: &str, through: fn(&[u8]) -> Vec<u8>) -> String {
    String::from_utf8(through(text.as_bytes())).expect("a text")
}

/// The code and the cell of what is told of how the letters are written.
fn told(found: &[Diagnostic]) -> Vec<(&'static str, Option<&str>)> {
    let codes = ["F105", "F106", "F114", "F117", "F118", "V413"];
    let about = found.iter().filter(|d| codes.contains(&d.code.id));
    about.map(|d| (d.code.id, d.place.cell())).collect()
}

#[test]
fn what_went_through_a_code_page_is_put_right_however_often() {
    let once = twice(SAID, as_western);
    for garbled in [
        once.clone(),
        twice(&once, as_western),
        twice(SAID, through_latin1),
        twice(SAID, through_1258),
        twice(SAID, through_mac),
    ] {
        let (file, found) = read(holding(&garbled, "Đi lại khó").into());
        assert_eq!(told(&found), [("F106", Some("F2"))], "{garbled}");
        let read = file.submission.expect("rows");
        assert_eq!(read.text(&read.rows[0], Field::Result), SAID);
        assert_eq!(read.text(&read.rows[0], Field::Difficulty), "Đi lại khó");
    }
}

#[test]
fn a_short_or_half_garbled_cell_is_asked_about_and_left_alone() {
    let tcvn3 = String::from_utf8(as_western(&Encoding::Tcvn3.write("tập huấn"))).expect("a text");
    for (garbled, meant) in [
        (twice("Chưa", as_western), "Chưa"),
        (twice("Đã xong", as_western), "Đã xong"),
        (tcvn3, "tập huấn"),
        (
            format!("{SAID} {}", twice("và hỗ trợ trẻ em nghèo vượt khó", as_western)),
            "và hỗ trợ trẻ em nghèo",
        ),
        (twice(SAID, as_western).replace(['\u{8F}', '\u{9D}', '\u{81}'], ""), "Tổ chức 7 lớp"),
    ] {
        let text = holding(&garbled, "Không");
        let (file, found) = read(text.clone().into());
        let about: Vec<_> = found.iter().filter(|d| d.code.id == "F117").collect();
        assert_eq!(told(&found), [("F117", Some("F2"))], "{garbled}");
        let help = about[0].help.as_deref().unwrap_or_default();
        assert!(help.contains(meant), "{garbled}: {help}");
        let read = file.submission.expect("rows");
        assert_eq!(read.text(&read.rows[0], Field::Result), garbled);
        // What may still be put right by somebody is not taken apart.
        let source = Source::new("a.csv", text);
        let day = NaiveDate::from_ymd_opt(2026, 3, 20).expect("a day");
        let fixed = submission::fix(&source, plan(), day, &mut Sink::new()).expect("a fixed file");
        assert!(fixed.text.contains(&garbled), "{}", fixed.text);
    }
}

#[test]
fn a_sound_cell_beside_a_cell_in_an_old_font_stays_as_it_is() {
    // “Hoàn” reads “Hồn” in VNI.
    let garbled = String::from_utf8(as_western(&Encoding::Vni.write(SAID))).expect("a text");
    let text = format!(
        "{HEADINGS}\n2026-Q1;so-cong-thuong;I.1;Hoàn thành;100;{garbled};\n2026-Q1;so-cong-thuong;I.2;Đang triển khai;60;{SAID};\n"
    );
    let (file, found) = read(text.into());
    assert_eq!(told(&found), [("F106", Some("F2"))]);
    let read = file.submission.expect("rows");
    assert_eq!(read.text(&read.rows[0], Field::Status), "Hoàn thành");
    assert_eq!(read.text(&read.rows[0], Field::Result), SAID);
}

#[test]
fn what_cannot_be_made_out_is_told_without_a_guess() {
    // UTF-8 as MS-DOS shows it.
    let garbled = "Tß╗ò chß╗⌐c 7 lß╗¢p tß║¡p huß║Ñn cho c├ín bß╗Ö";
    let (_, found) = read(holding(garbled, "Không").into());
    assert_eq!(told(&found), [("F117", Some("F2"))]);
    assert!(!found.iter().any(|d| d.help.as_deref().unwrap_or_default().contains("Có phải ý là")));
}

#[test]
fn a_file_of_two_kinds_of_bytes_names_the_first_place_of_each() {
    let first = format!("2026-Q1;Sở Công Thương;I.1;Đang triển khai;60;{SAID};Không\n");
    let second = format!("2026-Q1;so-cong-thuong;I.2;dang_trien_khai;60;{SAID};Không\n");
    for other in [Encoding::Tcvn3, Encoding::Vni, Encoding::Windows1258, Encoding::Viscii] {
        let mut bytes = format!("{HEADINGS}\n{first}").into_bytes();
        bytes.extend(other.write(&second));
        let (file, found) = read(bytes);
        assert!(file.submission.is_none());
        assert_eq!(found[0].code.id, "F105");
        let message = &found[0].message;
        assert!(message.contains("chữ UTF-8 (chỗ đầu tiên ở dòng 1, vị trí 2)"), "{message}");
        assert!(message.contains("(chỗ đầu tiên ở dòng 3, vị trí "), "{message}");
        assert_eq!(found[0].place.line(), Some(3));
    }
}

#[test]
fn text_in_viqr_is_told_and_left_alone() {
    for (said, meant) in [
        ("Ho^m sau Cu+o+`ng la.i ga(.p rie^ng Thu.", "Hôm sau Cường lại gặp riêng Thu."),
        ("DDa~ mo+? lo+'p ho.c", "Đã mở lớp học"),
    ] {
        let (file, found) = read(holding(said, "Không").into());
        assert_eq!(told(&found), [("F118", Some("F2"))]);
        let help = found.iter().find(|d| d.code.id == "F118").and_then(|d| d.help.clone());
        assert!(help.unwrap_or_default().contains(meant));
        let read = file.submission.expect("rows");
        assert_eq!(read.text(&read.rows[0], Field::Result), said);
    }
}

fn western_of(text: &str, encoding: Encoding) -> String {
    String::from_utf8(as_western(&encoding.write(text))).expect("a text")
}

#[test]
fn one_short_word_in_an_old_font_is_asked_about() {
    use Encoding::{Tcvn3, Viscii, Vni, Windows1258Apart};
    for (meant, encoding) in [
        ("Tốt", Tcvn3),
        ("Tổ 5", Viscii),
        ("Ốm", Windows1258Apart),
        ("huỳnh ý nhi", Tcvn3),
        ("Hỗ trợ", Windows1258Apart),
        ("Mở thêm 2 trường.", Windows1258Apart),
        ("Hồ Xuân Hương", Windows1258Apart),
        ("24/KH-SVHTTDL ngày 12/01/2026", Vni),
    ] {
        let garbled = western_of(meant, encoding);
        let (file, found) = read(holding(&garbled, "").into());
        assert_eq!(told(&found), [("F117", Some("F2"))], "{garbled}");
        let help = found.iter().find(|d| d.code.id == "F117").and_then(|d| d.help.clone());
        assert!(help.unwrap_or_default().contains(meant), "{garbled}");
        let read = file.submission.expect("rows");
        assert_eq!(read.text(&read.rows[0], Field::Result), garbled);
    }
    // UTF-8 read as Western, once and twice.
    for garbled in [twice("Có", as_western), twice(&twice("Ít", as_western), as_western)] {
        let (_, found) = read(holding(&garbled, "").into());
        assert_eq!(told(&found), [("F117", Some("F2"))], "{garbled}");
    }
}

#[test]
fn what_windows_1258_made_of_an_old_font_is_put_right() {
    for font in [Encoding::Tcvn3, Encoding::Vni] {
        let garbled = String::from_utf8(through_1258(&font.write(SAID))).expect("a text");
        let composed: String =
            unicode_normalization::UnicodeNormalization::nfc(&*garbled).collect();
        for garbled in [garbled, composed] {
            let (file, found) = read(holding(&garbled, "Đi lại khó").into());
            assert_eq!(told(&found), [("F106", Some("F2"))], "{garbled}");
            let read = file.submission.expect("rows");
            assert_eq!(read.text(&read.rows[0], Field::Result), SAID);
            assert_eq!(read.text(&read.rows[0], Field::Difficulty), "Đi lại khó");
        }
    }
}

#[test]
fn a_short_cell_of_an_old_font_after_windows_1258_is_asked_about() {
    let garbled =
        String::from_utf8(through_1258(&Encoding::Tcvn3.write("không có"))).expect("a text");
    assert_eq!(garbled, "kh«ng că");
    let (_, found) = read(holding(&garbled, "").into());
    assert_eq!(told(&found), [("F117", Some("F2"))]);
    let help = found.iter().find(|d| d.code.id == "F117").and_then(|d| d.help.clone());
    assert!(help.unwrap_or_default().contains("không có"));
}

#[test]
fn dashes_beside_an_old_font_are_dashes() {
    const WITH_MARKS: &str = "Tiêm vắc-xin sởi – rubella cho 20–30 trẻ, “mũi hai” của đợt này";
    for font in [Encoding::Tcvn3, Encoding::Vni] {
        // As a program that takes the bytes for ISO 8859-1 saves them.
        let garbled: String = font.write(WITH_MARKS).into_iter().map(char::from).collect();
        let (file, found) = read(holding(&garbled, "Đi lại khó").into());
        assert_eq!(told(&found), [("F106", Some("F2"))], "{garbled}");
        let read = file.submission.expect("rows");
        assert_eq!(read.text(&read.rows[0], Field::Result), WITH_MARKS);
    }
}

#[test]
fn capitals_that_only_the_code_page_has_do_not_stay_behind() {
    let first = "Ủy ban nhân dân xã họp giao ban";
    let second = "Chị Ánh phụ trách lớp học bơi";
    let text = format!(
        "{HEADINGS}\n2026-Q1;so-cong-thuong;I.1;dang_trien_khai;60;{};\n2026-Q1;so-cong-thuong;I.2;dang_trien_khai;60;{};{}\n",
        western_of(first, Encoding::Tcvn5712),
        western_of(second, Encoding::Tcvn5712),
        western_of(SAID, Encoding::Tcvn3)
    );
    let (file, found) = read(text.into());
    assert!(told(&found).iter().all(|(code, _)| *code == "F106"), "{found:#?}");
    let read = file.submission.expect("rows");
    assert_eq!(read.text(&read.rows[0], Field::Result), first);
    assert_eq!(read.text(&read.rows[1], Field::Result), second);
    assert_eq!(read.text(&read.rows[1], Field::Difficulty), SAID);
}

#[test]
fn a_heading_that_is_known_only_in_an_old_font_is_read() {
    let headings = "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Kết quả thực hiện;Ghi chú";
    let garbled = western_of(headings, Encoding::Tcvn3);
    assert!(garbled.ends_with("Ghi chó"), "{garbled}");
    let text =
        format!("{garbled}\n2026-Q1;Sở Công Thương;I.1;Đang triển khai;{SAID};Xem phụ lục\n");
    let (file, found) = read(text.into());
    assert_eq!(told(&found), [("F106", Some("A1"))], "{found:#?}");
    let read = file.submission.expect("rows");
    assert_eq!(read.text(&read.rows[0], Field::Note), "Xem phụ lục");
}

#[test]
fn a_cell_that_reads_both_ways_in_an_old_column_is_asked_about() {
    let said = |text: &str| western_of(text, Encoding::Vni);
    let text = format!(
        "{HEADINGS}\n2026-Q1;so-cong-thuong;I.1;hoan_thanh;100;{};\n2026-Q1;so-cong-thuong;I.2;dang_trien_khai;60;{};\n",
        said(SAID),
        said("Tốt")
    );
    assert_eq!(said("Tốt"), "Toát");
    let (_, found) = read(text.into());
    assert_eq!(told(&found), [("F106", Some("F2")), ("F117", Some("F3"))], "{found:#?}");
}

#[test]
fn a_question_is_no_lost_letter_however_its_letters_are_written() {
    let question = "Con biết tên mẹ? Vậy ông đã nói gì với họ?";
    let apart: String = unicode_normalization::UnicodeNormalization::nfd(question).collect();
    let (_, found) = read(holding(&apart, "").into());
    assert_eq!(told(&found), [], "{found:#?}");
    let (_, found) = read(holding(&western_of(question, Encoding::Tcvn3), "").into());
    assert_eq!(told(&found), [("F106", Some("F2"))], "{found:#?}");
}

#[test]
fn headings_and_names_in_viqr_are_told_as_such() {
    let text = "Ky` ba'o ca'o;Co+ quan ba'o ca'o;Ma~ nhie^.m vu.;Tra.ng tha'i;Ke^'t qua?\n2026-Q1;Co^ng an ti?nh;I.1;DDang trie^?n khai;Mo+? lo+'p\n";
    let (_, found) = read(text.into());
    assert_eq!(told(&found), [("F118", Some("A1"))]);
    let (_, found) = read(holding("DDa(.ng Ngo.c Quy`nh", "").into());
    assert_eq!(told(&found), [("F118", Some("F2"))]);
}
