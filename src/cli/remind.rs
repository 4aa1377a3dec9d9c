//! `report remind`: the letters to those of whom something is still wanted, written whole and
//! together. Where nothing is wanted nothing is written.

use std::path::Path;

use anyhow::bail;
use chrono::NaiveDate;
use report::consolidate::{self, FollowUp, Report, State, Wanted};
use report::plan::{AgencyId, Plan};
use report::render::{self, Document, Letter, Templates};
use report::text::date;

use super::args::{Args, Remind};
use super::build::{self, Folders};
use super::context::{self, Done, shown};
use super::documents::Documents;
use super::template;

/// The beginnings of the names of letters.
const STEMS: [&str; 2] = ["don-doc", "de-nghi"];
/// The endings of the names of letters.
const ENDINGS: [&str; 3] = ["md", "html", "json"];

/// Runs the command.
pub(crate) fn run(args: &Args, wanted: &Remind) -> anyhow::Result<Done> {
    let plan = context::plan(&args.global)?;
    let templates = build::templates(&args.global)?;
    let period = context::period(&wanted.period)?;
    let only = match &wanted.agency {
        Some(written) => Some(template::agency(&plan, written, period)?),
        None => None,
    };
    let folders = Folders::load(&plan, &args.global, &wanted.data, period)?;
    let as_of = context::as_of(&args.global, folders.page.as_of)?;
    let until = wanted.until.as_deref().and_then(|written| date::parse(written).ok());
    let report = consolidate::consolidate(folders.input(&plan, period, as_of));
    let mut follow = consolidate::follow_up(&report);
    let mut notes = folders.notes.iter().map(|note| format!("{note}\n")).collect::<String>();
    if args.global.verbose {
        notes += &format!("Tính đến ngày {}.\n", date::short(as_of));
    }
    notes += &build::stray_templates(&args.global);
    if let Some(agency) = only {
        keep_only(&mut follow, agency);
    }
    notes += &passed_over(&plan, &follow, &folders);
    let each = wanted.each || only.is_some();
    let letters = render::letters(&report, &follow, &plan.digest(period), until, each);
    let until = until.or(folders.page.reminder.until);
    if !letters.is_empty() {
        not_passed(until, as_of)?;
    }
    let documents = documents(&letters, wanted, &templates);
    let mut written = Documents::new(&wanted.out, false)?;
    for document in &documents {
        written.add(document)?;
    }
    let mut done = written.finish()?;
    if documents.is_empty() {
        notes += &nobody(&plan, &report, &follow, only);
    }
    if only.is_none() {
        notes += &left_behind(&plan, &report, &documents, &wanted.out);
    }
    if !letters.is_empty() && until.is_none() {
        notes += "Chưa có ngày gửi nên công văn để trống “trước ngày …/…/……”; nêu bằng --until hoặc reminder.until trong period.yaml.\n";
    }
    if !args.global.quiet {
        done.stderr = notes;
    }
    Ok(done)
}

/// A letter cannot ask for something before a day that is gone.
fn not_passed(until: Option<NaiveDate>, as_of: NaiveDate) -> anyhow::Result<()> {
    if let Some(until) = until.filter(|until| *until <= as_of) {
        bail!(
            "Không thể đề nghị gửi trước ngày {}: công văn tính đến ngày {}. Nêu một ngày sau đó.",
            date::short(until),
            date::short(as_of)
        );
    }
    Ok(())
}

fn keep_only(follow: &mut FollowUp, agency: AgencyId) {
    let is_it = |wanted: &Wanted| wanted.agency == agency;
    follow.duty.retain(is_it);
    follow.requested.retain(is_it);
    follow.ended.retain(is_it);
    follow.own = follow.own.take().filter(is_it);
    follow.unassigned.clear();
}

fn documents<'a>(
    letters: &'a [Letter],
    wanted: &Remind,
    templates: &'a Templates,
) -> Vec<Document<'a>> {
    let forms = build::forms(&wanted.format);
    let of = |letter| forms.iter().map(move |form| render::letter(letter, *form, templates));
    letters.iter().flat_map(of).collect()
}

