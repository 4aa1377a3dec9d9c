//! `reporting.yaml` → [`Reporting`].

use std::collections::BTreeMap;
use std::sync::Arc;

use super::agencies::KINDS;
use super::{Loader, owned, themes};
use crate::decode::yaml::{Fields, Node};
use crate::diag::{Severity, Sink};
use crate::plan::integrity;
use crate::plan::register::{AgencyId, Kind};
use crate::plan::reporting::{ExpectedClass, Limits, Reporting, SeverityOverride, Unit};
use crate::plan::reporting_faults::{self as faults, Written};
use crate::plan::{Holiday, Status};
use crate::text::fold;

/// Maximum number of working days before the deadline.
const MAX_WORKING_DAYS: u32 = 99;
/// Maximum number of days of a threshold.
const MAX_THRESHOLD_DAYS: u32 = 9999;
/// Maximum of a limit of the report.
const MAX_LIMIT: u32 = 9999;

impl<'a> Loader<'a> {
    pub(super) fn reporting(&mut self, root: &'a Node) -> Option<Reporting> {
        let name = self.name;
        let mut f = Fields::of(root, name, self.sink)?;
        let subject = f.text_if("subject", self.sink).map(str::to_owned);
        let duty = f.text_if("duty", self.sink).map(str::to_owned);
        let recommendations = f.text_if("recommendations", self.sink).map(str::to_owned);
        self.duty = f.optional("duty");
        let unit = f.fields("unit", self.sink).and_then(|unit| self.unit(unit));
        let parent = f.required("parent", self.sink);
        let parent = self.agency(parent);
        let addressees = self.addressees(&mut f, unit.as_ref());
        let sink = &mut *self.sink;
        let recipients = f.texts("recipients", sink);
        let archive = owned(&mut f, "archive", sink);
        let windows = f.fields("windows", sink).and_then(|w| window_days(w, name, sink));
        let working_days = f.fields("deadline", sink).and_then(|mut d| {
            let days = d.number("working_days", 0..=MAX_WORKING_DAYS, sink);
            d.finish(sink);
            days
        });
        let holidays = f.list("holidays", sink).iter().filter_map(|n| holiday(n, name, sink));
        let holidays = holidays.collect();
        let expected = f.list_required("expected", sink).iter();
        let expected: Vec<Written> =
            expected.filter_map(|n| expected_class(n, name, sink)).collect();
        let count_former_provinces = f.flag("count_former_provinces", sink);
        // A class of an unreadable agency would seem to have none.
        if self.complete {
            for class in &expected {
                faults::check_class(class, self.register, count_former_provinces, name, sink);
            }
        }
        let expected = expected.into_iter().map(|written| written.class).collect();
        let labels = f.fields_if("statuses", sink).map(|s| status_labels(s, name, sink));
        let severities = f.fields_if("severities", sink).map(|s| severities(s, name, sink));
        let thresholds = f.fields("thresholds", sink).and_then(|mut t| {
            let days = (
                t.number("overdue_days", 0..=MAX_THRESHOLD_DAYS, sink),
                t.number("silent_days", 0..=MAX_THRESHOLD_DAYS, sink),
            );
            t.finish(sink);
            Some((days.0?, days.1?))
        });
        let title_short = f.fields_if("report", sink).and_then(|mut r| {
            let title = r.text_if("title_short", sink).map(fold::trim);
            r.finish(sink);
            title.filter(|title| !title.is_empty()).map(str::to_owned)
        });
        let limits = f.fields_if("limits", sink).map(|l| limits(l, sink)).unwrap_or_default();
        let themes = themes::read(&mut f, name, sink);
        f.finish(sink);
        let (start_day, end_day) = windows?;
        let (overdue_days, silent_days) = thresholds?;
        Some(Reporting {
            subject,
            duty,
            recommendations,
            unit: unit?,
            parent: parent?,
            addressees,
            recipients,
            archive: archive?,
            start_day,
            end_day,
            working_days: working_days?,
            holidays,
            expected,
            count_former_provinces,
            overdue_days,
            silent_days,
            labels: labels.unwrap_or_default(),
            limits,
            title_short,
            themes,
            severities: severities.unwrap_or_default(),
        })
    }

