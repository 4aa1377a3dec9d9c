//! The published tables as a Frictionless Data Package (version 1): what other tools need to read
//! them as they are written. Made from the columns that write them.

use serde::Serialize;

use super::list;
use super::table::{Column, Holds, Table};
use crate::render::view::View;
use crate::text::csv;

#[derive(Serialize)]
struct Package {
    profile: &'static str,
    name: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    sources: Vec<Titled>,
    contributors: Vec<Contributor>,
    resources: Vec<Resource>,
}

#[derive(Serialize)]
struct Titled {
    title: String,
}

#[derive(Serialize)]
struct Contributor {
    title: String,
    role: &'static str,
}

#[derive(Serialize)]
struct Resource {
    profile: &'static str,
    name: &'static str,
    path: &'static str,
    title: &'static str,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    dialect: Dialect,
    schema: Schema,
}

/// How [`csv::Writer`] writes. The byte order mark is no part of any dialect: readers drop it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    delimiter: &'static str,
    line_terminator: &'static str,
    quote_char: &'static str,
    double_quote: bool,
    skip_initial_space: bool,
    header: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<Field>,
    missing_values: [&'static str; 1],
    primary_key: Vec<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Field {
    name: &'static str,
    title: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decimal_char: Option<&'static str>,
    /// Not of the standard, which has no units.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    example: Option<String>,
    #[serde(skip_serializing_if = "Constraints::is_none")]
    constraints: Constraints,
}

#[derive(Serialize)]
struct Constraints {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Option<u8>,
    #[serde(rename = "enum", skip_serializing_if = "Vec::is_empty")]
    values: Vec<&'static str>,
}

impl Constraints {
    fn is_none(&self) -> bool {
        !self.required && self.minimum.is_none() && self.maximum.is_none() && self.values.is_empty()
    }
}

/// The package over these periods, as JSON. The licence is not known, so none is named.
pub(super) fn package(views: &[View]) -> serde_json::Result<String> {
    let (first, last) = (views.first(), views.last());
    let subject = last.and_then(|view| view.plan.subject.as_ref());
    let subject = subject.map(|subject| format!(" về {subject}")).unwrap_or_default();
    let plan = last
        .map(|view| format!("{} ngày {} của {}", view.plan.kind, view.plan.date, view.plan.issuer));
    let periods = first.zip(last).map(|(first, last)| {
        let (first, last) = (&first.period.name, &last.period.name);
        match first == last {
            true => format!("Báo cáo của các cơ quan, {last}"),
            false => format!("Báo cáo của các cơ quan, {first} đến {last}"),
        }
    });
    let unit = last.map(|view| view.head.unit_name.clone());
    let package = Package {
        profile: "tabular-data-package",
        name: "thuc-hien-ke-hoach",
        title: format!("Dữ liệu thực hiện Kế hoạch{subject}"),
        description: views.iter().find_map(|view| view.notice.clone()),
        sources: plan.into_iter().chain(periods).map(|title| Titled { title }).collect(),
        contributors: unit
            .map(|title| Contributor { title, role: "publisher" })
            .into_iter()
            .collect(),
        resources: list::of(views).map(|table| resource(table, views)).collect(),
    };
    Ok(serde_json::to_string_pretty(&package)? + "\n")
}

fn resource(table: &Table, views: &[View]) -> Resource {
    Resource {
        profile: "tabular-data-resource",
        name: table.file.trim_end_matches(".csv"),
        path: table.file,
        title: table.title,
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        dialect: Dialect {
            delimiter: csv::DELIMITER,
            line_terminator: "\r\n",
            quote_char: "\"",
            double_quote: true,
            skip_initial_space: false,
            header: true,
        },
        schema: Schema {
            fields: table.columns().map(|column| field(column, views)).collect(),
            missing_values: [""],
            primary_key: table.primary_key(),
        },
    }
}

fn field(column: &Column, views: &[View]) -> Field {
    let (kind, format) = match column.holds {
        Holds::Whole(_) => ("integer", None),
        Holds::Number | Holds::Percent => ("number", None),
        Holds::Date => ("date", Some("%d/%m/%Y")),
        Holds::Text | Holds::Agency | Holds::Task | Holds::Choice(_) | Holds::Status => {
            ("string", None)
        }
    };
    let is_percent = matches!(column.holds, Holds::Percent);
    let has_fraction = matches!(column.holds, Holds::Number | Holds::Percent);
    Field {
        name: column.name,
        title: column.title,
        kind,
        format,
        decimal_char: has_fraction.then_some(","),
        unit: match column.holds {
            Holds::Whole(unit) => unit,
            Holds::Percent => Some("%"),
            _ => None,
        },
        description: column.meaning(),
        example: column.example(views).map(str::to_owned),
        constraints: Constraints {
            required: column.is_required,
            minimum: is_percent.then_some(0),
            maximum: is_percent.then_some(100),
            values: column.holds.values(),
        },
    }
}
