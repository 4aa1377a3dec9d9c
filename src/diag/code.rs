//! Kinds of findings: codes, their families and severities.

use std::hash::{Hash, Hasher};

use serde::Serialize;

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The row, or the file, is excluded from every figure.
    Error,
    /// Read and counted, but worth checking.
    Warning,
    /// For information.
    Note,
}

impl Severity {
    /// Parses the word used in files.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Error, Self::Warning, Self::Note].into_iter().find(|known| known.id() == word)
    }

    /// The word for programs.
    pub fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }

    /// The word for readers.
    pub fn vietnamese(self) -> &'static str {
        match self {
            Self::Error => "lỗi",
            Self::Warning => "cảnh báo",
            Self::Note => "lưu ý",
        }
    }
}

/// The identity of a kind of findings. A code is never reused.
///
/// Every code is a static; two codes are equal if they are the same static.
#[derive(Debug, Clone, Copy)]
pub struct Code {
    /// Letter of the family and three digits: `V402`.
    pub id: &'static str,
    /// The family it belongs to.
    pub family: Family,
    /// The stem of its source file: `progress-out-of-range`.
    pub name: &'static str,
    /// The severity unless the policy says otherwise.
    pub severity: Severity,
    /// A short Vietnamese title.
    pub title: &'static str,
    /// What is kept of its unlisted findings, if one file has very many.
    pub retention: Retention,
    /// Whether a plan may set another severity.
    pub settable: bool,
    /// Whether its findings exclude their rows from the figures whatever their severity.
    always_out: bool,
    /// Whether its findings never exclude anything, whatever their severity.
    never_out: bool,
    /// Its manual page, in Markdown; empty if it has none.
    pub page: &'static str,
}

/// A code with its manual page, which must exist:
/// `code!(error, "V402", "progress-out-of-range", "Tiến độ ngoài khoảng 0–100")`.
macro_rules! code {
    ($severity:ident, $id:literal, $name:literal, $title:literal $(,)?) => {
        $crate::diag::Code::$severity($id, $name, $title).with_page(include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/docs/rules/",
            $id,
            ".md"
        )))
    };
}
pub(crate) use code;

/// A family of codes, named by their first letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// F: the file as a whole.
    File,
    /// H: the headings.
    Headings,
    /// R: the rows of the table.
    Rows,
    /// V: values of cells.
    Values,
    /// A: agencies and tasks, compared with the plan.
    Assignments,
    /// K: days and periods.
    Time,
    /// C: cells and rows compared with each other.
    Relations,
    /// L: compared with earlier periods.
    History,
    /// S: figures, by the indicators of the plan.
    Figures,
    /// M: missing and present reports.
    Coverage,
    /// P: the data of the plan.
    Plan,
}

impl Family {
    /// Every family, in checking order.
    pub const ALL: [Self; 11] = [
        Self::File,
        Self::Headings,
        Self::Rows,
        Self::Values,
        Self::Assignments,
        Self::Time,
        Self::Relations,
        Self::History,
        Self::Figures,
        Self::Coverage,
        Self::Plan,
    ];

    /// The family of a code id.
    const fn of(id: &str) -> Self {
        match id.as_bytes() {
            [b'F', ..] => Self::File,
            [b'H', ..] => Self::Headings,
            [b'R', ..] => Self::Rows,
            [b'V', ..] => Self::Values,
            [b'A', ..] => Self::Assignments,
            [b'K', ..] => Self::Time,
            [b'C', ..] => Self::Relations,
            [b'L', ..] => Self::History,
            [b'S', ..] => Self::Figures,
            [b'M', ..] => Self::Coverage,
            [b'P', ..] => Self::Plan,
            _ => panic!("no family has this letter"),
        }
    }

    /// The first letter of its codes.
    pub const fn letter(self) -> char {
        match self {
            Self::File => 'F',
            Self::Headings => 'H',
            Self::Rows => 'R',
            Self::Values => 'V',
            Self::Assignments => 'A',
            Self::Time => 'K',
            Self::Relations => 'C',
            Self::History => 'L',
            Self::Figures => 'S',
            Self::Coverage => 'M',
            Self::Plan => 'P',
        }
    }

