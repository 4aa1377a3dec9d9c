//! The table of columns: keys, headings, synonyms, required columns, contents.
//!
//! The reader, the manual and the forms for agencies use it. Headings match regardless of case,
//! spacing, accents, Unicode form and a suffix in brackets. Longer than other files because the
//! table is read in one piece.

use std::sync::LazyLock;

use crate::text::fold;

/// A column by its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Kỳ báo cáo.
    Period,
    /// Cơ quan báo cáo.
    Agency,
    /// Mã nhiệm vụ.
    Task,
    /// Trạng thái.
    Status,
    /// Tiến độ (%).
    Progress,
    /// Kết quả thực hiện.
    Result,
    /// Văn bản ban hành.
    Documents,
    /// Kinh phí được giao.
    Allocated,
    /// Kinh phí giải ngân.
    Disbursed,
    /// Nguồn kinh phí.
    Source,
    /// Khó khăn, vướng mắc.
    Difficulty,
    /// Nhóm khó khăn.
    DifficultyTheme,
    /// Kiến nghị, đề xuất.
    Proposal,
    /// Nhóm kiến nghị.
    ProposalTheme,
    /// Nhiệm vụ kỳ tới.
    Next,
    /// Thời hạn hoàn thành.
    Due,
    /// Minh chứng.
    Evidence,
    /// Ngày báo cáo.
    Reported,
    /// Vai trò.
    Role,
    /// Ghi chú.
    Note,
    /// Nội dung nhiệm vụ, on the blank form only.
    TaskText,
    /// Kỳ trước đã báo cáo, on the blank form only.
    Before,
    /// Mã số liệu.
    Indicator,
    /// Tên số liệu.
    IndicatorName,
    /// Giá trị.
    Value,
    /// Đơn vị, of a value.
    Unit,
    /// Câu hỏi, on the blank form only.
    Question,
    /// Giá trị kỳ trước, on the blank form only.
    ValueBefore,
}

/// The kind of a table that agencies send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableKind {
    /// One row for each task: its status, progress and result.
    Progress,
    /// One row for each indicator: its value in the period.
    Figures,
}

impl TableKind {
    /// Its columns, in the order of the form.
    pub fn columns(self) -> impl Iterator<Item = &'static Column> {
        self.lists().all.iter().copied()
    }

    /// Whether a column is of this table or of its form.
    pub fn has(self, field: Field) -> bool {
        let of_figures = (field as usize) >= Field::Indicator as usize;
        match self {
            Self::Progress => !of_figures,
            Self::Figures => of_figures || FIGURE_FIELDS.contains(&field),
        }
    }

    /// The column that says what a row is about.
    pub fn code(self) -> Field {
        match self {
            Self::Progress => Field::Task,
            Self::Figures => Field::Indicator,
        }
    }

    /// Its required columns.
    pub fn required(self) -> impl Iterator<Item = &'static Column> {
        self.lists().required.iter().copied()
    }

    /// Its columns of free text, which documents print word for word or link to.
    pub fn free_texts(self) -> impl Iterator<Item = Field> {
        self.lists().free_texts.iter().copied()
    }

    fn lists(self) -> &'static Lists {
        static LISTS: LazyLock<[Lists; 2]> = LazyLock::new(|| {
            let figures = FIGURE_FIELDS.iter().map(|field| field.column());
            [Lists::of(COLUMNS.iter().collect()), Lists::of(figures.collect())]
        });
        &LISTS[self as usize]
    }
}

/// The columns of a table, made once: rules ask for them in every row.
struct Lists {
    all: Vec<&'static Column>,
    required: Vec<&'static Column>,
    free_texts: Vec<Field>,
}

impl Lists {
    fn of(all: Vec<&'static Column>) -> Self {
        let required = all.iter().filter(|column| column.required == Required::Always);
        let free_texts = all.iter().filter(|column| column.holds.is_free_text());
        Self {
            required: required.copied().collect(),
            free_texts: free_texts.map(|column| column.field).collect(),
            all,
        }
    }
}

