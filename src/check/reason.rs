//! Whether a row gives a reason why a figure is lower than before.

use super::context::RowContext;
use super::earlier::EarlierRow;
use crate::submission::Field;
use crate::text::fold;

/// The help text for rows whose figures really fell.
pub(super) const HOW_TO_EXPLAIN: &str = "Nếu đúng là thấp hơn, ví dụ kỳ trước ghi nhầm, thì ghi lý do vào cột “Ghi chú” của dòng này (chưa có cột ấy thì thêm): dòng sẽ được tính.";
/// Minimum number of words of a reason; a mark or "OK" is none.
const FEWEST_WORDS: usize = 3;

/// Whether the note gives a reason: several words, not copied from an earlier row.
pub(super) fn has_reason(cx: &RowContext<'_>, before: &[&EarlierRow]) -> bool {
    let note = cx.text(Field::Note);
    cx.has_content(Field::Note)
        && fold::ascii(note).split(' ').count() >= FEWEST_WORDS
        && !before.iter().any(|earlier| earlier.has_note(note))
}
