//! `report remind`: the letters to those of whom something is still wanted, written whole and
//! together. Where nothing is wanted nothing is written.

use report::render::{self, Document, Format};
use report::text::date;
use report::workspace::{self, DiskStore, LettersWanted, Store, shown};

use super::args::{Args, Remind};
use super::context::{self, Done};
use super::documents::{Documents, document_formats};

/// Runs the command.
pub(crate) fn run(args: &Args, wanted: &Remind) -> anyhow::Result<Done> {
    let global = &args.global;
    let plan = context::plan(global)?;
    let templates = context::templates(global)?;
    let period = context::period(&wanted.period)?;
    let agency = wanted.agency.as_deref();
    let only = agency.map(|name| workspace::agency(&plan, name, period)).transpose()?;
    let data = context::data(global, &plan, &wanted.data)?.period(period)?;
    let mut notes = context::lines(context::notes(global, &data.notes));
    if global.verbose {
        notes += &format!("Tính đến ngày {}.\n", date::short(data.as_of));
    }
    notes += &context::stray_templates(global);
    let until = wanted.until.as_deref().and_then(|written| date::parse(written).ok());
    let made = data.letters(LettersWanted { until, each: wanted.each, only })?;
    notes += &context::lines(context::notes(global, &made.passed_over));
    let formats = document_formats(&wanted.format);
    let of = |letter| {
        let document = |format: &Format| render::letter(letter, *format, &templates);
        formats.iter().map(document).collect::<Vec<_>>()
    };
    let documents: Vec<Document<'_>> = made.letters.iter().flat_map(of).collect();
    let mut written = Documents::new(&wanted.out, false)?;
    written.add(&documents)?;
    let mut done = written.finish()?;
    notes += &context::lines(context::notes(global, &made.nobody));
    if only.is_none() {
        // Letters of an earlier run that nobody needs any more are left where they are, but told, so
        // that nobody sends them.
        let there = DiskStore.list(&wanted.out).unwrap_or_default().into_iter();
        let is_old = |name: &String| {
            workspace::is_letter_about(&plan, period, name)
                && !documents.iter().any(|document| document.name == *name)
        };
        let old: Vec<String> = there.map(|entry| entry.name).filter(is_old).collect();
        if !old.is_empty() {
            notes += &format!(
                "Trong “{}” còn công văn của lần trước, lần này không lập: {}. Xem lại trước khi gửi.\n",
                shown(&wanted.out),
                old.join(", ")
            );
        }
    }
    if made.is_open {
        notes += "Chưa có ngày gửi nên công văn để trống “trước ngày …/…/……”; nêu bằng --until hoặc reminder.until trong period.yaml.\n";
    }
    if !global.quiet {
        done.stderr = notes;
    }
    Ok(done)
}
