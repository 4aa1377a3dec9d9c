//! Which file uses which: read from `use` declarations and qualified paths, names resolved through
//! what a module re-exports.
//!
//! A module that only declares or re-exports another does not use it. Code for tests does not count.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The path of a module from the root of its crate: `["check", "rules", "overspent"]`.
type ModulePath = Vec<String>;

/// A source file as a module.
struct Module {
    file: PathBuf,
    /// What is left of it without comments, strings and tests.
    code: String,
    /// What `use` declarations bring into it: the name, and the path it stands for.
    imports: Vec<Import>,
}

struct Import {
    name: String,
    path: ModulePath,
    is_public: bool,
}

/// The modules of the library and of the binary, by their paths.
pub(crate) struct Graph {
    modules: BTreeMap<ModulePath, Module>,
}

impl Graph {
    /// Reads the sources of a crate, given as paths below `src` and their texts.
    pub(crate) fn read(sources: &[(PathBuf, String)]) -> Self {
        let mut modules = BTreeMap::new();
        for (file, text) in sources {
            let path = module_path(file);
            let code = without_tests(&bare(text));
            modules.insert(path, Module { file: file.clone(), code, imports: Vec::new() });
        }
        let is_test = |path: &ModulePath| {
            let parent = path.split_last().and_then(|(name, parent)| {
                let parent: &Module = modules.get(parent)?;
                Some(parent.code.contains(&format!("#[cfg(test)]\nmod {name};")))
            });
            parent == Some(true)
        };
        let tests: Vec<ModulePath> = modules.keys().filter(|path| is_test(path)).cloned().collect();
        modules.retain(|path, _| !tests.iter().any(|test| path.starts_with(test)));
        let mut graph = Self { modules };
        let paths: Vec<ModulePath> = graph.modules.keys().cloned().collect();
        for path in paths {
            let (code, imports) = imports(&graph.modules[&path].code, &path, &graph);
            let module = graph.modules.get_mut(&path).expect("a module");
            (module.code, module.imports) = (code, imports);
        }
        graph
    }

    /// The module in which the item stands that a path names.
    fn owner(&self, path: &[String], depth: usize) -> Option<ModulePath> {
        let mut at: ModulePath = self.root(path)?;
        for (n, segment) in path.iter().enumerate().skip(at.len()) {
            let below: ModulePath = [&at[..], std::slice::from_ref(segment)].concat();
            if self.modules.contains_key(&below) {
                at = below;
                continue;
            }
            let passed_on = self.modules[&at].imports.iter().find(|i| i.name == *segment);
            return match passed_on.filter(|_| depth < 8) {
                Some(import) => {
                    let path = [&import.path[..], &path[n + 1..]].concat();
                    self.owner(&path, depth + 1)
                }
                None => Some(at),
            };
        }
        Some(at)
    }

    /// The root of the crate to which a path belongs.
    fn root(&self, path: &[String]) -> Option<ModulePath> {
        let is_binary = path.first().is_some_and(|first| first == "cli");
        let root = if is_binary { vec!["cli".to_owned()] } else { Vec::new() };
        self.modules.contains_key(&root).then_some(root)
    }

    /// The modules that a module uses.
    fn used(&self, path: &ModulePath) -> BTreeSet<ModulePath> {
        let module = &self.modules[path];
        let mut used = BTreeSet::new();
        let mut named: BTreeSet<&str> = BTreeSet::new();
        for written in paths(&module.code) {
            let first = written[0];
            named.insert(first);
            // A path to a module alone says who may see an item: `pub(in crate::decode)`.
            let meant = self.meant(&written, path).filter(|path| !self.modules.contains_key(path));
            used.extend(meant.and_then(|path| self.owner(&path, 0)));
        }
        for import in &module.imports {
            // A module that is only imported is used where its name stands before a path.
            let is_module = self.modules.contains_key(&import.path);
            let is_used = !import.is_public || named.contains(&*import.name);
            if is_used && !is_module {
                used.extend(self.owner(&import.path, 0));
            }
        }
        used.remove(path);
        used
    }

    /// The full path of one that is written in a module.
    fn meant(&self, written: &[&str], module: &ModulePath) -> Option<ModulePath> {
        let rest = |skip: usize| written.iter().skip(skip).map(|s| (*s).to_owned());
        let first = written[0];
        if ["crate", "super", "self"].contains(&first) {
            return absolute(&rest(0).collect::<Vec<_>>(), module);
        }
        let import = self.modules[module].imports.iter().find(|i| i.name == first);
        if let Some(import) = import {
            return Some(import.path.iter().cloned().chain(rest(1)).collect());
        }
        let child: ModulePath = module.iter().cloned().chain([first.to_owned()]).collect();
        self.modules.contains_key(&child).then(|| child.into_iter().chain(rest(1)).collect())
    }

