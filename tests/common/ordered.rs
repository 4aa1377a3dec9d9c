//! JSON in an order of our own, and the published schemas that follow from the source.

use std::path::Path;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

/// A value whose keys stand in the order in which they were put.
#[derive(Debug, Clone)]
pub(crate) enum Json {
    /// Anything without an order of its own.
    Plain(Value),
    /// A list.
    List(Vec<Json>),
    /// An object.
    Map(Vec<(String, Json)>),
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Plain(value) => value.serialize(serializer),
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

impl<T: Into<Value>> From<T> for Json {
    fn from(value: T) -> Self {
        Self::Plain(value.into())
    }
}

/// An object of these entries.
pub(crate) fn map<K: Into<String>>(entries: impl IntoIterator<Item = (K, Json)>) -> Json {
    Json::Map(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
}

/// A list of these items.
pub(crate) fn list<T: Into<Json>>(items: impl IntoIterator<Item = T>) -> Json {
    Json::List(items.into_iter().map(Into::into).collect())
}

/// Holds `schemas/NAME.schema.json` against what follows from the source, or writes it anew when
/// `UPDATE_SCHEMAS` is set.
pub(crate) fn assert_published(name: &str, derived: &Json) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schemas/{name}.schema.json"));
    let text = serde_json::to_string_pretty(derived).expect("JSON") + "\n";
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        std::fs::write(&path, &text).expect("the schema is written");
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    let at = published.lines().zip(text.lines()).position(|(a, b)| a != b);
    assert!(
        published == text,
        "schemas/{name}.schema.json is not what the source says, from line {}; run this test with \
         UPDATE_SCHEMAS=1 to write it anew",
        at.map_or_else(|| "the end".to_owned(), |n| (n + 1).to_string())
    );
}
