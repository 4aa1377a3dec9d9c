//! `report init`: a working folder with the plan, the templates and an empty period.
//!
//! Never writes over a file that is there. Nothing is invented: what is not known yet stays `null`.

use std::path::Path;

use anyhow::bail;
use chrono::{Datelike as _, NaiveDate};
use report::plan::{self, Period, Plan, PlanFiles};
use report::render;
use report::submission::PAGE;

use super::args::{Args, Init};
use super::context::{self, Done, shown};
use super::folders::DataFolder;
use super::write::Batch;

/// The folder of the plan and that of the templates.
const PLAN: &str = "plan";
const TEMPLATES: &str = "templates";
/// The manual of a folder: whoever edits it has it at hand.
const MANUAL: &str = "README.md";

/// Runs the command.
pub(crate) fn run(args: &Args, wanted: &Init) -> anyhow::Result<Done> {
    let files = context::plan_files(&args.global)?;
    let plan = context::plan_of(&files.clone().without_errata())?;
    let period = match wanted.period.as_deref() {
        Some(written) => context::period(written)?,
        None => open_quarter(&plan, context::as_of(&args.global, None)?),
    };
    let folder = &wanted.folder;
    if folder.is_file() {
        bail!("“{}” là tệp; cần tên một thư mục.", shown(folder));
    }
    // A folder of the period under another name of it is as good.
    let there = folder.is_dir().then(|| DataFolder::list(&plan, folder)).transpose()?;
    let there = there.as_ref().and_then(|there| there.of(period));
    let at = there.map_or_else(|| folder.join(period.id()), |found| found.path.clone());

    let page = [(PAGE.to_owned(), page(period).into_bytes())];
    let mut files_made = Batch::keeping(folder);
    let plan_made = add(&mut files_made, folder, PLAN, &plan_parts(&files))?;
    let templates_made = add(&mut files_made, folder, TEMPLATES, &template_parts())?;
    let own = at.strip_prefix(folder).unwrap_or(&at).to_string_lossy();
    let period_made = add(&mut files_made, folder, &own, &page)?;
    files_made.finish()?;
    let made = [
        (folder.join(PLAN), plan_made, "dữ liệu Kế hoạch".to_owned()),
        (folder.join(TEMPLATES), templates_made, "mẫu văn bản".to_owned()),
        (at.clone(), period_made, period.name()),
    ];
    let mut stdout = String::new();
    for (path, Made { new, kept }, about) in &made {
        let there = if *kept > 0 {
            format!(", giữ nguyên {kept} tệp đã có")
        } else {
            String::new()
        };
        stdout += &format!("{}: {about}; tạo {new} tệp{there}\n", shown(path));
    }
    let stderr = if args.global.quiet { String::new() } else { next(folder, &at, period) };
    Ok(Done { stdout, stderr, ..Done::default() })
}

/// The quarter whose reports are being received: the first whose deadline has not passed.
fn open_quarter(plan: &Plan, day: NaiveDate) -> Period {
    let quarters = (day.year() - 1..=day.year() + 1)
        .flat_map(|year| (1..=4).map(move |quarter| Period::Quarter(year, quarter)));
    quarters
        .into_iter()
        .find(|quarter| plan.deadline(*quarter) >= day)
        .unwrap_or(Period::Quarter(day.year() + 1, 4))
}

/// Files of a folder by name.
type Parts = Vec<(String, Vec<u8>)>;

fn plan_parts(files: &PlanFiles) -> Parts {
    let names = plan::FILES.iter().chain([&plan::ERRATA]);
    let sources = files.files.iter().chain(&files.errata);
    let files =
        names.zip(sources).map(|(name, source)| ((*name).to_owned(), source.bytes.to_vec()));
    let manual = (MANUAL.to_owned(), include_bytes!("../../plan/README.md").to_vec());
    files.chain([manual]).collect()
}

fn template_parts() -> Parts {
    let shipped = render::NAMES.iter().filter_map(|name| Some((name, render::shipped(name)?)));
    let files = shipped.map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
    let manual = (MANUAL.to_owned(), include_bytes!("../../templates/README.md").to_vec());
    files.chain([manual]).collect()
}