    /// The circles, each as the files on its way; every file stands in one of them at most.
    pub(crate) fn circles(&self) -> Vec<Vec<&Path>> {
        let uses: BTreeMap<&ModulePath, BTreeSet<ModulePath>> =
            self.modules.keys().map(|path| (path, self.used(path))).collect();
        let (mut circles, mut done) = (Vec::new(), BTreeSet::new());
        for start in self.modules.keys() {
            if done.contains(start) {
                continue;
            }
            if let Some(way) = shortest_way_back(start, &uses) {
                done.extend(way.iter().cloned());
                circles.push(way.iter().map(|path| &*self.modules[path].file).collect());
            }
        }
        circles
    }
}

/// The shortest way from a module over those it uses back to it.
fn shortest_way_back(
    start: &ModulePath,
    uses: &BTreeMap<&ModulePath, BTreeSet<ModulePath>>,
) -> Option<Vec<ModulePath>> {
    let mut from: BTreeMap<&ModulePath, &ModulePath> = BTreeMap::new();
    let mut next: Vec<&ModulePath> = vec![start];
    while !next.is_empty() {
        let mut after = Vec::new();
        for at in next {
            for used in &uses[at] {
                if used == start {
                    let mut way = vec![at.clone()];
                    let mut back = at;
                    while back != start {
                        back = from[back];
                        way.push(back.clone());
                    }
                    way.reverse();
                    return Some(way);
                }
                if !from.contains_key(used) {
                    from.insert(used, at);
                    after.push(used);
                }
            }
        }
        next = after;
    }
    None
}

/// `check/rules/mod.rs` is the module `check::rules`, `cli/main.rs` the root of the binary.
fn module_path(file: &Path) -> ModulePath {
    let mut path: ModulePath =
        file.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let last = path.last().map(String::as_str);
    if matches!(last, Some("mod" | "lib")) || (path.len() == 2 && last == Some("main")) {
        path.pop();
    }
    path
}

/// A path with `crate`, `self` and `super` put in full; nothing for one into another crate.
fn absolute(path: &[String], module: &ModulePath) -> Option<ModulePath> {
    let mut at = match path.first()?.as_str() {
        "crate" if module.first().is_some_and(|first| first == "cli") => vec!["cli".to_owned()],
        "crate" => Vec::new(),
        "self" | "super" => module.clone(),
        _ => return None,
    };
    for segment in path.iter().skip_while(|s| ["crate", "self"].contains(&s.as_str())) {
        match segment.as_str() {
            "super" => drop(at.pop()),
            _ => at.push(segment.clone()),
        }
    }
    Some(at)
}

/// The code without its declarations of modules and `use`, and what the latter bring in.
fn imports(code: &str, module: &ModulePath, graph: &Graph) -> (String, Vec<Import>) {
    let (mut rest, mut found) = (String::new(), Vec::new());
    let mut from = 0;
    for (at, _) in code.match_indices("use ") {
        let line = code[..at].rfind('\n').map_or(0, |n| n + 1);
        let before = code[line..at].trim();
        let is_declaration =
            before.is_empty() || (before.starts_with("pub") && !before.contains(' '));
        if at < from || !is_declaration {
            continue;
        }
        let Some(end) = code[at..].find(';').map(|n| at + n) else { continue };
        rest.push_str(&code[from..line]);
        from = end + 1;
        for (path, name) in tree(&code[at + "use ".len()..end]) {
            let child: ModulePath = module.iter().cloned().chain(path.first().cloned()).collect();
            let is_child = graph.modules.contains_key(&child);
            let path = match absolute(&path, module) {
                Some(path) => path,
                None if is_child => module.iter().cloned().chain(path).collect(),
                None => continue,
            };
            found.push(Import { name, path, is_public: !before.is_empty() });
        }
    }
    rest.push_str(&code[from..]);
    let is_declared = |line: &str| line.ends_with(';') && line.split(' ').any(|word| word == "mod");
    let rest: Vec<&str> = rest.lines().filter(|line| !is_declared(line)).collect();
    (rest.join("\n"), found)
}

