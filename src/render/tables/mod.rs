//! The tables published with the reports, the dictionary of their columns and the data package: all
//! are generated from one definition. Every cell is taken from the view of a period.

mod dictionary;
mod figures;
mod list;
mod package;
mod table;

use super::view::View;
use super::{Document, TemplateError};

pub(super) use list::of;

/// The data folder, next to the page.
pub const DATA: &str = "du-lieu";

/// The file of the dictionary.
pub(super) const DICTIONARY: &str = "tu-dien-du-lieu.md";
/// The file of the data package.
pub(super) const PACKAGE: &str = "datapackage.json";

/// The tables over these periods, given oldest first, their dictionary and their package.
pub(super) fn tables(views: &[View]) -> impl Iterator<Item = Document<'_>> {
    let tables = list::of(views).map(|table| {
        let name = format!("{DATA}/{}", table.file);
        Document::new(name, |out| Ok(out.write_all(table.text(views).as_bytes())?))
    });
    let dictionary = Document::new(format!("{DATA}/{DICTIONARY}"), |out| {
        Ok(out.write_all(dictionary::dictionary(views).as_bytes())?)
    });
    let package = Document::new(format!("{DATA}/{PACKAGE}"), |out| {
        let text =
            package::package(views).map_err(|error| TemplateError::unplaced(error.to_string()))?;
        Ok(out.write_all(text.as_bytes())?)
    });
    tables.chain([dictionary, package])
}
