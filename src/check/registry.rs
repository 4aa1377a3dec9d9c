//! All codes: those of the rules and those of the lower floors.

use super::rules::RULES;
use crate::diag::Code;
use crate::{decode, plan, submission};

/// All codes, sorted by id.
pub fn codes() -> Vec<&'static Code> {
    let mut codes: Vec<&'static Code> = RULES.iter().map(|rule| rule.code()).collect();
    codes.extend(decode::CODES.iter().flat_map(|c| c.iter().copied()));
    codes.extend(submission::CODES.iter().flat_map(|c| c.iter().copied()));
    codes.extend(plan::CODES);
    codes.sort_by_key(|c| c.id);
    // A rule may share a code with a lower floor (a missing column).
    codes.dedup();
    codes
}
