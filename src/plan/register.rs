//! The register of agencies: validity, names and groups.
//!
//! [`Register::lookup`] resolves a name *on a day*: the same name means the former commune before
//! 1/7/2025 and the present one after it. Longer than other files by its tests.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use chrono::NaiveDate;

use super::names::{self, Province, canonical, proper};
use crate::text::{collate, fold};

/// An agency, by its index in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgencyId(u16);

impl AgencyId {
    /// Lowest and highest id, for ranges over keys.
    pub(crate) const FIRST: Self = Self(0);
    /// See [`AgencyId::FIRST`].
    pub(crate) const LAST: Self = Self(u16::MAX);

    /// The agency with this index.
    pub(super) fn at(index: usize) -> Self {
        Self(u16::try_from(index).unwrap_or(u16::MAX))
    }

    /// Its index in the register.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A named group, by its index in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(u16);

/// The kind of an agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Sở, ban, ngành of the province.
    Department,
    /// Mass organisation.
    MassOrganisation,
    /// Court or procuracy.
    Judiciary,
    /// District level, abolished on 1/7/2025.
    District,
    /// Commune level.
    Commune,
    /// Province level: People's Committee, Party, Council.
    Province,
    /// Central level.
    Central,
}

impl Kind {
    /// Every kind with its key in files and its label.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Department, "so_nganh", "Sở, ban, ngành cấp tỉnh"),
        (Self::MassOrganisation, "doan_the", "Mặt trận và các đoàn thể"),
        (Self::Judiciary, "tu_phap", "Cơ quan tư pháp"),
        (Self::District, "cap_huyen", "UBND cấp huyện"),
        (Self::Commune, "cap_xa", "UBND cấp xã"),
        (Self::Province, "cap_tinh", "Cơ quan cấp tỉnh"),
        (Self::Central, "trung_uong", "Cơ quan trung ương"),
    ];

    /// Reads a key.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, k, _)| *k == key).map(|(kind, ..)| *kind)
    }

    /// The label for display.
    pub fn label(self) -> &'static str {
        Self::ALL.iter().find(|(kind, ..)| *kind == self).map_or("", |(.., label)| label)
    }
}

/// Why an agency reports, if it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reports {
    /// By duty.
    Duty,
    /// Because the plan requests it; silence is never a fault.
    Request,
    /// Never: an addressee or recipient.
    Never,
}

/// A body in the register.
#[derive(Debug, Clone)]
pub struct Agency {
    /// `so-y-te`.
    pub id: String,
    /// The official name, as documents print it.
    pub name: String,
    /// A short name, where there is one.
    pub short: Option<String>,
    /// Other names, each with the day from which it is used.
    pub aliases: Vec<(String, Option<NaiveDate>)>,
    /// What sort of body it is.
    pub kind: Kind,
    /// Why it reports.
    pub reports: Reports,
    /// Whether its existence and name have been confirmed.
    pub confirmed: bool,
    /// The administrative unit, for people's committees.
    pub unit: Option<String>,
    /// The former district of a former commune.
    pub district: Option<String>,
    /// Its province before 1/7/2025.
    pub former_province: Option<String>,
    /// First day; `None` if unknown.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
    /// The agencies that took over.
    pub successors: Vec<AgencyId>,
    /// The agency that it continues under a new name: a succession that is a renaming.
    pub continues: Option<AgencyId>,
    /// Line in `agencies.yaml`.
    pub line: u32,
}

impl Agency {
    /// Its name, its short name and its aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.iter().map(|(alias, _)| alias.as_str());
        std::iter::once(self.name.as_str()).chain(self.short.as_deref()).chain(aliases)
    }

    /// Whether it exists on a day.
    pub fn in_force(&self, on: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= on) && self.valid_to.is_none_or(|to| on <= to)
    }

    /// The name, with the former district if only that distinguishes two communes.
    pub fn full_name(&self) -> String {
        match &self.district {
            Some(district) => format!("{} ({district})", self.name),
            None => self.name.clone(),
        }
    }
}

/// A group the plan names.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// As the plan prints it.
    pub name: String,
    /// Its aliases.
    pub aliases: Vec<String>,
    /// Kinds it includes.
    pub kinds: Vec<Kind>,
    /// Individually listed members.
    pub members: Vec<AgencyId>,
    /// Excluded agencies.
    pub except: Vec<AgencyId>,
}

