//! F6: from a report to documents: the view, the templates, the filters. Writes nothing.

mod build;
pub mod index;
pub mod reminder;
mod rows;
mod saved;
pub mod sheet;
pub mod status;
mod tables;
mod templates;
mod text;
pub mod view;

pub use build::{Letter, letters, sheet, status, view};
pub use rows::Rows;
pub use saved::{NotAView, saved};
pub use templates::{Fault, NAMES, Templates, shipped};
pub use text::{clean, markdown};

pub use view::View;

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

/// Renders the consolidated report for one of those it goes to; only `Kính gửi` differs.
pub fn report_to(
    view: &mut View,
    (id, name): (&str, &str),
    form: Form,
    templates: &Templates,
) -> Result<Document, Fault> {
    view.head.addressees = vec![name.to_owned()];
    let document = report(view, form, templates)?;
    let (stem, ending) = document.name.rsplit_once('.').unwrap_or((&document.name, ""));
    Ok(Document { name: format!("{stem}-{id}.{ending}"), text: document.text })
}

/// Renders the sheet of an agency in one form.
pub fn agency_sheet(
    sheet: &sheet::Sheet,
    form: Form,
    templates: &Templates,
) -> Result<Document, Fault> {
    let (extension, text) = match form {
        Form::Markdown => ("md", templates.render("phieu.md.j2", sheet)?),
        Form::Html => ("html", templates.render("phieu.html.j2", sheet)?),
        Form::Json => ("json", json(sheet)?),
    };
    Ok(Document {
        name: format!("phieu-{}-{}.{extension}", sheet.agency_id, sheet.period.id),
        text,
    })
}

/// What stands beside the reports of several periods, given oldest first, made in `forms`: the page
/// that leads to them, the data of each, the tables over all and their dictionary.
pub fn publish(
    views: &[View],
    forms: &[Form],
    templates: &Templates,
) -> Result<Vec<Document>, Fault> {
    let Some(index) = index::index(views, forms) else { return Ok(Vec::new()) };
    let text = templates.render("muc-luc.html.j2", &index)?;
    let mut documents = vec![Document { name: "index.html".to_owned(), text }];
    for view in views {
        // For programs: without the spaces that people read by.
        let mut text = serde_json::to_string(view).map_err(|e| Fault::unplaced(e.to_string()))?;
        text.push('\n');
        let name = format!("{}/bao-cao-{}.json", index::DATA, view.period.id);
        documents.push(Document { name, text });
    }
    documents.extend(tables::tables(views));
    Ok(documents)
}

/// Renders a letter that reminds agencies in one form.
pub fn letter(letter: &Letter, form: Form, templates: &Templates) -> Result<Document, Fault> {
    let (extension, text) = match form {
        Form::Markdown => ("md", templates.render("cong-van.md.j2", &letter.view)?),
        Form::Html => ("html", templates.render("cong-van.html.j2", &letter.view)?),
        Form::Json => ("json", json(&letter.view)?),
    };
    Ok(Document { name: format!("{}.{extension}", letter.stem), text })
}

/// The figures that matter, in the words of the report, one paragraph each.
pub fn overview(view: &View, templates: &Templates) -> Result<Vec<String>, Fault> {
    let text = templates.render("tinh-hinh.txt.j2", view)?;
    let lines = text.lines().filter(|line| !line.is_empty());
    Ok(lines.map(|line| line.strip_prefix("- ").unwrap_or(line).to_owned()).collect())
}

fn json(view: &impl serde::Serialize) -> Result<String, Fault> {
    let mut text =
        serde_json::to_string_pretty(view).map_err(|e| Fault::unplaced(e.to_string()))?;
    text.push('\n');
    Ok(text)
}