/// Of whom something is wanted though no letter goes there.
fn passed_over(plan: &Plan, follow: &FollowUp, folders: &Folders) -> String {
    let name = |wanted: &Wanted| plan.register.agency(wanted.agency).full_name();
    let mut notes = String::new();
    if let Some(own) = &follow.own {
        notes += &format!(
            "{} là đơn vị tổng hợp nên không có công văn gửi chính mình; báo cáo của đơn vị còn phải gửi, bổ sung hoặc sửa.\n",
            name(own)
        );
    }
    for wanted in &follow.ended {
        let next = &plan.register.agency(wanted.agency).successors;
        let next: Vec<String> =
            next.iter().map(|id| plan.register.agency(*id).full_name()).collect();
        let next = match next.as_slice() {
            [] => String::new(),
            names => format!(" Cơ quan kế tiếp: {}.", names.join("; ")),
        };
        let faults = match wanted.faults() {
            0 => String::new(),
            count => format!(" Còn {count} lỗi trong tệp mang tên cơ quan này."),
        };
        notes += &format!(
            "{} đã kết thúc hoạt động nên không có công văn.{faults}{next}\n",
            name(wanted)
        );
    }
    let count: usize = follow.unassigned.iter().map(|c| c.count).sum();
    if count > 0 {
        let mut names: Vec<String> =
            follow.unassigned.iter().map(|c| format!("“{}”", render::clean(&c.file))).collect();
        names.dedup();
        notes += &format!(
            "Chưa rõ {count} lỗi là của cơ quan nào (tệp {}). Xem: report check {}\n",
            names.join(", "),
            folders.checked_paths()
        );
    }
    notes
}

/// Why there is no letter.
fn nobody(plan: &Plan, report: &Report<'_>, follow: &FollowUp, only: Option<AgencyId>) -> String {
    const NONE: &str = "không lập công văn nào";
    let period = report.input.period.name();
    // Of the unit itself and of a body that has ended more is told already.
    if let Some(id) = only
        && follow.own.is_none()
        && follow.ended.is_empty()
    {
        let name = plan.register.agency(id).full_name();
        let mut states = report.coverage.iter().flat_map(|c| &c.reporters);
        let state = states.find(|r| r.agency == id).map(|r| &r.state);
        let why = match (report.coverage.len(), state) {
            (1, Some(State::Excused(reason))) => {
                format!("được miễn hoặc lùi báo cáo ({})", reason.trim_end_matches('.'))
            }
            (1, Some(State::NotYet)) => "chưa hết hạn gửi báo cáo".to_owned(),
            (1, Some(_)) => "đã gửi đủ".to_owned(),
            _ => "không còn gì phải gửi hoặc sửa".to_owned(),
        };
        return format!("{name}, {period}: {why}; {NONE}.\n");
    }
    if only.is_some() {
        return String::new();
    }
    let open = report.coverage.iter().find(|c| report.input.as_of <= c.deadline);
    match open {
        Some(coverage) => format!(
            "Chưa hết hạn gửi báo cáo ({}) và không có chỗ nào cần sửa; {NONE}.\n",
            date::short(coverage.deadline)
        ),
        None => format!("Không cơ quan nào còn phải gửi hoặc sửa báo cáo {period}; {NONE}.\n"),
    }
}

/// Letters of an earlier run that nobody needs any more: left where they are, but told, so that
/// nobody sends them.
fn left_behind(plan: &Plan, report: &Report<'_>, documents: &[Document<'_>], out: &Path) -> String {
    let period = report.input.period.id();
    let is_letter = |name: &str| {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let rest = STEMS.iter().find_map(|s| stem.strip_prefix(&format!("{s}-{period}")));
        let is_ours = rest.is_some_and(|rest| {
            rest.is_empty()
                || rest.strip_prefix('-').is_some_and(|id| plan.register.by_id(id).is_some())
        });
        is_ours && ENDINGS.contains(&ending)
    };
    let there = std::fs::read_dir(out).into_iter().flatten().flatten();
    let mut old: Vec<String> = there
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| is_letter(name) && !documents.iter().any(|d| d.name == *name))
        .collect();
    old.sort();
    if old.is_empty() {
        return String::new();
    }
    format!(
        "Trong “{}” còn công văn của lần trước, lần này không lập: {}. Xem lại trước khi gửi.\n",
        shown(out),
        old.join(", ")
    )
}