/// The result of looking up a name on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// This agency, in force or not.
    One(AgencyId),
    /// One of several.
    Ambiguous(Vec<AgencyId>),
    /// A group instead of an agency.
    Group(GroupId),
    /// No agency or group.
    Unknown,
}

/// All agencies and groups, with the index of their names.
#[derive(Debug, Clone, Default)]
pub struct Register {
    agencies: Vec<Agency>,
    groups: Vec<Group>,
    ids: HashMap<String, AgencyId>,
    names: HashMap<String, Vec<NameEntry>>,
    group_names: HashMap<String, GroupId>,
    /// Aliases of groups, as keys of [`names::group`].
    group_aliases: HashMap<String, GroupId>,
    province: Province,
    /// Agencies by bare proper name; built on the first name that is not found.
    proper_names: OnceLock<HashMap<String, Vec<AgencyId>>>,
    folded: OnceLock<Folded>,
    /// Built for the first file name that is more than an id.
    slugs: OnceLock<Slugs>,
    /// Display order; built on first use.
    ranks: OnceLock<Vec<usize>>,
}

/// Ids as they appear in file names.
#[derive(Debug, Clone)]
struct Slugs {
    ids: HashMap<String, AgencyId>,
    /// Their first words: no id starts with any other.
    first_words: HashSet<String>,
}

/// Folded names, for comparison with an unknown name.
#[derive(Debug, Clone)]
struct Folded {
    /// The name of each agency, tones kept.
    names: Vec<String>,
    /// All names of reporting agencies, without diacritics.
    plain: Vec<(String, AgencyId)>,
}

/// An entry of the name index.
#[derive(Debug, Clone, Copy)]
pub(super) struct NameEntry {
    pub(super) agency: AgencyId,
    /// The day from which the name is used.
    pub(super) from: Option<NaiveDate>,
}

impl Register {
    pub(super) fn new(agencies: Vec<Agency>, province: Option<&str>) -> Self {
        let province = province.map(Province::of).unwrap_or_default();
        let mut register = Self { agencies, province, ..Self::default() };
        for index in 0..register.agencies.len() {
            let id = AgencyId::at(index);
            // Of duplicate ids, reported as P004, the first wins.
            register.ids.entry(register.agencies[index].id.clone()).or_insert(id);
            for (key, from) in register.keys_of(id) {
                let entries = register.names.entry(key).or_default();
                if !entries.iter().any(|n| n.agency == id) {
                    entries.push(NameEntry { agency: id, from });
                }
            }
        }
        register
    }

    pub(super) fn set_continues(&mut self, id: AgencyId, before: AgencyId) {
        self.agencies[id.index()].continues = Some(before);
    }

    /// The body of an agency across renamings: the id under which it began. An agency that
    /// continues no other is its own body.
    pub fn body(&self, id: AgencyId) -> AgencyId {
        let mut body = id;
        // A cycle of renamings is an error of the plan; the bound prevents an endless loop.
        for _ in 0..self.agencies.len() {
            match self.agency(body).continues {
                Some(before) => body = before,
                None => break,
            }
        }
        body
    }

    /// The agency under which a body exists on a day; the latest one if it was dissolved.
    pub fn named_on(&self, id: AgencyId, on: NaiveDate) -> AgencyId {
        // Fast path: few bodies were renamed.
        if self.agency(id).continues.is_none() && self.renamed(id).is_none() {
            return id;
        }
        let mut names = vec![self.body(id)];
        while let Some(next) = self.renamed(names[names.len() - 1]).filter(|n| !names.contains(n)) {
            names.push(next);
        }
        let in_force = names.iter().rev().find(|id| self.agency(**id).in_force(on));
        in_force.or(names.last()).copied().unwrap_or(id)
    }

    /// The agency that continues this one under a new name.
    fn renamed(&self, id: AgencyId) -> Option<AgencyId> {
        self.agency(id).successors.iter().copied().find(|n| self.agency(*n).continues == Some(id))
    }

    pub(super) fn set_successors(&mut self, id: AgencyId, successors: Vec<AgencyId>) {
        self.agencies[id.index()].successors = successors;
    }

    /// Keys shared by several agencies, sorted.
    pub(super) fn shared_names(&self) -> Vec<(&str, &[NameEntry])> {
        let shared = self.names.iter().filter(|(key, named)| named.len() > 1 && !key.is_empty());
        let mut shared: Vec<_> =
            shared.map(|(key, named)| (key.as_str(), named.as_slice())).collect();
        shared.sort_by_key(|(key, _)| *key);
        shared
    }

