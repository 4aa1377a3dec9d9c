//! `agencies.yaml` → [`Register`]: all agencies first, then the references to them.

use std::sync::Arc;

use super::{closed, owned, reference};
use crate::decode::yaml::{At, Fields, Node};
use crate::diag::Sink;
use crate::plan::integrity::{self, Positions};
use crate::plan::register::{Agency, AgencyId, Group, Kind, Register, Reports};
use crate::plan::register_faults as faults;

/// The register, as far as it was read.
#[derive(Default)]
pub(super) struct LoadedRegister {
    pub(super) register: Register,
    /// Whether every entry was read and has an id.
    pub(super) complete: bool,
}

/// The keys of [`Kind`], for messages.
pub(super) const KINDS: &str =
    "so_nganh, doan_the, tu_phap, cap_huyen, cap_xa, cap_tinh hoặc trung_uong";

/// An agency from the file, with unresolved references.
struct Entry<'a> {
    agency: Agency,
    successors: &'a [Node],
    continues: Option<&'a Node>,
    positions: Positions,
}

pub(super) fn read(root: &Node, name: &Arc<str>, sink: &mut Sink) -> LoadedRegister {
    let Some(mut top) = Fields::of(root, name, sink) else { return LoadedRegister::default() };
    let province = top.text_if("province", sink);
    let nodes = top.list_required("agencies", sink);
    let group_nodes = top.list_required("groups", sink);
    top.finish(sink);

    let (mut agencies, mut positions) = (Vec::new(), Vec::new());
    let (mut successors, mut continues) = (Vec::new(), Vec::new());
    for entry in nodes.iter().filter_map(|node| agency(node, name, sink)) {
        agencies.push(entry.agency);
        positions.push(entry.positions);
        successors.push(entry.successors);
        continues.push(entry.continues);
    }
    let has_all_ids = agencies.len() == nodes.len() && agencies.iter().all(|a| !a.id.is_empty());
    let complete = !nodes.is_empty() && !group_nodes.is_empty() && has_all_ids;
    let mut register = Register::new(agencies, province);
    duplicates(&register, &positions, name, sink);
    for (index, nodes) in successors.into_iter().enumerate() {
        let mut found = Vec::new();
        for node in nodes {
            if let Some(id) = reference(&register, complete, node, name, sink) {
                found.push(id);
                positions[index].successors.push(node.at());
            }
        }
        register.set_successors(AgencyId::at(index), found);
    }
    for (index, node) in continues.into_iter().enumerate() {
        let Some(node) = node else { continue };
        let id = AgencyId::at(index);
        if let Some(before) = reference(&register, complete, node, name, sink)
            && integrity::check_renaming(&register, (id, before), node.at().place(name), sink)
        {
            register.set_continues(id, before);
        }
    }
    let (groups, at_groups) = read_groups(group_nodes, &register, complete, name, sink);
    let complete = complete && groups.len() == group_nodes.len();
    register.set_groups(groups);
    if integrity::check_register(&register, &positions, name, sink) {
        for (agency, at) in register.agencies().iter().zip(&positions) {
            faults::check_succession(&register, agency, &at.successors, name, sink);
        }
    }
    // A member that is no agency is reported, and may have been the only one.
    for (group, at) in register.group_ids().zip(at_groups).filter(|_| complete) {
        faults::check_group(&register, group, at, name, sink);
    }
    LoadedRegister { register, complete }
}

fn agency<'a>(node: &'a Node, name: &Arc<str>, sink: &mut Sink) -> Option<Entry<'a>> {
    let mut f = Fields::of(node, name, sink)?;
    let kind = closed(&mut f, "kind", Kind::parse, KINDS, sink);
    let reports = closed(&mut f, "reports", reports_of, "duty, request hoặc none", sink);
    let id = super::id(&mut f, "id", sink).unwrap_or_default();
    let official = owned(&mut f, "name", sink).unwrap_or_default();
    let short = f.text_if("short", sink).map(str::to_owned);
    let mut names = vec![f.at("name")];
    names.extend(short.as_ref().map(|_| f.at("short")));
    let mut aliases = Vec::new();
    for (alias, from, at) in read_aliases(&mut f, name, sink) {
        aliases.push((alias, from));
        names.push(at);
    }
    let agency = Agency {
        id,
        name: official,
        short,
        aliases,
        kind: kind.unwrap_or(Kind::Department),
        reports: reports.unwrap_or(Reports::Never),
        confirmed: f.optional("confirmed").is_none() || f.flag("confirmed", sink),
        unit: f.text_if("unit", sink).map(str::to_owned),
        district: f.text_if("district", sink).map(str::to_owned),
        former_province: f.text_if("former_province", sink).map(str::to_owned),
        valid_from: f.date_if("valid_from", sink),
        valid_to: f.date_if("valid_to", sink),
        successors: Vec::new(),
        continues: None,
        line: f.line(),
    };
    f.text_if("basis", sink);
    let successors = f.list("successors", sink);
    let continues = f.optional("continues");
    if let (Some(from), Some(to)) = (agency.valid_from, agency.valid_to)
        && from > to
    {
        integrity::validity_inverted(f.at("valid_to").place(name), &agency.id, from, to, sink);
    }
    let positions = Positions { id: f.at("id"), names, successors: Vec::new() };
    f.finish(sink);
    Some(Entry { agency, successors, continues, positions })
}

