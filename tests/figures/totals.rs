//! The totals of figures, computed anew from the files and from `indicators.yaml`: sums, coverage,
//! kinds of body, changes, longer periods, what is hidden.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;

use super::common;
use super::count::Facts;
use super::judge::quarter;
use super::plan::{self, Agency, Plan, Span};
use super::raw::fold;

#[derive(Deserialize)]
pub(crate) struct Figures {
    #[serde(rename = "indicators")]
    pub(crate) list: Vec<Figure>,
}

#[derive(Deserialize)]
pub(crate) struct Figure {
    pub(crate) id: String,
    unit: String,
    tasks: Vec<String>,
    asked_of: Vec<String>,
    every: String,
    kind: String,
    pub(crate) part_of: Option<String>,
    pub(crate) goes_with: Option<String>,
    #[serde(default)]
    pub(crate) values: Vec<i64>,
    #[serde(default)]
    pub(crate) sensitive: bool,
}

impl Figure {
    pub(crate) fn is_count(&self) -> bool {
        !self.unit.starts_with(['%', '‰', '/'])
    }

    /// Of several values of a body the last one stands.
    fn is_state(&self) -> bool {
        self.kind != "flow" || self.every == "year"
    }
}

impl Figures {
    pub(crate) fn read(folder: &Path) -> Self {
        let text = common::read(&folder.join("indicators.yaml"));
        serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{error}"))
    }

    pub(crate) fn get(&self, id: &str) -> &Figure {
        self.list.iter().find(|figure| figure.id == id).expect(id)
    }

    /// The figure whose code this is in any spelling: `ii-1-1`, `QG 14`.
    fn spelled(&self, written: &str) -> &Figure {
        let found = self.list.iter().find(|figure| fold(&figure.id) == fold(written));
        found.unwrap_or_else(|| panic!("{written} is no figure"))
    }

    /// Whether an agency is asked on a day, be it due a report or not.
    pub(crate) fn asks(&self, plan: &Plan, of: &Figure, agency: &str, on: NaiveDate) -> bool {
        of.asked_of.iter().any(|who| match who.as_str() {
            "lead" => {
                let own = plan.tasks().filter(|task| of.tasks.contains(&task.id));
                own.into_iter().any(|task| plan.lead(task, on) == agency)
            }
            kind if plan::KINDS.iter().any(|(key, _)| *key == kind) => {
                plan.agency(agency).kind == kind && plan.agency(agency).reports != "none"
            }
            other => other == agency,
        })
    }
}

/// The files of a period folder.
struct Sent {
    id: String,
    as_of: NaiveDate,
    excused: Vec<String>,
    /// By figure: agency and period of the row, and the value in hundredths.
    values: BTreeMap<String, BTreeMap<(String, String), i128>>,
}

impl Sent {
    fn read(plan: &Plan, figures: &Figures, folder: &Path, id: &str) -> Self {
        let page = plan::page(folder);
        let mut values: BTreeMap<String, BTreeMap<_, Option<i128>>> = BTreeMap::new();
        let mut words = Vec::new();
        for name in common::names(folder).iter().filter(|name| name.ends_with(".csv")) {
            let text = common::read(&folder.join(name));
            let text = text.trim_start_matches('\u{feff}');
            let first = text.lines().next().unwrap_or_default();
            let delimiter = [b';', b'\t', b','].into_iter().find(|d| first.as_bytes().contains(d));
            let mut reader = csv::ReaderBuilder::new()
                .delimiter(delimiter.unwrap_or(b','))
                .flexible(true)
                .from_reader(text.as_bytes());
            let headings: Vec<String> =
                reader.headers().expect("headings").iter().map(fold).collect();
            let column = |names: &[&str]| headings.iter().position(|h| names.contains(&h.as_str()));
            // The others are rows of progress.
            let Some(code) = column(&["ma so lieu", "ma chi tieu"]) else { continue };
            let period = column(&["ky bao cao"]).expect("a period");
            let agency = column(&["co quan", "co quan bao cao"]).expect("an agency");
            let value = column(&["gia tri"]).expect("a value");
            for record in reader.records().map(|record| record.expect("a record")) {
                let period = quarter(&record[period]).unwrap_or_else(|| record[period].to_owned());
                let figure = figures.spelled(&record[code]);
                if record[value].trim().is_empty() {
                    continue;
                }
                let value = hundredths(figure, &record[value]);
                let agency = plan.find(&record[agency], plan.span(&period).to).expect("an agency");
                let own = values.entry(figure.id.clone()).or_default();
                let key = (agency.id.clone(), period);
                let Some(value) = value else {
                    words.push((figure.id.clone(), key));
                    continue;
                };
                let known = own.entry(key).or_insert(Some(value));
                // Of two different values nobody knows which one is meant.
                *known = known.filter(|known| *known == value);
            }
        }
        let mut values = above_their_whole(figures, values);
        // Nor of a value and a word.
        for (id, key) in words {
            values.entry(id).or_default().remove(&key);
        }
        let excused = page.excused.into_iter().map(|excused| excused.agency).collect();
        Self { id: id.to_owned(), as_of: plan::day(&page.as_of), excused, values }
    }
}