/// When a column must exist and be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Required {
    /// In every row.
    Always,
    /// In some rows; the text says in which.
    When(&'static str),
    /// Never.
    No,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A reporting period.
    Period,
    /// The name of an agency.
    Agency,
    /// The code of a task.
    Task,
    /// The code of an indicator.
    Indicator,
    /// A value, in the unit of its indicator.
    Value,
    /// One of a closed list.
    Choice,
    /// A percentage from 0 to 100.
    Percent,
    /// An amount in đồng.
    Amount,
    /// A date.
    Date,
    /// Free text.
    Text,
    /// A list separated by `;`.
    List,
}

impl Holds {
    /// Whether it is in the writer's own words.
    pub fn is_free_text(self) -> bool {
        matches!(self, Self::Text | Self::List)
    }
}

/// The definition of a column.
#[derive(Debug)]
pub struct Column {
    /// Its meaning.
    pub field: Field,
    /// The key in machine-made files.
    pub key: &'static str,
    /// The heading a person sees.
    pub heading: &'static str,
    /// Other headings people write.
    pub synonyms: &'static [&'static str],
    /// When it must be filled.
    pub required: Required,
    /// What it holds.
    pub holds: Holds,
    /// What to write in it, for messages and forms.
    pub help: &'static str,
}

impl Column {
    /// Whether a name means this column only in a table of figures, and another one elsewhere:
    /// "Đơn vị" is the agency or the unit. The reader of headings decides.
    fn is_of_two_tables(&self, name: &str) -> bool {
        self.field == Field::Unit && (name == self.key || name == self.heading)
    }
}

use Field as F;
use Holds as H;
use Required::{Always, No, When};