    /// A short Vietnamese title.
    pub fn title(self) -> &'static str {
        match self {
            Self::File => "Tệp",
            Self::Headings => "Tiêu đề",
            Self::Rows => "Dòng",
            Self::Values => "Giá trị",
            Self::Assignments => "Đối chiếu Phụ lục và sổ cơ quan",
            Self::Time => "Thời gian",
            Self::Relations => "Quan hệ giữa các dòng",
            Self::History => "So với kỳ trước",
            Self::Figures => "Số liệu",
            Self::Coverage => "Đủ báo cáo",
            Self::Plan => "Dữ liệu Kế hoạch",
        }
    }
}

/// What is kept of findings that are not listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retention {
    /// Their number and their rows.
    Rows,
    /// Their cells too, because other checks depend on them.
    Cells,
    /// All of them are listed: their number does not grow with the file.
    All,
}

impl Code {
    const fn new(
        severity: Severity,
        id: &'static str,
        name: &'static str,
        title: &'static str,
    ) -> Self {
        let family = Family::of(id);
        Self {
            id,
            family,
            name,
            severity,
            title,
            retention: Retention::Rows,
            settable: !matches!((severity, family), (Severity::Error, _) | (_, Family::Plan)),
            always_out: false,
            never_out: matches!(family, Family::Coverage),
            page: "",
        }
    }

    /// A code of severity error.
    pub const fn error(id: &'static str, name: &'static str, title: &'static str) -> Self {
        Self::new(Severity::Error, id, name, title)
    }

    /// A code of severity warning.
    pub const fn warning(id: &'static str, name: &'static str, title: &'static str) -> Self {
        Self::new(Severity::Warning, id, name, title)
    }

    /// A code of severity note.
    pub const fn note(id: &'static str, name: &'static str, title: &'static str) -> Self {
        Self::new(Severity::Note, id, name, title)
    }

    /// Adds the manual page.
    pub const fn with_page(mut self, page: &'static str) -> Self {
        self.page = page;
        self
    }

    /// Sets what is kept of unlisted findings.
    pub const fn retaining(mut self, retention: Retention) -> Self {
        self.retention = retention;
        self
    }

    /// Marks an error that a plan may lower: every value stays readable, so the row can be counted
    /// as it is. Lowering any other error would silently make a figure wrong.
    pub const fn lowerable(mut self) -> Self {
        assert!(matches!(self.severity, Severity::Error), "only an error is lowered");
        self.settable = true;
        self
    }

    /// Marks a note that no plan may raise: it is never a fault.
    pub const fn never_a_fault(mut self) -> Self {
        assert!(matches!(self.severity, Severity::Note), "a fault is no note");
        self.settable = false;
        self
    }

    /// Marks a code whose findings exclude their rows from the figures whatever their severity.
    pub const fn leaving_out(mut self) -> Self {
        self.always_out = true;
        self
    }

    /// Marks a code whose findings exclude nothing whatever their severity: what they doubt, or what
    /// is missing, is not one row.
    pub const fn keeping_rows(mut self) -> Self {
        self.never_out = true;
        self
    }

    /// Whether this is its id.
    pub fn has_id(&self, written: &str) -> bool {
        self.id == written
    }

    /// Whether findings of this severity are errors that exclude their rows from the figures. A
    /// missing report is no such error: nothing is excluded.
    pub fn is_data_error(&self, severity: Severity) -> bool {
        severity == Severity::Error && !self.never_out
    }

    /// Whether findings of this severity exclude their rows from the figures.
    pub fn keeps_out(&self, severity: Severity) -> bool {
        self.always_out || self.is_data_error(severity)
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Code {}

impl Hash for Code {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.id.hash(hasher);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_known_by_their_letters() {
        for family in Family::ALL {
            assert_eq!(Family::of(&family.letter().to_string()), family);
        }
    }

    #[test]
    fn what_keeps_a_row_out_is_an_error_of_data() {
        static VALUE: Code = Code::error("V900", "a", "A").lowerable();
        static ABSENT: Code = Code::error("M900", "b", "B");
        static REPEAT: Code = Code::warning("C900", "c", "C").leaving_out();
        static DOUBT: Code = Code::warning("S900", "d", "D").keeping_rows();
        assert!(VALUE.keeps_out(Severity::Error) && VALUE.is_data_error(Severity::Error));
        assert!(!VALUE.keeps_out(Severity::Warning));
        assert!(!ABSENT.keeps_out(Severity::Error) && !ABSENT.settable && VALUE.settable);
        assert!(REPEAT.keeps_out(Severity::Note) && !REPEAT.is_data_error(Severity::Note));
        assert!(!DOUBT.keeps_out(Severity::Error) && DOUBT.settable);
        assert!(VALUE == VALUE && VALUE != ABSENT);
    }
}
