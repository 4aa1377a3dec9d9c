//! `report fix`: a cleaned copy of one file, what was changed in it, and what people must mend.
//!
//! What is changed is decided by the library, where the copy goes by `write::copy`.

use report::decode::csv::MAX_BYTES;
use report::diag::{Diagnostic, Policy};
use report::emit;
use report::submission::Unfixable;
use report::text::date;
use report::workspace::{self, DiskStore, Fixing, named};

use super::args::{Args, Fix};
use super::context::{self, Done};
use super::terminal;
use super::write::Copy;

/// Runs the command.
pub(crate) fn run(args: &Args, fix: &Fix) -> anyhow::Result<Done> {
    let plan = context::plan(&args.global)?;
    let period = fix.period.as_deref().map(context::period).transpose()?;
    let bytes = workspace::read(&DiskStore, &fix.path, MAX_BYTES)?;
    let copy = Copy::of(&fix.path, fix.out.as_deref(), fix.in_place, &bytes)?;
    let options = context::options(&args.global);
    let fixing = Fixing::open(context::disk(), plan, options, (&fix.path, bytes), period)?;
    let cleaned = fixing.cleaned()?;
    let (told, findings) = match cleaned.fixed {
        Ok(fixed) => {
            let source = fixing.source.clone();
            // Both places are asked before either takes a text.
            let second = match &fixed.figures {
                Some(figures) => Some((copy.of_figures(&fix.path)?, &figures.text)),
                None => None,
            };
            let (mut told, mut note) = copy.write(&source.bytes, fixed.text.as_bytes())?;
            let mut copies = vec![(named(copy.path()), fixed.text.as_str())];
            if let Some((copy, text)) = &second {
                told += &copy.write(&source.bytes, text.as_bytes())?.0;
                note += "Tệp có cả bảng số liệu, và mỗi tệp CSV chỉ có một bảng, nên bản đã sửa là hai tệp.\n";
                copies.push((named(copy.path()), text.as_str()));
            }
            let left = fixing.left_in(&copies)?;
            if args.global.verbose {
                let day = date::short(left.set.as_of);
                note = format!("{} Tính đến ngày {day}.\n{note}", left.set.summary());
            }
            let summary = workspace::summary_of_fix(&fixed, &source, terminal::width());
            let look = worth_a_look(args, &cleaned.worth_a_look);
            // What the copy does not hold is no less wrong.
            let lost = Policy::default().fails(&cleaned.worth_a_look);
            let and = match (left.findings.is_empty(), lost) {
                (false, _) => "Trong bản đã sửa còn:\n\n",
                (true, true) => {
                    "Lỗi ở tệp gốc phải sửa tay, vì bản đã sửa không có nội dung ấy. Trong bản đã sửa: "
                }
                (true, false) => "",
            };
            let told = format!("{told}\n{summary}\n{look}{and}");
            let done = done(args, &told, note, &left.findings);
            return Ok(Done { status: done.status.max(u8::from(lost)), ..done });
        }
        Err(Unfixable::NotRead) => {
            let findings = fixing.left()?.findings;
            let told = format!(
                "Chưa sửa được gì{}; không tệp nào được ghi. Sửa theo chỉ dẫn dưới đây rồi chạy lại.\n\n",
                workspace::why_not(&findings)
            );
            return Ok(done(args, &told, String::new(), &findings));
        }
        Err(Unfixable::WouldDiffer) => (
            "Chưa sửa được gì, vì viết lại thì nội dung không còn giống hệt tệp gốc; không tệp nào được ghi. Sửa các chỗ dưới đây trước.\n\n",
            fixing.left()?.findings,
        ),
    };
    Ok(Done { status: 1, ..done(args, told, String::new(), &findings) })
}

/// Findings about the reading that the copy no longer shows.
fn worth_a_look(args: &Args, findings: &[Diagnostic]) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let human = emit::human(findings, &terminal::human(&args.global));
    format!("Về cách đọc tệp gốc, cần xem lại một lần:\n\n{human}\n")
}

fn done(args: &Args, told: &str, note: String, findings: &[Diagnostic]) -> Done {
    let status = u8::from(Policy::default().fails(findings));
    let (told, stderr) = if args.global.quiet { ("", String::new()) } else { (told, note) };
    let human = emit::human(findings, &terminal::human(&args.global));
    Done { stdout: format!("{told}{human}"), stderr, status, exact: false }
}