    /// The name of an agency that yields a key, with its index: 0 is the name, then the short name
    /// if any, then the aliases.
    pub(super) fn name_for_key(&self, id: AgencyId, key: &str) -> Option<(usize, &str)> {
        self.agency(id)
            .names()
            .enumerate()
            .find(|(_, word)| fold::name(word) == key || canonical(&fold::name(word)) == key)
    }

    pub(super) fn set_groups(&mut self, groups: Vec<Group>) {
        for (n, group) in groups.iter().enumerate() {
            let id = GroupId(u16::try_from(n).unwrap_or(u16::MAX));
            for written in [&group.name, &group.id] {
                self.group_names.insert(canonical(&fold::name(written)), id);
            }
            for alias in group.aliases.iter().chain([&group.name]) {
                self.group_aliases
                    .entry(names::group(&canonical(&fold::name(alias))))
                    .or_insert(id);
            }
        }
        self.groups = groups;
    }

    /// The lookup keys of an agency, each with the day from which it is valid.
    fn keys_of(&self, id: AgencyId) -> Vec<(String, Option<NaiveDate>)> {
        let agency = self.agency(id);
        let mut keys = vec![(canonical(&fold::name(&agency.name)), None)];
        keys.push((fold::name(&agency.id), None));
        keys.extend(agency.short.iter().map(|s| (fold::name(s), None)));
        for (alias, from) in &agency.aliases {
            keys.push((canonical(&fold::name(alias)), *from));
        }
        keys
    }

    /// The agency with an id.
    pub fn agency(&self, id: AgencyId) -> &Agency {
        &self.agencies[id.index()]
    }

    /// The group with an id.
    pub fn group(&self, id: GroupId) -> &Group {
        &self.groups[usize::from(id.0)]
    }

    /// All groups.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The ids of all groups, in order.
    pub(super) fn group_ids(&self) -> impl Iterator<Item = GroupId> + use<> {
        (0..self.groups.len()).map(|n| GroupId(u16::try_from(n).unwrap_or(u16::MAX)))
    }

    /// All agencies, in the register's order.
    pub fn agencies(&self) -> &[Agency] {
        &self.agencies
    }

    /// All ids, in the register's order.
    pub fn ids(&self) -> impl Iterator<Item = AgencyId> + use<> {
        (0..self.agencies.len()).map(AgencyId::at)
    }

    /// The rank of an agency when sorted by kind, then by name in Vietnamese order.
    pub fn rank(&self, id: AgencyId) -> usize {
        let ranks = || {
            let mut order: Vec<AgencyId> = self.ids().collect();
            order.sort_by_cached_key(|id| {
                (self.agency(*id).kind, collate::key(&self.agency(*id).name))
            });
            let mut ranks = vec![0; order.len()];
            order.iter().enumerate().for_each(|(rank, id)| ranks[id.index()] = rank);
            ranks
        };
        self.ranks.get_or_init(ranks)[id.index()]
    }

    /// The agency with this id text.
    pub fn by_id(&self, id: &str) -> Option<AgencyId> {
        self.ids.get(id).copied()
    }

