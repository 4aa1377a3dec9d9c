//! The levels that reports are told by.

use crate::plan::Kind;

/// The levels, from the province down.
pub(super) const LEVELS: [&str; 3] = ["cấp tỉnh", "cấp huyện", "cấp xã"];

/// The level of a kind of agency.
pub(super) fn level(kind: Kind) -> &'static str {
    LEVELS[rank(kind)]
}

/// The place of that level in [`LEVELS`].
pub(super) fn rank(kind: Kind) -> usize {
    match kind {
        Kind::District => 1,
        Kind::Commune => 2,
        _ => 0,
    }
}
