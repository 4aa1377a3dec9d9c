//! What indicators say of each other: a part of a whole, people of sessions, a rate of two counts.
//!
//! Resolves the ids, and reports relations that cannot hold.

use std::sync::Arc;

use super::Loader;
use crate::decode::yaml::{self, At, Node};
use crate::diag::Sink;
use crate::plan::indicator_faults as faults;
use crate::plan::indicators::{Indicator, IndicatorId, Indicators, Measure};
use crate::text::fold;

/// An entry with what it says of other entries, before these are known.
pub(super) struct Entry<'a> {
    pub(super) indicator: Indicator,
    /// The values of [`LINKS`].
    pub(super) links: [Option<&'a Node>; LINKS.len()],
    /// Position of its `kind`.
    pub(super) at_kind: At,
}

/// The keys that name another entry.
pub(super) const LINKS: [&str; 4] = ["part_of", "goes_with", "numerator", "denominator"];
const PART_OF: usize = 0;
const GOES_WITH: usize = 1;
const NUMERATOR: usize = 2;
const DENOMINATOR: usize = 3;

/// What is wrong with an indicator and how to mend it.
type Fault = (&'static str, &'static str);

/// The indicators with their relations. `complete` tells whether all entries were read.
pub(super) fn resolve(
    loader: &mut Loader<'_>,
    entries: Vec<Entry<'_>>,
    complete: bool,
    period_note: Option<String>,
) -> Indicators {
    let (name, sink) = (loader.name, &mut *loader.sink);
    let (mut list, mut links, mut kinds) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries {
        list.push(entry.indicator);
        links.push(entry.links);
        kinds.push(entry.at_kind);
    }
    let mut all = Indicators::new(list, period_note);
    for (n, nodes) in links.iter().enumerate() {
        let mut found = [None; LINKS.len()];
        for (link, node) in nodes.iter().enumerate() {
            found[link] = node.and_then(|node| target(&all, node, complete, name, sink));
        }
        let own = IndicatorId::at(n);
        let judge = Judge { all: &all, own, nodes, found, at_kind: kinds[n], name };
        let [part_of, goes_with, ratio] = judge.faults(sink);
        let indicator = &mut all.list[n];
        indicator.part_of = found[PART_OF].filter(|_| part_of);
        indicator.goes_with = found[GOES_WITH].filter(|_| goes_with);
        indicator.ratio = found[NUMERATOR].zip(found[DENOMINATOR]).filter(|_| ratio);
    }
    for (link, of) in [
        (PART_OF, (|i: &Indicator| i.part_of) as fn(&Indicator) -> Option<IndicatorId>),
        (GOES_WITH, |i: &Indicator| i.goes_with),
    ] {
        circles(&all, &links, link, of, name, sink);
    }
    all
}

/// The indicator that a node names.
fn target(
    all: &Indicators,
    node: &Node,
    complete: bool,
    name: &Arc<str>,
    sink: &mut Sink,
) -> Option<IndicatorId> {
    let Some(written) = node.text() else {
        yaml::wrong(name, node, "mã của một số liệu", sink);
        return None;
    };
    let found = all.find(written);
    if found.is_none() && complete {
        let ids = all.list.iter().map(|one| (one.id.as_str(), one.id.as_str()));
        let near = fold::nearest(written, ids, 1);
        let place = node.at().place(name);
        faults::unknown_indicator(place, written, near.first().copied(), sink);
    }
    found
}

/// The relations of one indicator.
struct Judge<'j> {
    all: &'j Indicators,
    own: IndicatorId,
    nodes: &'j [Option<&'j Node>; LINKS.len()],
    found: [Option<IndicatorId>; LINKS.len()],
    at_kind: At,
    name: &'j Arc<str>,
}

