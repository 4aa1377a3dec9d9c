//! `report fix`: a cleaned copy of one file, what was changed in it, and what people must mend.
//!
//! Owns where the copy goes and the words about it. What is changed is decided by the library.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::bail;
use report::check::{self, Checked};
use report::decode::books::holds_sheets;
use report::decode::csv::MAX_BYTES;
use report::decode::sniff::sniff;
use report::diag::{Diagnostic, Policy, Sink};
use report::emit::{self, Human};
use report::source::Source;
use report::submission::{self, Asked, Fixed, Unfixable};
use report::text::date;
use report::text::visible;

use super::args::{Args, Fix};
use super::context::{self, Done, shown};
use super::data::{self, Unit};
use super::fixed::summary;
use super::past::Pasts;
use super::{terminal, write};

/// Endings under which nobody looks for CSV.
const WORKBOOKS: [&str; 9] =
    ["xlsx", "xlsm", "xlsb", "xls", "ods", "fods", "docx", "docm", "numbers"];
/// The ending of the name of a cleaned copy.
const FIXED: &str = "-da-sua.csv";

/// Runs the command.
pub(crate) fn run(args: &Args, fix: &Fix) -> anyhow::Result<Done> {
    let plan = context::plan(&args.global)?;
    let period = fix.period.as_deref().map(context::period).transpose()?;
    let bytes = context::read(&fix.path, MAX_BYTES)?;
    let target = Target::of(fix, &bytes)?;
    let mut unit = Unit::file(&plan, &args.global, &fix.path, period)?;
    let source = Source::new(context::named(&fix.path), bytes);
    let asked = Asked { period: unit.period, day: unit.day(&plan) };
    let mut pasts = Pasts::new(&plan, &args.global, None)?;
    // What contradicts in the data folder is told before anything is written.
    pasts.look_around(&mut unit)?;
    let fixed = check::isolated(|| {
        let mut read = Sink::new();
        (submission::fix(&source, &plan, asked, &mut read), read)
    });
    let Some((fixed, read)) = fixed else {
        bail!(
            "Chương trình gặp lỗi của chính nó khi sửa “{}”; không tệp nào được ghi. Gửi tệp này cho người quản trị chương trình để báo lỗi.",
            shown(&fix.path)
        );
    };
    match fixed {
        Ok(fixed) => {
            let (told, mut note) = target.write(&source, &fixed)?;
            let checked = pasts.check_text(&mut unit, &fixed.text)?;
            if args.global.verbose {
                note =
                    format!("{} Tính đến ngày {}.\n{note}", unit.told(), date::short(unit.as_of));
            }
            let name = context::named(target.path());
            let findings = findings(checked, Some(&name));
            let left = if findings.is_empty() { "" } else { "Trong bản đã sửa còn:\n\n" };
            let summary = summary(&fixed, &source, terminal::width());
            let look = worth_a_look(args, read);
            Ok(done(args, &format!("{told}\n{summary}\n{look}{left}"), note, findings))
        }
        Err(Unfixable::NotRead) => {
            let findings = findings(pasts.check(&mut unit)?, None);
            let told = format!(
                "Chưa sửa được gì{}; không tệp nào được ghi. Sửa theo chỉ dẫn dưới đây rồi chạy lại.\n\n",
                why_not(&findings)
            );
            Ok(done(args, &told, String::new(), findings))
        }
        Err(Unfixable::WouldDiffer) => {
            let told = "Chưa sửa được gì, vì viết lại thì nội dung không còn giống hệt tệp gốc; không tệp nào được ghi. Sửa các chỗ dưới đây trước.\n\n";
            let mut done = done(args, told, String::new(), findings(pasts.check(&mut unit)?, None));
            done.status = 1;
            Ok(done)
        }
    }
}

/// Why nothing about a file that could not be read is certain enough to be mended.
fn why_not(findings: &[Diagnostic]) -> &'static str {
    let any = |codes: &[&str]| findings.iter().any(|finding| codes.contains(&finding.code.id));
    if any(&["F105", "F108"]) {
        ", vì có chữ trong tệp không đọc chắc được"
    } else if any(&["F107"]) {
        ", vì tệp dừng giữa chừng hoặc một ô thiếu dấu nháy kép đóng"
    } else if any(&["R304", "R305"]) {
        ", vì dấu nháy kép đặt nhầm nên không biết chắc ô nào kết thúc ở đâu"
    } else if any(&["H201", "H203", "H204", "H207"]) {
        ", vì hàng tiêu đề chưa rõ: cột nào là gì thì chỉ người lập bảng biết chắc"
    } else {
        ", vì chưa đọc được bảng"
    }
}

/// What was told of the reading and cannot be seen in the copy any more: whether the right letters
/// and the right sheet were taken is for people to see, once.
fn worth_a_look(args: &Args, read: Sink) -> String {
    const ONCE: [&str; 7] = ["F106", "H208", "H209", "H212", "R308", "R309", "R313"];
    let mut findings = read.finish(&Policy::default());
    findings.retain(|finding| ONCE.contains(&finding.code.id));
    if findings.is_empty() {
        return String::new();
    }
    format!("Về cách đọc tệp gốc, cần xem lại một lần:\n\n{}\n", human(args, &findings))
}