/// The values that stand: of a part above its whole both are left out.
fn above_their_whole(
    figures: &Figures,
    values: BTreeMap<String, BTreeMap<(String, String), Option<i128>>>,
) -> BTreeMap<String, BTreeMap<(String, String), i128>> {
    let mut wrong = BTreeSet::new();
    for (id, own) in &values {
        let Some(whole) = &figures.get(id).part_of else { continue };
        for (key, value) in own {
            let of_whole = values.get(whole).and_then(|of| of.get(key));
            if value.zip(of_whole.copied().flatten()).is_some_and(|(part, whole)| part > whole) {
                wrong.extend([(id.clone(), key.clone()), (whole.clone(), key.clone())]);
            }
        }
    }
    let standing = |(id, own): (String, BTreeMap<(String, String), Option<i128>>)| {
        let own = own.into_iter().filter_map(|(key, value)| Some((key, value?)));
        let own = own.filter(|(key, _)| !wrong.contains(&(id.clone(), key.clone()))).collect();
        (id, own)
    };
    values.into_iter().map(standing).collect()
}

fn hundredths(figure: &Figure, text: &str) -> Option<i128> {
    let text = text.trim();
    let text = text.strip_suffix(figure.unit.as_str()).unwrap_or(text).trim();
    let text = text.replace('.', "");
    let (whole, part) = text.split_once(',').unwrap_or((&text, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > 2 {
        return None;
    }
    if figure.is_count() && !part.is_empty() {
        return None;
    }
    format!("{whole}{part:0<2}").parse().ok()
}

/// The files of a data folder.
pub(crate) struct Data<'a> {
    plan: &'a Plan,
    figures: &'a Figures,
    sent: Vec<Sent>,
    /// The agencies that are asked for a figure in a quarter.
    asked: RefCell<BTreeMap<(String, String), Vec<&'a str>>>,
    /// The agencies that went into each body.
    went_into: BTreeMap<&'a str, Vec<&'a Agency>>,
}

/// Quarters of a period by their place in it, and a value for them.
type Own = Vec<(BTreeSet<usize>, i128)>;

/// What is known of a figure in a period.
#[derive(Default)]
struct Counted {
    /// By body.
    given: BTreeMap<String, Own>,
    /// Place of the quarter, body, agency, whether excused.
    asked: Vec<(usize, String, String, bool)>,
    ended: usize,
    stood_for: usize,
    last: usize,
}

impl<'a> Data<'a> {
    pub(crate) fn read(plan: &'a Plan, figures: &'a Figures, data: &Path, ids: &[String]) -> Self {
        let read = |id: &String| Sent::read(plan, figures, &data.join(id), id);
        let mut went_into: BTreeMap<&str, Vec<&Agency>> = BTreeMap::new();
        for agency in plan.agencies() {
            for into in &agency.successors {
                went_into.entry(plan.body(into)).or_default().push(agency);
            }
        }
        let sent = ids.iter().map(read).collect();
        Self { plan, figures, sent, asked: RefCell::default(), went_into }
    }

    /// The folders of a period: its own, else the largest that are part of it.
    fn folders(&self, id: &str) -> Vec<&Sent> {
        if let Some(own) = self.sent.iter().find(|sent| sent.id == id) {
            return vec![own];
        }
        let span = self.plan.span(id);
        let is_within = |sent: &&Sent| {
            self.plan.span(&sent.id).quarters.iter().all(|quarter| span.quarters.contains(quarter))
        };
        let mut within: Vec<&Sent> = self.sent.iter().filter(is_within).collect();
        let halves: Vec<String> = within
            .iter()
            .map(|sent| self.plan.span(&sent.id).quarters)
            .filter(|quarters| quarters.len() > 1)
            .flatten()
            .collect();
        within.retain(|sent| !halves.contains(&sent.id));
        within.sort_by_key(|sent| self.plan.span(&sent.id).to);
        within
    }

    fn asked_in(&self, of: &Figure, quarter: &str, day: NaiveDate) -> Vec<&'a str> {
        let key = (of.id.clone(), quarter.to_owned());
        let mut known = self.asked.borrow_mut();
        let list = || {
            let owing = self.plan.owing(day).into_iter();
            owing.filter(|agency| self.figures.asks(self.plan, of, agency, day)).collect()
        };
        known.entry(key).or_insert_with(list).clone()
    }

    pub(crate) fn has(&self, id: &str) -> bool {
        !self.folders(id).is_empty()
    }

    fn counted(&self, of: &Figure, span: &Span, as_of: NaiveDate) -> Counted {
        let (plan, folders) = (self.plan, self.folders(&span.id));
        let place = |quarter: &String| span.quarters.iter().position(|q| q == quarter);
        let covers = |sent: &Sent, quarter: &String| {
            sent.id == span.id || plan.span(&sent.id).quarters.contains(quarter)
        };
        let is_due = |quarter: &String| {
            let window = plan.span(quarter);
            span.quarters.len() == 1
                || (window.to >= plan.issued && window.from <= as_of)
                || folders.iter().any(|sent| covers(sent, quarter))
        };
        let due: Vec<&String> = span.quarters.iter().filter(|quarter| is_due(quarter)).collect();
        let last = due.last().and_then(|quarter| place(quarter)).expect("a quarter");
        let mut counted = Counted { last, ..Counted::default() };
        for quarter in &due {
            let day = plan.span(quarter).to;
            if of.every == "year" && !quarter.ends_with("Q4") {
                continue;
            }
            for agency in self.asked_in(of, quarter, day) {
                let covering = folders.iter().filter(|sent| covers(sent, quarter));
                let excused =
                    covering.into_iter().any(|sent| sent.excused.iter().any(|e| e == agency));
                let at = place(quarter).expect("a place");
                let body = plan.body(agency).to_owned();
                counted.asked.push((at, body, agency.to_owned(), excused));
            }
        }
        let mut all: BTreeMap<String, Own> = BTreeMap::new();
        for sent in &folders {
            for ((agency, period), value) in sent.values.get(&of.id).into_iter().flatten() {
                let quarters = plan.span(period).quarters;
                let places: BTreeSet<usize> = quarters.iter().filter_map(place).collect();
                all.entry(plan.body(agency).to_owned()).or_default().push((places, *value));
            }
        }
        for (body, mut own) in all {
            if of.is_state() {
                own.sort_by_key(|(places, _)| (places.last().copied(), places.len()));
                let one = own.pop().expect("a value");
                let asked = || counted.asked.iter().filter(|(_, b, ..)| *b == body);
                let was_asked = asked().next().is_some();
                let took_over = was_asked && !asked().any(|(at, ..)| *at == last);
                let end = plan.span(span.quarters.last().expect("a quarter")).to;
                let is_gone = plan.called(&body, end).is_none();
                if !one.0.contains(&last) && (took_over || is_gone) {
                    counted.ended += 1;
                    continue;
                }
                counted.given.insert(body, vec![one]);
                continue;
            }
            let long: BTreeSet<usize> = own
                .iter()
                .filter(|(places, _)| places.len() > 1)
                .flat_map(|(places, _)| places.clone())
                .collect();
            let before = own.len();
            own.retain(|(places, _)| places.len() > 1 || places.is_disjoint(&long));
            counted.stood_for += before - own.len();
            counted.given.insert(body, own);
        }
        counted
    }

    /// What is shown of a figure in a period, without regard to longer periods: of all, by kind.
    fn shown(&self, of: &Figure, counted: &Counted) -> (Shown, BTreeMap<String, Shown>) {
        let sum = |bodies: &mut dyn Iterator<Item = &Own>| -> i128 {
            bodies.flatten().map(|(_, value)| value).sum()
        };
        let kind = |body: &String| self.plan.agency(body).kind.clone();
        let mut by_kind: BTreeMap<String, Vec<&Own>> = BTreeMap::new();
        for (body, own) in &counted.given {
            by_kind.entry(kind(body)).or_default().push(own);
        }
        let total = sum(&mut counted.given.values());
        let everybody = counted.bodies(of).len()
            + counted.given.keys().filter(|body| !counted.bodies(of).contains(*body)).count();
        let one = |total: i128, givers: usize| match total {
            _ if !of.sensitive || total == 0 => Shown::Value(total),
            1..500 => Shown::Below5,
            _ if givers == 1 && everybody > 1 => Shown::Withheld,
            _ => Shown::Value(total),
        };
        let mut all = one(total, counted.given.len());
        let kinds: Vec<(String, i128, usize)> = by_kind
            .into_iter()
            .map(|(kind, own)| (kind, sum(&mut own.iter().copied()), own.len()))
            .collect();
        let mut each: BTreeMap<String, Shown> =
            kinds.iter().map(|(kind, total, n)| (kind.clone(), one(*total, *n))).collect();
        let with_any = kinds.iter().filter(|(_, total, _)| *total != 0).count();
        if of.sensitive && with_any <= 1 {
            if each.values().any(|shown| *shown == Shown::Withheld) {
                all = if matches!(all, Shown::Value(_)) { Shown::Withheld } else { all };
            }
            for (kind, total, _) in &kinds {
                if *total != 0 {
                    each.insert(kind.clone(), all);
                }
            }
        } else if of.sensitive {
            hide(&mut all, &mut each, &kinds);
        }
        (all, each)
    }

    /// The facts of a period.
    pub(crate) fn facts(&self, id: &str) -> Facts {
        let span = self.plan.span(id);
        let as_of = self.folders(id).last().expect("a folder").as_of;
        let mut facts = Facts::new();
        for of in &self.figures.list {
            let counted = self.counted(of, &span, as_of);
            if counted.asked.is_empty() && counted.given.is_empty() && counted.ended == 0 {
                continue;
            }
            let mut tell = |name: &str, text: String| {
                facts.insert(format!("{} {name}", of.id), text);
            };
            let (all, each) = self.hidden_over_time(of, &span, &counted, as_of);
            tell("total", counted.total(of, all));
            tell("answers", counted.answers(of, |_| true));
            tell("left out", format!("{} {}", counted.ended, counted.stood_for));
            for kind in plan::KINDS.map(|(key, _)| key) {
                let is = |agency: &str| self.plan.agency(agency).kind == kind;
                let answers = counted.answers(of, is);
                if answers.trim_start_matches(['0', ' ', '/']).is_empty() {
                    continue;
                }
                let shown = each.get(kind).filter(|_| of.kind != "rate");
                let shown = shown.map_or("none".to_owned(), |shown| shown.text());
                tell(kind, format!("{shown} {answers}"));
            }
            for (body, own) in counted.given.iter().filter(|_| !of.sensitive) {
                let agency = self.named(body, span.to);
                tell(&agency, own.iter().map(|(_, v)| v).sum::<i128>().to_string());
            }
            for (name, before) in [("previous", previous(id)), ("last year", year_before(id))] {
                let Some(before) = before.filter(|before| self.has(before)) else { continue };
                if name == "last year" && previous(id).as_ref() == Some(&before) {
                    continue;
                }
                if let Some(change) = self.change(of, (&span, &counted), &before, as_of) {
                    tell(name, change);
                }
            }
        }
        facts
    }

    /// The name of a body on a day; the last one if it has ended.
    fn named(&self, body: &str, on: NaiveDate) -> String {
        let last = self.plan.agencies().iter().rfind(|agency| self.plan.body(&agency.id) == body);
        let now = self.plan.called(body, on).or(last.map(|agency| agency.id.as_str()));
        now.expect("a name").to_owned()
    }

    fn hidden_over_time(
        &self,
        of: &Figure,
        span: &Span,
        counted: &Counted,
        as_of: NaiveDate,
    ) -> (Shown, BTreeMap<String, Shown>) {
        let (mut all, mut each) = self.shown(of, counted);
        if !of.sensitive || span.quarters.len() < 2 {
            return (all, each);
        }
        if of.is_state() {
            let older: Vec<i128> = counted
                .given
                .values()
                .filter(|own| !own[0].0.contains(&counted.last))
                .map(|own| own[0].1)
                .collect();
            let sum: i128 = older.iter().sum();
            if sum > 0 && (sum < 500 || older.len() == 1) {
                let every = each.values_mut().chain([&mut all]);
                every.filter(|s| matches!(s, Shown::Value(1..))).for_each(|s| *s = Shown::Withheld);
            }
            return (all, each);
        }
        // Reports of its quarters lie beside what was sent for all of it.
        if self.sent.iter().any(|sent| sent.id == span.id) {
            let every = each.values_mut().chain([&mut all]);
            every.filter(|s| matches!(s, Shown::Value(1..))).for_each(|s| *s = Shown::Withheld);
            return (all, each);
        }
        let parts = self.folders(&span.id);
        let of_quarters = parts.iter().all(|part| self.plan.span(&part.id).quarters.len() == 1);
        let (mut hidden, mut kinds_hide) = (Vec::new(), false);
        for part in parts {
            let part = self.plan.span(&part.id);
            let own = self.counted(of, &part, as_of);
            if own.given.is_empty() {
                continue;
            }
            let (shown, kinds) = self.hidden_over_time(of, &part, &own, as_of);
            kinds_hide |= kinds.values().any(|shown| !matches!(shown, Shown::Value(_)));
            if !matches!(shown, Shown::Value(_)) {
                let total: i128 = own.given.values().flatten().map(|(_, value)| value).sum();
                hidden.push((shown, total));
            }
        }
        if hidden.is_empty() && !kinds_hide {
            return (all, each);
        }
        let is_year = span.quarters.len() == 4 && !span.id.contains("..") && of_quarters;
        match all {
            Shown::Value(1..) if !hidden.is_empty() && (!is_year || tells(&hidden)) => {
                all = Shown::Withheld;
            }
            Shown::Below5 if hidden.len() >= 4 => all = Shown::Withheld,
            _ => {}
        }
        for shown in each.values_mut() {
            if matches!(shown, Shown::Value(1..)) {
                *shown = Shown::Withheld;
            }
        }
        let mut closed: Vec<&mut Shown> =
            each.values_mut().filter(|shown| !matches!(shown, Shown::Value(_))).collect();
        if closed.len() == 1 {
            *closed.remove(0) = all;
        }
        (all, each)
    }

    fn change(
        &self,
        of: &Figure,
        (span, now): (&Span, &Counted),
        before: &str,
        as_of: NaiveDate,
    ) -> Option<String> {
        let before_span = self.plan.span(before);
        let was = self.counted(of, &before_span, as_of);
        if was.asked.is_empty() && was.given.is_empty() && was.ended == 0 {
            return None;
        }
        let shown = self.hidden_over_time(of, &before_span, &was, as_of).0;
        let total = was.total(of, shown);
        let mut sums = (0, 0, 0, BTreeSet::new());
        if of.kind == "rate" && (now.is_listed(of) || was.is_listed(of)) {
            return Some(format!("{total} none"));
        }
        for (body, own) in &now.given {
            let look =
                |places: &BTreeSet<usize>| self.held(of, (span, &before_span, &was), body, places);
            let union: BTreeSet<usize> =
                own.iter().flat_map(|(places, _)| places.clone()).collect();
            let mut pairs = Vec::new();
            match look(&union) {
                Some(held) => pairs.push((own.iter().map(|(_, v)| v).sum::<i128>(), held)),
                None => pairs
                    .extend(own.iter().filter_map(|(places, value)| Some((*value, look(places)?)))),
            }
            sums.2 += usize::from(!pairs.is_empty());
            for (value, (held, from)) in pairs {
                sums.0 += value;
                sums.1 += held;
                sums.3.extend(from);
            }
        }
        let (sum, held, bodies, from) = sums;
        if bodies == 0 {
            return Some(format!("{total} none"));
        }
        if of.sensitive {
            let all = |counted: &Counted| counted.given.values().flatten().map(|(_, v)| v).sum();
            let (own, old): (i128, i128) = (all(now), all(&was));
            let whole = bodies == now.given.len() && from.len() == was.given.len();
            if !whole || own != sum || old != held {
                return Some(format!("{total} none"));
            }
            let open = |shown: Shown| matches!(shown, Shown::Value(_));
            if !open(shown) || !open(self.hidden_over_time(of, span, now, as_of).0) {
                return Some(format!("{total} {bodies} hidden"));
            }
        }
        Some(format!("{total} {bodies} {}", sum - held))
    }

    /// What a body, and all that went into it since, gave for these quarters of the period before.
    fn held(
        &self,
        of: &Figure,
        (span, before_span, was): (&Span, &Span, &Counted),
        body: &str,
        places: &BTreeSet<usize>,
    ) -> Option<(i128, Vec<String>)> {
        let last = if of.is_state() { was.last } else { *places.last()? };
        let day = self.plan.span(before_span.quarters.get(last)?).to;
        let own = was.given.get(body).and_then(|own| {
            if of.is_state() {
                return Some(own[0].1);
            }
            let within: Vec<_> = own.iter().filter(|(of, _)| of.is_subset(places)).collect();
            let union: BTreeSet<usize> = within.iter().flat_map(|(of, _)| of.clone()).collect();
            (union == *places).then(|| within.iter().map(|(_, value)| value).sum())
        });
        let mut held = match own {
            Some(value) => Some((value, vec![body.to_owned()])),
            None if self.plan.called(body, day).is_some() => return None,
            None => None,
        };
        for agency in self.went_into.get(body).into_iter().flatten() {
            let is_name = self.plan.body(&agency.id) == body;
            let there = self.plan.in_force(&agency.id, day);
            if is_name || !there || self.plan.in_force(&agency.id, span.to) {
                continue;
            }
            if agency.successors.len() > 1 {
                return None;
            }
            let before = (span, before_span, was);
            let (value, from) = self.held(of, before, self.plan.body(&agency.id), places)?;
            let (sum, all) = held.unwrap_or_default();
            held = Some((sum + value, [all, from].concat()));
        }
        held
    }
}

