//! Typed rows: the value of each cell, or why it has none. Judges nothing.

use chrono::NaiveDate;

use super::Field;
use crate::plan::{
    AgencyId, GroupId, IndicatorId, Period, Role, SourceOfFunds, Status, TaskId, ThemeId, UnitId,
};
use crate::text::{date, figure, number};

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell<T, F = ()> {
    /// Nothing, or the file has no such column.
    Blank,
    /// A value.
    Value(T),
    /// A text that could not be parsed, and why.
    Fault(F),
}

impl<T: Copy, F> Cell<T, F> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<T> {
        match self {
            Self::Value(value) => Some(*value),
            _ => None,
        }
    }

    /// Why it could not be parsed.
    pub fn fault(&self) -> Option<&F> {
        match self {
            Self::Fault(fault) => Some(fault),
            _ => None,
        }
    }

    /// Whether it is blank.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Blank)
    }
}

/// Why a name is not one agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoAgency {
    /// The register has no such name.
    Nobody,
    /// Several bodies have that name.
    Several(Box<[AgencyId]>),
    /// It is a group ("UBND cấp xã").
    Group(GroupId),
}

/// A row as typed values. Texts stay in the table: see [`super::Submission::text`].
#[derive(Debug, Clone)]
pub struct Row {
    /// Its record in the table.
    pub record: usize,
    /// Kỳ báo cáo.
    pub period: Cell<Period>,
    /// Cơ quan báo cáo, looked up on the last day of the row's period.
    pub agency: Cell<AgencyId, NoAgency>,
    /// Mã nhiệm vụ.
    pub task: Cell<TaskId>,
    /// Trạng thái.
    pub status: Cell<Status>,
    /// Tiến độ, in hundredths of a percent.
    pub progress: Cell<number::Reading, number::Fault>,
    /// Kinh phí được giao, in đồng.
    pub allocated: Cell<number::Reading, number::Fault>,
    /// Kinh phí giải ngân, in đồng.
    pub disbursed: Cell<number::Reading, number::Fault>,
    /// Nguồn kinh phí.
    pub source: Cell<SourceOfFunds>,
    /// Thời hạn hoàn thành.
    pub due: Cell<NaiveDate, date::Fault>,
    /// Ngày báo cáo.
    pub reported: Cell<NaiveDate, date::Fault>,
    /// Vai trò.
    pub role: Cell<Role>,
    /// Nhóm khó khăn.
    pub difficulty_theme: Cell<ThemeId>,
    /// Nhóm kiến nghị.
    pub proposal_theme: Cell<ThemeId>,
    /// The cells of a row of figures; `None` in a table of progress.
    pub figure: Option<Box<FigureCells>>,
}

/// The cells that only a row of figures has.
#[derive(Debug, Clone)]
pub struct FigureCells {
    /// Mã số liệu.
    pub indicator: Cell<IndicatorId>,
    /// Giá trị, in hundredths of the unit of the indicator.
    pub value: Cell<number::Reading, figure::Fault>,
    /// Đơn vị tính.
    pub unit: Cell<UnitId>,
}

impl Row {
    /// The indicator of a row of figures.
    pub fn indicator(&self) -> Option<IndicatorId> {
        self.figure.as_ref()?.indicator.value()
    }

    /// The value of a row of figures, in hundredths of the unit.
    pub fn value(&self) -> Option<i64> {
        self.figure.as_ref()?.value.value().map(|reading| reading.value)
    }

    /// The cells that hold a number.
    pub fn numbers(&self) -> [(Field, &Cell<number::Reading, number::Fault>); 3] {
        [
            (Field::Progress, &self.progress),
            (Field::Allocated, &self.allocated),
            (Field::Disbursed, &self.disbursed),
        ]
    }

    /// The cells that name a theme, each with the column of the text it is about.
    pub fn themes(&self) -> [(Field, Field, &Cell<ThemeId>); 2] {
        [
            (Field::DifficultyTheme, Field::Difficulty, &self.difficulty_theme),
            (Field::ProposalTheme, Field::Proposal, &self.proposal_theme),
        ]
    }

    /// The cells that hold a date.
    pub fn dates(&self) -> [(Field, &Cell<NaiveDate, date::Fault>); 2] {
        [(Field::Due, &self.due), (Field::Reported, &self.reported)]
    }

    /// Whether the status reports work: any but "not begun" and "nothing".
    pub fn reports_work(&self) -> bool {
        !matches!(self.status.value(), Some(Status::NotStarted | Status::Nothing))
    }
}
