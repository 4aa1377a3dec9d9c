//! A508: the name of a group ("UBND cấp xã") instead of one agency.

use crate::check::{BOTH, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::{Field, NoAgency, TableKind};

static CODE: Code =
    code!(error, "A508", "group-instead-of-agency", "Ghi tên chung thay cho tên cơ quan");

pub(in crate::check) struct GroupInsteadOfAgency;

impl Rule for GroupInsteadOfAgency {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let Some(NoAgency::Group(group)) = cx.row.agency.fault() else { return };
        let register = &cx.plan().register;
        let message = format!("“{}” là tên chung của nhiều cơ quan.", cx.text(Field::Agency));
        let sender = cx.file.submission.sender;
        let example = sender.filter(|id| register.in_group(*group, *id)).or_else(|| {
            register.ids().find(|id| {
                register.in_group(*group, *id) && register.agency(*id).in_force(cx.day())
            })
        });
        let help = match example.map(|id| register.agency(id)) {
            Some(agency) => {
                format!("Ghi tên riêng của cơ quan gửi báo cáo, ví dụ “{}”.", agency.name)
            }
            None => "Ghi tên riêng của cơ quan gửi báo cáo.".to_owned(),
        };
        sink.push(
            cx.at(&CODE, Field::Agency, message).expected("tên riêng của một cơ quan").help(help),
        );
    }
}
