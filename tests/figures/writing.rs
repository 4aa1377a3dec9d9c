//! How people write a cell: the same value in many words.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::count::{dong, points};
use super::random::Random;

/// Keys and headings of the columns, in the order of the form.
pub(crate) const HEADINGS: [(&str, &str); 18] = [
    ("ky_bao_cao", "Kỳ báo cáo"),
    ("co_quan", "Cơ quan báo cáo"),
    ("ma_nhiem_vu", "Mã nhiệm vụ"),
    ("trang_thai", "Trạng thái"),
    ("tien_do", "Tiến độ (%)"),
    ("ket_qua", "Kết quả thực hiện"),
    ("van_ban", "Văn bản ban hành"),
    ("kinh_phi_giao", "Kinh phí được giao (đồng)"),
    ("kinh_phi_giai_ngan", "Kinh phí giải ngân (đồng)"),
    ("nguon_kinh_phi", "Nguồn kinh phí"),
    ("kho_khan", "Khó khăn, vướng mắc"),
    ("kien_nghi", "Kiến nghị, đề xuất"),
    ("ke_hoach_ky_toi", "Nhiệm vụ kỳ tới"),
    ("thoi_han", "Thời hạn hoàn thành"),
    ("minh_chung", "Minh chứng"),
    ("ngay_bao_cao", "Ngày báo cáo"),
    ("vai_tro", "Vai trò"),
    ("ghi_chu", "Ghi chú"),
];

/// A row before it is written.
#[derive(Clone)]
pub(crate) struct Line {
    pub(crate) cells: BTreeMap<&'static str, String>,
    /// Whether no mistake was put into it on purpose.
    pub(crate) is_sound: bool,
}

/// How a file is written.
pub(crate) struct Style {
    delimiter: u8,
    keys: bool,
    mark: bool,
    crlf: bool,
    without_status: bool,
}

impl Style {
    pub(crate) fn random(random: &mut Random) -> Self {
        Self {
            delimiter: *random.one(b";;;,\t"),
            keys: random.in_100(15),
            mark: random.in_100(50),
            crlf: random.in_100(50),
            without_status: random.in_100(1),
        }
    }

    /// The bytes of a file. Now and then a needed column is missing, and nothing can be read.
    pub(crate) fn file(&self, lines: &[Line]) -> Vec<u8> {
        let mut bytes = if self.mark { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
        if lines.is_empty() {
            return bytes;
        }
        let end = if self.crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new()
            .delimiter(self.delimiter)
            .terminator(end)
            .from_writer(&mut bytes);
        let columns: Vec<&(&str, &str)> = HEADINGS
            .iter()
            .filter(|(key, _)| !self.without_status || *key != "trang_thai")
            .collect();
        let headings = columns.iter().map(|(key, heading)| if self.keys { key } else { heading });
        writer.write_record(headings).expect("a row");
        for line in lines {
            let cells =
                columns.iter().map(|(key, _)| line.cells.get(key).map_or("", String::as_str));
            writer.write_record(cells).expect("a row");
        }
        drop(writer);
        bytes
    }

    pub(crate) fn period(random: &mut Random, id: &str) -> String {
        let (year, quarter) = id.split_once("-Q").expect("a quarter");
        let roman = ["I", "II", "III", "IV"][quarter.parse::<usize>().expect("a number") - 1];
        match random.between(1, 4) {
            1 => format!("Quý {roman}/{year}"),
            2 => format!("Q{quarter}/{year}"),
            3 => format!("Quý {quarter} năm {year}"),
            _ => id.to_owned(),
        }
    }

    pub(crate) fn task(random: &mut Random, id: &str) -> String {
        match random.between(1, 6) {
            1 => id.replace('.', "-"),
            2 => id.to_lowercase(),
            3 => id.replace('.', ". "),
            _ => id.to_owned(),
        }
    }

    pub(crate) fn status(random: &mut Random, key: &str) -> String {
        let words = match key {
            "chua_trien_khai" => "Chưa triển khai",
            "dang_trien_khai" => "Đang triển khai",
            "thuong_xuyen" => "Thực hiện thường xuyên",
            "hoan_thanh" => "Hoàn thành",
            "tam_dung" => "Tạm dừng",
            _ => "Không phát sinh",
        };
        match random.between(1, 4) {
            1 => key.to_owned(),
            2 => words.to_uppercase(),
            _ => words.to_owned(),
        }
    }

    pub(crate) fn percent(random: &mut Random, hundredths: i64) -> String {
        let sign = if random.in_100(40) { "%" } else { "" };
        format!("{}{sign}", points(hundredths))
    }

    pub(crate) fn amount(random: &mut Random, dong_: i64) -> String {
        let amount = i128::from(dong_);
        match random.between(1, 5) {
            1 => dong_.to_string(),
            2 => format!("{} đồng", dong(amount)),
            3 if dong_ > 0 && dong_ % 100_000 == 0 && dong_ < 10_000_000_000 => {
                let tenths = dong_ / 100_000;
                match tenths % 10 {
                    0 => format!("{} triệu", tenths / 10),
                    tenth => format!("{},{tenth} triệu đồng", tenths / 10),
                }
            }
            4 if dong_ > 0 && dong_ % 1_000_000_000 == 0 => format!("{} tỷ", dong_ / 1_000_000_000),
            _ => dong(amount),
        }
    }

    pub(crate) fn day(random: &mut Random, day: NaiveDate) -> String {
        let form = *random.one(&["%d/%m/%Y", "%d/%m/%Y", "%Y-%m-%d", "%-d/%-m/%Y"]);
        day.format(form).to_string()
    }
}