/// The paths of a `use` tree, each with the name it gets: `a::{self, b as c, d::*}`.
fn tree(text: &str) -> Vec<(ModulePath, String)> {
    let text = text.trim();
    let Some((head, group)) = text.split_once('{') else {
        let (path, name) = text.split_once(" as ").unwrap_or((text, ""));
        let mut path: ModulePath = path.split("::").map(|s| s.trim().to_owned()).collect();
        if matches!(path.last().map(String::as_str), Some("self" | "*")) && path.len() > 1 {
            let last = path.pop();
            // Of all names of a module it is not known which are meant: it is the module itself.
            if last.as_deref() == Some("*") {
                path.push("*".to_owned());
            }
        }
        let name = if name.is_empty() {
            path.last().cloned().unwrap_or_default()
        } else {
            name.trim().to_owned()
        };
        return vec![(path, name)];
    };
    let head: ModulePath =
        head.split("::").map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect();
    let group = group.rsplit_once('}').map_or(group, |(group, _)| group);
    let (mut parts, mut depth, mut from) = (Vec::new(), 0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&group[from..]);
    let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
    parts
        .flat_map(|part| match part.trim() {
            "self" => vec![(head.clone(), head.last().cloned().unwrap_or_default())],
            part => tree(part)
                .into_iter()
                .map(|(path, name)| ([&head[..], &path[..]].concat(), name))
                .collect(),
        })
        .collect()
}

/// The paths in code, single names among them: `a::b`, `c`.
fn paths(code: &str) -> Vec<Vec<&str>> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut found: Vec<Vec<&str>> = Vec::new();
    let (mut at, mut goes_on) = (0, false);
    while let Some(c) = code[at..].chars().next() {
        if is_word(c) {
            let end = code[at..].find(|c| !is_word(c)).map_or(code.len(), |n| at + n);
            match found.last_mut().filter(|_| goes_on) {
                Some(path) => path.push(&code[at..end]),
                None => found.push(vec![&code[at..end]]),
            }
            goes_on = code[end..].starts_with("::");
            at = if goes_on { end + 2 } else { end };
        } else {
            // A method or a field of that name is no path.
            let is_method = c == '.' && !code[at..].starts_with("..");
            at += c.len_utf8();
            goes_on = false;
            if is_method {
                at = code[at..].find(|c| !is_word(c)).map_or(code.len(), |n| at + n);
            }
        }
    }
    found
}

/// Code without comments and without what stands in quotes.
fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("/*") {
            at += rest.find("*/").map_or(rest.len(), |n| n + 2);
        } else if let Some(hashes) = raw_string(rest, at.checked_sub(1).map(|n| bytes[n])) {
            let open = rest.find('"').unwrap_or(0) + 1;
            let close = format!("\"{}", "#".repeat(hashes));
            at += rest[open..].find(&close).map_or(rest.len(), |n| open + n + close.len());
            out.push_str("\"\"");
        } else if rest.starts_with('"') {
            at += string_end(rest);
            out.push_str("\"\"");
        } else if rest.starts_with('\'') {
            let end = char_end(rest);
            if end == 1 {
                out.push('\'');
            }
            at += end;
        } else {
            let c = rest.chars().next().expect("a letter");
            out.push(c);
            at += c.len_utf8();
        }
    }
    out
}

/// How many signs `#` open the raw string that begins here, if one does.
fn raw_string(rest: &str, before: Option<u8>) -> Option<usize> {
    if before.is_some_and(|b| (b.is_ascii_alphanumeric() && b != b'b') || b == b'_') {
        return None;
    }
    let after = rest.strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then_some(hashes)
}

fn string_end(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}

/// The end of a character in quotes; 1 where a lifetime begins.
fn char_end(rest: &str) -> usize {
    let mut letters = rest.char_indices().skip(1);
    match letters.next() {
        Some((_, '\\')) => rest[3..].find('\'').map_or(1, |n| n + 4),
        Some((_, c)) if rest[1 + c.len_utf8()..].starts_with('\'') => 2 + c.len_utf8(),
        _ => 1,
    }
}

/// Code without the modules of tests that stand in it.
fn without_tests(code: &str) -> String {
    let mut out = code.to_owned();
    while let Some(at) = out.find("#[cfg(test)]\nmod tests {") {
        let (mut depth, mut end) = (0, out.len());
        for (n, c) in out[at..].char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 1 => {
                    end = at + n + 1;
                    break;
                }
                '}' => depth -= 1,
                _ => {}
            }
        }
        out.replace_range(at..end, "");
    }
    out
}
