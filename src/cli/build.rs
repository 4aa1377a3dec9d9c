//! `report build`: a period's documents, written whole and together, or compared with what is there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use chrono::NaiveDate;
use report::check::History;
use report::consolidate::{self, Folder, Input};
use report::decode::csv::MAX_BYTES;
use report::decode::utf8::utf8;
use report::plan::{Period, Plan, TEMPLATE_ERROR};
use report::render::{self, Form, Templates};
use report::source::Source;
use report::submission::Page;
use report::text::date;

use super::args::{Args, Build, BuildFormat, Global};
use super::context::{self, Done, shown};
use super::documents::Documents;
use super::folders::{self, DataFolder};
use super::{publish, template};

/// Runs the command.
pub(crate) fn run(args: &Args, build: &Build) -> anyhow::Result<Done> {
    if let Some(file) = &build.from_view {
        return from_view(args, build, file);
    }
    if build.all {
        return publish::run(args, build);
    }
    let plan = context::plan(&args.global)?;
    let templates = templates(&args.global)?;
    let period = context::period(build.period.as_deref().unwrap_or_default())?;
    let addressees = match &build.addressee {
        Some(written) => addressees(&plan, written)?,
        None => Vec::new(),
    };
    let agency = match &build.agency {
        Some(written) => Some(template::agency(&plan, written, period)?),
        None => None,
    };
    let folders = Folders::load(&plan, &args.global, &build.data, period)?;
    let as_of = context::as_of(&args.global, folders.page.as_of)?;
    let (mut view, sheet) = {
        let digest = plan.digest(period);
        let report = consolidate::consolidate(folders.input(&plan, period, as_of));
        let sheet = agency.map(|agency| {
            render::sheet(&report, &consolidate::follow_up(&report), &digest, agency)
        });
        (render::view(report, &digest), sheet)
    };
    let (paths, mut notes) = folders.into_paths_and_notes();
    if args.global.verbose {
        notes.push(format!("Tính đến ngày {}.", date::short(as_of)));
    }
    if addressees.len() > 1 && view.head.number.is_some() {
        notes.push("Các báo cáo mang cùng một số, lấy từ period.yaml; nơi nhận nào có số riêng thì sửa số rồi lập riêng cho nơi ấy.".to_owned());
    }
    let mut documents = Documents::new(&build.out, build.check)?;
    for form in forms(&build.format) {
        match &sheet {
            Some(sheet) => documents.add(&render::agency_sheet(sheet, form, &templates))?,
            None if addressees.is_empty() => {
                documents.add(&render::report(&view, form, &templates))?;
            }
            None => {
                for (id, name) in &addressees {
                    let document = render::report_to(&mut view, (id, name), form, &templates);
                    documents.add(&document)?;
                }
            }
        }
    }
    // What is wrong in the rows of an agency is what its sheet is for.
    let data_errors = if sheet.is_some() { 0 } else { view.data_errors };
    let more = format!(" Xem chi tiết: report check {}", checked_paths(&paths));
    finish(args, build, documents, notes, (data_errors, &more))
}

/// Documents from a view that was saved: no data, no plan.
fn from_view(args: &Args, build: &Build, file: &Path) -> anyhow::Result<Done> {
    for (given, name) in
        [(args.global.plan.is_some(), "--plan"), (args.global.as_of.is_some(), "--as-of")]
    {
        if given {
            bail!(
                "Không dùng {name} cùng với --from-view: số liệu đã lưu được tính xong từ trước."
            );
        }
    }
    let templates = templates(&args.global)?;
    let unusable = || {
        format!(
            "“{}” không phải số liệu mà “report build --format json” đã ghi; chưa ghi tệp nào.",
            shown(file)
        )
    };
    let source = Source::new(context::named(file), context::read(file, MAX_BYTES)?);
    let text = utf8(&source, &TEMPLATE_ERROR)
        .map_err(|finding| anyhow::anyhow!(finding.message))
        .with_context(unusable)?;
    let view = render::saved(text)
        .map_err(|fault| anyhow::anyhow!(fault.to_string()))
        .with_context(unusable)?;
    let mut documents = Documents::new(&build.out, build.check)?;
    for form in forms(&build.format) {
        documents.add(&render::report(&view, form, &templates))?;
    }
    finish(args, build, documents, Vec::new(), (view.data_errors, ""))
}

/// Lets the documents take their places, and says what there is to say.
pub(crate) fn finish(
    args: &Args,
    build: &Build,
    documents: Documents,
    notes: Vec<String>,
    (data_errors, more): (usize, &str),
) -> anyhow::Result<Done> {
    let mut done = documents.finish()?;
    done.stderr += &notes.iter().map(|n| format!("{n}\n")).collect::<String>();
    done.stderr += &stray_templates(&args.global);
    if data_errors > 0 {
        done.stderr += &format!(
            "Còn {data_errors} lỗi dữ liệu: văn bản là dự thảo, các dòng có lỗi không được tính (Phụ lục IV).{more}\n",
        );
        if !build.allow_errors {
            done.status = done.status.max(1);
        }
    }
    if args.global.quiet {
        done.stderr.clear();
    }
    Ok(done)
}

/// Those to whom the report goes, by id and name, as `--for` names them.
fn addressees(plan: &Plan, written: &str) -> anyhow::Result<Vec<(String, String)>> {
    let all: Vec<(String, String)> = plan
        .reporting
        .addressees
        .iter()
        .map(|id| plan.register.agency(*id))
        .map(|agency| (agency.id.clone(), agency.name.clone()))
        .collect();
    if written == "all" {
        return Ok(all);
    }
    match all.iter().find(|(id, name)| id == written || name == written) {
        Some(found) => Ok(vec![found.clone()]),
        None => {
            let known: Vec<String> =
                all.iter().map(|(id, name)| format!("{id} ({name})")).collect();
            bail!(
                "Báo cáo không gửi “{}”. Nơi nhận trong reporting.yaml: {}; all là mỗi nơi nhận một báo cáo.",
                report::text::visible::line(written),
                known.join(", ")
            )
        }
    }
}

