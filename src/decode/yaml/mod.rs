//! YAML with the position of every value, and a reader that reports *all* faults of a file.
//!
//! [`parse`] returns a tree of [`Node`]s; [`Fields`] reads one mapping, remembers which keys were
//! requested, and reports missing, misspelt and wrongly typed ones into the sink without stopping.

mod fields;
mod node;
mod parse;
mod spaces;

pub use fields::{Fields, wrong};
pub use node::{
    At, CODES, LIMIT, MAX_BYTES, MISSING_KEY, Node, UNKNOWN_KEY, Value, WRONG_VALUE, YAML_SYNTAX,
};
pub use parse::parse;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Diagnostic, Sink};
    use crate::source::Source;

    fn read(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
        let mut sink = Sink::new();
        let node = parse(&Source::new("plan/x.yaml", text), &mut sink);
        (node, sink.finish(&crate::diag::Policy::default()))
    }

    #[test]
    fn every_scalar_keeps_its_writing_and_place() {
        let (node, _) = read("a: 007\nb: 'x'\nc: [2025-01-03, true, ~]\n");
        let node = node.unwrap();
        let Value::Map(entries) = &node.value else { panic!() };
        assert_eq!(entries[0].1.text(), Some("007"));
        assert_eq!((entries[1].1.line, entries[1].1.column), (2, 4));
        let Value::List(items) = &entries[2].1.value else { panic!() };
        assert_eq!(items[0].text(), Some("2025-01-03"));
        assert_eq!(items[1].text(), Some("true"));
        assert!(matches!(items[2].value, Value::Null));
    }

    #[test]
    fn an_alias_reads_as_what_it_stands_for() {
        let (node, _) = read("a: &x 012\nb: *x\n");
        let Value::Map(entries) = node.unwrap().value else { panic!() };
        let b = &entries[1].1;
        assert_eq!((b.text(), b.line, b.column), (Some("012"), 2, 4));
    }

    #[test]
    fn all_faults_of_a_mapping_are_reported() {
        let (node, _) = read("nmae: x\nday: hôm qua\nempty:\nblank: ' '\n");
        let mut sink = Sink::new();
        let node = node.unwrap();
        let mut fields = Fields::of(&node, &"x.yaml".into(), &mut sink).unwrap();
        fields.text("name", &mut sink);
        fields.date("day", &mut sink);
        fields.number("count", 0..=9, &mut sink);
        fields.text("empty", &mut sink);
        fields.text("blank", &mut sink);
        fields.finish(&mut sink);
        let found: Vec<_> =
            sink.found().iter().map(|d| (d.code.id, d.place.line(), d.place.column())).collect();
        let at = |code, line, column| (code, Some(line), Some(column));
        let expected = [
            at("P018", 2, 6),
            at("P003", 1, 1),
            at("P003", 3, 1),
            at("P003", 4, 1),
            at("P002", 1, 1),
        ];
        assert_eq!(found, expected, "a misspelt key is not missing too");
        assert_eq!(sink.found()[4].fix.as_deref(), Some("name"));
    }

    #[test]
    fn syntax_faults_have_a_place_and_no_english() {
        for (text, line) in [
            ("a: [1, 2\nb: 3\n", 2),
            ("a:\n\tb: 1\n", 2),
            ("a: 1\na: 2\n", 2),
            ("a: *x\n", 1),
            ("a:\n\u{A0}\u{A0}b: 1\n", 2),
            ("a: 1\nb:\u{A0}2\n", 2),
        ] {
            let (node, found) = read(text);
            assert!(node.is_none(), "{text}");
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].place.line(), Some(line), "{text}: {}", found[0].message);
        }
    }

    #[test]
    fn a_flood_of_brackets_is_refused_at_once() {
        let (node, found) = read(&"[".repeat(100_000));
        assert!(node.is_none());
        assert_eq!((found.len(), found[0].code.id), (1, "P017"));
    }

    #[test]
    fn the_parser_still_words_its_faults_as_this_module_knows_them() {
        for (text, word) in [
            ("a: \"x", "nháy"),
            ("a: {b: c", "Ngoặc mở"),
            ("a: [b, c}", "khác loại"),
            ("a: @b", "ký tự này"),
            ("a: b: c", "hai chấm"),
            ("a: .inf", "vô hạn"),
            ("a: &x\n  b: *x", "neo"),
        ] {
            let (_, found) = read(text);
            assert!(found[0].message.contains(word), "{text}: {}", found[0].message);
        }
    }
}