/// All columns, in the order of the form.
pub const COLUMNS: [Column; 20] = [
    column(
        F::Period,
        "ky_bao_cao",
        "Kỳ báo cáo",
        &["Kỳ", "Kỳ BC"],
        Always,
        H::Period,
        "Kỳ báo cáo, ví dụ Quý III/2025",
    ),
    column(
        F::Agency,
        "co_quan",
        "Cơ quan báo cáo",
        &["Cơ quan", "Đơn vị", "Đơn vị báo cáo", "Tên cơ quan", "Tên đơn vị", "Cơ quan, đơn vị"],
        Always,
        H::Agency,
        "Tên chính thức của cơ quan",
    ),
    column(
        F::Task,
        "ma_nhiem_vu",
        "Mã nhiệm vụ",
        &["Mã NV", "Mã số nhiệm vụ", "Mã"],
        Always,
        H::Task,
        "Mã trong Phụ lục của Kế hoạch",
    ),
    column(
        F::Status,
        "trang_thai",
        "Trạng thái",
        &["Tình trạng", "Trạng thái thực hiện", "Tình trạng thực hiện"],
        Always,
        H::Choice,
        "Một trong sáu trạng thái",
    ),
    column(
        F::Progress,
        "tien_do",
        "Tiến độ (%)",
        &[
            "Tiến độ thực hiện",
            "Tỷ lệ hoàn thành",
            "Tỉ lệ hoàn thành",
            "Phần trăm hoàn thành",
            "% hoàn thành",
            "Mức độ hoàn thành",
        ],
        When("cơ quan chủ trì, trừ khi Không phát sinh"),
        H::Percent,
        "Số từ 0 đến 100",
    ),
    column(
        F::Result,
        "ket_qua",
        "Kết quả thực hiện",
        &["Kết quả", "Kết quả đạt được", "Kết quả thực hiện trong kỳ"],
        When("trừ khi Chưa triển khai hoặc Không phát sinh"),
        H::Text,
        "Việc đã làm được trong kỳ, có số liệu",
    ),
    column(
        F::Documents,
        "van_ban",
        "Văn bản ban hành",
        &["Văn bản", "Văn bản đã ban hành", "Văn bản chỉ đạo"],
        No,
        H::List,
        "Số, ký hiệu và ngày; nhiều văn bản cách nhau bằng dấu chấm phẩy",
    ),
    column(
        F::Allocated,
        "kinh_phi_giao",
        "Kinh phí được giao (đồng)",
        &["Kinh phí giao", "Kinh phí được cấp", "Dự toán giao", "Dự toán được giao"],
        No,
        H::Amount,
        "Số đồng, lũy kế từ ngày 01/01 của năm ngân sách",
    ),
    column(
        F::Disbursed,
        "kinh_phi_giai_ngan",
        "Kinh phí giải ngân (đồng)",
        &["Giải ngân", "Đã giải ngân", "Kinh phí đã giải ngân"],
        No,
        H::Amount,
        "Số đồng, lũy kế từ ngày 01/01 của năm ngân sách",
    ),
    column(
        F::Source,
        "nguon_kinh_phi",
        "Nguồn kinh phí",
        &["Nguồn vốn", "Nguồn"],
        When("có ghi kinh phí"),
        H::Choice,
        "Một trong bốn nguồn",
    ),
    column(
        F::Difficulty,
        "kho_khan",
        "Khó khăn, vướng mắc",
        &["Khó khăn", "Vướng mắc", "Khó khăn vướng mắc và nguyên nhân"],
        When("Tạm dừng"),
        H::Text,
        "Khó khăn và nguyên nhân",
    ),
    column(
        F::DifficultyTheme,
        "nhom_kho_khan",
        "Nhóm khó khăn",
        &["Nhóm khó khăn, vướng mắc", "Nhóm vướng mắc", "Loại khó khăn", "Phân nhóm khó khăn"],
        No,
        H::Choice,
        "Khó khăn thuộc nhóm nào trong danh sách; để trống thì chương trình xếp theo lời",
    ),
    column(
        F::Proposal,
        "kien_nghi",
        "Kiến nghị, đề xuất",
        &["Kiến nghị", "Đề xuất", "Đề xuất, kiến nghị"],
        No,
        H::Text,
        "Kiến nghị, nêu rõ với cơ quan nào",
    ),
    column(
        F::ProposalTheme,
        "nhom_kien_nghi",
        "Nhóm kiến nghị",
        &["Nhóm kiến nghị, đề xuất", "Nhóm đề xuất", "Loại kiến nghị", "Phân nhóm kiến nghị"],
        No,
        H::Choice,
        "Kiến nghị thuộc nhóm nào trong danh sách; để trống thì chương trình xếp theo lời",
    ),
    column(
        F::Next,
        "ke_hoach_ky_toi",
        "Nhiệm vụ kỳ tới",
        &[
            "Kế hoạch kỳ tới",
            "Phương hướng kỳ tới",
            "Nhiệm vụ kỳ sau",
            "Kế hoạch kỳ sau",
            "Nhiệm vụ trọng tâm kỳ tới",
        ],
        No,
        H::Text,
        "Việc sẽ làm trong kỳ tới",
    ),
    column(
        F::Due,
        "thoi_han",
        "Thời hạn hoàn thành",
        &["Thời hạn", "Hạn hoàn thành", "Thời gian hoàn thành"],
        No,
        H::Date,
        "Ngày, ví dụ 31/12/2025",
    ),
    column(
        F::Evidence,
        "minh_chung",
        "Minh chứng",
        &["Tài liệu minh chứng", "Bằng chứng", "Tài liệu kèm theo"],
        No,
        H::List,
        "Tên tệp hoặc đường dẫn; nhiều mục cách nhau bằng dấu chấm phẩy",
    ),
    column(
        F::Reported,
        "ngay_bao_cao",
        "Ngày báo cáo",
        &["Ngày lập", "Ngày gửi", "Ngày lập báo cáo"],
        No,
        H::Date,
        "Ngày, ví dụ 15/9/2025",
    ),
    column(
        F::Role,
        "vai_tro",
        "Vai trò",
        &["Vai trò thực hiện"],
        No,
        H::Choice,
        "Chủ trì hoặc Phối hợp",
    ),
    column(
        F::Note,
        "ghi_chu",
        "Ghi chú",
        &[],
        No,
        H::Text,
        "Điều cần nói thêm; khi tiến độ hoặc kinh phí lũy kế thấp hơn kỳ trước thì ghi lý do",
    ),
];

/// Columns that the blank form adds as help for filling it in. They are known, so that returned
/// forms raise no finding about them, but never read.
pub const FORM_COLUMNS: [Column; 2] = [
    column(
        F::TaskText,
        "noi_dung_nhiem_vu",
        "Nội dung nhiệm vụ",
        &[],
        No,
        H::Text,
        "Lời của Kế hoạch, có sẵn trong mẫu",
    ),
    column(
        F::Before,
        "ky_truoc_da_bao_cao",
        "Kỳ trước đã báo cáo",
        &[],
        No,
        H::Text,
        "Số liệu của kỳ trước, có sẵn trong mẫu",
    ),
];

