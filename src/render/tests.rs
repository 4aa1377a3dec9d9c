//! Tests that the types of the views match `templates/README.md`, field by field, and that the
//! published schemas match both.

#[path = "../../tests/common/manual.rs"]
mod manual;
#[path = "../../tests/common/ordered.rs"]
mod ordered;

use std::collections::BTreeSet;

use manual::{Field, SECTIONS, Structs, described};
use ordered::{Json, list, map};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::{index, reminder, sheet, trace, view};

/// The name of a view's own struct, and its schema as serde writes it.
fn derived<T: JsonSchema>() -> (String, Value) {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    (T::schema_name().into_owned(), generator.into_root_schema_for::<T>().to_value())
}

/// The views, in the order of their sections.
fn views() -> [(String, Value); 5] {
    [
        derived::<view::View>(),
        derived::<reminder::Reminder>(),
        derived::<sheet::Sheet>(),
        derived::<trace::Trace>(),
        derived::<index::Index>(),
    ]
}

/// The struct at the top and those it leads to, each with its schema.
fn structs((root, schema): &(String, Value)) -> Vec<(&str, &Value)> {
    let others = schema["$defs"].as_object().expect("structs");
    let others = others.iter().map(|(name, schema)| (name.as_str(), schema));
    std::iter::once((root.as_str(), schema)).chain(others).collect()
}

/// The fields of a struct in the order of the source.
fn fields(schema: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let names = schema["required"].as_array().expect("every key is always there");
    let properties = schema["properties"].as_object().expect("fields");
    assert_eq!(names.len(), properties.len(), "every key is always there");
    names.iter().filter_map(Value::as_str).map(|name| (name, &properties[name]))
}

