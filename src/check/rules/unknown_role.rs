//! V420: a role that is neither "chủ trì" nor "phối hợp".

use super::lost_in_export::is_lost;
use super::unknown_status::one_slip_from;
use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::Role;
use crate::submission::Field;
use crate::text::fold;

static CODE: Code = code!(error, "V420", "unknown-role", "Vai trò không có trong danh mục");

pub(in crate::check) struct UnknownRole;

impl Rule for UnknownRole {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        if cx.row.role.fault().is_none() || is_lost(cx, Field::Role) {
            return;
        }
        let text = cx.text(Field::Role);
        let labels = || Role::ALL.iter().map(|role| role.label());
        let odd = cx.stray_characters(Field::Role).unwrap_or_default();
        let message = format!("Vai trò này không có trong danh mục{odd}.");
        let mut finding = cx
            .at(&CODE, Field::Role, message)
            .expected(labels().collect::<Vec<_>>().join(" hoặc "));
        if let Some(label) = named_role(text).or_else(|| one_slip_from(text, labels())) {
            finding = finding.fix(label);
        }
        sink.push(finding.help(match cx.role() {
            Some(role) => format!(
                "Theo Kế hoạch, cơ quan này là {}; cũng có thể để trống ô này.",
                role.label().to_lowercase()
            ),
            None => "Ghi “Chủ trì” hoặc “Phối hợp”; cũng có thể để trống ô này.".to_owned(),
        }));
    }
}

/// The single role that a text names: `Cơ quan chủ trì`.
fn named_role(written: &str) -> Option<&'static str> {
    let folded = fold::ascii(written);
    let mut named_role = Role::ALL.iter().filter(|r| folded.contains(&fold::ascii(r.label())));
    match (named_role.next(), named_role.next()) {
        (Some(one), None) if !folded.contains("khong") && fold::unfoldable(written).is_none() => {
            Some(one.label())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::named_role;

    #[test]
    fn the_role_inside_a_longer_name_counts() {
        assert_eq!(named_role("Cơ quan chủ trì"), Some("Chủ trì"));
        assert_eq!(named_role("Đơn vị phối hợp"), Some("Phối hợp"));
        assert_eq!(named_role("Chủ trì, phối hợp"), None);
        assert_eq!(named_role("Tham gia"), None);
    }
}
