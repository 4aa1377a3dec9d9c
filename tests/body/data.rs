//! Small data folders in memory, and the Markdown of the reports made from them.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use report::consolidate::Audience;
use report::plan::{Period, PlanFiles};
use report::render::{self, Format};
use report::workspace::{self, DiskStore, MemoryStore, Store, Workspace};

use super::common;

const HEADINGS: &str = "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Tiến độ (%);\
    Kết quả thực hiện;Khó khăn, vướng mắc;Kiến nghị, đề xuất;Nhiệm vụ kỳ tới;Thời hạn hoàn thành";

/// Periods with their files.
#[derive(Default)]
pub(crate) struct Data {
    files: Vec<(String, String)>,
    plan: Option<PlanFiles>,
}

impl Data {
    /// A file of a period with these rows, each without its period.
    pub(crate) fn file(mut self, period: &str, name: &str, rows: &[&str]) -> Self {
        let rows: String = rows.iter().map(|row| format!("{period};{row}\n")).collect();
        self.files.push((format!("{period}/{name}.csv"), format!("{HEADINGS}\n{rows}")));
        self
    }

    /// The page of a period, with more lines than those every page has.
    pub(crate) fn page(mut self, period: &str, as_of: &str, more: &str) -> Self {
        let text = format!("period: {period}\nas_of: {as_of}\n{more}");
        self.files.push((format!("{period}/period.yaml"), text));
        self
    }

    /// Another plan.
    pub(crate) fn plan(mut self, plan: PlanFiles) -> Self {
        self.plan = Some(plan);
        self
    }

    pub(crate) fn markdown(self, period: &str, audience: Audience) -> String {
        let Self { files, plan } = self;
        let files =
            files.into_iter().map(|(name, text)| (format!("data/{name}"), text.into_bytes()));
        let plan = plan.unwrap_or_else(PlanFiles::embedded);
        build(files.collect::<MemoryStore>(), &plan, "data", period, audience)
    }

    /// What the unit itself reads.
    pub(crate) fn report(self, period: &str) -> String {
        self.markdown(period, Audience::Internal)
    }
}

/// The Markdown of a period of the examples, made once.
pub(crate) fn example(period: &str) -> String {
    static MADE: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let text = made.entry(period.to_owned()).or_insert_with(|| {
        let folder = common::path("examples/submissions");
        build(DiskStore, &PlanFiles::embedded(), common::arg(&folder), period, Audience::Internal)
    });
    text.clone()
}

/// The Markdown of a period of the small folder with figures.
pub(crate) fn figures(period: &str) -> String {
    let folder = common::path("tests/data/figures");
    build(DiskStore, &PlanFiles::embedded(), common::arg(&folder), period, Audience::Internal)
}

fn build(
    store: impl Store + 'static,
    plan: &PlanFiles,
    data: &str,
    period: &str,
    audience: Audience,
) -> String {
    let plan = workspace::plan(plan).expect("a plan");
    let templates = workspace::templates(&store, None).expect("templates");
    let period = Period::parse(period).expect("a period");
    let mut workspace = Workspace::open(store, plan, data).expect("a data folder");
    let view = workspace.period(period).expect("the period").view_for(audience);
    let mut text = Vec::new();
    render::report(&view, Format::Markdown, &templates).write(&mut text).expect("a document");
    String::from_utf8(text).expect("UTF-8")
}

/// The paragraph that begins with these words, marks included.
pub(crate) fn paragraph(text: &str, start: &str) -> String {
    let found = text.lines().find(|line| line.starts_with(start));
    found.unwrap_or_else(|| panic!("no paragraph begins with {start}:\n{text}")).to_owned()
}

/// The text of a section, from its heading to the next one.
pub(crate) fn section(text: &str, title: &str) -> String {
    let (_, rest) = text.split_once(&format!("\n## {title}")).expect("the section");
    let rest = rest.split("\n## ").next().unwrap_or(rest);
    rest.split("\nKèm theo báo cáo này: ").next().unwrap_or(rest).to_owned()
}

/// The paragraph of a task in section II.
pub(crate) fn task(text: &str, id: &str) -> String {
    let found = text.lines().find(|line| line.contains(&format!(") **{id}. ")));
    found.unwrap_or_else(|| panic!("no paragraph on {id}:\n{text}")).to_owned()
}
