//! The totals of indicators as a table for a screen, each with who was asked and who answered.

use comfy_table::Width;

use super::grid::Grid;
use report::render::status::{
    Compared, IN_DOUBT, Indicator, Status, Target, grouped, marked, nature_label,
};
use report::text::wrap;

/// So much of a name is shown.
const NAME: usize = 90;

/// The indicators, those with a value first.
pub(super) fn grid(status: &Status) -> Grid {
    let mut all: Vec<&Indicator> = status.indicators.iter().collect();
    all.sort_by_key(|of| of.total.given + of.total.others == 0);
    Grid {
        headings: vec![
            "Mã",
            "Số liệu",
            "Toàn bộ",
            "Có số liệu / được hỏi",
            "Kỳ trước",
            "So cùng cơ quan",
            "Mục tiêu",
        ],
        widths: vec![
            Some(Width::Fixed(9)),
            Some(Width::Percentage(28)),
            Some(Width::Fixed(11)),
            Some(Width::Fixed(14)),
            Some(Width::Fixed(11)),
            Some(Width::Fixed(14)),
            Some(Width::Percentage(20)),
        ],
        right: vec![2, 4],
        rows: all.into_iter().map(row).collect(),
    }
}

/// What the table leaves out or counts otherwise than a reader may think.
pub(super) fn notes(status: &Status) -> Vec<String> {
    let all = &status.indicators;
    if all.is_empty() {
        return vec!["Kế hoạch không hỏi số liệu nào trong kỳ này.".to_owned()];
    }
    let with_value = all.iter().filter(|of| of.total.given + of.total.others > 0).count();
    let mut notes = vec![format!(
        "{with_value}/{} số liệu đã có cơ quan gửi. Tổng chưa đủ các cơ quan được hỏi thì không phải là số của toàn tỉnh.",
        all.len()
    )];
    if all.iter().any(|of| of.total.hidden.is_some()) {
        notes.push("Số liệu nhạy cảm: từ 1 đến 4 ghi “dưới 5”; “không nêu” khi con số làm lộ số nhỏ hoặc số của một cơ quan.".to_owned());
    }
    let is_in_doubt = |of: &Indicator| {
        let before = of.previous.as_ref().map_or(0, |before| before.total.in_doubt);
        of.total.in_doubt + before > 0
    };
    if all.iter().any(is_in_doubt) {
        notes.push(format!("Số có dấu {IN_DOUBT} gồm giá trị khác thường, chờ cơ quan gửi xác nhận: chưa nên trích dẫn (xem report check, mã S007, S008, S011, S013, S015)."));
    }
    let bases: Vec<String> = all.iter().filter_map(base).collect();
    if !bases.is_empty() {
        notes.push(format!(
            "Tỷ lệ chỉ tính ở cơ quan và quý có cả tử số và mẫu số: {}.",
            bases.join("; ")
        ));
    }
    let left: usize = all.iter().map(|of| of.ended.len() + of.stood_for).sum();
    if left > 0 {
        notes.push(format!("{left} giá trị không cộng: cơ quan cuối kỳ không còn hoặc không còn được hỏi, hoặc đã có số của cả kỳ dài (xem --format json)."));
    }
    notes
}

fn row(of: &Indicator) -> Vec<String> {
    let name = wrap::beginning(&of.name, NAME);
    vec![
        of.id.clone(),
        format!("{name} ({})", of.unit),
        match of.nature {
            "listed" if of.total.given + of.total.others > 0 => nature_label(of.nature).to_owned(),
            _ => of.total.label.clone(),
        },
        of.total.coverage(),
        of.previous.as_ref().map(|before| before.total.label.clone()).unwrap_or_default(),
        of.previous.as_ref().map(change).unwrap_or_default(),
        targets(of),
    ]
}

/// `II.1.10 trên 98/1.113`: what a ratio is computed on, if not on the totals of its sides.
fn base(of: &Indicator) -> Option<String> {
    let base = of.base.as_ref()?;
    let sums = base.over.zip(base.under);
    let sums = sums.map(|(over, under)| format!(" trên {}/{}", grouped(over), grouped(under)));
    Some(format!("{}{}", of.id, sums.unwrap_or_default()))
}

/// `+12 (5 cơ quan)`.
fn change(before: &Compared) -> String {
    let Some(change) = &before.change else { return String::new() };
    let Some(difference) = change.difference else { return String::new() };
    let sign = if difference > 0.0 { "+" } else { "" };
    let number = marked(format!("{sign}{}", grouped(difference)), change.in_doubt);
    format!("{number} ({} cơ quan)", change.bodies)
}

fn targets(of: &Indicator) -> String {
    if of.has_other_targets {
        return "không có cho năm này".to_owned();
    }
    of.targets.iter().map(target).collect::<Vec<_>>().join("; ")
}

/// `dưới 9‰ (2030): chưa đạt, còn 0,5 điểm phần nghìn`.
fn target(of: &Target) -> String {
    let year = of.year.map(|year| format!(" ({year})")).unwrap_or_default();
    let distance = of.distance.filter(|distance| *distance != 0.0).map(|distance| {
        let direction = if distance > 0.0 { "cao hơn" } else { "thấp hơn" };
        format!(", {direction} {} {}", grouped(distance.abs()), of.distance_unit)
    });
    format!("{}{year}: {}{}", of.words, of.state_label, distance.unwrap_or_default())
}
