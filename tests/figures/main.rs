//! Every figure computed a second time, from the files as they were sent, and held against what the
//! program publishes.
//!
//! Nothing of the program is used to count: the CSV files, the plan and the analyst's page are read
//! anew, plainly, and what comes out is compared with the view (`--format json`) figure by figure.
//! What the figures mean stands in the contract and in the pages of the rules. One file runs the
//! program (`program.rs`), one knows the names of what it publishes (`view.rs`).

mod agree;
mod annexes;
mod board;
mod body;
mod cases;
mod changes;
#[path = "../common/mod.rs"]
mod common;
mod count;
mod generate;
mod judge;
mod kinds;
mod money;
mod plan;
mod program;
mod random;
mod raw;
mod same_changes;
mod sent;
mod small;
mod tables;
mod totals;
mod totals_world;
mod trend;
mod variants;
mod view;
mod writing;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use count::{Facts, Report};
use judge::Quarter;
use program::Made;
use serde_json::Value;

/// A family of figures: its name, how it is counted here, how it is read from what is published.
type Family = (&'static str, fn(&Report<'_>) -> Facts, fn(&Value) -> Facts);

/// What `report status --format json` says.
const STATUS: [Family; 2] = [
    ("status of tasks", count::status_tasks, view::status_tasks),
    ("status of agencies", sent::status_agencies, view::status_agencies),
];

/// What `report build --format json` says.
const VIEW: [Family; 14] = [
    ("head", count::head, view::head),
    ("files", sent::files, view::files),
    ("states", count::states, view::states),
    ("before", count::against_before, view::against_before),
    ("deadlines", count::deadlines, view::deadlines),
    ("counts", count::counts, view::counts),
    ("like with like", count::like_with_like, view::like_with_like),
    ("trend", trend::trend, view::trend),
    ("main figures", trend::main_figures, view::main_figures),
    ("coverage", sent::coverage, view::coverage),
    ("agencies", sent::agencies, view::agencies),
    ("funds", money::funds, view::funds),
    ("who", changes::who, view::who),
    ("changes", changes::changes, view::changes),
];

/// A figure that differs.
struct Difference {
    family: &'static str,
    at: String,
    name: String,
    here: String,
    there: String,
}

/// A plan as both sides read it.
struct Plans {
    folder: PathBuf,
    own: plan::Plan,
    theirs: report::plan::Plan,
}

impl Plans {
    fn read(folder: PathBuf) -> Self {
        Self { own: plan::Plan::read(&folder), theirs: program::plan(&folder), folder }
    }

    /// Of the plan's folder.
    fn name(&self) -> std::borrow::Cow<'_, str> {
        self.folder.file_name().expect("a name").to_string_lossy()
    }
}

/// Periods of several quarters that are asked for, beside the quarters.
const LONGER: [&str; 7] = [
    "2025-H1",
    "2025-H2",
    "2025-9M",
    "2025",
    "2026-H1",
    "2025-06-01..2026-03-31",
    "2025-12-01..2026-06-30",
];

/// The folders of a data folder, oldest first.
fn read(plans: &Plans, data: &Path, quarters: &[String]) -> Vec<Quarter> {
    let mut read: Vec<Quarter> = Vec::new();
    for id in quarters {
        let quarter = Quarter::read(&plans.own, &data.join(id), id, &read);
        read.push(quarter);
    }
    read
}

/// Where two computations differ.
fn differ(family: &'static str, at: &str, ours: &Facts, theirs: &Facts) -> Vec<Difference> {
    let names: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    let shown = |fact: Option<&String>| fact.cloned().unwrap_or_else(|| "(none)".to_owned());
    let differing = names.into_iter().filter(|name| ours.get(*name) != theirs.get(*name));
    differing
        .map(|name| Difference {
            family,
            at: at.to_owned(),
            name: name.clone(),
            here: shown(ours.get(name)),
            there: shown(theirs.get(name)),
        })
        .collect()
}

/// The differences in a data folder, and how many figures were compared.
fn compare(
    plans: &Plans,
    data: &Path,
    quarters: &[String],
    longer: usize,
) -> (usize, Vec<Difference>) {
    let read = read(plans, data, quarters);
    let mut periods = quarters.to_vec();
    let some = (0..LONGER.len()).map(|n| LONGER[(n + longer) % LONGER.len()]);
    let has_folder = |id: &&str| Report::of(&plans.own, &read, id).is_some();
    periods.extend(some.filter(has_folder).take(2).map(str::to_owned));
    let made = program::run(&plans.theirs, data, quarters, &periods);
    let (mut count, mut differences) = (0, Vec::new());
    for (id, Made { view, status, found }) in periods.iter().zip(&made) {
        let report = Report::of(&plans.own, &read, id).expect("a folder");
        // A folder is checked for its own quarter.
        if report.span.quarters == [id.as_str()] {
            let rows = report.current.iter().flat_map(Quarter::counting);
            let rows: Vec<String> =
                rows.map(|row| format!("{} {}", row.agency(), row.task())).collect();
            let (ours, theirs) = (sent::told(&report), view::told(found, &rows));
            count += ours.len();
            let at = format!("{} {id} ({})", data.display(), plans.name());
            differences.extend(differ("check", &at, &ours, &theirs));
        }
        let of_view = VIEW.iter().map(|family| (family, view));
        let of_status = STATUS.iter().map(|family| (family, status));
        for ((family, ours, theirs), published) in of_view.chain(of_status) {
            let (ours, theirs) = (ours(&report), theirs(published));
            count += ours.len();
            let at = format!("{} {id} ({})", data.display(), plans.name());
            differences.extend(differ(family, &at, &ours, &theirs));
        }
    }
    (count, differences)
}