/// Columns of the table of figures alone, in the order of [`Field`].
pub const OWN_FIGURE_COLUMNS: [Column; 6] = [
    column(
        F::Indicator,
        "ma_so_lieu",
        "Mã số liệu",
        &["Mã chỉ tiêu", "Mã số liệu thống kê"],
        Always,
        H::Indicator,
        "Mã trong danh mục số liệu của Kế hoạch",
    ),
    column(
        F::IndicatorName,
        "ten_so_lieu",
        "Tên số liệu",
        &["Tên chỉ tiêu", "Nội dung số liệu"],
        No,
        H::Text,
        "Tên trong danh mục số liệu, có sẵn trong mẫu",
    ),
    column(
        F::Value,
        "gia_tri",
        "Giá trị",
        &["Giá trị kỳ này", "Giá trị thực hiện"],
        Always,
        H::Value,
        "Số của kỳ này; để trống: chưa có số liệu; 0: không phát sinh",
    ),
    column(
        F::Unit,
        "don_vi",
        "Đơn vị",
        &["Đơn vị tính", "ĐVT"],
        No,
        H::Choice,
        "Đơn vị của số liệu; khác đơn vị trong danh mục là lỗi",
    ),
    column(
        F::Question,
        "cau_hoi",
        "Câu hỏi",
        &[],
        No,
        H::Text,
        "Điều cần trả lời, có sẵn trong mẫu",
    ),
    column(
        F::ValueBefore,
        "gia_tri_ky_truoc",
        "Giá trị kỳ trước",
        &["Số liệu kỳ trước"],
        No,
        H::Text,
        "Giá trị đã báo cáo ở kỳ trước, có sẵn trong mẫu",
    ),
];

/// The columns of the table of figures, in the order of the contract.
const FIGURE_FIELDS: [Field; 8] =
    [F::Period, F::Agency, F::Indicator, F::IndicatorName, F::Value, F::Unit, F::Note, F::Reported];

const fn column(
    field: Field,
    key: &'static str,
    heading: &'static str,
    synonyms: &'static [&'static str],
    required: Required,
    holds: Holds,
    help: &'static str,
) -> Column {
    Column { field, key, heading, synonyms, required, holds, help }
}

impl Field {
    /// The number of columns, including those of the form.
    pub const COUNT: usize = COLUMNS.len() + FORM_COLUMNS.len() + OWN_FIGURE_COLUMNS.len();

