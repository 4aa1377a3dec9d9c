//! The same twenty rows in every encoding, delimiter, line end and way of quoting: the same typed
//! rows and the right places, and what was detected is said.

use crate::writing::{
    self, DELIMITERS, ENCODINGS, Encoding, LINE_ENDS, QUOTINGS, Quoting, Style, breaks, cell, plan,
    row,
};
use report::diag::Diagnostic;
use report::source::cell_name;
use report::submission::{self, Field, File, Submission};

const FIELDS: [Field; 9] = [
    Field::Period,
    Field::Agency,
    Field::Task,
    Field::Status,
    Field::Progress,
    Field::Result,
    Field::Allocated,
    Field::Source,
    Field::Reported,
];

fn read(bytes: Vec<u8>) -> (File, Vec<Diagnostic>) {
    writing::read(bytes, "2025-09-14")
}

fn submission(bytes: Vec<u8>) -> Submission {
    let (file, found) = read(bytes);
    file.submission.unwrap_or_else(|| panic!("{found:#?}"))
}

/// Twenty rows whose texts hold what makes reading hard; none needs a capital with a tone, which
/// TCVN3 does not have.
fn rows() -> Vec<Vec<String>> {
    let agencies = ["Sở Tư pháp", "Sở Y tế", "Sở Nội vụ", "Công an tỉnh"];
    let statuses = ["Đang triển khai", "Hoàn thành", "Thực hiện thường xuyên"];
    let results = [
        "Mở 7 hội nghị; 350 lượt người dự, trong đó có 120 phụ nữ",
        "Phát “Sổ tay” cho trẻ em – 1.200 cuốn…",
        "Họp với xã:\n- Bắc Khánh Vĩnh\n- Suối Hiệp",
        "Nói \"không\" với bạo lực | tuyên truyền lưu động",
        "Đường dây nóng 111\tđã nhận 45 cuộc gọi",
    ];
    (0..20)
        .map(|n| {
            vec![
                "Quý III/2025".to_owned(),
                agencies[n % 4].to_owned(),
                format!("{}.{}", ["I", "II", "III", "IV"][n / 5], n % 5 + 1),
                statuses[n % 3].to_owned(),
                format!("{},5", n * 4),
                results[n % 5].to_owned(),
                if n % 2 == 0 { format!("{}.500.000", n + 1) } else { String::new() },
                if n % 2 == 0 { "Ngân sách nhà nước".to_owned() } else { String::new() },
                format!("{}/9/2025", n % 12 + 1),
            ]
        })
        .collect()
}

fn headings() -> Vec<String> {
    FIELDS.iter().map(|field| field.heading().to_owned()).collect()
}

/// The file, and for each row where it begins: row of the spreadsheet and physical line.
fn written(style: Style, rows: &[Vec<String>]) -> (String, Vec<(u32, u32)>) {
    let mut text = row(style, &headings());
    let mut places = Vec::new();
    for (n, cells) in rows.iter().enumerate() {
        places.push((n as u32 + 2, breaks(&text) + 1));
        text += &row(style, cells);
    }
    (text, places)
}

/// A typed row as text, the texts of its cells included.
fn typed(submission: &Submission) -> Vec<String> {
    let line = |r: &submission::Row| {
        let r2 = submission::Row { record: 0, ..r.clone() };
        let texts = FIELDS.map(|field| submission.text(r, field).to_owned());
        format!("{r2:?} {texts:?}")
    };
    submission.rows.iter().map(line).collect()
}

