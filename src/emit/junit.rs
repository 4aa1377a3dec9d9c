//! JUnit XML: one suite for each file, one case for each finding, for viewers of test results.
//!
//! A finding that fails the run is a failure; warnings and notes are passed cases with output. A
//! file without findings is one passed case. No times are written, so equal findings give equal
//! bytes.

use std::collections::HashMap;

use quick_xml::escape::escape;

use super::group::Group;
use super::words;
use super::{Location, Run};
use crate::diag::{Diagnostic, Severity};
use crate::text::visible::name;

/// The suite of findings without a file.
const RUN: &str = "Cả kỳ";

/// The run as test results; with `strict`, warnings are failures too.
pub fn junit(run: &Run<'_>, strict: bool) -> String {
    let fails = |d: &Diagnostic| {
        d.severity == Severity::Error || (strict && d.severity == Severity::Warning)
    };
    let suites = suites(run);
    let tests: usize = suites.iter().map(|(_, cases)| cases.len().max(1)).sum();
    let failures = run.findings.iter().filter(|d| fails(d)).count();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"report check\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">\n"
    );
    for (name, cases) in suites {
        let failures = cases.iter().filter(|(d, _)| fails(d)).count();
        let shown = name.unwrap_or(RUN);
        out.push_str(&format!(
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">\n",
            xml(shown),
            cases.len().max(1)
        ));
        // Viewers split a class name at its dots.
        let class = xml(&shown.replace('.', "_"));
        if cases.is_empty() {
            let name = "Không có phát hiện nào";
            out.push_str(&format!("    <testcase classname=\"{class}\" name=\"{name}\"/>\n"));
        }
        let mut names: HashMap<String, usize> = HashMap::new();
        for (finding, location) in cases {
            // Viewers show only one of two cases with the same name.
            let name = case_name(finding);
            let times = names.entry(name.clone()).or_default();
            *times += 1;
            let name = if *times > 1 { format!("{name} ({times})") } else { name };
            case(&mut out, finding, location, (&class, &name), fails(finding));
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

/// The cases of one file; no name for the whole run.
type Suite<'a> = (Option<&'a str>, Vec<(&'a Diagnostic, Option<&'a Location>)>);

/// The files in order, then other files named in findings, the whole run last.
fn suites<'a>(run: &Run<'a>) -> Vec<Suite<'a>> {
    let mut suites: Vec<Suite<'a>> =
        run.files.iter().map(|file| (Some(&*file.path), Vec::new())).collect();
    let mut known: HashMap<Option<&str>, usize> =
        suites.iter().enumerate().map(|(n, (name, _))| (*name, n)).collect();
    for (n, finding) in run.findings.iter().enumerate() {
        let name = finding.place.file();
        let at = *known.entry(name).or_insert_with(|| {
            suites.push((name, Vec::new()));
            suites.len() - 1
        });
        suites[at].1.push((finding, run.locations.get(n)));
    }
    suites.sort_by_key(|(name, _)| name.is_none());
    suites
}

fn case_name(finding: &Diagnostic) -> String {
    let group = Group::one(finding);
    let name = words::title(&group);
    words::subject(&group).map_or(name.clone(), |whom| format!("{name} · {whom}"))
}

fn case(
    out: &mut String,
    finding: &Diagnostic,
    location: Option<&Location>,
    (class, name): (&str, &str),
    fails: bool,
) {
    out.push_str(&format!("    <testcase classname=\"{class}\" name=\"{}\">\n", xml(name)));
    let group = Group::one(finding);
    let message = words::message(&group);
    // Strict parsers know no attribute for a place, so it is the first line of the text.
    let at = location.filter(|_| finding.place.file().is_some()).map(|location| {
        match &location.region {
            Some(region) => format!("{}:{}", location.path, region.line),
            None => location.path.clone(),
        }
    });
    let details: Vec<String> = at.into_iter().chain(words::details(&group)).collect();
    let details = details.join("\n");
    if fails {
        out.push_str(&format!(
            "      <failure type=\"{}\" message=\"{}\">{}</failure>\n",
            finding.code.id,
            // Many viewers show only this part of a failure.
            xml(&words::message_with_value(finding)),
            xml(&details)
        ));
    } else {
        let text = format!("{}: {message}\n{details}", finding.severity.vietnamese());
        out.push_str(&format!("      <system-out>{}</system-out>\n", xml(text.trim_end())));
    }
    out.push_str("    </testcase>\n");
}

/// Escapes text for XML: control characters are made visible, line ends are kept.
fn xml(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(name).collect();
    escape(lines.join("\n").as_str()).into_owned()
}