/// What differs, family by family, with a few examples of each.
fn told(differences: &[Difference]) -> String {
    let mut families: BTreeMap<&str, Vec<&Difference>> = BTreeMap::new();
    for difference in differences {
        families.entry(difference.family).or_default().push(difference);
    }
    let most = setting("FIGURES_MOST", 5) as usize;
    let mut told = String::new();
    for (family, list) in families {
        told += &format!("\n{family}: {} differ\n", list.len());
        for d in list.iter().take(most) {
            told += &format!(
                "  {} | {}\n    here:  {}\n    there: {}\n",
                d.at, d.name, d.here, d.there
            );
        }
    }
    told
}

#[test]
fn every_figure_of_the_examples() {
    let plans = Plans::read(common::path("plan"));
    let quarters: Vec<String> = common::QUARTERS.iter().map(|id| (*id).to_owned()).collect();
    let (count, differences) = compare(&plans, &common::path("examples/submissions"), &quarters, 0);
    assert!(count > 2_000, "{count} figures");
    assert!(differences.is_empty(), "of {count} figures:\n{}", told(&differences));
}

/// How many data folders are generated: `FIGURES_WORLDS` for more, `FIGURES_SEED` to begin elsewhere.
fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[test]
fn every_figure_of_generated_folders() {
    let kept = std::env::var("FIGURES_KEEP").ok();
    let place = tempfile::tempdir().expect("a folder");
    let place = kept.as_deref().map_or(place.path(), Path::new);
    let plans: Vec<Plans> =
        variants::folders(&place.join("plans")).into_iter().map(Plans::read).collect();
    let (first, count) = (setting("FIGURES_SEED", 1), setting("FIGURES_WORLDS", 200));
    let next = AtomicU64::new(first);
    let result = Mutex::new((0, Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first + count {
                        break;
                    }
                    let plans = &plans[seed as usize % plans.len()];
                    let world = generate::world(&plans.own, seed, &place.join(seed.to_string()));
                    let found = compare(plans, &world.data, &world.quarters, seed as usize);
                    let mut result = result.lock().expect("a result");
                    result.0 += found.0;
                    result.1.extend(found.1);
                }
            });
        }
    });
    let (figures, differences) = result.into_inner().expect("a result");
    assert!(differences.is_empty(), "of {figures} figures:\n{}", told(&differences));
}

