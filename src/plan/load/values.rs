//! Readers for values that occur in several files of the plan.

use std::sync::Arc;

use crate::decode::yaml::{self, Fields, Node};
use crate::diag::Sink;
use crate::plan::integrity;
use crate::plan::register::{AgencyId, Register};
use crate::text::fold;

/// A reference to one agency of the register.
pub(super) fn reference(
    register: &Register,
    complete: bool,
    node: &Node,
    name: &Arc<str>,
    sink: &mut Sink,
) -> Option<AgencyId> {
    let Some(id) = node.text() else {
        yaml::wrong(name, node, "mã của một cơ quan", sink);
        return None;
    };
    let found = register.by_id(id);
    if found.is_none() && complete {
        if register.group_by_id(id).is_some() {
            integrity::group_for_agency(name, node, id, sink);
            return None;
        }
        let ids = register.agencies().iter().map(|a| (a.id.as_str(), a.id.as_str()));
        integrity::unknown_agency(name, node, id, &fold::nearest(id, ids, 3), sink);
    }
    found
}

/// A required value of a closed list.
pub(super) fn closed<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    parse: impl Fn(&str) -> Option<T>,
    expected: &str,
    sink: &mut Sink,
) -> Option<T> {
    let node = fields.required(key, sink)?;
    let read = node.text().and_then(parse);
    if read.is_none() {
        fields.wrong(node, expected, sink);
    }
    read
}

/// A required id. It is part of file names, so only lower-case letters, digits and hyphens between
/// them are allowed.
pub(super) fn id(fields: &mut Fields<'_>, key: &'static str, sink: &mut Sink) -> Option<String> {
    let id = fields.text(key, sink)?;
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    // `xa-a--huyen-b`: a double hyphen separates too.
    if id.split("--").all(|half| half.split('-').all(is_part)) {
        return Some(id.to_owned());
    }
    let node = fields.optional(key)?;
    let expected = "mã gồm chữ thường không dấu, số và gạch nối ở giữa, ví dụ so-vi-du";
    fields.wrong(node, expected, sink);
    None
}

/// A required text, owned.
pub(super) fn owned(fields: &mut Fields<'_>, key: &'static str, sink: &mut Sink) -> Option<String> {
    fields.text(key, sink).map(str::to_owned)
}
