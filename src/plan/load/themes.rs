//! The keys `themes` and `none` of `reporting.yaml` → [`Themes`].

use std::collections::HashMap;
use std::sync::Arc;

use super::{id, owned};
use crate::decode::yaml::{At, Fields, Node};
use crate::diag::Sink;
use crate::plan::integrity;
use crate::plan::themes::{OTHER, Theme, Themes};
use crate::text::fold;

/// What the list must not hold twice, each with its first place.
#[derive(Default)]
struct Taken {
    ids: Vec<(String, At)>,
    /// Names and ids as a cell may name a theme, with the index of the theme.
    names: Vec<(String, usize, At)>,
    /// Phrases of each of the two passes, folded.
    phrases: [HashMap<String, At>; 2],
}

pub(super) fn read(f: &mut Fields<'_>, name: &Arc<str>, sink: &mut Sink) -> Themes {
    let none: Vec<String> =
        f.list("none", sink).iter().filter_map(|node| phrase(f, node, name, sink)).collect();
    let items = f.list("themes", sink);
    let (mut taken, mut list) = (Taken::default(), Vec::new());
    for (n, node) in items.iter().enumerate() {
        let Some(mut fields) = Fields::of(node, name, sink) else { continue };
        let id = id(&mut fields, "id", sink);
        let title = owned(&mut fields, "name", sink);
        let mut passes = [Vec::new(), Vec::new()];
        for (pass, key) in ["words", "weak"].into_iter().enumerate() {
            for node in fields.list(key, sink) {
                let Some(text) = phrase(&fields, node, name, sink) else { continue };
                taken.phrase(pass, &text, node.at(), name, sink);
                passes[pass].push(text);
            }
        }
        let (at_id, at_name) = (fields.at("id"), fields.at("name"));
        fields.finish(sink);
        let (Some(id), Some(title)) = (id, title) else { continue };
        taken.theme(n, (&id, at_id), (&title, at_name), name, sink);
        if id == OTHER && n + 1 < items.len() {
            integrity::other_theme_not_last(at_id.place(name), sink);
        }
        let [words, weak] = passes;
        list.push(Theme { id, name: title, words, weak });
    }
    Themes::new(list, &none)
}

/// A phrase or a sentence: a text with at least one letter or digit.
fn phrase(f: &Fields<'_>, node: &Node, name: &Arc<str>, sink: &mut Sink) -> Option<String> {
    let text = node.text().map(fold::trim).filter(|text| !text.is_empty());
    let Some(text) = text else {
        f.wrong(node, "một cụm từ, không để trống", sink);
        return None;
    };
    if !text.chars().any(char::is_alphanumeric) {
        integrity::theme_phrase_without_words(node.at().place(name), text, sink);
        return None;
    }
    Some(text.to_owned())
}

impl Taken {
    fn theme(
        &mut self,
        n: usize,
        (id, at_id): (&str, At),
        (title, at_title): (&str, At),
        file: &Arc<str>,
        sink: &mut Sink,
    ) {
        if let Some((_, first)) = self.ids.iter().find(|(taken, _)| taken == id) {
            let first = (Arc::clone(file), first.line);
            integrity::duplicate_id(at_id.place(file), id, first, sink);
            return;
        }
        self.ids.push((id.to_owned(), at_id));
        for (word, at) in [(id, at_id), (title, at_title)] {
            let key = fold::ascii(word);
            let taken = self.names.iter().find(|(taken, of, _)| *taken == key && *of != n);
            if let Some((.., first)) = taken {
                integrity::theme_name_twice(
                    at.place(file),
                    word,
                    (Arc::clone(file), first.line),
                    sink,
                );
            } else {
                self.names.push((key, n, at));
            }
        }
    }

    fn phrase(&mut self, pass: usize, text: &str, at: At, file: &Arc<str>, sink: &mut Sink) {
        let key = fold::name(text);
        let first = *self.phrases[pass].entry(key).or_insert(at);
        if first != at {
            let first = (Arc::clone(file), first.line);
            integrity::theme_phrase_twice(at.place(file), text, first, sink);
        }
    }
}