/// What is shown of a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Shown {
    Value(i128),
    Below5,
    Withheld,
}

impl Shown {
    fn text(self) -> String {
        match self {
            Self::Value(value) => value.to_string(),
            Self::Below5 => "below_5".to_owned(),
            Self::Withheld => "withheld".to_owned(),
        }
    }
}

impl Counted {
    /// The bodies that were asked for the value that counts, excused ones too.
    fn bodies(&self, of: &Figure) -> BTreeSet<String> {
        let counts = |at: usize| !of.is_state() || at == self.last;
        let asked = self.asked.iter().filter(|(at, ..)| counts(*at));
        asked.map(|(_, body, ..)| body.clone()).collect()
    }

    fn is_listed(&self, of: &Figure) -> bool {
        let others = self.given.keys().filter(|body| !self.bodies(of).contains(*body)).count();
        of.kind == "rate" && self.bodies(of).len() + others > 1
    }

    fn total(&self, of: &Figure, shown: Shown) -> String {
        if self.given.is_empty() || self.is_listed(of) {
            return "none".to_owned();
        }
        shown.text()
    }

    /// Asked, given, pairs asked, pairs given, others, excused, older.
    fn answers(&self, of: &Figure, is: impl Fn(&str) -> bool) -> String {
        let counts = |at: usize| !of.is_state() || at == self.last;
        let asked = self.asked.iter().filter(|(at, _, agency, _)| counts(*at) && is(agency));
        let has = |at: usize, body: &String| {
            self.given.get(body).is_some_and(|own| {
                of.is_state() || own.iter().any(|(places, _)| places.contains(&at))
            })
        };
        let (mut bodies, mut excused) = (BTreeSet::new(), BTreeSet::new());
        let (mut pairs, mut with_value) = (0, 0);
        for (at, body, _, is_excused) in asked {
            if *is_excused && !has(*at, body) {
                excused.insert(body);
            } else {
                bodies.insert(body);
                pairs += 1;
                with_value += usize::from(has(*at, body));
            }
        }
        let given: Vec<&String> = self.given.keys().filter(|body| is(body)).collect();
        let of_asked = given.iter().filter(|body| bodies.contains(**body)).count();
        let older = self
            .given
            .iter()
            .filter(|(body, own)| is(body) && of.is_state() && !own[0].0.contains(&self.last));
        format!(
            "{}/{} {with_value}/{pairs} {} {} {}",
            of_asked,
            bodies.len(),
            given.len() - of_asked,
            excused.difference(&bodies).count(),
            older.count(),
        )
    }
}