/// What the binary publishes of a data folder is what the library makes of it, and its tables say the
/// same.
#[test]
fn the_binary_publishes_the_same_figures() {
    let place = tempfile::tempdir().expect("a folder");
    let mut differences = Vec::new();
    for (seed, folder) in (901..).zip(variants::folders(&place.path().join("plans"))) {
        let plans = Plans::read(folder);
        let world = generate::world(&plans.own, seed, &place.path().join(seed.to_string()));
        let (data, plan) = (common::arg(&world.data), common::arg(&plans.folder));
        let out = place.path().join(format!("{seed}-out"));
        let words = ["build", data, "--all", "--format", "json", "--allow-errors", "--plan", plan];
        let run = common::run(&[&words[..], &["--out", common::arg(&out)]].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        let made = program::run(&plans.theirs, &world.data, &world.quarters, &world.quarters);
        let read = read(&plans, &world.data, &world.quarters);
        let mut expected = Facts::new();
        for (id, made) in world.quarters.iter().zip(&made) {
            let view = common::read(&out.join(format!("du-lieu/bao-cao-{id}.json")));
            let mut view: Value = serde_json::from_str(&view).expect("JSON");
            // What everybody may read says so, and is the same else: nobody is named in it.
            assert_eq!(view["is_public"].take(), true, "{seed} {id}");
            view["is_public"] = made.view["is_public"].clone();
            assert!(view == made.view, "{seed} {id}: the binary makes something else");
            let words = ["status", data, "--period", id, "--format", "json", "--plan", plan];
            let status: Value = serde_json::from_str(&common::run(&words).stdout).expect("JSON");
            assert!(status == made.status, "{seed} {id}: the binary tells something else");
            let report = Report::of(&plans.own, &read, id).expect("a folder");
            expected.append(&mut tables::expected(&report));
        }
        the_same_of_a_longer_period(&plans, &world, &out);
        no_formula(&out.join("du-lieu"));
        let at = format!("{seed} ({})", plans.name());
        let published = tables::read(&out.join("du-lieu"));
        differences.extend(differ("tables", &at, &expected, &published));
    }
    assert!(differences.is_empty(), "{}", told(&differences));
}

/// A longer period without a folder of its own, as the binary makes it.
fn the_same_of_a_longer_period(plans: &Plans, world: &generate::World, out: &Path) {
    let id = "2025-H2";
    let (data, plan) = (common::arg(&world.data), common::arg(&plans.folder));
    let words = ["build", data, "--period", id, "--format", "json", "--allow-errors"];
    let run = common::run(&[&words[..], &["--plan", plan, "--out", common::arg(out)]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let view = common::read(&out.join(format!("bao-cao-{id}.json")));
    let view: Value = serde_json::from_str(&view).expect("JSON");
    let made = program::run(&plans.theirs, &world.data, &world.quarters, &[id.to_owned()]);
    assert!(view == made[0].view, "{}: the binary makes something else of {id}", data);
}

/// No cell of a published table opens like a formula.
fn no_formula(folder: &Path) {
    let mut made_plain = 0;
    for name in common::names(folder).iter().filter(|name| name.ends_with(".csv")) {
        let text = common::read(&folder.join(name));
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        for record in reader.records().map(|record| record.expect("a row")) {
            for cell in &record {
                let opens = cell.starts_with(['=', '+', '@', '\t'])
                    || (cell.starts_with('-') && cell[1..].parse::<f64>().is_err());
                assert!(!opens, "{name}: {cell}");
                made_plain += usize::from(cell.starts_with("'="));
            }
        }
    }
    assert!(made_plain > 0, "nothing opens like one");
}

/// Compares the totals of figures of a data folder, and gives how many facts they are.
fn compare_totals(plans: &Plans, data: &Path, folders: &[String]) -> (usize, Vec<Difference>) {
    let figures = totals::Figures::read(&plans.folder);
    let own = totals::Data::read(&plans.own, &figures, data, folders);
    let mut periods = folders.to_vec();
    let longer = LONGER.iter().chain(&["2026-9M", "2026", "2026-H2"]);
    periods.extend(longer.filter(|id| !id.contains("..")).map(|id| (*id).to_owned()));
    periods.retain(|id| own.has(id));
    periods.dedup();
    let mut statuses = program::statuses(&plans.theirs, data);
    let (mut count, mut differences) = (0, Vec::new());
    for id in &periods {
        let status = statuses(id);
        let table = totals::tabled(&program::figure_table(&status));
        let (ours, theirs) = (own.facts(id), totals::published(&program::json(&status)));
        count += ours.len();
        let at = format!("{} {id} ({})", data.display(), plans.name());
        differences.extend(differ("totals", &at, &ours, &theirs));
        differences.extend(differ("table of totals", &at, &totals::held_by_table(&ours), &table));
    }
    (count, differences)
}

#[test]
fn every_total_of_the_examples() {
    let plans = Plans::read(common::path("plan"));
    let folders = common::QUARTERS.map(str::to_owned);
    let data = common::path("examples/submissions");
    let (count, differences) = compare_totals(&plans, &data, &folders);
    assert!(count > 5_000, "{count} facts");
    assert!(differences.is_empty(), "of {count} facts:\n{}", told(&differences));
}

#[test]
fn every_total_of_generated_folders() {
    let kept = std::env::var("FIGURES_KEEP").ok();
    let place = tempfile::tempdir().expect("a folder");
    let place = kept.as_deref().map_or(place.path(), Path::new);
    let plans: Vec<Plans> =
        variants::folders(&place.join("plans")).into_iter().map(Plans::read).collect();
    let (first, count) = (setting("FIGURES_SEED", 1), setting("FIGURES_WORLDS", 20));
    let (mut facts, mut differences) = (0, Vec::new());
    for seed in first..first + count {
        let plans = &plans[seed as usize % plans.len()];
        let figures = totals::Figures::read(&plans.folder);
        let data = place.join(format!("so-lieu-{seed}"));
        let folders = totals_world::write(&plans.own, &figures, seed, &data);
        let found = compare_totals(plans, &data, &folders);
        facts += found.0;
        differences.extend(found.1);
    }
    assert!(facts > 1_000 * count as usize, "{facts} facts");
    assert!(differences.is_empty(), "of {facts} facts:\n{}", told(&differences));
}

/// Every total is a sum that a reader can make again from the published table of values.
#[test]
fn published_values_add_up_to_the_published_totals() {
    let place = tempfile::tempdir().expect("a folder");
    let plans = Plans::read(common::path("plan"));
    let figures = totals::Figures::read(&plans.folder);
    let (data, out) = (place.path().join("data"), place.path().join("out"));
    let folders = totals_world::write(&plans.own, &figures, 7, &data);
    let words = ["build", common::arg(&data), "--all", "--format", "json", "--allow-errors"];
    let run = common::run(&[&words[..], &["--out", common::arg(&out)]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let mut count = 0;
    for id in folders.iter().filter(|id| id.contains("-Q")) {
        let (sums, totals) = totals::tables(&out.join("du-lieu"), id);
        assert_eq!(sums, totals, "{id}");
        count += totals.len();
    }
    assert!(count > 20, "{count} totals");
}