    fn addressees(&mut self, f: &mut Fields<'_>, unit: Option<&Unit>) -> Vec<AgencyId> {
        let nodes = f.list_required("addressees", self.sink);
        if nodes.is_empty() && f.optional("addressees").is_some_and(Node::is_list) {
            faults::no_addressee(f.at("addressees").place(self.name), self.sink);
        }
        let (mut found, mut lines) = (Vec::new(), Vec::new());
        for node in nodes {
            let Some(id) = self.agency(Some(node)) else { continue };
            let (agency, place) = (self.register.agency(id), node.at().place(self.name));
            if let Some(n) = found.iter().position(|other| *other == id) {
                let first = (Arc::clone(self.name), lines[n]);
                faults::addressee_twice(place, agency, first, self.sink);
            } else if unit.is_some_and(|unit| unit.agency == id) {
                faults::addressee_is_unit(place, agency, self.sink);
            }
            found.push(id);
            lines.push(node.line);
        }
        found
    }

    fn unit(&mut self, mut f: Fields<'_>) -> Option<Unit> {
        let agency = f.required("agency", self.sink);
        let agency = self.agency(agency);
        let abbreviation = owned(&mut f, "abbreviation", self.sink);
        let place = owned(&mut f, "place", self.sink);
        let signer_title = owned(&mut f, "signer_title", self.sink);
        f.finish(self.sink);
        Some(Unit {
            agency: agency?,
            abbreviation: abbreviation?,
            place: place?,
            signer_title: signer_title?,
        })
    }
}

/// First and last day of a data window.
fn window_days(mut f: Fields<'_>, name: &Arc<str>, sink: &mut Sink) -> Option<(u32, u32)> {
    let (start, end) =
        (day_of_month(&mut f, "start_day", sink), day_of_month(&mut f, "end_day", sink));
    let place = f.at("start_day").place(name);
    f.finish(sink);
    let (start, end) = (start?, end?);
    integrity::check_windows(place, start, end, sink);
    Some((start, end))
}

fn day_of_month(f: &mut Fields<'_>, key: &'static str, sink: &mut Sink) -> Option<u32> {
    let node = f.required(key, sink)?;
    let day = node.text().and_then(|t| t.parse().ok()).filter(|d| (1..=28).contains(d));
    if day.is_none() {
        f.wrong(node, "một ngày trong tháng, từ 1 đến 28", sink);
    }
    day
}

/// Status labels in documents, by key.
fn status_labels(mut f: Fields<'_>, name: &Arc<str>, sink: &mut Sink) -> BTreeMap<Status, String> {
    let mut labels = BTreeMap::new();
    for status in Status::ALL {
        let Some(node) = f.optional(status.key()) else { continue };
        match node.text().filter(|text| !fold::trim(text).is_empty()) {
            Some(text) => _ = labels.insert(*status, text.to_owned()),
            None => f.wrong(node, "một đoạn chữ, không để trống", sink),
        }
    }
    status_words(&labels, &f, name, sink);
    f.finish(sink);
    labels
}

/// Checks that no label equals another one that was set, or the key or default label of another
/// status.
fn status_words(
    labels: &BTreeMap<Status, String>,
    f: &Fields<'_>,
    name: &Arc<str>,
    sink: &mut Sink,
) {
    for (n, (status, word)) in labels.iter().enumerate() {
        let is_same = |other: &str| fold::name(other) == fold::name(word);
        let set = labels.iter().take(n).find(|(_, other)| is_same(other)).map(|(other, _)| *other);
        let shipped =
            |other: &&Status| *other != status && (is_same(other.label()) || is_same(other.key()));
        let Some(other) = set.or_else(|| Status::ALL.iter().find(shipped).copied()) else {
            continue;
        };
        let first = set.map(|other| (Arc::clone(name), f.at(other.key()).line));
        let place = f.at(status.key()).place(name);
        integrity::status_word_twice(place, word, (*status, other), first, sink);
    }
}