    /// The ids contained in a slug between hyphens, each as spelled there, with its agency.
    pub fn ids_in<'a>(&self, slug: &'a str) -> Vec<(&'a str, AgencyId)> {
        // `ubnd-xa-a--huyen-b`: a slug has single hyphens only.
        let slugs = self.slugs.get_or_init(|| {
            let ids = self.ids().map(|id| (self.agency(id).id.replace("--", "-"), id));
            let ids: HashMap<String, AgencyId> = ids.collect();
            let first = |id: &String| id.split('-').next().unwrap_or_default().to_owned();
            Slugs { first_words: ids.keys().map(first).collect(), ids }
        });
        let hyphens = memchr::memchr_iter(b'-', slug.as_bytes());
        let ends: Vec<usize> = hyphens.chain([slug.len()]).collect();
        let starts = std::iter::once(0).chain(ends.iter().map(|end| end + 1)).zip(&ends);
        let first_words =
            starts.filter(|(start, end)| slugs.first_words.contains(&slug[*start..**end]));
        let words = first_words.flat_map(|(start, _)| {
            ends.iter().filter(move |end| **end > start).map(move |end| &slug[start..*end])
        });
        words.filter_map(|words| Some((words, *slugs.ids.get(words)?))).collect()
    }

    /// The group with this id text.
    pub fn group_by_id(&self, id: &str) -> Option<GroupId> {
        let index = self.groups.iter().position(|g| g.id == id)?;
        Some(GroupId(u16::try_from(index).ok()?))
    }

    /// Whether a group includes an agency.
    pub fn in_group(&self, group: GroupId, agency: AgencyId) -> bool {
        let group = self.group(group);
        (group.members.contains(&agency) || group.kinds.contains(&self.agency(agency).kind))
            && !group.except.contains(&agency)
    }

    /// Looks up a name on a day.
    pub fn lookup(&self, written: &str, on: NaiveDate) -> Lookup {
        let folded = canonical(&fold::name(written));
        let found = self.keyed(&folded, on);
        if let Some(found) = found.or_else(|| {
            self.province.alternative_keys(&folded).iter().find_map(|k| self.keyed(k, on))
        }) {
            return found;
        }
        match self.group_aliases.get(&names::group(&folded)) {
            Some(group) => Lookup::Group(*group),
            None => match self.proper_names(&folded) {
                [] => Lookup::Unknown,
                [one] => Lookup::One(*one),
                several => Lookup::Ambiguous(several.to_vec()),
            },
        }
    }

    /// Looks up an exact key.
    fn keyed(&self, key: &str, on: NaiveDate) -> Option<Lookup> {
        let named = self.names.get(key).map_or(&[][..], Vec::as_slice);
        let fits = named.iter().filter(|n| n.from.is_none_or(|from| from <= on));
        let fits: Vec<AgencyId> = fits.map(|n| n.agency).collect();
        if !fits.is_empty() {
            return Some(self.choose(fits, on));
        }
        self.group_names.get(key).map(|group| Lookup::Group(*group))
    }

    /// Of several agencies with the same name, the one in force; else all.
    fn choose(&self, fits: Vec<AgencyId>, on: NaiveDate) -> Lookup {
        let in_force: Vec<AgencyId> =
            fits.iter().copied().filter(|id| self.agency(*id).in_force(on)).collect();
        match (fits.as_slice(), in_force.as_slice()) {
            ([], _) => Lookup::Unknown,
            ([one], _) | (_, [one]) => Lookup::One(*one),
            _ => Lookup::Ambiguous(if in_force.is_empty() { fits } else { in_force }),
        }
    }

    /// Units with exactly this proper name. `Nha Trang` is a former city and a present ward, so all
    /// are returned, whatever the day, and the sender must say which.
    fn proper_names(&self, folded: &str) -> &[AgencyId] {
        let wanted = folded.strip_prefix("ubnd ").unwrap_or(folded);
        self.proper_names
            .get_or_init(|| self.index_proper_names())
            .get(wanted)
            .map_or(&[], Vec::as_slice)
    }

    /// The proper names of the units, folded, without `xã`, `phường` and so on.
    fn index_proper_names(&self) -> HashMap<String, Vec<AgencyId>> {
        let mut names: HashMap<String, Vec<AgencyId>> = HashMap::new();
        for id in self.ids() {
            let Some(unit) = &self.agency(id).unit else { continue };
            let unit = fold::name(unit);
            for name in proper(&unit) {
                names.entry(name.to_owned()).or_default().push(id);
            }
        }
        names
    }

    /// The folded name of an agency, for comparison.
    pub fn folded_name(&self, id: AgencyId) -> &str {
        &self.folded().names[id.index()]
    }

    fn folded(&self) -> &Folded {
        self.folded.get_or_init(|| {
            let reporting = self.ids().filter(|id| self.agency(*id).reports != Reports::Never);
            let plain = reporting
                .flat_map(|id| self.agency(id).names().map(move |name| (fold::ascii(name), id)));
            Folded {
                names: self.agencies.iter().map(|agency| fold::name(&agency.name)).collect(),
                plain: plain.collect(),
            }
        })
    }

    /// The nearest agencies to a name, those in force first.
    pub fn nearest(&self, written: &str, on: NaiveDate, limit: usize) -> Vec<AgencyId> {
        let names = self.folded().plain.iter().map(|(name, id)| (name, *id));
        let mut near =
            fold::nearest_folded(&self.province.strip(&fold::name(written)), names, limit * 6);
        near.sort_by_key(|id| !self.agency(*id).in_force(on));
        let mut seen = Vec::new();
        near.retain(|id| {
            !seen.contains(id) && {
                seen.push(*id);
                true
            }
        });
        near.truncate(limit);
        near
    }
}
