//! `report init`: a working folder with the plan, the templates and an empty period.
//!
//! Never writes over a file that is there. Nothing is invented: what is not known yet stays `null`.

use std::path::Path;

use anyhow::bail;
use chrono::{Datelike as _, NaiveDate};
use report::config::{CONFIG, Config};
use report::plan::{self, Period, Plan, PlanFiles};
use report::render;
use report::submission::PAGE;

use super::args::{Args, Global, Init};
use super::config;
use super::context::{self, Done, shown};
use super::folders::DataFolder;
use super::write::Batch;

/// The folders of a working folder that is made.
const PLAN: &str = "plan";
const TEMPLATES: &str = "templates";
const OUT: &str = "van-ban";
/// The manual of a folder: whoever edits it has it at hand.
const MANUAL: &str = "README.md";

/// Runs the command.
pub(crate) fn run(args: &Args, wanted: &Init) -> anyhow::Result<Done> {
    let folder = &wanted.folder;
    if folder.is_file() {
        bail!("“{}” là tệp; cần tên một thư mục.", shown(folder));
    }
    let there = config::of_folder(folder)?;
    let is_new = there.is_none();
    let config = there.unwrap_or_else(|| Config {
        plan: Some(PLAN.to_owned()),
        templates: Some(TEMPLATES.to_owned()),
        out: Some(OUT.to_owned()),
        notice: None,
    });
    let files = context::plan_files(&args.global)?;
    let plan = context::plan_of(&files.clone().without_errata())?;
    let period = match wanted.period.as_deref() {
        Some(written) => context::period(written)?,
        None => {
            let day = context::as_of(&args.global, None)?;
            open_quarter(own_plan(&args.global, folder, &config)?.as_ref().unwrap_or(&plan), day)
        }
    };
    // A folder of the period under another name of it is as good.
    let there = folder.is_dir().then(|| DataFolder::list(&plan, folder)).transpose()?;
    let there = there.as_ref().and_then(|there| there.of(period));
    let at = there.map_or_else(|| folder.join(period.id()), |found| found.path.clone());
    let own = at.strip_prefix(folder).unwrap_or(&at).to_string_lossy();

    let mut parts: Vec<(&str, String, Parts)> = Vec::new();
    if let Some(below) = &config.plan {
        parts.push((below, "dữ liệu Kế hoạch".to_owned(), plan_parts(&files)));
    }
    if let Some(below) = &config.templates {
        parts.push((below, "mẫu văn bản".to_owned(), template_parts()));
    }
    parts.push((&own, period.name(), vec![(PAGE.to_owned(), page(period).into_bytes())]));
    let mut batch = Batch::keeping(folder);
    let mut stdout = String::new();
    for (below, about, files) in &parts {
        let Made { new, kept } = add(&mut batch, folder, below, files)?;
        let there =
            if kept > 0 { format!(", giữ nguyên {kept} tệp đã có") } else { String::new() };
        stdout += &format!("{}: {about}; tạo {new} tệp{there}\n", shown(&folder.join(below)));
    }
    if is_new {
        batch.add(CONFIG, |out| Ok(out.write_all(CONFIG_TEXT.as_bytes())?))?;
    }
    let made = if is_new { "tạo mới" } else { "đã có, giữ nguyên" };
    stdout += &format!("{}: thư mục dùng những gì; {made}\n", shown(&folder.join(CONFIG)));
    batch.finish()?;
    let stderr = if args.global.quiet { String::new() } else { next(folder, &at, period) };
    Ok(Done { stdout, stderr, ..Done::default() })
}

/// The plan that a working folder has already, where `--plan` names no other.
fn own_plan(global: &Global, folder: &Path, config: &Config) -> anyhow::Result<Option<Plan>> {
    let own = config.plan.as_ref().map(|below| folder.join(below)).filter(|own| own.is_dir());
    match own {
        Some(_) if global.plan.is_none() => {
            context::plan(&Global { plan: own, ..global.clone() }).map(Some)
        }
        _ => Ok(None),
    }
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
        let name = if below == "." { name.clone() } else { format!("{below}/{name}") };
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

/// What `report.yaml` of a new working folder says.
const CONFIG_TEXT: &str = "\
# Thư mục làm việc này dùng những gì. Mọi lệnh chạy với dữ liệu ở trong thư mục này tự tìm thấy tệp
# này; tùy chọn nêu trên dòng lệnh thì được dùng thay.
# Đường dẫn tính từ thư mục chứa tệp này và không ra ngoài thư mục ấy. Chữ sau dấu thăng là ghi chú.

# Thư mục dữ liệu Kế hoạch. Để null thì dùng bản có sẵn trong chương trình.
plan: plan

# Thư mục mẫu văn bản. Để null thì dùng bản có sẵn trong chương trình.
templates: templates

# Thư mục mà report build và report remind ghi văn bản vào.
out: van-ban

# Dòng chữ in trên mọi văn bản của kỳ mà period.yaml không có notice.
notice: null
";

/// What to do next.
fn next(folder: &Path, at: &Path, period: Period) -> String {
    format!(
        "
Việc tiếp theo:
  1. Chép tệp của các cơ quan vào {at}; ghi ngày nhận vào {page}.
  2. Kiểm tra:     report check {quoted_at}
  3. Lập báo cáo:  report build {data} --period {id}
Các lệnh trên dùng Kế hoạch, mẫu và nơi ghi văn bản nêu trong {config}.
",
        at = shown(at),
        page = shown(&at.join(PAGE)),
        quoted_at = quoted(at),
        data = quoted(folder),
        id = period.id(),
        config = shown(&folder.join(CONFIG)),
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