#[test]
fn every_combination_gives_the_same_rows_and_the_right_places() {
    let rows = rows();
    let plain = Style { delimiter: ';', eol: "\n", quoting: Quoting::Needed };
    let reference = typed(&submission(written(plain, &rows).0.into()));
    assert_eq!(reference.len(), 20);
    let mut combinations = 0;
    for encoding in ENCODINGS {
        for delimiter in DELIMITERS {
            for eol in LINE_ENDS {
                for quoting in QUOTINGS {
                    let style = Style { delimiter, eol, quoting };
                    let (text, places) = written(style, &rows);
                    let at = format!("{encoding:?} {style:?}");
                    let (file, found) = read(encoding.write(&text));
                    let said: Vec<&str> = found.iter().map(|d| d.code.id).collect();
                    let own = if encoding.name() == "utf-8" { None } else { Some("F106") };
                    // A break inside a cell is a line end of another kind only to careless eyes.
                    assert_eq!(said, own.into_iter().collect::<Vec<_>>(), "{at}\n{found:#?}");
                    let read = file.submission.expect(&at);
                    assert_eq!(read.table.encoding, encoding.name(), "{at}");
                    assert_eq!(read.table.delimiter, delimiter as u8, "{at}");
                    assert_eq!(typed(&read), reference, "{at}");
                    for (n, (r, cells)) in read.rows.iter().zip(&rows).enumerate() {
                        for (column, field) in FIELDS.into_iter().enumerate() {
                            let place = read.place(r, field);
                            let (row, line) = places[n];
                            assert_eq!(
                                (place.row(), place.line()),
                                (Some(row), Some(line)),
                                "{at}"
                            );
                            assert_eq!(
                                place.cell(),
                                Some(&*cell_name(column as u32 + 1, row)),
                                "{at}"
                            );
                            let span = place.span().expect("a span").slice(read.table.decoded());
                            let span = std::str::from_utf8(span).expect("whole characters");
                            assert_eq!(span, cell(style, &cells[column]), "{at}");
                        }
                    }
                    combinations += 1;
                }
            }
        }
    }
    assert_eq!(combinations, 360);
}

#[test]
fn one_row_is_enough_to_know_the_encoding() {
    for encoding in ENCODINGS {
        for cells in &rows() {
            let style = Style { delimiter: ',', eol: "\r\n", quoting: Quoting::Needed };
            let (text, _) = written(style, std::slice::from_ref(cells));
            let read = submission(encoding.write(&text));
            assert_eq!(read.table.encoding, encoding.name());
            assert_eq!(read.text(&read.rows[0], Field::Result), cells[5]);
        }
        // Headings as programs write them leave the cells alone to tell.
        let text =
            "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai\n2025-Q3;Sở Tư pháp;I.2;Đang triển khai\n";
        let read = submission(encoding.write(text));
        assert_eq!(read.table.encoding, encoding.name());
        assert_eq!(read.text(&read.rows[0], Field::Agency), "Sở Tư pháp");
    }
}

/// All letters with hat or tone, small.
const SMALL: &str = "à á ả ã ạ ă ằ ắ ẳ ẵ ặ â ầ ấ ẩ ẫ ậ đ è é ẻ ẽ ẹ ê ề ế ể ễ ệ ì í ỉ ĩ ị ò ó ỏ õ ọ \
    ô ồ ố ổ ỗ ộ ơ ờ ớ ở ỡ ợ ù ú ủ ũ ụ ư ừ ứ ử ữ ự ỳ ý ỷ ỹ ỵ";
/// Sentences that hold every letter, as ministries and newspapers write them.
const SENTENCES: [&str; 6] = [
    "Uỷ ban nhân dân các xã, phường đã rà soát hộ nghèo, trẻ mồ côi, trẻ khuyết tật",
    "Những đứa trẻ ở vùng sâu, vùng xa được khám sức khoẻ, tiêm chủng đầy đủ",
    "Tổ chức tập huấn kỹ năng phòng ngừa đuối nước; quỹ bảo trợ hỗ trợ chi phí, ngõ hẻm, kẽ hở",
    "Vẫn còn ỷ lại, chưa chặt chẽ; lễ ký kết lùi đến ngày mười bốn; vẻ vang, nghĩa cử, lũ lụt",
    "Đặc khu Trường Sa, xã Đại Lãnh, phường Ba Ngòi, huỳnh quang, khuya khoắt, hoàn trả, quý",
    "Ông Nguyễn Văn Ẩn, bà Võ Thị Ổn, cụ Ưng Ấm, em Ý Ỹ, chị Ẻn, cô Ễnh, chú Ặc, thôn Ỏ",
];

/// A file whose only text that counts is `text`.
fn holding(text: &str) -> String {
    let cells = rows().remove(0);
    let text = [&cells[..5], &[text.to_owned()], &cells[6..]].concat();
    let style = Style { delimiter: '|', eol: "\n", quoting: Quoting::Needed };
    written(style, &[cells, text]).0
}