fn reports_of(key: &str) -> Option<Reports> {
    Some(match key {
        "duty" => Reports::Duty,
        "request" => Reports::Request,
        "none" => Reports::Never,
        _ => return None,
    })
}

/// Aliases: texts, or `{name, from}` for one valid from a day.
fn read_aliases(
    fields: &mut Fields<'_>,
    name: &Arc<str>,
    sink: &mut Sink,
) -> Vec<(String, Option<chrono::NaiveDate>, At)> {
    let mut aliases = Vec::new();
    for node in fields.list("aliases", sink) {
        if let Some(text) = node.text() {
            aliases.push((text.to_owned(), None, node.at()));
        } else if let Some(mut f) = Fields::of(node, name, sink) {
            let text = owned(&mut f, "name", sink);
            let (from, at) = (f.date_if("from", sink), f.at("name"));
            f.finish(sink);
            aliases.extend(text.map(|text| (text, from, at)));
        }
    }
    aliases
}

/// Reports duplicate ids; the index of the register keeps the first.
fn duplicates(register: &Register, positions: &[Positions], name: &Arc<str>, sink: &mut Sink) {
    for id in register.ids() {
        let agency = register.agency(id);
        if let Some(first) = register.by_id(&agency.id)
            && first != id
            && !agency.id.is_empty()
        {
            let position = positions[id.index()].id.place(name);
            let first_position = (Arc::clone(name), positions[first.index()].id.line);
            integrity::duplicate_id(position, &agency.id, first_position, sink);
        }
    }
}

fn read_groups(
    nodes: &[Node],
    register: &Register,
    complete: bool,
    name: &Arc<str>,
    sink: &mut Sink,
) -> (Vec<Group>, Vec<At>) {
    let mut groups: Vec<Group> = Vec::new();
    let mut positions: Vec<At> = Vec::new();
    for node in nodes {
        let Some((group, at)) = read_group(node, register, complete, name, sink) else { continue };
        let same = groups.iter().position(|g| g.id == group.id);
        let same = same.map(|n| positions[n].line);
        let first = same.or_else(|| Some(register.agency(register.by_id(&group.id)?).line));
        if let Some(line) = first {
            integrity::duplicate_id(at.place(name), &group.id, (Arc::clone(name), line), sink);
        }
        groups.push(group);
        positions.push(at);
    }
    (groups, positions)
}

/// Reads a group; `None` if it has no id.
fn read_group(
    node: &Node,
    register: &Register,
    complete: bool,
    name: &Arc<str>,
    sink: &mut Sink,
) -> Option<(Group, At)> {
    let mut f = Fields::of(node, name, sink)?;
    let (id, title) = (super::id(&mut f, "id", sink), owned(&mut f, "name", sink));
    let mut kinds = Vec::new();
    for item in f.list("kinds", sink) {
        match item.text().and_then(Kind::parse) {
            Some(kind) => kinds.push(kind),
            None => f.wrong(item, KINDS, sink),
        }
    }
    let aliases = f.texts("aliases", sink);
    let mut listed = |key, sink: &mut Sink| -> Vec<AgencyId> {
        let items = f.list(key, sink).iter();
        items.filter_map(|n| reference(register, complete, n, name, sink)).collect()
    };
    let members = listed("members", sink);
    let except = listed("except", sink);
    let at = f.at("id");
    f.finish(sink);
    Some((Group { id: id?, name: title.unwrap_or_default(), aliases, kinds, members, except }, at))
}