impl Judge<'_> {
    /// Reports what cannot hold; tells of part, pair and ratio whether each can.
    fn faults(&self, sink: &mut Sink) -> [bool; 3] {
        let own = self.all.get(self.own);
        self.kind_and_unit(own, sink);
        let mut sound = [true; 3];
        for (link, slot) in [(PART_OF, 0), (GOES_WITH, 1), (NUMERATOR, 2), (DENOMINATOR, 2)] {
            let (Some(node), Some(other)) = (self.nodes[link], self.found[link]) else { continue };
            if let Some(fault) = self.fault(link, own, other) {
                let place = node.at().place(self.name);
                let value = node.text().unwrap_or_default();
                faults::contradiction(place, &own.id, fault, value, sink);
                sound[slot] = false;
            }
        }
        self.half_a_ratio(own, sink);
        sound[2] &= self.is_computable(own, sink);
        sound
    }

    /// Whether both sides of a rate differ and are asked on some day on which the rate is.
    fn is_computable(&self, own: &Indicator, sink: &mut Sink) -> bool {
        let (Some(above), Some(below)) = (self.found[NUMERATOR], self.found[DENOMINATOR]) else {
            return true;
        };
        if above == self.own || below == self.own {
            return true;
        }
        let of = [own, self.all.get(above), self.all.get(below)];
        let is_inverted =
            |one: &&Indicator| one.valid_from.zip(one.valid_to).is_some_and(|(from, to)| from > to);
        let first = of.iter().filter_map(|one| one.valid_from).max();
        let last = of.iter().filter_map(|one| one.valid_to).min();
        let fault = if above == below {
            (
                "tử số và mẫu số là cùng một số liệu, nên tỷ lệ lúc nào cũng là 100%.",
                "Ghi hai số liệu khác nhau ở “numerator” và “denominator”.",
            )
        } else if first.zip(last).is_some_and(|(first, last)| first > last)
            && !of.iter().any(is_inverted)
        {
            (
                "không ngày nào hỏi cả tử số, mẫu số và tỷ lệ này, nên không bao giờ tính được.",
                "Sửa “valid_from”, “valid_to” của ba số liệu cho có ngày chung.",
            )
        } else {
            return true;
        };
        let Some(node) = self.nodes[DENOMINATOR] else { return false };
        let value = node.text().unwrap_or_default();
        faults::contradiction(node.at().place(self.name), &own.id, fault, value, sink);
        false
    }

    /// A rate has the unit of a rate, and nothing else has.
    fn kind_and_unit(&self, own: &Indicator, sink: &mut Sink) {
        let (is_rate, is_count) = (own.measure == Measure::Rate, own.unit.get().is_count());
        if is_rate != is_count {
            return;
        }
        let fault = if is_rate {
            (
                "“kind” là “rate” nhưng đơn vị là đơn vị đếm.",
                "Ghi đơn vị tỷ lệ (%, ‰, …), hoặc “kind: flow”, “kind: stock”.",
            )
        } else {
            (
                "đơn vị là tỷ lệ nhưng “kind” không phải “rate”; tỷ lệ không cộng được.",
                "Ghi “kind: rate”, hoặc đổi sang đơn vị đếm.",
            )
        };
        let place = self.at_kind.place(self.name);
        faults::contradiction(place, &own.id, fault, own.measure.key(), sink);
    }

    /// A numerator without a denominator, or the other way round.
    fn half_a_ratio(&self, own: &Indicator, sink: &mut Sink) {
        let fault = match (self.nodes[NUMERATOR], self.nodes[DENOMINATOR]) {
            (Some(node), None) => Some((node, "có “numerator” mà không có “denominator”.")),
            (None, Some(node)) => Some((node, "có “denominator” mà không có “numerator”.")),
            _ => None,
        };
        let Some((node, why)) = fault else { return };
        let help =
            "Ghi cả hai nếu tỷ lệ tính từ hai số liệu khác; cơ quan tự báo tỷ lệ thì bỏ cả hai.";
        let place = node.at().place(self.name);
        let value = node.text().unwrap_or_default();
        faults::contradiction(place, &own.id, (why, help), value, sink);
    }

    fn fault(&self, link: usize, own: &Indicator, other: IndicatorId) -> Option<Fault> {
        if other == self.own {
            return Some(("trỏ tới chính nó.", "Ghi mã của số liệu kia, hoặc bỏ khóa này."));
        }
        let of = self.all.get(other);
        match link {
            PART_OF => part_fault(own, of),
            GOES_WITH => pair_fault(own, of),
            _ => ratio_fault(own, of),
        }
    }
}

/// A part is counted like its whole.
fn part_fault(own: &Indicator, whole: &Indicator) -> Option<Fault> {
    let help = "Một phần (part_of) phải cùng đơn vị, cùng “kind”, cùng “every” với số liệu của cả phần chung; nếu không thì bỏ khóa này.";
    if own.unit != whole.unit {
        Some(("khác đơn vị với số liệu mà nó là một phần.", help))
    } else if own.measure != whole.measure {
        Some(("khác “kind” với số liệu mà nó là một phần.", help))
    } else if own.every != whole.every {
        Some(("hỏi theo kỳ khác với số liệu mà nó là một phần.", help))
    } else {
        None
    }
}

/// People are counted in the same periods as the sessions they attend.
fn pair_fault(own: &Indicator, sessions: &Indicator) -> Option<Fault> {
    let help = "Ghi mã của số buổi, số cuộc mà số lượt này đi cùng; nếu không thì bỏ khóa này.";
    if !own.unit.get().is_count() || !sessions.unit.get().is_count() {
        Some(("“goes_with” nối hai số đếm, nhưng ở đây có tỷ lệ.", help))
    } else if own.unit == sessions.unit {
        Some(("cùng đơn vị với số liệu mà nó đi cùng (goes_with).", help))
    } else if own.measure != sessions.measure || own.every != sessions.every {
        Some(("khác “kind” hoặc “every” với số liệu mà nó đi cùng (goes_with).", help))
    } else {
        None
    }
}

/// A computed rate is made of counts.
fn ratio_fault(own: &Indicator, of: &Indicator) -> Option<Fault> {
    if own.measure != Measure::Rate {
        Some((
            "có “numerator”, “denominator” nhưng “kind” không phải “rate”.",
            "Ghi “kind: rate”, hoặc bỏ hai khóa này.",
        ))
    } else if of.measure == Measure::Rate {
        Some(("tính từ một tỷ lệ khác.", "Ghi mã của một số đếm."))
    } else {
        None
    }
}

/// Circles of a relation, each reported once.
fn circles(
    all: &Indicators,
    links: &[[Option<&Node>; LINKS.len()]],
    link: usize,
    next: fn(&Indicator) -> Option<IndicatorId>,
    name: &Arc<str>,
    sink: &mut Sink,
) {
    for (start, indicator) in all.iter() {
        let mut path = vec![start];
        let mut at = next(indicator);
        while let Some(one) = at.filter(|one| !path.contains(one)) {
            path.push(one);
            at = next(all.get(one));
        }
        let is_circle = at == Some(start) && path.iter().min() == Some(&start);
        let (true, Some(node)) = (is_circle, links[start.index()][link]) else { continue };
        let mut ids: Vec<&str> = path.iter().map(|id| all.get(*id).id.as_str()).collect();
        ids.push(&indicator.id);
        let fault = ("nằm trong một vòng khép kín.", "Bỏ khóa này ở mắt xích viết nhầm.");
        let value = ids.join(" → ");
        faults::contradiction(node.at().place(name), &indicator.id, fault, &value, sink);
    }
}