/// The folders that a report is made from.
pub(crate) struct Folders {
    pub(crate) page: Page,
    pub(crate) current: Vec<Folder>,
    pub(crate) earlier: Vec<Folder>,
    paths: Vec<PathBuf>,
    pub(crate) notes: Vec<String>,
}

impl Folders {
    pub(crate) fn load(
        plan: &Plan,
        global: &Global,
        data: &Path,
        period: Period,
    ) -> anyhow::Result<Self> {
        Self::of(plan, global, &DataFolder::around(plan, data)?, period)
    }

    /// The folders of a period in a data folder that was listed.
    pub(crate) fn of(
        plan: &Plan,
        global: &Global,
        data: &DataFolder,
        period: Period,
    ) -> anyhow::Result<Self> {
        let made = data.made_from(plan, period);
        let window = plan.window(period);
        let mut of_period = Self {
            page: Page::default(),
            current: Vec::new(),
            earlier: Vec::new(),
            paths: Vec::new(),
            notes: data.notes.clone(),
        };
        if let Some(own) = data.of(period) {
            of_period.page = own.page(plan)?.unwrap_or_default();
        }
        let about: Vec<Period> = made.iter().copied().chain([period]).collect();
        of_period.notes.extend(data.beside_in_words(&about));
        let last_start = made.iter().map(|found| plan.window(*found).start).max();
        let mut history = History::default();
        for found in &data.folders {
            let (is_current, end) = (made.contains(&found.period), plan.window(found.period).end);
            // What a folder of the period is held against, be it no part of the report.
            let is_past = last_start.is_some_and(|start| end < start);
            if !is_current && !is_past {
                continue;
            }
            let (folder, notes) = folders::checked_folder(plan, global, found, &mut history)?;
            if is_current {
                of_period.paths.push(found.path.clone());
                of_period.notes.extend(notes);
                of_period.current.push(folder);
            } else if end < window.start {
                // What was passed over in the past is no news.
                of_period.notes.extend(notes.into_iter().filter(|_| global.verbose));
                of_period.earlier.push(folder);
            }
        }
        let Some(last) = of_period.current.last() else {
            let there: Vec<String> = data.folders.iter().map(|f| f.period.id()).collect();
            let there =
                if there.is_empty() { "không có kỳ nào".to_owned() } else { there.join(", ") };
            bail!(
                "Trong “{}” không có thư mục nào của {} ({}); đang có: {there}.",
                shown(&data.path),
                period.name(),
                period.id()
            );
        };
        // A longer period without a page of its own goes by its last quarter.
        of_period.page.as_of = of_period.page.as_of.or(last.page.as_of);
        let notice = of_period.current.iter().find_map(|f| f.page.notice.clone());
        of_period.page.notice =
            of_period.page.notice.take().or(notice).or_else(|| global.notice.clone());
        Ok(of_period)
    }

    /// What the report of the period is made from.
    pub(crate) fn input<'a>(
        &'a self,
        plan: &'a Plan,
        period: Period,
        as_of: NaiveDate,
    ) -> Input<'a> {
        Input {
            plan,
            period,
            as_of,
            page: &self.page,
            current: &self.current,
            earlier: &self.earlier,
        }
    }

    pub(crate) fn checked_paths(&self) -> String {
        checked_paths(&self.paths)
    }

    /// What is still told when the documents are made. The rows go: a country's year of them is
    /// heavy, and the view has what it needs.
    fn into_paths_and_notes(self) -> (Vec<PathBuf>, Vec<String>) {
        (self.paths, self.notes)
    }
}

pub(crate) fn forms(formats: &[BuildFormat]) -> Vec<Form> {
    let mut forms: Vec<Form> = formats
        .iter()
        .map(|format| match format {
            BuildFormat::Md => Form::Markdown,
            BuildFormat::Html => Form::Html,
            BuildFormat::Json => Form::Json,
        })
        .collect();
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// The shipped templates, with those of the template folder in their place.
pub(crate) fn templates(global: &Global) -> anyhow::Result<Templates> {
    let mut overrides = BTreeMap::new();
    if let Some(folder) = &global.templates {
        if !folder.is_dir() {
            bail!("Không có thư mục mẫu “{}”.", shown(folder));
        }
        for name in render::NAMES {
            let path = folder.join(name);
            if path.is_file() {
                overrides.insert((*name).to_owned(), context::template_text(&path)?);
            }
        }
    }
    Templates::new(overrides).map_err(|fault| context::template_error(&fault))
}

/// Files of a template folder that have the name of no template: a slip of the pen would otherwise
/// leave the shipped template in force without a word.
pub(crate) fn stray_templates(global: &Global) -> String {
    let Some(folder) = &global.templates else { return String::new() };
    let mut strays = Vec::new();
    let mut open = vec![(folder.clone(), String::new())];
    while let Some((path, prefix)) = open.pop() {
        for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() && prefix.matches('/').count() < 2 {
                open.push((entry.path(), format!("{name}/")));
            } else if !render::NAMES.contains(&name.as_str()) {
                strays.extend(stray(&name));
            }
        }
    }
    strays.sort();
    if strays.is_empty() {
        return String::new();
    }
    format!(
        "Không dùng đến trong thư mục mẫu, vì không có mẫu nào tên như vậy: {}.\n",
        strays.join(", ")
    )
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

/// Folders as words of a command.
fn checked_paths(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| shown(path)).collect::<Vec<_>>().join(" ")
}
