//! What a run takes from elsewhere: a plan and templates in the place of those that are embedded, a
//! saved view.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::error::{Error, Reason, refuse};
use super::setting::{read, source};
use super::store::{Store, is_file, is_folder};
use super::wording::{named, shown};
use crate::check;
use crate::decode::csv::MAX_BYTES;
use crate::decode::utf8;
use crate::diag::{Policy, Severity, Sink};
use crate::plan::{self, Plan, PlanFiles, TEMPLATE_ERROR};
use crate::render::{self, Templates, View};
use crate::source::Source;

/// The files of the plan in a folder.
pub fn plan_files(store: &dyn Store, folder: &Path) -> Result<PlanFiles, Error> {
    if !is_folder(store, folder) {
        refuse!("Không có thư mục Kế hoạch “{}”.", shown(folder));
    }
    let missing: Vec<&str> =
        plan::FILES.into_iter().filter(|name| store.kind(&folder.join(name)).is_none()).collect();
    if missing.len() == plan::FILES.len() {
        refuse!(
            "“{}” không phải là thư mục Kế hoạch: không có tệp nào trong các tệp {}.",
            shown(folder),
            missing.join(", ")
        );
    }
    let read = |name: &str| source(store, &folder.join(name));
    let [agencies, reporting, decision, appendix] = plan::FILES;
    let files = [read(agencies)?, read(reporting)?, read(decision)?, read(appendix)?];
    // Who keeps a plan of their own need not have compared it with print, nor ask for figures.
    let optional = |name: &str| match store.kind(&folder.join(name)) {
        None => Ok(None),
        Some(_) => read(name).map(Some),
    };
    let (errata, indicators) = (optional(plan::ERRATA)?, optional(plan::INDICATORS)?);
    Ok(PlanFiles { files, errata, indicators })
}

/// The plan in these files; its faults are an error that lists them all.
pub fn plan(files: &PlanFiles) -> Result<Plan, Error> {
    let mut sink = Sink::new();
    load_plan(files, &mut sink).ok_or_else(|| {
        let findings = sink.finish(&Policy::default());
        let about = "Dữ liệu Kế hoạch còn chỗ sai, cần sửa trước.";
        Error::faults(about, findings, files.all().cloned().collect())
    })
}

/// The codes of the warnings about a plan that can be used, each once.
pub fn warnings_of_plan(files: &PlanFiles) -> Vec<&'static str> {
    let mut sink = Sink::new();
    if load_plan(files, &mut sink).is_none() {
        return Vec::new();
    }
    let findings = sink.finish(&Policy::default());
    let warnings = findings.iter().filter(|finding| finding.severity == Severity::Warning);
    let codes: BTreeSet<&str> = warnings.map(|finding| finding.code.id).collect();
    codes.into_iter().collect()
}

/// Reads the plan, and holds what it says of the codes against the codes there are. `None` when there
/// are errors.
pub fn load_plan(files: &PlanFiles, sink: &mut Sink) -> Option<Plan> {
    let plan = plan::load(files, sink)?;
    let mut judged = Sink::new();
    check::judge_severities(&plan, &mut judged);
    let is_sound = !judged.has_errors();
    sink.append(judged);
    is_sound.then_some(plan)
}

/// The embedded templates, with those of a folder in their place.
pub fn templates(store: &dyn Store, folder: Option<&Path>) -> Result<Templates, Error> {
    let overrides = folder.map(|folder| own_templates(store, folder)).transpose()?;
    Ok(Templates::new(overrides.unwrap_or_default())?)
}

/// The templates in a folder, by name.
pub fn own_templates(store: &dyn Store, folder: &Path) -> Result<BTreeMap<String, String>, Error> {
    if !is_folder(store, folder) {
        refuse!("Không có thư mục mẫu “{}”.", shown(folder));
    }
    let mut own = BTreeMap::new();
    for name in render::NAMES {
        let path = folder.join(name);
        if is_file(store, &path) {
            own.insert((*name).to_owned(), template_text(store, &path)?);
        }
    }
    Ok(own)
}

/// A view that `report build --format json` saved.
pub fn saved_view(store: &dyn Store, path: &Path) -> Result<View, Error> {
    let source = Source::new(named(path), read(store, path, MAX_BYTES)?);
    let unusable = |why: String| Error::NotAView { path: path.to_owned(), source: Reason(why) };
    let text = utf8::utf8(&source, &TEMPLATE_ERROR).map_err(|fault| unusable(fault.message))?;
    render::parse_saved_view(text).map_err(|fault| unusable(fault.to_string()))
}

/// The text of a template, byte order marks taken off.
fn template_text(store: &dyn Store, path: &Path) -> Result<String, Error> {
    let source = source(store, path)?;
    let text = utf8::utf8(&source, &TEMPLATE_ERROR);
    text.map(str::to_owned).map_err(|finding| Error::template(*finding))
}

/// Whether a folder holds at least one template.
pub fn has_templates(store: &dyn Store, folder: &Path) -> bool {
    render::NAMES.iter().any(|name| is_file(store, &folder.join(name)))
}

/// Files of a template folder that have the name of no template, each with the name that was probably
/// meant: a slip of the pen would otherwise leave the embedded template in force without a word.
pub fn stray_templates(store: &dyn Store, folder: &Path) -> Vec<String> {
    let mut strays = Vec::new();
    let mut open = vec![(folder.to_owned(), String::new())];
    while let Some((path, prefix)) = open.pop() {
        for entry in store.list(&path).unwrap_or_default() {
            let name = format!("{prefix}{}", entry.name);
            if is_folder(store, &entry.path) && prefix.matches('/').count() < 2 {
                open.push((entry.path, format!("{name}/")));
            } else if !render::NAMES.contains(&name.as_str()) {
                strays.extend(stray(&name));
            }
        }
    }
    strays.sort();
    strays
}

/// A file that looks like a template, with the name that was probably meant.
fn stray(name: &str) -> Option<String> {
    let bare = name.strip_suffix(".txt").unwrap_or(name);
    let lower = bare.to_lowercase();
    let meant = render::NAMES.iter().find(|known| {
        **known == lower || known.strip_suffix(".j2").is_some_and(|known| known == lower)
    });
    match meant {
        Some(meant) => Some(format!("{name} (có phải là {meant}?)")),
        None => [".j2", ".css", ".js"].iter().any(|end| lower.ends_with(end)).then(|| name.into()),
    }
}
