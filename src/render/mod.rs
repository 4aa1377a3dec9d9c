//! F6: from a report to documents: the view, the templates, the filters. Writes nothing.

mod build;
mod rows;
mod templates;
mod text;
pub mod view;

pub use build::view;
pub use rows::Rows;
pub use templates::{Fault, NAMES, Templates};
pub use text::{clean, markdown};

use view::View;

/// The forms of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Markdown.
    Markdown,
    /// One self-contained page.
    Html,
    /// The view itself.
    Json,
}

/// A finished document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its file name.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Renders the consolidated report in one form.
pub fn report(view: &View, form: Form, templates: &Templates) -> Result<Document, Fault> {
    let stem = format!("bao-cao-{}", view.period.id);
    let (extension, text) = match form {
        Form::Markdown => ("md", templates.render("bao-cao.md.j2", view)?),
        Form::Html => ("html", templates.render("bao-cao.html.j2", view)?),
        Form::Json => ("json", json(view)?),
    };
    Ok(Document { name: format!("{stem}.{extension}"), text })
}

fn json(view: &View) -> Result<String, Fault> {
    let mut text =
        serde_json::to_string_pretty(view).map_err(|e| Fault::unplaced(e.to_string()))?;
    text.push('\n');
    Ok(text)
}