#[test]
fn the_whole_alphabet_survives_in_both_cases() {
    for encoding in ENCODINGS {
        for text in [SMALL.to_owned(), SMALL.to_uppercase()] {
            if encoding == Encoding::Tcvn3 && text != SMALL {
                continue;
            }
            let read = submission(encoding.write(&holding(&text)));
            assert_eq!(read.text(&read.rows[1], Field::Result), text, "{encoding:?}");
        }
    }
    let capitals = "Ă Â Đ Ê Ô Ơ Ư";
    let read = submission(Encoding::Tcvn3.write(&holding(capitals)));
    assert_eq!(read.text(&read.rows[1], Field::Result), capitals);
}

#[test]
fn sentences_survive() {
    for encoding in ENCODINGS {
        for text in SENTENCES {
            for text in [text.to_owned(), text.to_uppercase(), text.to_lowercase()] {
                // Its fonts have no capitals with a tone.
                if encoding == Encoding::Tcvn3 && text != text.to_lowercase() {
                    continue;
                }
                let read = submission(encoding.write(&holding(&text)));
                assert_eq!(read.text(&read.rows[1], Field::Result), text, "{encoding:?}");
            }
        }
    }
}

fn only(bytes: Vec<u8>) -> Diagnostic {
    let (_, mut found) = read(bytes);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

fn sound() -> String {
    holding("Mở 7 hội nghị")
}

#[test]
fn what_was_converted_is_shown_before_and_after() {
    for (encoding, words) in [
        (
            Encoding::Windows1258Apart,
            "Windows-1258; chữ đã được chuyển sang Unicode: “KyÌ baìo caìo” thành “Kỳ báo cáo”",
        ),
        (
            Encoding::Tcvn3,
            "TCVN3 (ABC); chữ đã được chuyển sang Unicode: “Kú b¸o c¸o” thành “Kỳ báo cáo”",
        ),
        (Encoding::Vni, "VNI; chữ đã được chuyển sang Unicode: “Kyø baùo caùo” thành “Kỳ báo cáo”"),
        (Encoding::Utf16LeBom, "“Unicode Text” (UTF-16)"),
    ] {
        let found = only(encoding.write(&sound()));
        assert_eq!(found.code.id, "F106");
        assert!(found.message.contains(words), "{}", found.message);
    }
}

#[test]
fn old_fonts_in_a_unicode_file_are_converted_too() {
    for font in [Encoding::Tcvn3, Encoding::Vni] {
        // What Excel saves as UTF-8, or as Unicode Text, when the cells are in such a font.
        let bytes = font.write(&sound());
        let (western, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        for wrap in [Encoding::Utf8, Encoding::Utf8Bom, Encoding::Utf16LeBom] {
            let read = submission(wrap.write(&western));
            assert_eq!(read.table.encoding, font.name(), "{wrap:?}");
            assert_eq!(read.text(&read.rows[0], Field::Agency), "Sở Tư pháp");
        }
    }
}

#[test]
fn text_converted_once_too_often_is_put_right() {
    let text = sound();
    let (western, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes());
    let (file, found) = read(western.as_bytes().to_vec());
    assert_eq!(found[0].code.id, "F106", "{found:#?}");
    assert!(found[0].message.contains("“Kỳ báo cáo”"), "{}", found[0].message);
    let read = file.submission.expect("a submission");
    assert_eq!(read.text(&read.rows[0], Field::Agency), "Sở Tư pháp");
}

#[test]
fn one_bad_byte_does_not_make_utf8_something_else() {
    let sound = sound();
    let at = sound.find("Đang triển").expect("the words");
    let mut bytes = sound.clone().into_bytes();
    bytes[at + 2] = 0xFF;
    let found = only(bytes);
    assert_eq!(
        (found.code.id, found.place.line(), found.place.column()),
        ("F105", Some(2), Some(30))
    );
    assert!(found.message.starts_with("Tệp có 1 chỗ"), "{}", found.message);
    // A file put together from a part in UTF-8 and a part in an older encoding.
    let mixed = [sound.as_bytes(), &Encoding::Tcvn3.write("Sở Tư pháp;Đang\n")].concat();
    assert_eq!(only(mixed).code.id, "F105");
}

#[test]
fn a_file_that_ends_inside_a_character_was_cut() {
    let text = format!("{}ế", sound().trim_end());
    for cut in 1..3 {
        let found = only(text.as_bytes()[..text.len() - cut].to_vec());
        assert_eq!((found.code.id, found.place.line()), ("F107", Some(3)), "{found:#?}");
    }
    for encoding in [Encoding::Utf16Le, Encoding::Utf16LeBom, Encoding::Utf16BeBom] {
        let mut bytes = encoding.write(&text);
        bytes.pop();
        assert_eq!(only(bytes).code.id, "F107", "{encoding:?}");
    }
    let mut bytes = Encoding::Utf16LeBom.write(&text);
    bytes.extend_from_slice(&[0x3D, 0xD8]);
    assert_eq!(only(bytes).code.id, "F107", "half of a pair");
}

#[test]
fn zero_bytes_are_no_utf16() {
    let text = sound().replace("Mở", "M\0ở");
    for encoding in [Encoding::Utf8, Encoding::Utf16LeBom, Encoding::Utf16Be] {
        let (_, found) = read(encoding.write(&text));
        let last = found.last().expect("a finding");
        assert_eq!((last.code.id, last.place.line()), ("F108", Some(2)), "{encoding:?} {found:#?}");
    }
    assert_eq!(only(vec![0; 512]).code.id, "F108");
}

#[test]
fn what_reads_two_ways_is_not_guessed() {
    // One word that is a syllable as Western text ("Mã") and in TCVN3 ("Mó").
    let found = only(b"M\xE3;T\nx;y\n".to_vec());
    assert_eq!((found.code.id, found.place.line()), ("F105", Some(1)));
    assert!(found.message.contains("theo hai cách"), "{}", found.message);
}

#[test]
fn a_cell_in_an_old_font_is_converted_and_the_others_are_not() {
    let font = "TiÕn ®é thùc hiÖn ®\u{AD}îc b¸o c¸o vÒ trÎ em";
    let (file, found) = read(holding(font).into());
    assert_eq!(found.iter().map(|d| d.code.id).collect::<Vec<_>>(), ["F106"], "{found:#?}");
    assert!(found[0].message.contains("thành “Tiến độ thực hiện được báo cáo về trẻ em”"));
    assert_eq!((found[0].place.line(), found[0].place.cell()), (Some(3), Some("F3")));
    let read = file.submission.expect("a submission");
    assert_eq!(read.table.encoding, "utf-8");
    assert_eq!(read.text(&read.rows[1], Field::Result), "Tiến độ thực hiện được báo cáo về trẻ em");
    assert_eq!(read.text(&read.rows[1], Field::Agency), "Sở Tư pháp");
}

#[test]
fn names_from_abroad_do_not_make_a_text_old() {
    for text in [
        "Médecins sans Frontières, São Paulo, José, Ñuñoa, Müller, Århus",
        "20 °C; 5 µg/m³; ½; «a»; ©",
    ] {
        let (file, found) = read(holding(text).into());
        assert!(found.is_empty(), "{found:#?}");
        let read = file.submission.expect("a submission");
        assert_eq!(read.text(&read.rows[1], Field::Result), text);
    }
}

#[test]
fn dashes_and_curled_quotes_alone_are_read() {
    let text = "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;ket_qua\n2025-Q3;so-tu-phap;I.2;dang_trien_khai;“abc” – 12…\n";
    let read = submission(Encoding::Windows1258.write(text));
    assert_eq!(read.text(&read.rows[0], Field::Result), "“abc” – 12…");
}

/// Whether the fonts of TCVN3 have all letters of a text.
fn tcvn3_has(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii() || !c.is_uppercase() || "ĂÂĐÊÔƠƯ".contains(c))
}

#[test]
fn a_single_name_is_read_right_or_not_at_all() {
    let mut right = 0;
    for encoding in
        [Encoding::Windows1258, Encoding::Windows1258Apart, Encoding::Tcvn3, Encoding::Vni]
    {
        for agency in plan().register.agencies() {
            let name = agency.name.as_str();
            if name.is_ascii() || (encoding == Encoding::Tcvn3 && !tcvn3_has(name)) {
                continue;
            }
            let text = format!(
                "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai\n2025-Q3;{name};I.2;dang_trien_khai\n"
            );
            let (file, found) = read(encoding.write(&text));
            match &file.submission {
                Some(read) => {
                    assert_eq!(read.text(&read.rows[0], Field::Agency), name, "{encoding:?}");
                    right += 1;
                }
                None => assert_eq!(found[0].code.id, "F105", "{encoding:?} {name}"),
            }
        }
    }
    assert!(right > 1100, "{right}");
}

#[test]
fn files_of_libreoffice_read_back_the_same() {
    let file = |name: &str| {
        let folder =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/libreoffice");
        std::fs::read(folder.join(name)).expect(name)
    };
    let cells = |bytes: Vec<u8>| {
        let read = submission(bytes);
        let texts = |row| FIELDS.map(|field| read.text(row, field).to_owned());
        (read.table.encoding, read.table.delimiter, read.rows.iter().map(texts).collect::<Vec<_>>())
    };
    let (encoding, delimiter, wanted) = cells(file("utf-8-semicolon.csv"));
    assert_eq!((encoding, delimiter, wanted.len()), ("utf-8", b';', 4));
    assert_eq!(wanted[1][5], "Họp với xã:\n- Bắc Khánh Vĩnh\n- Suối Hiệp");
    assert_eq!(wanted[2][5], "Nói \"không\" với bạo lực | lưu động, tại 5 xã");
    for (name, encoding, delimiter) in [
        ("utf-8-comma-all-quoted.csv", "utf-8", b','),
        ("utf-16-tab.csv", "utf-16le", b'\t'),
        ("windows-1258-semicolon.csv", "windows-1258", b';'),
        ("windows-1258-comma-all-quoted.csv", "windows-1258", b','),
    ] {
        let (found, mark, mut rows) = cells(file(name));
        assert_eq!((found, mark), (encoding, delimiter), "{name}");
        if encoding == "windows-1258" {
            // It writes ý so; see the README beside the files.
            rows.iter_mut().for_each(|row| row[0] = row[0].replace("Quỳ", "Quý"));
        }
        assert_eq!(rows, wanted, "{name}");
    }
    let (_, found) = read(file("lost-windows-1250.csv"));
    assert_eq!(found[0].code.id, "F105", "{found:#?}");
    assert!(found[0].message.starts_with("Tệp mất chữ"), "{}", found[0].message);
}

#[test]
fn a_dash_is_no_reason_to_take_tcvn3_for_the_code_page() {
    for text in [
        "Tiêm vắc-xin sởi – rubella cho 4.512 trẻ",
        "Đ/c nguyễn Thị Ngọc – phó Giám đốc – phụ trách",
        "Hỗ trợ từ 20–30 em… “đợt hai” – đợt ba",
    ] {
        let read = submission(Encoding::Tcvn3.write(&holding(text)));
        assert_eq!(read.table.encoding, "tcvn3", "{text}");
        assert_eq!(read.text(&read.rows[1], Field::Result), text);
    }
}

#[test]
fn capitals_in_the_fonts_of_tcvn3_are_capitals() {
    // What its keyboards write for "UBND XÃ NINH ÍCH BÁO CÁO": only a single letter stays unclear.
    let text = holding("UBND Xã NINH íCH BáO CáO KẾT QUả");
    let western = Encoding::Tcvn3.write(&text.replace('Ế', "ế"));
    let read = submission(western);
    assert_eq!(read.text(&read.rows[1], Field::Result), "UBND Xã NINH ÍCH BÁO CÁO KẾT QUẢ");
}

#[test]
fn the_commonest_words_decide_between_readings_of_one_name() {
    for name in ["UBND xã Sơn Tân", "UBND xã Lâm Sơn", "UBND xã Vĩnh Thạnh"] {
        for encoding in [Encoding::Viscii, Encoding::Tcvn3] {
            let text = format!(
                "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai\n2025-Q3;{name};I.2;dang_trien_khai\n"
            );
            let (file, found) = read(encoding.write(&text));
            match &file.submission {
                Some(read) => assert_eq!(read.text(&read.rows[0], Field::Agency), name),
                None => assert_eq!(found[0].code.id, "F105", "{encoding:?} {name}"),
            }
        }
    }
}

#[test]
fn one_short_cell_in_another_encoding_is_not_read_over() {
    let sound = sound();
    let cell = "Chưa có";
    for (file, other) in [
        (Encoding::Tcvn3, Encoding::Vni),
        (Encoding::Vni, Encoding::Tcvn3),
        (Encoding::Windows1258, Encoding::Vni),
        (Encoding::Tcvn3, Encoding::Windows1258Apart),
    ] {
        let (before, after) = sound.rsplit_once("Mở 7 hội nghị").expect("the cell");
        let bytes = [file.write(before), other.write(cell), file.write(after)].concat();
        let found = only(bytes);
        assert_eq!(found.code.id, "F105", "{file:?} {other:?}");
        assert!(found.message.contains("dòng 3"), "{}", found.message);
    }
}
