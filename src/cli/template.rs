//! `report template`: the blank form of one agency for one period.
//!
//! Never writes over a file that is there: it may have been filled in.

use std::path::Path;

use anyhow::{Context as _, bail};
use chrono::Days;
use report::check::History;
use report::consolidate::Folder;
use report::form::{self, Form};
use report::plan::{AgencyId, Lookup, Period, Plan, Reports};
use report::text::date;

use super::args::{Args, Global, Template, TemplateFormat};
use super::context::{self, Done, io_reason, shown};
use super::folders::{self, DataFolder};
use super::read::{self, Bytes};
use super::write::Batch;

/// More names than this are not read one by one.
const MOST_NAMES: usize = 12;

/// Runs the command.
pub(crate) fn run(args: &Args, wanted: &Template) -> anyhow::Result<Done> {
    let plan = context::plan(&args.global)?;
    let period = context::period(&wanted.period)?;
    let (issued, last) = (plan.decision.date, plan.window(period).end);
    if last < issued {
        bail!(
            "Số liệu của {} chốt ngày {}, trước khi Kế hoạch được ban hành ({}).",
            period.name(),
            date::short(last),
            date::short(issued)
        );
    }
    let agency = agency(&plan, &wanted.agency, period)?;
    let (earlier, notes) = match &wanted.data {
        Some(folder) => earlier(&plan, &args.global, folder, period)?,
        None => (Vec::new(), Vec::new()),
    };
    let form = Form::new(&plan, agency, period, &earlier);
    let (ending, bytes) = match wanted.format {
        TemplateFormat::Csv => ("csv", form::csv(&form)),
        TemplateFormat::Xlsx => {
            let day = context::as_of(&args.global, None)?;
            ("xlsx", form::xlsx(&form, day).context("Chưa ghi tệp nào.")?)
        }
    };
    let name = format!("{}.{ending}", form.stem);
    keep_what_is_there(&wanted.out.join(&name), &bytes)?;
    let mut files = Batch::new(&wanted.out)?;
    files.add(&name, |out| Ok(out.write_all(&bytes)?))?;
    let stdout = files.finish()?.iter().map(|path| format!("{}\n", shown(path))).collect();
    let stderr = if args.global.quiet {
        String::new()
    } else {
        notes.iter().map(|note| format!("{note}\n")).collect()
    };
    Ok(Done { stdout, stderr, ..Done::default() })
}

/// A file of this name that says something else is somebody's work.
fn keep_what_is_there(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    match read::at_most(path, bytes.len()) {
        Ok(Bytes::All(there)) if there == bytes => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() != std::io::ErrorKind::IsADirectory => {
            Err(anyhow::anyhow!(io_reason(&error))
                .context(format!("Không ghi được “{}”; chưa có tệp nào bị thay đổi.", shown(path))))
        }
        _ => bail!(
            "Đã có “{}”, có thể đã được điền nên không ghi đè. Đổi tên hoặc chuyển tệp ấy đi, hoặc nêu thư mục khác bằng --out.",
            shown(path)
        ),
    }
}

/// The agency that is meant by a name on the command line, in force on the last day of the data window.
pub(crate) fn agency(plan: &Plan, written: &str, period: Period) -> anyhow::Result<AgencyId> {
    let (register, day) = (&plan.register, plan.window(period).end);
    let told = report::text::visible::line(written);
    let names = |ids: &[AgencyId]| {
        let names: Vec<String> =
            ids.iter().take(MOST_NAMES).map(|id| register.agency(*id).full_name()).collect();
        let more = ids.len().saturating_sub(MOST_NAMES);
        let more = if more > 0 { format!(" và {more} cơ quan khác") } else { String::new() };
        format!("{}{more}", names.join("; "))
    };
    let id = match register
        .by_id(written)
        .map_or_else(|| register.lookup(written, day), Lookup::One)
    {
        Lookup::One(id) => id,
        Lookup::Many(ids) => {
            bail!("“{told}” có thể là nhiều cơ quan: {}. Ghi đủ tên của một cơ quan.", names(&ids))
        }
        Lookup::Group(group) => {
            let members: Vec<AgencyId> = register
                .ids()
                .filter(|id| register.in_group(group, *id) && register.agency(*id).in_force(day))
                .collect();
            bail!(
                "“{told}” là tên chung của nhiều cơ quan. Ghi tên một cơ quan: {}.",
                names(&members)
            )
        }
        Lookup::Nobody => {
            let near = register.nearest(written, day, 3);
            if near.is_empty() {
                let unit = report::text::visible::line(plan.unit_name());
                bail!("Không có cơ quan nào tên “{told}”. Ghi tên chính thức, ví dụ “{unit}”.");
            }
            bail!("Không có cơ quan nào tên “{told}”. Có phải là: {}?", names(&near));
        }
    };
    let body = register.agency(id);
    if body.reports == Reports::Never {
        bail!("{} nhận báo cáo, không gửi báo cáo theo Kế hoạch này.", body.full_name());
    }
    if let Some(last) = body.valid_to.filter(|last| *last < day) {
        let since = date::short(last + Days::new(1));
        let next = match body.successors.as_slice() {
            [] => String::new(),
            some => format!(" Cơ quan kế tiếp: {}.", names(some)),
        };
        bail!("{} đã kết thúc hoạt động từ ngày {since}.{next}", body.full_name());
    }
    if let Some(from) = body.valid_from.filter(|from| *from > day) {
        let before: Vec<AgencyId> = register
            .ids()
            .filter(|before| register.agency(*before).successors.contains(&id))
            .filter(|before| register.agency(*before).in_force(day))
            .collect();
        let before = match before.as_slice() {
            [] => String::new(),
            some => format!(" Cơ quan khi ấy: {}.", names(some)),
        };
        bail!(
            "{} thành lập ngày {}, sau ngày chốt số liệu của {} ({}).{before}",
            body.full_name(),
            date::short(from),
            period.name(),
            date::short(day)
        );
    }
    Ok(id)
}

/// The folders of the period before, and what there is to say about them.
fn earlier(
    plan: &Plan,
    global: &Global,
    folder: &Path,
    period: Period,
) -> anyhow::Result<(Vec<Folder>, Vec<String>)> {
    let all = DataFolder::around(plan, folder)?;
    let Some(previous) = period.previous() else {
        let note =
            format!("Kỳ đột xuất không có kỳ liền trước nên không dùng “{}”.", shown(folder));
        return Ok((Vec::new(), vec![note]));
    };
    let made = all.made_from(plan, previous);
    let mut earlier = Vec::new();
    let mut notes = all.notes.clone();
    notes.extend(all.beside_in_words(&[previous]));
    let start = plan.window(period).start;
    let mut history = History::default();
    for found in all.folders.iter().filter(|f| plan.window(f.period).end < start) {
        let (folder, told) = folders::checked_folder(plan, global, found, &mut history)?;
        if !made.contains(&found.period) {
            continue;
        }
        // What was passed over in the past is no news.
        notes.extend(told.into_iter().filter(|_| global.verbose));
        earlier.push(folder);
    }
    if earlier.is_empty() {
        notes.push(format!(
            "Trong “{}” không có thư mục của {} ({}) nên mẫu không có số liệu kỳ trước.",
            shown(&all.path),
            previous.name(),
            previous.id()
        ));
    }
    Ok((earlier, notes))
}
