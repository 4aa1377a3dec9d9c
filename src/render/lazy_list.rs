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

/// Makes the entries of a list, one at a time.
pub(super) trait Make<T>: Debug + Send + Sync {
    /// Number of entries.
    fn len(&self) -> usize;
    /// The entry at an index.
    fn get(&self, at: usize) -> Option<T>;
}

/// A list whose entries are made when a template or a writer reaches them: texts of agencies are
/// not copied for it. Read from a file, it is a plain list.
#[derive(Debug)]
pub struct MadeList<T>(Entries<T>);

#[derive(Debug)]
enum Entries<T> {
    Made(Arc<dyn Make<T>>),
    Read(Arc<Vec<T>>),
}

impl<T> MadeList<T> {
    pub(super) fn new(make: impl Make<T> + 'static) -> Self {
        Self(Entries::Made(Arc::new(make)))
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        match &self.0 {
            Entries::Made(make) => make.len(),
            Entries::Read(list) => list.len(),
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T: Serialize + Debug + Send + Sync + 'static> Serialize for MadeList<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Entries::Read(list) if serializing_for_value() => {
                Value::from_object(ListObject(Arc::clone(list))).serialize(serializer)
            }
            Entries::Read(list) => list.serialize(serializer),
            Entries::Made(make) if serializing_for_value() => {
                Value::from_object(MadeObject(Arc::clone(make))).serialize(serializer)
            }
            Entries::Made(make) => {
                serializer.collect_seq((0..make.len()).filter_map(|at| make.get(at)))
            }
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for MadeList<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(|list| Self(Entries::Read(Arc::new(list))))
    }
}

#[cfg(test)]
impl<T: schemars::JsonSchema> schemars::JsonSchema for MadeList<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        Vec::<T>::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Vec::<T>::json_schema(generator)
    }
}

/// The list as the template engine sees it.
#[derive(Debug)]
struct MadeObject<T>(Arc<dyn Make<T>>);

impl<T: Serialize + Debug + Send + Sync + 'static> Object for MadeObject<T> {
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

    #[derive(Debug)]
    struct Doubled;

    impl Make<u32> for Doubled {
        fn len(&self) -> usize {
            3
        }

        fn get(&self, at: usize) -> Option<u32> {
            u32::try_from(at).ok().filter(|at| *at < 3).map(|at| at * 2)
        }
    }

    #[test]
    fn a_list_that_is_made_is_a_list_to_all_and_can_be_read_back() {
        let list = MadeList::new(Doubled);
        let json = serde_json::to_string(&list).expect("JSON");
        assert_eq!(json, "[0,2,4]");
        let read: MadeList<u32> = serde_json::from_str(&json).expect("a list");
        assert_eq!([list.len(), read.len()], [3, 3]);
        for list in [&list, &read] {
            let text = "{{ list | length }}:{% for e in list %}{{ e }};{% endfor %}{{ list[1] }}";
            let context = minijinja::context! { list => Serde(list) };
            let made = minijinja::Environment::new().render_str(text, context).expect("a text");
            assert_eq!(made, "3:0;2;4;2");
        }
        assert_eq!(serde_json::to_string(&read).expect("JSON"), json);
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