    /// The columns of both tables and of their forms, in the order of the enum.
    pub fn all() -> impl Iterator<Item = &'static Column> {
        COLUMNS.iter().chain(&FORM_COLUMNS).chain(&OWN_FIGURE_COLUMNS)
    }

    /// Its entry in the table.
    pub fn column(self) -> &'static Column {
        const FORM: usize = COLUMNS.len();
        const FIGURES: usize = FORM + FORM_COLUMNS.len();
        match self as usize {
            at if at < FORM => &COLUMNS[at],
            at if at < FIGURES => &FORM_COLUMNS[at - FORM],
            at => &OWN_FIGURE_COLUMNS[at - FIGURES],
        }
    }

    /// Whether the column is on blank forms alone: known, and never read.
    pub fn is_of_form_alone(self) -> bool {
        matches!(self, F::TaskText | F::Before | F::Question | F::ValueBefore)
    }

    /// The key.
    pub fn key(self) -> &'static str {
        self.column().key
    }

    /// The heading a person sees.
    pub fn heading(self) -> &'static str {
        self.column().heading
    }

    /// The column a heading means in a table of this kind; `has_agency` says whether another column
    /// names the agency, so that "Đơn vị" is the unit.
    pub(super) fn of_heading_in(
        written: &str,
        kind: TableKind,
        has_agency: impl FnOnce() -> bool,
    ) -> Option<Self> {
        let field = Self::of_heading(written)?;
        let is = |name: &str| fold::ascii(without_unit(written)) == fold::ascii(name);
        match (kind, field) {
            (TableKind::Figures, F::Agency) if is(F::Unit.heading()) && has_agency() => {
                Some(F::Unit)
            }
            (TableKind::Figures, F::Task) if is("mã") => Some(F::Indicator),
            _ => Some(field).filter(|field| kind.has(*field)),
        }
    }

    /// Whether any heading begins with the first two letters of a text. Fast path for most cells.
    pub fn may_be_heading(written: &str) -> bool {
        let second = match *written.as_bytes() {
            [first, second, ..] if first.is_ascii_alphanumeric() && second.is_ascii() => second,
            _ => return INDEX.beginning(written).is_some_and(|(from, to)| from < to),
        };
        let behind = INDEX.second[usize::from(written.as_bytes()[0].to_ascii_lowercase())];
        behind & letter(second) != 0
    }

    /// The column a heading means.
    ///
    /// Called for every cell that may hold a heading, so it does not allocate: it narrows the
    /// sorted headings letter by letter until none of them has the prefix.
    pub fn of_heading(written: &str) -> Option<Self> {
        let index = &*INDEX;
        let (from, to) = index.beginning(written)?;
        let mut left = &index.headings[from..to];
        if left.is_empty() {
            return None;
        }
        // Fast path: most headings are written as in the form.
        let shorter = index.exact.partition_point(|(name, _)| name.len() < written.len());
        let as_long =
            index.exact[shorter..].iter().take_while(|(name, _)| name.len() == written.len());
        if let Some((_, field)) = as_long.into_iter().find(|(name, _)| *name == written) {
            return Some(*field);
        }
        let mut length = 0;
        for letter in fold::ascii_bytes(without_unit(written)) {
            let at = |key: &str| key.as_bytes().get(length).copied();
            if let [(key, _)] = left {
                if at(key) != Some(letter) {
                    return None;
                }
            } else {
                left = &left[left.partition_point(|(key, _)| at(key) < Some(letter))..];
                left = &left[..left.partition_point(|(key, _)| at(key) == Some(letter))];
                if left.is_empty() {
                    return None;
                }
            }
            length += 1;
        }
        // The shortest heading with this prefix comes first.
        left.first().filter(|(key, _)| length > 0 && key.len() == length).map(|(_, field)| *field)
    }

    /// The column of which a heading or a synonym of several words stands in a text among others:
    /// `Đề xuất, kiến nghị với UBND tỉnh`; else the nearest.
    pub fn in_words(written: &str, kind: TableKind) -> Option<Self> {
        let padded = format!(" {} ", fold::ascii(written));
        let names = kind.columns().flat_map(|c| {
            let names = std::iter::once(c.heading).chain(c.synonyms.iter().copied());
            names.map(move |name| (fold::ascii(without_unit(name)), c.field))
        });
        let is_in = |name: &str| name.contains(' ') && padded.contains(&format!(" {name} "));
        // The first words say what a column is of.
        let begins = |name: &str| padded.starts_with(&format!(" {name} "));
        let found = names.filter(|(name, _)| is_in(name));
        let found = found.max_by_key(|(name, _)| (begins(name), name.len()));
        found.map(|(_, field)| field).or_else(|| Self::nearest(written, kind))
    }

    /// The column whose heading is nearest to a text.
    pub fn nearest(written: &str, kind: TableKind) -> Option<Self> {
        let names = kind.columns().flat_map(|c| {
            std::iter::once(c.heading).chain(c.synonyms.iter().copied()).map(move |n| (n, c.field))
        });
        fold::nearest(written, names, 1).first().copied()
    }
}