/// A type without what differs in writing alone.
enum Kind<'a> {
    /// `string`, `integer`, `boolean`.
    Plain(&'a str),
    /// An integer that is not negative.
    Count,
    Struct(&'a str),
    List(Box<Kind<'a>>),
    OrNull(Box<Kind<'a>>),
}

impl<'a> Kind<'a> {
    fn of(schema: &'a Value) -> Self {
        let or_null = |kind| Self::OrNull(Box::new(kind));
        if let Some(name) = schema["$ref"].as_str() {
            return Self::Struct(name.rsplit('/').next().unwrap_or(name));
        }
        if let Some([of, null]) = schema["anyOf"].as_array().map(Vec::as_slice) {
            assert_eq!(null["type"], "null");
            return or_null(Self::of(of));
        }
        match &schema["type"] {
            Value::Array(types) => {
                assert_eq!(types[1..], ["null"]);
                or_null(Self::typed(&types[0], schema))
            }
            kind => Self::typed(kind, schema),
        }
    }

    fn typed(kind: &'a Value, schema: &'a Value) -> Self {
        match kind.as_str().unwrap_or_else(|| panic!("a type: {schema}")) {
            "array" => Self::List(Box::new(Self::of(&schema["items"]))),
            "integer" if schema["minimum"] == 0 => Self::Count,
            kind => Self::Plain(kind),
        }
    }

    /// As the manual words it.
    fn words(&self) -> String {
        match self {
            Self::Plain("string") => "chuỗi".to_owned(),
            Self::Plain("boolean") => "đúng/sai".to_owned(),
            Self::Plain("integer") | Self::Count => "số nguyên".to_owned(),
            Self::Plain(other) => panic!("the manual has no word for {other}"),
            Self::Struct(name) => format!("[{name}](#{})", name.to_lowercase()),
            Self::List(of) if matches!(**of, Self::OrNull(_)) => {
                format!("danh sách ({})", of.words())
            }
            Self::List(of) => format!("danh sách {}", of.words()),
            Self::OrNull(of) => format!("{} hoặc null", of.words()),
        }
    }

    /// As the published schemas write it.
    fn published(&self) -> Vec<(&'static str, Json)> {
        match self {
            Self::Plain(kind) => vec![("type", (*kind).into())],
            Self::Count => vec![("type", "integer".into()), ("minimum", 0.into())],
            Self::Struct(name) => vec![("$ref", format!("#/$defs/{name}").into())],
            Self::List(of) => vec![("type", "array".into()), ("items", map(of.published()))],
            Self::OrNull(of) => {
                let null = map([("type", Json::from("null"))]);
                vec![("anyOf", Json::List(vec![map(of.published()), null]))]
            }
        }
    }
}

#[test]
fn every_field_is_described_with_its_type_and_no_other() {
    let mut seen = BTreeSet::new();
    for (section, view) in SECTIONS.iter().zip(views()) {
        let described = described(section);
        let own: Vec<_> = structs(&view)
            .into_iter()
            .filter(|(name, _)| seen.insert((*name).to_owned()))
            .collect();
        let names: BTreeSet<&str> = own.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, described.keys().map(String::as_str).collect(), "{section}");
        for (name, schema) in own {
            let words =
                |(field, schema): (&str, &Value)| (field.to_owned(), Kind::of(schema).words());
            let expected: Vec<_> = fields(schema).map(words).collect();
            let said: Vec<_> =
                described[name].iter().map(|f| (f.name.clone(), f.kind.clone())).collect();
            assert_eq!(said, expected, "{name}");
        }
    }
}

/// One struct: every key is always there, and no other.
fn closed(name: &str, schema: &Value, id: Option<&str>, manual: &Structs) -> Json {
    let meaning = |field: &str| {
        let is_it = |described: &&Field| described.name == field;
        manual[name].iter().find(is_it).expect("it is described").meaning.clone()
    };
    let properties = fields(schema).map(|(field, schema)| {
        let kind = match id.filter(|_| field == "schema") {
            Some(id) => vec![("const", Json::from(id))],
            None => Kind::of(schema).published(),
        };
        let description = ("description", Json::from(meaning(field)));
        (field.to_owned(), map([description].into_iter().chain(kind)))
    });
    map([
        ("type", "object".into()),
        ("additionalProperties", false.into()),
        ("required", list(fields(schema).map(|(field, _)| field))),
        ("properties", map(properties)),
    ])
}

/// The published schema of a view.
fn published(view: &(String, Value), id: &str, title: &str, description: &str) -> Json {
    let manual: Structs = SECTIONS.iter().flat_map(|section| described(section)).collect();
    let structs = structs(view);
    let (root, schema) = structs[0];
    let Json::Map(root) = closed(root, schema, Some(id), &manual) else { unreachable!() };
    let head = [
        ("$schema".to_owned(), "https://json-schema.org/draft/2020-12/schema".into()),
        ("$id".to_owned(), id.into()),
        ("title".to_owned(), title.into()),
        ("description".to_owned(), description.into()),
    ];
    let others = structs[1..].iter();
    let others = others.map(|(name, schema)| (*name, closed(name, schema, None, &manual)));
    let defs = ("$defs".to_owned(), map(others));
    Json::Map(head.into_iter().chain(root).chain([defs]).collect())
}

#[test]
fn the_published_schemas_are_those_of_the_views() {
    let [report, letter, sheet, by_recommendation, _] = views();
    let report = published(
        &report,
        view::SCHEMA,
        "report build --format json",
        "Số liệu của một báo cáo, cũng là những gì mẫu văn bản nhìn thấy. Khóa nào cũng luôn có mặt; chưa biết thì là null.",
    );
    ordered::assert_published("report-json", &report);
    let letter = published(
        &letter,
        reminder::SCHEMA,
        "report remind --format json",
        "Một công văn, cũng là những gì mẫu công văn nhìn thấy. Khóa nào cũng luôn có mặt; chưa biết thì là null.",
    );
    ordered::assert_published("reminder-json", &letter);
    let sheet = published(
        &sheet,
        sheet::SCHEMA,
        "report build --agency … --format json",
        "Phiếu của một cơ quan, cũng là những gì mẫu phiếu nhìn thấy. Khóa nào cũng luôn có mặt; chưa biết thì là null.",
    );
    ordered::assert_published("agency-json", &sheet);
    let by_recommendation = published(
        &by_recommendation,
        trace::SCHEMA,
        "report plan trace --period … --format json",
        "Các nhiệm vụ của một kỳ theo khuyến nghị, cũng là những gì mẫu khuyen-nghi nhìn thấy. Khóa nào cũng luôn có mặt; chưa biết thì là null.",
    );
    ordered::assert_published("trace-json", &by_recommendation);
}
