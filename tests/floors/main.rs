//! The floors of the program: a module uses only those below it, and every file says what it is.
//!
//! The order is that of `src/lib.rs`. Modules on one floor do not use each other, with the one
//! exception that `submission` reads with the plan's types.

mod graph;

use std::fs;
use std::path::{Path, PathBuf};

use graph::Graph;

/// The floors, lowest first.
const FLOORS: [&[&str]; 9] = [
    &["text", "source", "threads"],
    &["diag"],
    &["emit", "decode"],
    &["plan"],
    &["submission"],
    &["check"],
    &["consolidate"],
    &["form", "render"],
    &["workspace"],
];

fn sources() -> Vec<(PathBuf, String)> {
    fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                collect(&path, into);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                into.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    assert!(paths.len() > 50, "the sources are found");
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a source");
        (path.strip_prefix(&root).expect("below").to_owned(), text)
    };
    paths.into_iter().map(read).collect()
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|modules| modules.contains(&module))
}

/// The modules of the crate that a source names, each with its line; a group of names may run over
/// several lines.
fn named(text: &str) -> Vec<(usize, String)> {
    let bare = |line: &str| line.split("//").next().unwrap_or_default().to_owned();
    let code: String = text.lines().map(|line| bare(line) + "\n").collect();
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        // `my_crate::` is another crate.
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + "crate::".len()..];
        let words = match rest.strip_prefix('{') {
            Some(group) => first_words(group),
            None => vec![first_word(rest)],
        };
        found.extend(words.into_iter().map(|word| (line, word)));
    }
    found
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// `decode, plan::{A, B}, text}` names decode, plan and text.
fn first_words(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut words = vec![first_word(group.trim_start())];
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => words.push(first_word(group[at + 1..].trim_start())),
            _ => {}
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The module of the library to which a file belongs; none for `lib.rs` and the binary.
fn owner(path: &Path) -> Option<String> {
    let first = path.iter().next()?.to_str()?;
    let module = first.strip_suffix(".rs").unwrap_or(first);
    (!["lib", "cli"].contains(&module)).then(|| module.to_owned())
}

#[test]
fn every_module_has_a_floor() {
    for (path, _) in sources() {
        if let Some(module) = owner(&path) {
            assert!(floor(&module).is_some(), "{module} ({}) has no floor", path.display());
        }
    }
}

#[test]
fn dependencies_point_down_only() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let Some(module) = owner(&path) else { continue };
        for (line, used) in named(&text) {
            let below = floor(&used).is_some_and(|used| Some(used) < floor(&module));
            if used != module && !below {
                faults.push(format!("src/{}:{line}: {module} uses {used}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "upward or sideways:\n{}", faults.join("\n"));
}

/// The library is all that the binary may use, and the other way round nothing.
#[test]
fn the_library_does_not_know_the_binary() {
    for (path, text) in sources() {
        if owner(&path).is_some() {
            let mentions =
                ["clap::", "anyhow::", "comfy_table::", "std::env::", "Local::now", "println!"];
            for word in mentions {
                assert!(!text.contains(word), "src/{} uses {word}", path.display());
            }
        }
    }
}

#[test]
fn every_file_opens_with_what_it_is() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "src/{} does not open with //!", path.display());
    }
}

#[test]
fn uses_are_read_rightly() {
    let names = |text: &str| named(text).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    assert_eq!(names("use crate::diag::Code;"), ["diag"]);
    assert_eq!(names("use crate::{decode, plan::{A, B}, text};"), ["decode", "plan", "text"]);
    assert_eq!(names("use crate::{\n    decode,\n    plan::{\n    A},\n};"), ["decode", "plan"]);
    assert_eq!(names("let a = crate::text::fold(x); // crate::plan"), ["text"]);
    assert_eq!(names("use my_crate::plan;"), [""; 0]);
}

/// Files as rooms: one that uses another is used by it neither directly nor by a detour.
#[test]
fn files_do_not_use_each_other_in_circles() {
    let mut circles = String::new();
    for circle in Graph::read(&sources()).circles() {
        let names: Vec<String> =
            circle.iter().map(|file| format!("src/{}", file.display())).collect();
        circles += &format!("\n{} uses {}", names.join(" uses "), names[0]);
    }
    assert!(circles.is_empty(), "files that use each other in a circle:{circles}");
}

#[test]
fn circles_of_files_are_found() {
    let circles = |files: &[(&str, &str)]| {
        let sources: Vec<(PathBuf, String)> =
            files.iter().map(|(path, text)| (PathBuf::from(path), (*text).to_owned())).collect();
        let circles: Vec<String> = Graph::read(&sources)
            .circles()
            .iter()
            .map(|circle| {
                let files: Vec<String> = circle.iter().map(|f| f.display().to_string()).collect();
                files.join(" ")
            })
            .collect();
        circles.join("; ")
    };
    let lib = ("lib.rs", "mod a;");
    let parent = |text| ("a/mod.rs", text);
    // What a module passes on is that of the file where it stands.
    let passes_on = parent("mod b;\nmod c;\npub use b::B;\nuse c::{C, d};");
    let b = ("a/b.rs", "use super::C;\npub struct B(C);");
    let c = ("a/c.rs", "pub struct C; // crate::a::B\npub fn d() -> &'static str { \"super::B\" }");
    assert_eq!(circles(&[lib, passes_on, b, c]), "");
    for back in ["use super::B;", "use crate::a::b::{self, B};", "fn f() -> super::b::B {}"] {
        assert_eq!(circles(&[lib, passes_on, b, ("a/c.rs", back)]), "a/b.rs a/c.rs", "{back}");
    }
    let test = "pub struct C;\n#[cfg(test)]\nmod tests {\n    use super::super::B;\n}\n";
    assert_eq!(circles(&[lib, passes_on, b, ("a/c.rs", test)]), "");
    // A module that itself uses what uses it.
    let uses = parent("mod b;\npub struct C;\nfn f() { b::g(); }");
    assert_eq!(circles(&[lib, uses, b]), "a/mod.rs a/b.rs");
    let declares = parent("mod b;\npub use b::B;\npub struct C;");
    assert_eq!(circles(&[lib, declares, b]), "");
}

#[test]
fn the_drawing_of_the_house_names_what_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/architecture.md")).expect("the page");
    let named = page.split('`').skip(1).step_by(2);
    let is_path = |word: &&str| word.ends_with(".rs") || word.ends_with('/');
    let paths: Vec<&str> = named.filter(is_path).filter(|path| !path.contains('*')).collect();
    assert!(paths.len() > 40, "{paths:?}");
    for path in paths {
        let there = root.join(path).exists() || root.join("src").join(path).exists();
        assert!(there, "docs/architecture.md names {path}");
    }
}
