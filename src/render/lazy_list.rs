//! Lists of the view that grow with the number of rows, converted lazily for templates.
//!
//! The template engine converts its context to values several times the size of the texts. Entries
//! of these lists are converted one at a time, when a template reaches them, and dropped
//! afterwards. Everywhere else this is a plain list.

use std::fmt::Debug;
use std::ops::Deref;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, ObjectRepr, Serde, Value, serializing_for_value};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A long list.
#[derive(Debug)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(inline))]
pub struct LazyList<T>(Arc<Vec<T>>);

impl<T> Deref for LazyList<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> FromIterator<T> for LazyList<T> {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Self {
        Self(Arc::new(entries.into_iter().collect()))
    }
}

impl<T: Serialize + Debug + Send + Sync + 'static> Serialize for LazyList<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializing_for_value() {
            Value::from_object(ListObject(Arc::clone(&self.0))).serialize(serializer)
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for LazyList<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(|list| Self(Arc::new(list)))
    }
}

/// The list as the template engine sees it.
#[derive(Debug)]
struct ListObject<T>(Arc<Vec<T>>);

impl<T: Serialize + Debug + Send + Sync + 'static> Object for ListObject<T> {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.0.get(key.as_usize()?).map(|entry| Value::from(Serde(entry)))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Serialize)]
    struct Entry {
        name: &'static str,
        inner: LazyList<u32>,
    }

    #[test]
    fn templates_and_json_see_a_list() {
        let list: LazyList<Entry> = ["a", "b"]
            .map(|name| Entry { name, inner: [1, 2].into_iter().collect() })
            .into_iter()
            .collect();
        assert_eq!(
            serde_json::to_string(&list).expect("JSON"),
            r#"[{"name":"a","inner":[1,2]},{"name":"b","inner":[1,2]}]"#
        );
        let none: LazyList<Entry> = std::iter::empty().collect();
        let text = "{% for e in list %}{{ loop.index }}{{ e.name }}{{ e.inner | length }}{{ e.inner[1] }}{% if not loop.last %};{% endif %}{% endfor %}{% if not none %}!{% endif %}{{ list[0].name }}";
        let context = minijinja::context! { list => Serde(&list), none => Serde(&none) };
        let made = minijinja::Environment::new().render_str(text, context).expect("a text");
        assert_eq!(made, "1a22;2b22!a");
    }
}
