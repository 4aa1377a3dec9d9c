//! What a workbook says of itself: its sheets, where its texts and formats lie, how it counts days.
//!
//! Follows the relations between parts instead of guessing file names.

use quick_xml::events::Event;

use super::package::{Limit, MAX_PARTS, Outcome, Package, Trouble, attribute, flag};

/// How many sheets a workbook may have.
pub(super) const MAX_SHEETS: usize = 250;

/// A sheet of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SheetEntry {
    /// Its name as the tab shows it.
    pub(super) name: String,
    /// Whether the tab is hidden.
    pub(super) hidden: bool,
    /// Where its cells lie.
    pub(super) path: String,
}

/// What a workbook says of itself.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    /// Sheets of cells, in the order of the tabs.
    pub(super) sheets: Vec<SheetEntry>,
    /// Where the shared texts lie.
    pub(super) strings: Option<String>,
    /// Where the formats lie.
    pub(super) styles: Option<String>,
    /// Whether days are counted from 1904, as old versions for Macintosh do.
    pub(super) from_1904: bool,
}

/// A relation from one part to another.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

/// Reads the page of contents.
pub(super) fn read(package: &mut Package<'_>) -> Outcome<Workbook> {
    let roots = relations(package, "", "")?;
    let root = roots.into_iter().find(|r| r.kind.ends_with("/officeDocument"));
    let path = root.map_or_else(|| "xl/workbook.xml".to_owned(), |r| r.target);
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
    let relations = relations(package, folder, name)?;
    let of_kind =
        |kind: &str| relations.iter().find(|r| r.kind.ends_with(kind)).map(|r| r.target.clone());
    let mut workbook = Workbook {
        strings: of_kind("/sharedStrings"),
        styles: of_kind("/styles"),
        ..Workbook::default()
    };
    let mut tabs = 0;
    let mut xml = package.xml(&path)?.ok_or(Trouble::Damaged)?;
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "workbookPr" => workbook.from_1904 = flag(&start, "date1904")?,
                "sheet" => {
                    tabs += 1;
                    if tabs > MAX_SHEETS {
                        return Err(Trouble::Over(Limit::Sheets));
                    }
                    let id = attribute(&start, "id")?.ok_or(Trouble::Damaged)?;
                    let relation = relations.iter().find(|r| r.id == *id);
                    let relation = relation.ok_or(Trouble::Damaged)?;
                    // Sheets of charts and of old macros hold no cells.
                    if relation.kind.ends_with("/worksheet") {
                        let state = attribute(&start, "state")?;
                        let name = attribute(&start, "name")?.unwrap_or_default();
                        workbook.sheets.push(SheetEntry {
                            name: name.into_owned(),
                            hidden: state.is_some_and(|state| state != "visible"),
                            path: relation.target.clone(),
                        });
                    }
                }
                _ => {}
            },
            Event::DocType(_) => return Err(Trouble::Damaged),
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(workbook)
}

/// The relations of a part, targets as paths from the root; none where the list is missing.
fn relations(package: &mut Package<'_>, folder: &str, name: &str) -> Outcome<Vec<Relation>> {
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
                    return Err(Trouble::Damaged);
                }
            }
            Event::DocType(_) => return Err(Trouble::Damaged),
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// A target as a path from the root.
fn resolve(folder: &str, target: &str) -> String {
    let whole = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split(['/', '\\']) {
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