/// How many files of a folder were made, and how many were there already.
#[derive(Debug, Default)]
struct Made {
    new: usize,
    kept: usize,
}

/// Adds those files of a folder below the working folder that are not there yet.
fn add(
    files: &mut Batch,
    folder: &Path,
    below: &str,
    parts: &[(String, Vec<u8>)],
) -> anyhow::Result<Made> {
    let mut made = Made::default();
    for (name, bytes) in parts {
        let name = format!("{below}/{name}");
        if folder.join(&name).symlink_metadata().is_ok() {
            made.kept += 1;
            continue;
        }
        files.add(&name, |out| Ok(out.write_all(bytes)?))?;
        made.new += 1;
    }
    Ok(made)
}

/// The analyst's page with nothing filled in but the period.
fn page(period: Period) -> String {
    format!(
        "\
# Trang của người tổng hợp cho {name}: ghi những gì không có trong tệp của các cơ quan.
# Chữ sau dấu thăng là ghi chú. Khóa nào chưa có thì để null; ngày viết năm-tháng-ngày.

period: {id}

# Tính quá hạn, trễ hạn đến ngày này. Để null thì tính đến ngày chạy chương trình.
as_of: null

# Điền khi văn thư đã cấp số.
document:
  number: null
  date: null
  signer: null

# Ngày nhận từng tệp, mỗi tệp một dòng, thụt vào hai dấu cách:
#   tên tệp: ngày nhận
received: null

# Cơ quan được miễn hoặc lùi báo cáo; mã cơ quan có trong plan/agencies.yaml:
#   - agency: mã cơ quan
#     reason: lý do
excused: null

# Dòng có thông tin cá nhân (mã V423) được phép công bố; dòng khác thì bản công bố không in:
#   - file: tên tệp
#     row: số dòng
release: null

# Lời của người tổng hợp; mỗi đoạn một dòng, bắt đầu bằng dấu gạch ngang:
#   remarks:
#     - Đoạn thứ nhất.
commentary:
  # Nhận xét, ở mục I.
  remarks: null
  # Đánh giá chung, ở mục V.
  assessment: null
  # Phương hướng, ở mục VI.
  directions: null
  # Kiến nghị của đơn vị tổng hợp, ở mục VII.
  recommendations: null
",
        name = period.name(),
        id = period.id(),
    )
}

/// What to do next.
fn next(folder: &Path, at: &Path, period: Period) -> String {
    let inside = |name: &str| quoted(&folder.join(name));
    format!(
        "
Việc tiếp theo:
  1. Chép tệp của các cơ quan vào {at}; ghi ngày nhận vào {page}.
  2. Kiểm tra:     report check {quoted_at}
  3. Lập báo cáo:  report build {data} --period {id} --out {out}
Đã sửa gì trong {plan} hay {templates} thì thêm vào các lệnh trên: --plan {plan}, --templates {templates}.
",
        at = shown(at),
        page = shown(&at.join(PAGE)),
        quoted_at = quoted(at),
        data = quoted(folder),
        id = period.id(),
        out = inside("van-ban"),
        plan = inside(PLAN),
        templates = inside(TEMPLATES),
    )
}

/// A path as it is typed: in quotes where it holds a space.
fn quoted(path: &Path) -> String {
    let path = shown(path);
    let path = path.strip_prefix("./").unwrap_or(&path);
    if path.contains(' ') { format!("\"{path}\"") } else { path.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use report::diag::Sink;

    #[test]
    fn a_quarter_is_open_until_its_deadline() {
        let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).unwrap();
        let on = |year, month, day| {
            open_quarter(&plan, NaiveDate::from_ymd_opt(year, month, day).unwrap()).id()
        };
        assert_eq!(on(2025, 11, 25), "2025-Q4");
        // Window to 14/12, two working days more.
        assert_eq!(on(2025, 12, 16), "2025-Q4");
        assert_eq!(on(2025, 12, 17), "2026-Q1");
        assert_eq!(on(2026, 1, 2), "2026-Q1");
        assert_eq!(on(2026, 6, 30), "2026-Q3");
    }
}
