//! H210: the heading of a money column names another unit than đồng, and the cells do not say theirs.

use crate::check::{FileContext, RowContext, Rule};
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::submission::{Field, Row, Submission};
use crate::text::fold;

static CODE: Code =
    Code::error("H210", "amount-unit-in-heading", "Cột kinh phí ghi theo đơn vị khác đồng");

/// H210.
pub(in crate::check) struct AmountUnitInHeading;

impl Rule for AmountUnitInHeading {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn file(&self, cx: &FileContext<'_>, sink: &mut Sink) {
        for (first, place) in cx.submission.heading_places() {
            Self::under(cx, first, &place, sink);
        }
    }
}

impl AmountUnitInHeading {
    /// Looks at the headings at a place, and at the rows below them.
    fn under(cx: &FileContext<'_>, first: &Row, place: &Place, sink: &mut Sink) {
        for field in [Field::Allocated, Field::Disbursed] {
            let Some((heading, unit)) = other_unit(cx.submission, first, field) else { continue };
            // The unit may stand in every cell all the same: "12,5 triệu".
            let bare = cx.rows().find(|row| {
                let text = row.text(field);
                row.place(field).sheet == place.sheet
                    && text.bytes().any(|b| (b'1'..=b'9').contains(&b))
                    && !text.contains(char::is_alphabetic)
            });
            let Some(row) = bare else { continue };
            let mut place = place.clone();
            if let Some(column) = row.place(field).column {
                place = place.cell(column);
            }
            place.field = Some(field.key());
            place.heading = Some(heading.to_owned());
            let example = format!("{} {unit}", row.text(field));
            let message = format!("Cột này ghi theo {unit} đồng, còn mẫu tính theo đồng.");
            sink.push(
                Diagnostic::new(&CODE, place, message)
                    .value(heading)
                    .expected(field.heading())
                    .help(format!(
                        "Đổi các số sang đồng rồi sửa tiêu đề thành “{}”; hoặc ghi đơn vị ngay trong ô, ví dụ {example}.",
                        field.heading()
                    )),
            );
        }
    }
}

/// Whether a column of money names another unit than đồng in its heading.
pub(super) fn is_amount_of_another_unit(cx: &RowContext<'_>, field: Field) -> bool {
    matches!(field, Field::Allocated | Field::Disbursed)
        && other_unit(cx.file.submission, cx.row, field).is_some()
}

/// The heading over a field of a row and the unit that it names, when it is not đồng.
fn other_unit<'a>(
    submission: &'a Submission,
    row: &Row,
    field: Field,
) -> Option<(&'a str, &'static str)> {
    let heading = submission.heading_over(row, field)?;
    let usual = heading == field.heading() || heading == field.key();
    let unit = if usual { None } else { unit(heading) };
    unit.map(|unit| (heading, unit))
}

/// The unit that a heading names, when it is not đồng itself. "Ngàn" is known by its tone only:
/// without it, it is the second half of "giải ngân".
fn unit(heading: &str) -> Option<&'static str> {
    let (plain, toned) = (fold::ascii(heading), fold::name(heading));
    let has = |word: &str| plain.split(' ').any(|w| w == word);
    let ngan = fold::name("ngàn");
    if has("trieu") {
        Some("triệu")
    } else if has("nghin") || toned.split(' ').any(|w| w == ngan) {
        Some("nghìn")
    } else if has("dong") && (has("ty") || has("ti")) {
        Some("tỷ")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::unit;

    #[test]
    fn only_another_unit_is_told() {
        for (heading, expected) in [
            ("Kinh phí được giao (triệu đồng)", Some("triệu")),
            ("Kinh phí giải ngân (ngàn đồng)", Some("nghìn")),
            ("KINH PHI GIAI NGAN (NGHIN DONG)", Some("nghìn")),
            ("Kinh phí giao (tỷ đồng)", Some("tỷ")),
            ("Kinh phí giải ngân (đồng)", None),
            ("kinh_phi_giai_ngan", None),
            ("Đã giải ngân", None),
        ] {
            assert_eq!(unit(heading), expected, "{heading}");
        }
    }
}
