//! The levels that reports are told by.

use crate::plan::Kind;

/// The levels, from the province down.
pub(super) const LEVELS: [&str; 3] = ["cấp tỉnh", "cấp huyện", "cấp xã"];

/// The level of a kind of agency.
pub(super) fn level(kind: Kind) -> &'static str {
    match kind {
        Kind::District => LEVELS[1],
        Kind::Commune => LEVELS[2],
        _ => LEVELS[0],
    }
}
