//! F6: renders a report as documents: view, templates, filters. Writes no files.

mod answered;
mod build;
mod document;
pub mod index;
mod lazy_list;
mod print;
pub mod reminder;
mod saved_view;
pub mod sheet;
pub mod status;
mod tables;
mod template_error;
mod templates;
#[cfg(test)]
mod tests;
mod text;
pub mod trace;
mod unclosed;
pub mod view;
mod work;

pub use build::{Letter, letters, sheet, status, trace, view};
pub use document::{Document, Format, WriteError};
pub use lazy_list::LazyList;
pub use saved_view::{SavedViewError, parse_saved_view};
pub use template_error::TemplateError;
pub use templates::{NAMES, Templates, shipped};
pub use text::{clean, markdown};

pub use view::View;

use std::io::Write;

use work::TemplateView;

/// Template names of a document: Markdown and HTML.
type Pair = [&'static str; 2];

/// A view as a document in one format.
fn document<'a>(
    stem: &str,
    [markdown, html]: Pair,
    view: &'a impl TemplateView,
    format: Format,
    templates: &'a Templates,
) -> Document<'a> {
    let (ending, template) = match format {
        Format::Markdown => ("md", markdown),
        Format::Html => ("html", html),
        Format::Json => {
            let name = format!("{stem}.json");
            return Document::new(name, |out| {
                json(out, |out| serde_json::to_writer_pretty(out, view))
            });
        }
    };
    Document::new(format!("{stem}.{ending}"), move |out| templates.write(template, view, out))
}

const REPORT: Pair = ["bao-cao.md.j2", "bao-cao.html.j2"];

/// The consolidated report in one format.
pub fn report<'a>(view: &'a View, format: Format, templates: &'a Templates) -> Document<'a> {
    let stem = format!("bao-cao-{}", view.period.id);
    document(&stem, REPORT, view, format, templates)
}

/// The consolidated report for a single addressee: `Kính gửi` differs, and the ministry's has the
/// tasks by recommendation (`trace`) as one more annex.
pub fn report_to<'a>(
    view: &'a mut View,
    (id, name): (&str, &str),
    trace: Option<&view::TraceView>,
    format: Format,
    templates: &'a Templates,
) -> Document<'a> {
    view.head.addressees = vec![name.to_owned()];
    view.set_trace(trace.cloned());
    let stem = format!("bao-cao-{}-{id}", view.period.id);
    document(&stem, REPORT, view, format, templates)
}

/// The sheet of an agency in one format.
pub fn agency_sheet<'a>(
    sheet: &'a sheet::Sheet,
    format: Format,
    templates: &'a Templates,
) -> Document<'a> {
    let stem = format!("phieu-{}-{}", sheet.agency_id, sheet.period.id);
    document(&stem, ["phieu.md.j2", "phieu.html.j2"], sheet, format, templates)
}

/// A reminder letter in one format.
pub fn letter<'a>(letter: &'a Letter, format: Format, templates: &'a Templates) -> Document<'a> {
    let pair = ["cong-van.md.j2", "cong-van.html.j2"];
    document(&letter.stem, pair, &letter.view, format, templates)
}

/// The tasks by recommendation as a document of its own, in one format.
pub fn trace_document<'a>(
    trace: &'a trace::Trace,
    format: Format,
    templates: &'a Templates,
) -> Document<'a> {
    let stem = format!("khuyen-nghi-{}", trace.period.id);
    document(&stem, ["khuyen-nghi.md.j2", "khuyen-nghi.html.j2"], trace, format, templates)
}

/// The documents published with the reports of several periods (given oldest first, in `formats`):
/// the index page, the data of each period, the tables over all periods and their dictionary.
pub fn publish<'a>(
    views: &'a [View],
    formats: &[Format],
    templates: &'a Templates,
) -> Vec<Document<'a>> {
    let Some(index) = index::index(views, formats) else { return Vec::new() };
    let page = move |out: &mut dyn Write| templates.write("muc-luc.html.j2", &index, out);
    let mut documents = vec![Document::new("index.html".to_owned(), page)];
    for view in views {
        let name = format!("{}/bao-cao-{}.json", tables::DATA, view.period.id);
        // Compact JSON: read by programs only.
        let text = |out: &mut dyn Write| json(out, |out| serde_json::to_writer(out, view));
        documents.push(Document::new(name, text));
    }
    documents.extend(tables::tables(views));
    documents
}

/// The main figures in the wording of the report, one paragraph each.
pub fn overview(view: &View, templates: &Templates) -> Result<Vec<String>, TemplateError> {
    let text = templates.render("tinh-hinh.txt.j2", view)?;
    let lines = text.lines().filter(|line| !line.is_empty());
    Ok(lines.map(|line| line.strip_prefix("- ").unwrap_or(line).to_owned()).collect())
}

/// JSON with a final line end.
fn json(
    out: &mut dyn Write,
    write: impl Fn(&mut dyn Write) -> serde_json::Result<()>,
) -> Result<(), WriteError> {
    write(out).map_err(|error| match error.is_io() {
        true => WriteError::Io(error.into()),
        false => TemplateError::unplaced(error.to_string()).into(),
    })?;
    Ok(out.write_all(b"\n")?)
}
