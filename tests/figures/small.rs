//! A data folder of a few rows, written by hand, and what the program makes of it. Before anything
//! else is asked, the second computation must agree.

use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use super::program::{self, Made};
use super::{Plans, common, compare, told};

/// The columns of its files; a row leaves out those at the end that it does not fill.
const COLUMNS: [&str; 13] = [
    "ky_bao_cao",
    "co_quan",
    "ma_nhiem_vu",
    "trang_thai",
    "tien_do",
    "ket_qua",
    "kinh_phi_giao",
    "kinh_phi_giai_ngan",
    "thoi_han",
    "ngay_bao_cao",
    "ghi_chu",
    "kho_khan",
    "ke_hoach_ky_toi",
];

/// The folder, with the plan for it.
pub(crate) struct Small {
    place: TempDir,
    plans: Plans,
}

impl Small {
    /// With the shipped plan.
    pub(crate) fn new() -> Self {
        let place = tempfile::tempdir().expect("a folder");
        Self { plans: Plans::read(common::path("plan")), place }
    }

    /// With another plan.
    pub(crate) fn with_plan(change: impl Fn(&Path)) -> Self {
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().join("plan");
        common::copy(&common::path("plan"), &folder);
        change(&folder);
        Self { plans: Plans::read(folder), place }
    }

    /// With the data of a case.
    pub(crate) fn holding(self, case: &str) -> Self {
        common::copy(&common::path("tests/data/cases/figures").join(case), &self.data());
        self
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.place.path().join("du-lieu")
    }

    pub(crate) fn plan(&self) -> &Path {
        &self.plans.folder
    }

    /// Begins a quarter; `more` is the rest of its page.
    pub(crate) fn quarter(&self, id: &str, as_of: &str, more: &str) -> &Self {
        std::fs::create_dir_all(self.data().join(id)).expect("a folder");
        let page = format!("period: {id}\nas_of: {as_of}\n{more}");
        common::write(&self.data().join(id).join("period.yaml"), page);
        self
    }

    /// Puts a file into a quarter. Each row begins behind the period.
    pub(crate) fn file(&self, quarter: &str, name: &str, rows: &[&str]) -> &Self {
        let line = |row: &&str| {
            let cells: Vec<&str> = row.split(';').chain(std::iter::repeat("")).take(12).collect();
            format!("{quarter};{}\n", cells.join(";"))
        };
        let rows: String = rows.iter().map(line).collect();
        let text = format!("{}\n{rows}", COLUMNS.join(";"));
        common::write(&self.data().join(quarter).join(name), text);
        self
    }

    /// Puts a table of figures into a quarter. Each row is an agency, a code and a value.
    pub(crate) fn figures(&self, quarter: &str, name: &str, rows: &[&str]) -> &Self {
        let rows: String = rows.iter().map(|row| format!("{quarter};{row}\n")).collect();
        let text = format!("ky_bao_cao;co_quan;ma_so_lieu;gia_tri\n{rows}");
        common::write(&self.data().join(quarter).join(name), text);
        self
    }

    fn quarters(&self) -> Vec<String> {
        common::names(&self.data())
    }

    /// What the program makes of a period, and of its quarters.
    pub(crate) fn made(&self, period: &str) -> Made {
        let quarters = self.quarters();
        for longer in (0..super::LONGER.len()).step_by(2) {
            let (_, differences) = compare(&self.plans, &self.data(), &quarters, longer);
            assert!(differences.is_empty(), "{}", told(&differences));
        }
        let periods = [period.to_owned()];
        program::run(&self.plans.theirs, &self.data(), &quarters, &periods).remove(0)
    }

    /// The report of a period as JSON.
    pub(crate) fn view(&self, period: &str) -> Value {
        self.made(period).view
    }

    /// What a command of the binary says or writes for a period: `words` come before the data folder.
    pub(crate) fn ran(&self, words: &[&str], more: &[&str]) -> common::Run {
        let (data, plan) = (self.data(), common::arg(self.plan()));
        common::run(&[words, &[common::arg(&data), "--plan", plan], more].concat())
    }
}

/// A task of a report.
pub(crate) fn task<'v>(view: &'v Value, id: &str) -> &'v Value {
    let groups = view["groups"].as_array().expect("groups").iter();
    let mut tasks = groups.flat_map(|group| group["tasks"].as_array().expect("tasks"));
    tasks.find(|task| task["id"] == id).unwrap_or_else(|| panic!("no task {id}"))
}

/// What an agency's report became in the last folder of a report.
pub(crate) fn agency<'v>(view: &'v Value, id: &str) -> &'v Value {
    let kinds = view["screen"]["kinds"].as_array().expect("kinds").iter();
    let mut all = kinds.flat_map(|kind| kind["agencies"].as_array().expect("agencies"));
    all.find(|agency| agency["id"] == id).unwrap_or_else(|| panic!("no agency {id}"))
}

/// A list of changes.
pub(crate) fn changes(view: &Value, list: &str) -> Vec<String> {
    let list = view["changes"][list].as_array().unwrap_or_else(|| panic!("no list {list}"));
    list.iter().map(|text| text.as_str().expect("a text").to_owned()).collect()
}