/// Hides kinds of body until no sum tells one of them.
fn hide(all: &mut Shown, each: &mut BTreeMap<String, Shown>, kinds: &[(String, i128, usize)]) {
    loop {
        let hidden: Vec<(Shown, i128)> = kinds
            .iter()
            .map(|(kind, total, _)| (each[kind], *total))
            .filter(|(shown, _)| !matches!(shown, Shown::Value(_)))
            .collect();
        match all {
            Shown::Withheld => return,
            Shown::Below5 => {
                if hidden.len() >= 4 {
                    *all = Shown::Withheld;
                }
                return;
            }
            Shown::Value(_) if hidden.is_empty() || !tells(&hidden) => return,
            Shown::Value(_) => {}
        }
        let open = kinds
            .iter()
            .filter(|(kind, total, _)| *total != 0 && matches!(each[kind], Shown::Value(_)));
        match open.min_by_key(|(_, total, _)| *total) {
            Some((kind, ..)) => {
                each.insert(kind.clone(), Shown::Withheld);
            }
            None => *all = Shown::Withheld,
        }
    }
}

/// Whether the sum of hidden numbers leaves one of them a single value: every way to make it is
/// tried.
fn tells(hidden: &[(Shown, i128)]) -> bool {
    let sum: i128 = hidden.iter().map(|(_, total)| total / 100).sum();
    let mut found: Vec<BTreeSet<i128>> = vec![BTreeSet::new(); hidden.len()];
    ways(hidden, sum, &mut Vec::new(), &mut found);
    found.iter().any(|values| values.len() == 1)
}