/// The severities set for codes, in the order of the file.
fn severities(mut f: Fields<'_>, name: &Arc<str>, sink: &mut Sink) -> Vec<SeverityOverride> {
    let mut set: Vec<SeverityOverride> = Vec::new();
    for (key, node) in f.entries() {
        let severity = node.text().and_then(Severity::parse);
        match (key.text(), severity) {
            (_, None) => f.wrong(node, "một trong các từ error, warning, note", sink),
            (None, _) => f.wrong(key, "một mã, ví dụ C708", sink),
            (Some(code), Some(severity)) => {
                let place = key.at().place(name);
                set.push(SeverityOverride { code: code.to_owned(), severity, place });
            }
        }
    }
    set
}

/// The limits of the report; the default of each that is not set.
fn limits(mut f: Fields<'_>, sink: &mut Sink) -> Limits {
    let mut limits = Limits::default();
    let mut set = |key: &'static str, most: u32, value: &mut u32| {
        let Some(node) = f.optional(key) else { return };
        match node.text().and_then(|t| t.parse().ok()).filter(|n| (1..=most).contains(n)) {
            Some(number) => *value = number,
            None => f.wrong(node, &format!("một số từ 1 đến {most}"), sink),
        }
    };
    set("quote", MAX_LIMIT, &mut limits.quote);
    set("names", MAX_LIMIT, &mut limits.names);
    set("highlights", MAX_LIMIT, &mut limits.highlights);
    set("decisions", MAX_LIMIT, &mut limits.decisions);
    set("decision_days", MAX_LIMIT, &mut limits.decision_days);
    set("table_rows", MAX_LIMIT, &mut limits.table_rows);
    set("theme_quotes", MAX_LIMIT, &mut limits.theme_quotes);
    set("shared_wording", MAX_LIMIT, &mut limits.shared_wording);
    set("small_theme", MAX_LIMIT, &mut limits.small_theme);
    set("unplaced_percent", 100, &mut limits.unplaced_percent);
    set("representative_percent", 100, &mut limits.representative_percent);
    set("large_share_percent", 100, &mut limits.large_share_percent);
    set("routine_syllables", MAX_LIMIT, &mut limits.routine_syllables);
    f.finish(sink);
    limits
}

fn holiday(node: &Node, name: &Arc<str>, sink: &mut Sink) -> Option<Holiday> {
    let mut f = Fields::of(node, name, sink)?;
    let (date, title) = (f.date("date", sink), owned(&mut f, "name", sink));
    f.text_if("basis", sink);
    f.finish(sink);
    Some(Holiday { date: date?, name: title? })
}

fn expected_class(node: &Node, name: &Arc<str>, sink: &mut Sink) -> Option<Written> {
    let mut f = Fields::of(node, name, sink)?;
    let mut kinds = Vec::new();
    for item in f.list_required("kinds", sink) {
        match item.text().and_then(Kind::parse) {
            Some(kind) => kinds.push(kind),
            None => f.wrong(item, KINDS, sink),
        }
    }
    let class = ExpectedClass {
        kinds,
        from: f.date_if("from", sink),
        to: f.date_if("to", sink),
        former_province: f.text_if("former_province", sink).map(str::to_owned),
    };
    if let Some((from, to)) = class.from.zip(class.to)
        && from > to
    {
        integrity::class_inverted(f.at("to").place(name), from, to, sink);
    }
    let days = f.at(if class.to.is_some() { "to" } else { "from" });
    let (kinds, province) = (f.at("kinds"), f.at("former_province"));
    f.finish(sink);
    Some(Written { class, kinds, days, province })
}
