//! The relations between the parts of a container: followed instead of guessing file names.

use quick_xml::events::Event;

use super::error::{Outcome, ReadError};
use super::package::{MAX_PARTS, Package, attribute};

/// A relation from one part to another.
pub(in crate::decode) struct Relation {
    pub(in crate::decode) id: String,
    pub(in crate::decode) kind: String,
    pub(in crate::decode) target: String,
}

/// The path of the main part, according to the relations of the package.
pub(in crate::decode) fn main_part(package: &mut Package<'_>) -> Outcome<Option<String>> {
    let roots = of(package, "", "")?;
    Ok(roots.into_iter().find(|r| r.kind.ends_with("/officeDocument")).map(|r| r.target))
}

/// The path of the part of a kind that belongs to another part. A container that lists no relations
/// has it beside that part, under the name of its kind.
pub(in crate::decode) fn related(
    package: &mut Package<'_>,
    path: &str,
    kind: &str,
) -> Outcome<Option<String>> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let parts = of(package, folder, name)?;
    if parts.is_empty() {
        return Ok(Some(resolve(folder, &format!("{kind}.xml"))));
    }
    let is_it = |part: &Relation| part.kind.rsplit_once('/').is_some_and(|(_, own)| own == kind);
    Ok(parts.into_iter().find(is_it).map(|part| part.target))
}

/// The relations of a part, with targets as paths from the root; empty if the list is missing.
pub(in crate::decode) fn of(
    package: &mut Package<'_>,
    folder: &str,
    name: &str,
) -> Outcome<Vec<Relation>> {
    let path = resolve(folder, &format!("_rels/{name}.rels"));
    let mut found = Vec::new();
    let Some(mut xml) = package.xml(&path)? else { return Ok(found) };
    loop {
        match xml.next()? {
            Event::Start(start) if start.local_name().as_ref() == "Relationship" => {
                let get = |name| Ok(attribute(&start, name)?.unwrap_or_default().into_owned());
                let target: String = get("Target")?;
                found.push(Relation {
                    id: get("Id")?,
                    kind: get("Type")?,
                    target: resolve(folder, &target),
                });
                if found.len() > MAX_PARTS {
                    return Err(ReadError::Damaged);
                }
            }
            Event::DocType(_) => return Err(ReadError::Damaged),
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// Resolves a target to a path from the root.
fn resolve(folder: &str, target: &str) -> String {
    let path = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_followed_from_where_they_stand() {
        for (folder, target, path) in [
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "../data/./a.xml", "data/a.xml"),
            ("", "../../a.xml", "a.xml"),
        ] {
            assert_eq!(resolve(folder, target), path);
        }
    }
}