fn ways(
    hidden: &[(Shown, i128)],
    left: i128,
    so_far: &mut Vec<i128>,
    found: &mut [BTreeSet<i128>],
) {
    let Some((shown, _)) = hidden.get(so_far.len()) else {
        if left == 0 {
            so_far.iter().zip(found).for_each(|(value, values)| {
                values.insert(*value);
            });
        }
        return;
    };
    let (low, high) = if *shown == Shown::Below5 { (1, 4) } else { (5, left) };
    for value in low..=high.min(left) {
        so_far.push(value);
        ways(hidden, left - value, so_far, found);
        so_far.pop();
    }
}

fn previous(id: &str) -> Option<String> {
    let (year, part) = id.split_once('-').unwrap_or((id, ""));
    let year: i32 = year.parse().ok()?;
    Some(match part {
        "" => (year - 1).to_string(),
        "Q1" => format!("{}-Q4", year - 1),
        "H1" => format!("{}-H2", year - 1),
        "H2" => format!("{year}-H1"),
        "9M" => format!("{}-9M", year - 1),
        quarter => format!("{year}-Q{}", quarter[1..].parse::<u8>().ok()? - 1),
    })
}

fn year_before(id: &str) -> Option<String> {
    let year: i32 = id.get(..4)?.parse().ok()?;
    Some(format!("{}{}", year - 1, &id[4..]))
}

