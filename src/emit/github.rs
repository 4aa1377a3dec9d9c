//! Workflow commands of GitHub Actions: findings as annotations of their lines.
//!
//! GitHub keeps at most ten annotations of each kind from one step and silently drops the others.
//! So equal findings share one annotation, at most ten of each kind are written, and a final one
//! counts the rest.

use super::group::{self, Group};
use super::human::{counts, summary_line};
use super::words;
use super::words::count;
use super::{Location, Run};
use crate::diag::{Severity, Summary};
use crate::source::Region;
use crate::text::visible::line as clean;

/// Maximum number of annotations of one kind that GitHub keeps from one step.
const MAX_ANNOTATIONS: usize = 10;
const KINDS: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

/// The findings as annotations, in the order given.
pub fn github(run: &Run<'_>) -> String {
    let sections = group::by_file(run.findings);
    let groups: Vec<&Group<'_>> = sections.iter().flat_map(|s| &s.groups).collect();
    let of = |kind: Severity| groups.iter().filter(move |g| g.first.severity == kind).count();
    let surplus = KINDS.iter().any(|kind| of(*kind) > MAX_ANNOTATIONS);
    // The final one is an annotation too.
    let room = |kind| {
        if surplus && kind == Severity::Note { MAX_ANNOTATIONS - 1 } else { MAX_ANNOTATIONS }
    };
    let mut out = String::new();
    let mut written = [0; 3];
    for group in groups.iter().copied() {
        let kind = group.first.severity;
        let so_far = &mut written[kind as usize];
        if *so_far < room(kind) {
            *so_far += 1;
            annotate(&mut out, group, location(run, group));
        }
    }
    let summary = summary_line(&Summary::of(run.findings));
    if !surplus {
        out.push_str(&summary);
        out.push('\n');
        return out;
    }
    let left = KINDS.map(|kind| (of(kind) - of(kind).min(room(kind)), kind.vietnamese()));
    let message = format!(
        "Còn {} nhóm nữa chưa hiện ở đây ({}), vì GitHub chỉ giữ {MAX_ANNOTATIONS} chú thích mỗi mức cho một bước. Xem đủ bằng --format human --max-findings 0.",
        count(left.iter().map(|(n, _)| n).sum()),
        counts(&left)
    );
    command(&mut out, "notice", &[("title", summary)], &message);
    out
}

/// The location of the first finding of a group.
fn location<'a>(run: &Run<'a>, group: &Group<'_>) -> Option<&'a Location> {
    let at = run.findings.iter().position(|finding| std::ptr::eq(finding, group.first))?;
    run.locations.get(at)
}

fn annotate(out: &mut String, group: &Group<'_>, location: Option<&Location>) {
    let first = group.first;
    let mut properties = Vec::new();
    // A finding about the whole run has no file.
    if let Some(location) = location.filter(|_| first.place.file().is_some()) {
        properties.push(("file", location.path.clone()));
        if let Some(Region { line, column, end }) = location.region {
            properties.push(("line", line.to_string()));
            if let Some((end_line, _)) = end.filter(|(end_line, _)| *end_line != line) {
                properties.push(("endLine", end_line.to_string()));
            } else if let Some(column) = column {
                // GitHub rejects columns for a range of several lines.
                properties.push(("col", column.to_string()));
                properties.extend(end.map(|(_, after)| ("endColumn", after.to_string())));
            }
        }
    }
    properties.push(("title", words::title(group)));
    let mut lines = vec![words::message(group)];
    lines.extend(words::details(group));
    let name = match first.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    command(out, name, &properties, &lines.join("\n"));
}

/// One workflow command, on a line of its own.
fn command(out: &mut String, name: &str, properties: &[(&str, String)], message: &str) {
    let properties: Vec<String> =
        properties.iter().map(|(key, value)| format!("{key}={}", property(value))).collect();
    out.push_str(&format!("::{name} {}::{}\n", properties.join(","), data(message)));
}

/// Escapes what would end a command or be read as an escape.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Also escapes the separators of properties.
fn property(text: &str) -> String {
    data(&clean(text)).replace(':', "%3A").replace(',', "%2C")
}
