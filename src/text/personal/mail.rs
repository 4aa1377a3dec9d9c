//! Addresses of electronic mail of persons; those of agencies stay.

use super::{Found, Kind};

/// Whose mailboxes anybody may open.
const PROVIDERS: &str = "gmail yahoo ymail rocketmail hotmail outlook live msn icloud me proton \
    protonmail zoho aol mail gmx yandex tutanota";
/// Beginnings of the parts of an address that tell of an agency or a school.
const OFFICES: &str = "ubnd hdnd mttq phong truong mamnon maugiao mn tieuhoc th thcs thpt congan tramyte \
    benhvien bvdk trungtam tt ttctxh hoiphu hoilh hoikh hoichu doantn doanxa tinhdoan doanphuong \
    vanphong vanthu vp hotro lienhe info contact tuvan duongday clb bvte bvcs treem syt soyte so sgd \
    khanhhoa nhatrang quybao quytre support admin hotline ctxh tonghop daotao tuyensinh bvnhi baocao thongke phuong xa lhpn ub";
/// Shorter ones are whole parts.
const SHORTEST_BEGINNING: usize = 4;
/// Words before an address that make it that of an agency, and of a person.
const OF_OFFICES: &str = "sở ubnd phòng trung trạm viện trường ban hội đoàn cục tòa toà quỹ clb";
/// How many words before an address may name its owner.
const NEAR: usize = 8;
const OF_PERSONS: &str = "cháu em bé mẹ bố cha bà anh chị huynh";

/// The addresses of persons in a text.
pub(super) fn found(text: &str) -> Vec<Found> {
    text.match_indices('@').filter_map(|(at, _)| address(text, at)).collect()
}

fn address(text: &str, at: usize) -> Option<Found> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let start = text[..at].rfind(|c| !is_part(c)).map_or(0, |n| n + char_len(&text[n..]));
    let rest = &text[at + 1..];
    let domain = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
    let local = text[start..at].to_lowercase();
    let domain = domain.trim_end_matches(['.', '-', '_']).to_lowercase();
    let (provider, ending) = domain.split_once('.')?;
    if local.is_empty() || ending.is_empty() {
        return None;
    }
    let before = text[..start].rsplit([';', '\n']).next().unwrap_or_default().to_lowercase();
    let words: Vec<&str> =
        before.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let owner = (words.len().saturating_sub(NEAR)..words.len()).rev();
    // "Phòng Trẻ em" is no child.
    let is_children = |n: usize| n > 0 && words[n - 1] == "trẻ";
    let owner =
        owner.map(|n| (of(OF_PERSONS, words[n]) && !is_children(n), of(OF_OFFICES, words[n])));
    let owner = owner.into_iter().find(|of| of.0 || of.1);
    let is_of_office = match owner {
        Some((is_person, _)) => !is_person,
        None => local.split(|c: char| !c.is_ascii_alphabetic()).any(is_office),
    };
    let is_open_to_all = of(PROVIDERS, provider);
    let is_of_person = if is_open_to_all { !is_of_office } else { owner == Some((true, false)) };
    let is_public = ending.ends_with("gov.vn") || domain.ends_with("gov.vn");
    let first = local.chars().next().unwrap_or_default();
    (is_of_person && !is_public)
        .then(|| Found { kind: Kind::Mail, masked: format!("{first}…@{domain}") })
}

fn is_office(part: &str) -> bool {
    let begins = |office: &str| office.len() >= SHORTEST_BEGINNING && part.starts_with(office);
    OFFICES.split_whitespace().any(|office| part == office || begins(office))
}

fn of(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|other| other == word)
}

fn char_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}