/// What `report status --format json` says of the figures.
pub(crate) fn published(status: &Value) -> Facts {
    let mut facts = Facts::new();
    let number =
        |value: &Value| value.as_f64().map(|value| ((value * 100.0).round() as i128).to_string());
    let shown = |of: &Value| match of["hidden"].as_str() {
        Some(hidden) => hidden.to_owned(),
        None => number(&of["value"]).unwrap_or_else(|| "none".to_owned()),
    };
    let answers = |of: &Value| {
        format!(
            "{}/{} {}/{} {} {} {}",
            of["given"],
            of["asked"],
            of["given_parts"],
            of["asked_parts"],
            of["others"],
            of["excused"],
            of["older"]
        )
    };
    for of in status["indicators"].as_array().into_iter().flatten() {
        let id = of["id"].as_str().expect("an id");
        let mut tell = |name: &str, text: String| {
            facts.insert(format!("{id} {name}"), text);
        };
        tell("total", shown(of));
        tell("answers", answers(of));
        let ended = of["ended"].as_array().expect("a list").len();
        tell("left out", format!("{ended} {}", of["stood_for"]));
        for kind in of["kinds"].as_array().expect("a list") {
            let text = format!("{} {}", shown(kind), answers(kind));
            tell(kind["kind"].as_str().expect("a kind"), text);
        }
        for agency in of["agencies"].as_array().expect("a list") {
            let value = number(&agency["value"]).expect("a value");
            tell(agency["agency"].as_str().expect("an id"), value);
        }
        for (name, key) in [("previous", "previous"), ("last year", "last_year")] {
            let before = &of[key];
            if before.is_null() {
                continue;
            }
            let change = &before["change"];
            let text = match (change.is_null(), number(&change["difference"])) {
                (true, _) => "none".to_owned(),
                (false, None) => format!("{} hidden", change["bodies"]),
                (false, Some(difference)) => format!("{} {difference}", change["bodies"]),
            };
            tell(name, format!("{} {text}", shown(before)));
        }
    }
    facts
}

