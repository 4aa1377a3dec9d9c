//! Which agency, and which addressee of the report, somebody means by a name.

use chrono::Days;

use super::error::{Error, refuse};
use crate::plan::{AgencyId, Kind, Lookup, Period, Plan, Reports};
use crate::text::{date, visible};

/// More names than this are not read one by one.
const MOST_NAMES: usize = 12;

/// The agency that is meant by a name, in force on the last day of the data window and one that
/// reports.
pub fn agency(plan: &Plan, written: &str, period: Period) -> Result<AgencyId, Error> {
    let id = named(plan, written, period)?;
    let (register, day) = (&plan.register, plan.window(period).end);
    let body = register.agency(id);
    if body.reports == Reports::Never {
        refuse!("{} nhận báo cáo, không gửi báo cáo theo Kế hoạch này.", body.full_name());
    }
    if let Some(last) = body.valid_to.filter(|last| *last < day) {
        let since = date::short(last + Days::new(1));
        let next = match body.successors.as_slice() {
            [] => String::new(),
            some => format!(" Cơ quan kế tiếp: {}.", names(plan, some)),
        };
        refuse!("{} đã kết thúc hoạt động từ ngày {since}.{next}", body.full_name());
    }
    if let Some(from) = body.valid_from.filter(|from| *from > day) {
        let before: Vec<AgencyId> = register
            .ids()
            .filter(|before| register.agency(*before).successors.contains(&id))
            .filter(|before| register.agency(*before).in_force(day))
            .collect();
        let before = match before.as_slice() {
            [] => String::new(),
            some => format!(" Cơ quan khi ấy: {}.", names(plan, some)),
        };
        refuse!(
            "{} thành lập ngày {}, sau ngày chốt số liệu của {} ({}).{before}",
            body.full_name(),
            date::short(from),
            period.name(),
            date::short(day)
        );
    }
    Ok(id)
}

/// The one body that a name means.
fn named(plan: &Plan, written: &str, period: Period) -> Result<AgencyId, Error> {
    let (register, day) = (&plan.register, plan.window(period).end);
    let told = visible::line(written);
    let by_id = register.by_id(written).map(Lookup::One);
    let sentence = match by_id.unwrap_or_else(|| register.lookup(written, day)) {
        Lookup::One(id) => return Ok(id),
        Lookup::Ambiguous(ids) => format!(
            "“{told}” có thể là nhiều cơ quan: {}. Ghi đủ tên của một cơ quan.",
            names(plan, &ids)
        ),
        Lookup::Group(group) => {
            let members: Vec<AgencyId> = register
                .ids()
                .filter(|id| register.in_group(group, *id) && register.agency(*id).in_force(day))
                .collect();
            format!(
                "“{told}” là tên chung của nhiều cơ quan. Ghi tên một cơ quan: {}.",
                names(plan, &members)
            )
        }
        Lookup::Unknown => {
            let near = register.nearest(written, day, 3);
            match near.is_empty() {
                true => format!(
                    "Không có cơ quan nào tên “{told}”. Ghi tên chính thức, ví dụ “{}”.",
                    visible::line(plan.unit_name())
                ),
                false => format!(
                    "Không có cơ quan nào tên “{told}”. Có phải là: {}?",
                    names(plan, &near)
                ),
            }
        }
    };
    Err(Error::Refused(sentence))
}

fn names(plan: &Plan, ids: &[AgencyId]) -> String {
    let full = ids.iter().take(MOST_NAMES).map(|id| plan.register.agency(*id).full_name());
    let names = full.collect::<Vec<_>>().join("; ");
    match ids.len().saturating_sub(MOST_NAMES) {
        0 => names,
        more => format!("{names} và {more} cơ quan khác"),
    }
}

/// An addressee of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    /// Its id in the register.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it is a ministry, whose report has the tasks by recommendation.
    pub is_central: bool,
}

/// Those to whom the report goes: the one that is named, or each with `all`.
pub fn addressees(plan: &Plan, written: &str) -> Result<Vec<Addressee>, Error> {
    let all = plan.reporting.addressees.iter().map(|id| plan.register.agency(*id));
    let all: Vec<Addressee> = all
        .map(|agency| Addressee {
            id: agency.id.clone(),
            name: agency.name.clone(),
            is_central: agency.kind == Kind::Central,
        })
        .collect();
    if written == "all" {
        return Ok(all);
    }
    match all.iter().find(|to| to.id == written || to.name == written) {
        Some(found) => Ok(vec![found.clone()]),
        None => {
            let known: Vec<String> =
                all.iter().map(|to| format!("{} ({})", to.id, to.name)).collect();
            refuse!(
                "Báo cáo không gửi “{}”. Nơi nhận trong reporting.yaml: {}; all là mỗi nơi nhận một báo cáo.",
                visible::line(written),
                known.join(", ")
            )
        }
    }
}
