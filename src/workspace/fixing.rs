//! The cleaned text of one file, and what people must still mend in it.
//!
//! What is changed is decided by `submission::fix`; where the text goes is the caller's business.

use std::path::Path;
use std::sync::Arc;

use super::checking::{CheckedSet, Checking};
use super::error::{Error, refuse};
use super::file_set::FileSet;
use super::setting::{Options, Setting};
use super::store::Store;
use super::wording::{named, shown};
use crate::check;
use crate::diag::{Diagnostic, Policy, Sink};
use crate::plan::{Period, Plan};
use crate::source::Source;
use crate::submission::{self, Fixed, Obstacle, ReadOptions, Unfixable, needs_review};

/// A file that is being cleaned.
#[derive(Debug)]
pub struct Fixing {
    /// The file as it came.
    pub source: Source,
    checking: Checking,
}

/// What became of a file that was to be cleaned.
#[derive(Debug)]
pub struct Cleaned {
    /// The cleaned text, or why there is none.
    pub fixed: Result<Fixed, Unfixable>,
    /// Findings about the reading that the cleaned text no longer shows, such as the encoding and
    /// the sheet that were chosen: to be reviewed once.
    pub worth_a_look: Vec<Diagnostic>,
}

/// What is found in a file after the cleaning, or in one that could not be cleaned.
#[derive(Debug)]
pub struct Left {
    /// The file.
    pub set: FileSet,
    /// The findings, in telling order.
    pub findings: Vec<Diagnostic>,
}

impl Fixing {
    /// The bytes of the file at `path`. What contradicts in the data folder around it is an error.
    pub fn open(
        store: Arc<dyn Store>,
        plan: Arc<Plan>,
        options: Options,
        (path, bytes): (&Path, Vec<u8>),
        period: Option<Period>,
    ) -> Result<Self, Error> {
        let setting = Setting::new(store, plan, options);
        let source = Source::new(named(path), bytes);
        let mut set = FileSet::file(&setting, path, period)?;
        set.replace(&source.bytes);
        let mut checking = Checking::with(setting);
        checking.add(set);
        checking.look_around()?;
        Ok(Self { source, checking })
    }

    /// Cleans the file.
    pub fn cleaned(&self) -> Result<Cleaned, Error> {
        let setting = self.checking.setting();
        let unit = self.checking.first();
        let period = unit.and_then(|unit| unit.period);
        let day = unit.map_or(setting.plan.decision.date, |unit| unit.day(setting));
        let asked = ReadOptions { period, day };
        let fixed = check::isolated(|| {
            let mut read = Sink::new();
            (submission::fix(&self.source, &setting.plan, asked, &mut read), read)
        });
        let Some((fixed, read)) = fixed else {
            refuse!(
                "Chương trình gặp lỗi của chính nó khi sửa “{}”; không tệp nào được ghi. Gửi tệp này cho người quản trị chương trình để báo lỗi.",
                shown(Path::new(&*self.source.name))
            );
        };
        let mut worth_a_look = read.finish(&Policy::default());
        let is_behind = |found: &Diagnostic| {
            fixed.as_ref().is_ok_and(|fixed| submission::is_left_behind(found, fixed))
        };
        worth_a_look.retain(|found| needs_review(found) || is_behind(found));
        Ok(Cleaned { fixed, worth_a_look })
    }

    /// What is found in the file as it came.
    pub fn left(mut self) -> Result<Left, Error> {
        let (CheckedSet { set, checked }, faults) = self.check()?;
        let findings = checked.findings.into_iter().chain(faults);
        Ok(Left { set, findings: in_order(findings) })
    }

    /// Findings in the cleaned texts, each reported for the name under which people will look for
    /// it. The second one is that of the figures.
    pub fn left_in(mut self, copies: &[(String, &str)]) -> Result<Left, Error> {
        if let Some((_, text)) = copies.first() {
            self.checking.replace_first(text.as_bytes());
        }
        for (name, text) in &copies[1.min(copies.len())..] {
            self.checking.add_to_first(name, text.as_bytes());
        }
        let (CheckedSet { set, checked }, _) = self.check()?;
        let mut findings = in_order(checked.findings);
        // The file that was cleaned still has its own name.
        let first = copies.first().map(|(name, _)| Arc::<str>::from(name.as_str()));
        let renamed = |file: &str| first.clone().filter(|_| *file == *self.source.name);
        for finding in &mut findings {
            if let Some(name) = finding.place.shared_file().and_then(|file| renamed(file)) {
                finding.place.rename_file(&name);
            }
            for related in &mut finding.related {
                if let Some(name) = renamed(&related.file) {
                    related.file = name.to_string();
                }
            }
        }
        Ok(Left { set, findings })
    }

    /// The file after the check, and what is wrong with the pages of earlier periods.
    fn check(&mut self) -> Result<(CheckedSet, Vec<Diagnostic>), Error> {
        let one = self.checking.next_beside_history()?;
        one.ok_or_else(|| Error::Refused("Không có tệp nào để kiểm tra.".to_owned()))
    }
}

fn in_order(findings: impl IntoIterator<Item = Diagnostic>) -> Vec<Diagnostic> {
    let mut sink = Sink::with_limit(usize::MAX);
    sink.extend(findings);
    sink.finish(&Policy::default())
}

/// Why nothing about a file that could not be read is certain enough to be mended.
pub fn why_not(findings: &[Diagnostic]) -> &'static str {
    match Obstacle::first(findings) {
        Obstacle::Letters => ", vì có chữ trong tệp không đọc chắc được",
        Obstacle::Truncated => ", vì tệp dừng giữa chừng hoặc một ô thiếu dấu nháy kép đóng",
        Obstacle::Quotes => ", vì dấu nháy kép đặt nhầm nên không biết chắc ô nào kết thúc ở đâu",
        Obstacle::Headings => {
            ", vì hàng tiêu đề chưa rõ: cột nào là gì thì chỉ người lập bảng biết chắc"
        }
        Obstacle::Other => ", vì chưa đọc được bảng",
    }
}