/// What the CSV of `report status --by figure` says of the figures; of the answers all but those of
/// earlier quarters, which it does not hold.
pub(crate) fn tabled(csv: &str) -> Facts {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let number = |text: &str| -> i128 {
        let (whole, part) = text.split_once(',').unwrap_or((text, ""));
        let sign = if whole.starts_with('-') { -1 } else { 1 };
        let digits = format!("{}{part:0<2}", whole.trim_start_matches('-'));
        sign * digits.parse::<i128>().expect("a number")
    };
    let shown = |text: &str| match text.trim_end_matches(" (?)") {
        "" => "none".to_owned(),
        "dưới 5" => "below_5".to_owned(),
        "không nêu" => "withheld".to_owned(),
        value => number(value).to_string(),
    };
    let mut facts = Facts::new();
    for row in reader.deserialize::<BTreeMap<String, String>>() {
        let row = row.expect("a row");
        let cell =
            |name: &str| row.get(name).unwrap_or_else(|| panic!("{name}: no column")).as_str();
        let id = cell("Mã số liệu");
        facts.insert(format!("{id} total"), shown(cell("Toàn bộ")));
        let answers = format!(
            "{}/{} {}/{} {} {}",
            cell("Số cơ quan có số liệu"),
            cell("Số cơ quan được hỏi"),
            cell("Số lượt có số liệu"),
            cell("Số lượt được hỏi"),
            cell("Số cơ quan ngoài diện có số liệu"),
            cell("Số cơ quan được miễn"),
        );
        facts.insert(format!("{id} answers"), answers);
        if cell("Kỳ trước").is_empty() {
            continue;
        }
        let (bodies, by) =
            (cell("Số cơ quan có cả hai kỳ"), cell("Chênh lệch của cơ quan có cả hai kỳ"));
        let change = match (bodies, by) {
            ("", _) => "none".to_owned(),
            (bodies, "") => format!("{bodies} hidden"),
            (bodies, by) => format!("{bodies} {}", number(by)),
        };
        facts.insert(
            format!("{id} previous"),
            format!("{} {change}", shown(cell("Giá trị kỳ trước"))),
        );
    }
    facts
}

