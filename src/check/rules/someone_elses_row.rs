//! A509: a file of one agency holds a row of another.

use crate::check::{BOTH, FileContext, Rule, sender_by_name};
use crate::diag::{Code, Sink, code};
use crate::plan::AgencyId;
use crate::submission::{Field, TableKind};

static CODE: Code = code!(warning, "A509", "someone-elses-row", "Dòng của cơ quan khác");

pub(in crate::check) struct SomeoneElsesRow;

impl Rule for SomeoneElsesRow {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn file(&self, cx: &FileContext<'_>, sink: &mut Sink) {
        let register = &cx.plan().register;
        let Some(owner) = owner(cx) else { return };
        for row in cx.rows() {
            let Some(id) = row.row.agency.value().filter(|id| *id != owner) else { continue };
            // A former name in a file or a row is A506.
            let both_exist = [owner, id].iter().all(|a| register.agency(*a).in_force(row.day()));
            if !both_exist {
                continue;
            }
            let (owner, agency) = (&register.agency(owner).name, &register.agency(id).name);
            let message = format!("Tệp này là báo cáo của {owner} nhưng dòng này ghi {agency}.");
            sink.push(row.at(&CODE, Field::Agency, message).expected(owner).help(format!(
                "Nếu ghi nhầm thì sửa thành “{owner}”; nếu đúng là kết quả của {agency} thì chuyển dòng này sang tệp của {agency}."
            )));
        }
    }
}

/// The owner of a file: the agency in its name, else the agency of most of its rows. A file that
/// collects several agencies has none.
fn owner(cx: &FileContext<'_>) -> Option<AgencyId> {
    if let Some(named) = sender_by_name(cx.plan(), cx.name) {
        return Some(named);
    }
    let sender = cx.submission.sender?;
    let named = || cx.submission.rows.iter().filter_map(|row| row.agency.value());
    let own = named().filter(|id| *id == sender).count();
    (own > 1 && own * 2 > named().count()).then_some(sender)
}