/// The findings in telling order, told of the file in which people will look for them.
fn findings(checked: Checked, name: Option<&str>) -> Vec<Diagnostic> {
    let mut sink = Sink::keeping(usize::MAX);
    sink.extend(checked.findings);
    let mut findings = sink.finish(&Policy::default());
    let Some(name) = name else { return findings };
    let was: Vec<Arc<str>> = checked.files.iter().map(|f| Arc::clone(&f.file.name)).collect();
    let name: Arc<str> = name.into();
    for finding in &mut findings {
        if finding.place.shared_file().is_some_and(|file| was.contains(file)) {
            finding.place.rename_file(&name);
        }
        for related in &mut finding.related {
            if was.iter().any(|file| **file == *related.file) {
                related.file = name.to_string();
            }
        }
    }
    findings
}

fn done(args: &Args, told: &str, note: String, findings: Vec<Diagnostic>) -> Done {
    let status = u8::from(Policy::default().fails(&findings));
    let (told, stderr) = if args.global.quiet { ("", String::new()) } else { (told, note) };
    Done { stdout: format!("{told}{}", human(args, &findings)), stderr, status, exact: false }
}

fn human(args: &Args, findings: &[Diagnostic]) -> String {
    let look = |_: &str| None;
    let human = Human {
        width: terminal::width(),
        color: terminal::coloured(args.global.color, &std::io::stdout()),
        max: 0,
        sources: &look,
    };
    emit::human(findings, &human)
}

/// Where the cleaned text goes.
enum Target {
    /// A file that is not there yet.
    New { path: PathBuf, beside: bool },
    /// The file itself.
    InPlace(PathBuf),
}

impl Target {
    fn of(fix: &Fix, bytes: &[u8]) -> anyhow::Result<Self> {
        if fix.in_place {
            if holds_sheets(sniff(bytes)) {
                bail!(
                    "Tệp Excel, LibreOffice và Word không sửa tại chỗ được, vì bản đã sửa là tệp CSV. Bỏ --in-place để ghi bản đã sửa ra tệp khác."
                );
            }
            return Ok(Self::InPlace(fix.path.clone()));
        }
        let path = fix.out.clone().unwrap_or_else(|| {
            let mut name = fix.path.file_stem().unwrap_or_default().to_owned();
            name.push(FIXED);
            fix.path.with_file_name(name)
        });
        if path.is_dir() {
            bail!("“{}” là thư mục; hãy ghi cả tên tệp.", shown(&path));
        }
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        if WORKBOOKS.iter().any(|workbook| ending == *workbook) {
            bail!("Bản đã sửa là tệp CSV: đặt tên có đuôi .csv thay cho “{}”.", shown(&path));
        }
        if path.symlink_metadata().is_ok() {
            let same = std::fs::canonicalize(&path).ok() == std::fs::canonicalize(&fix.path).ok();
            let hint = if same {
                "Muốn sửa ngay trong tệp thì dùng --in-place."
            } else {
                "Đặt tên khác bằng -o, hoặc chuyển tệp đó đi trước."
            };
            bail!("Đã có tệp “{}” nên không ghi đè. {hint}", shown(&path));
        }
        let folder = |path: &Path| path.parent().map(Path::to_owned).unwrap_or_default();
        let beside = folder(&path) == folder(&fix.path);
        Ok(Self::New { path, beside })
    }

    /// The file that will hold the cleaned text.
    fn path(&self) -> &Path {
        match self {
            Self::New { path, .. } | Self::InPlace(path) => path,
        }
    }

    /// Writes the text; gives back what was done, and a note.
    fn write(&self, source: &Source, fixed: &Fixed) -> anyhow::Result<(String, String)> {
        let text = fixed.text.as_bytes();
        match self {
            Self::New { path, beside } => {
                write::new(path, text)?;
                let told = format!("Đã ghi bản đã sửa: {}\n", shown(path));
                let folder = path.parent().unwrap_or(Path::new(""));
                let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
                let note = if *beside && data::is_period_folder(folder) {
                    "Thư mục của kỳ giờ có cả tệp gốc và bản đã sửa: trước khi tổng hợp hãy chuyển một trong hai ra chỗ khác.\n"
                } else {
                    ""
                };
                Ok((told, note.to_owned()))
            }
            Self::InPlace(path) if source.bytes.as_slice() == text => {
                Ok((format!("Tệp vẫn như cũ: {}\n", shown(path)), String::new()))
            }
            Self::InPlace(path) => {
                let (backup, not_kept) = write::in_place(path, &source.bytes, text)?;
                let backup = backup.file_name().map(|n| n.to_string_lossy().into_owned());
                let told = format!(
                    "Đã sửa ngay trong tệp: {}\nBản trước khi sửa: {}\n",
                    shown(path),
                    visible::name(&backup.unwrap_or_default())
                );
                Ok((told, not_kept.map(|words| format!("{words}\n")).unwrap_or_default()))
            }
        }
    }
}