/// Of these facts those that a table of figures holds too.
pub(crate) fn held_by_table(facts: &Facts) -> Facts {
    let held = facts.iter().filter_map(|(name, text)| {
        let (_, what) = name.split_once(' ')?;
        let text = match what {
            "total" | "previous" => text.clone(),
            "answers" => text.rsplit_once(' ')?.0.to_owned(),
            _ => return None,
        };
        Some((name.clone(), text))
    });
    held.collect()
}

/// The sums of `so-lieu.csv` of a period, by figure, and what `so-lieu-tong.csv` says of them.
pub(crate) fn tables(folder: &Path, period: &str) -> (Facts, Facts) {
    let rows = |name: &str| -> Vec<BTreeMap<String, String>> {
        let text = common::read(&folder.join(name));
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let rows = reader.deserialize().map(|row| row.expect("a row"));
        rows.filter(|row: &BTreeMap<String, String>| row["ky_bao_cao"] == period).collect()
    };
    let number = |text: &str| -> i128 {
        let (whole, part) = text.split_once(',').unwrap_or((text, ""));
        format!("{whole}{part:0<2}").parse().expect("a number")
    };
    let mut sums: BTreeMap<String, i128> = BTreeMap::new();
    for row in rows("so-lieu.csv") {
        *sums.entry(row["ma_so_lieu"].clone()).or_default() += number(&row["gia_tri"]);
    }
    let sensitive: BTreeSet<String> = rows("danh-muc-so-lieu.csv")
        .into_iter()
        .filter(|row| row["nhay_cam"] == "co")
        .map(|row| row["ma_so_lieu"].clone())
        .collect();
    assert!(sums.keys().all(|id| !sensitive.contains(id)), "a sensitive value of an agency");
    let totals = rows("so-lieu-tong.csv").into_iter().filter(|row| {
        let is_sum = matches!(row["tong_la"].as_str(), "sum" | "bodies" | "sole");
        row["pham_vi"] == "toan_tinh" && is_sum && !row["gia_tri"].is_empty()
    });
    let totals = totals.filter(|row| !sensitive.contains(&row["ma_so_lieu"]));
    let totals: Facts = totals
        .map(|row| (row["ma_so_lieu"].clone(), number(&row["gia_tri"]).to_string()))
        .collect();
    let sums = sums.into_iter().map(|(id, sum)| (id, sum.to_string()));
    (sums.filter(|(id, _)| totals.contains_key(id)).collect(), totals)
}
