//! `report schema`: the published JSON Schemas, kept in `schemas/`.

use super::args::SchemaName;

/// The schema of a kind of data.
pub(crate) fn schema(name: SchemaName) -> &'static str {
    macro_rules! published {
        ($name:literal) => {
            include_str!(concat!("../../schemas/", $name, ".schema.json"))
        };
    }
    match name {
        SchemaName::Plan => published!("plan"),
        SchemaName::Appendix => published!("appendix"),
        SchemaName::Agencies => published!("agencies"),
        SchemaName::Reporting => published!("reporting"),
        SchemaName::Indicators => published!("indicators"),
        SchemaName::Period => published!("period"),
        SchemaName::ReportYaml => published!("report-yaml"),
        SchemaName::Submission => published!("submission"),
        SchemaName::CheckJson => published!("check-json"),
        SchemaName::StatusJson => published!("status-json"),
        SchemaName::ReportJson => published!("report-json"),
        SchemaName::ReminderJson => published!("reminder-json"),
        SchemaName::AgencyJson => published!("agency-json"),
        SchemaName::TraceJson => published!("trace-json"),
    }
}