/// Every key, heading and synonym.
struct Index {
    /// Folded and sorted.
    headings: Vec<(String, Field)>,
    /// For each ASCII character the range of headings that begin with it.
    first: [(usize, usize); 128],
    /// For each ASCII character the second letters of those headings, as bits of [`letter`].
    second: [u64; 128],
    /// As written in the table, the shortest first.
    exact: Vec<(&'static str, Field)>,
}

impl Index {
    /// The folded headings that begin with the first letter of a text.
    fn beginning(&self, written: &str) -> Option<(usize, usize)> {
        let first = match written.as_bytes().first()? {
            byte if byte.is_ascii_alphanumeric() => byte.to_ascii_lowercase(),
            _ => fold::ascii_bytes(written).next()?,
        };
        self.first.get(usize::from(first)).copied()
    }
}

/// A letter or digit as one bit of a set. Any other byte is all bits: folding may drop it, or it
/// may separate two words.
fn letter(byte: u8) -> u64 {
    match byte {
        b'a'..=b'z' => 1 << (byte - b'a'),
        b'A'..=b'Z' => 1 << (byte - b'A'),
        b'0'..=b'9' => 1 << (26 + byte - b'0'),
        // `I.1`: two words.
        b'.' => 1 << 36,
        _ => u64::MAX,
    }
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let names = Field::all().flat_map(|c| {
        let names = [c.key, c.heading].into_iter().chain(c.synonyms.iter().copied());
        names.filter(|name| !c.is_of_two_tables(name)).map(|name| (name, c.field))
    });
    let mut exact: Vec<(&str, Field)> = names.collect();
    exact.sort_by_key(|(name, _)| (name.len(), *name));
    let folded = exact.iter().map(|(name, field)| (fold::ascii(without_unit(name)), *field));
    let mut headings: Vec<(String, Field)> = folded.collect();
    headings.sort();
    headings.dedup();
    let below = |n: u8| headings.partition_point(|(key, _)| key.as_bytes() < [n].as_slice());
    let first = std::array::from_fn(|n| (below(n as u8), below(n as u8 + 1)));
    let second = std::array::from_fn(|n| {
        let (from, to) = first[n];
        let behind = |(key, _): &(String, _)| match key.as_bytes().get(1) {
            Some(b' ') => letter(b'.'),
            Some(byte) => letter(*byte),
            None => u64::MAX,
        };
        headings[from..to].iter().map(behind).fold(0, |all, one| all | one)
    });
    Index { headings, first, second, exact }
});

/// A heading without its unit in brackets.
fn without_unit(written: &str) -> &str {
    match memchr::memchr(b'(', written.as_bytes()) {
        Some(at) if at > 0 => &written[..at],
        _ => written,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn the_table_stands_in_the_order_of_the_fields() {
        for (n, column) in Field::all().enumerate() {
            assert_eq!(column.field as usize, n, "{}", column.key);
            assert_eq!(column.field.key(), column.key);
        }
    }

    #[test]
    fn no_heading_means_two_columns() {
        for pair in INDEX.headings.windows(2) {
            assert_ne!(pair[0].0, pair[1].0, "{pair:?}");
        }
    }

    #[test]
    fn every_name_of_a_column_is_found_and_no_beginning_or_end_of_it() {
        let index = &INDEX.headings;
        for (name, field) in index {
            assert_eq!(Field::of_heading(name), Some(*field), "{name}");
            let known = |text: &str| index.iter().find(|(n, _)| n == text).map(|(_, f)| *f);
            for end in 1..name.len() {
                let start = name[..end].trim_end();
                assert_eq!(Field::of_heading(&name[..end]), known(start), "{start}");
            }
            assert_eq!(Field::of_heading(&format!("{name} zz")), None);
            for written in
                [name.to_uppercase(), name.replacen(' ', ".", 1), format!("\u{FEFF}{name}")]
            {
                assert!(Field::may_be_heading(&written), "{written}");
            }
        }
        for column in Field::all() {
            let names = [column.key, column.heading];
            let names = names.iter().chain(column.synonyms);
            for name in names.filter(|name| !column.is_of_two_tables(name)) {
                assert!(Field::may_be_heading(name), "{name}");
                assert_eq!(Field::of_heading(name), Some(column.field), "{name}");
            }
        }
    }

    #[test]
    fn headings_match_however_they_are_written() {
        let decomposed: String = "Tiến độ (%)".nfd().collect();
        for written in [
            "Tiến độ (%)",
            "TIẾN ĐỘ",
            " tien  do ",
            "tien_do",
            "Tiến độ(%)",
            &decomposed,
            "\u{FEFF}Tiến độ",
        ] {
            assert_eq!(Field::of_heading(written), Some(Field::Progress), "{written}");
        }
        assert_eq!(Field::of_heading("Kinh phí được giao (triệu đồng)"), Some(Field::Allocated));
        assert_eq!(Field::of_heading("Người lập biểu"), None);
        assert_eq!(Field::of_heading(""), None);
        assert_eq!(Field::nearest("Trạng tháii", TableKind::Progress), Some(Field::Status));
    }
}
