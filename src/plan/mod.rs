//! F3: the plan as data: decision, tasks, register of agencies, calendar, reporting rules.
//!
//! Owns the plan's data and the queries on them (who leads a task on a day, which agency a name
//! means). [`load()`] reads the folder and reports every fault of it
//! at once; [`show()`] and [`summary()`] give it back as text. Nothing here reads the file system
//! or knows submissions.

mod asked;
mod assignment_faults;
mod calendar;
mod decision;
mod digest;
mod errata;
mod indicator_faults;
mod indicators;
mod integrity;
mod load;
mod model;
mod money_year;
mod names;
mod period;
mod recommendations;
mod register;
mod register_faults;
mod reporting;
mod reporting_faults;
mod show;
mod status;
mod summary;
mod task;
mod themes;

pub use calendar::{Holiday, add_working_days};
pub use decision::{Decision, Duty, Funding, Ground, Part, Section, Solution};
pub use digest::DIGEST_VERSION;
pub use errata::Erratum;
pub use indicators::{
    Asked, AskedOf, Better, Certainty, CountedBy, Every, Indicator, IndicatorId, IndicatorSource,
    Indicators, Measure, SCALE, Target, TargetValue, UNITS, Unit as FigureUnit, UnitId,
};
pub use load::{ERRATA, FILES, INDICATORS, OPTIONAL, PlanFiles, load};
pub use model::Plan;
pub use money_year::cumulative_since;
pub use period::{Period, Window};
pub use recommendations::{AnsweredParagraph, Paragraph, ParagraphRead, Recommendations};
pub use register::{Agency, AgencyId, Group, GroupId, Kind, Lookup, Register, Reports};
pub use reporting::{ExpectedClass, Limits, Reporting, SeverityOverride, Unit};
pub use show::show;
pub(crate) use status::keyed;
pub use status::{Role, SourceOfFunds, Status};
pub use summary::summary;
pub use task::{
    Assignment, Crc, Mapping, Origin, Party, Task, TaskGroup, TaskId, invalid_char_in_code,
};
pub use themes::{About, Theme, ThemeId, Themes};

/// The codes of this module.
pub const CODES: &[&crate::diag::Code] = integrity::CODES;

pub use integrity::{CONFIG_PATH, SEVERITY_REFUSED, TEMPLATE_ERROR};
