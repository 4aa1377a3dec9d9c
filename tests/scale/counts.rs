//! Numbers in the words of a report, and what the tests that count again share.

use report::plan::Kind;

use super::made::{self, Made};

/// The numbers in a text, each with the words behind it up to the next number or mark.
pub(crate) fn counted(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let digits = rest[at..].find(|c: char| !c.is_ascii_digit() && c != '.');
        let end = at + digits.unwrap_or(rest.len() - at);
        let number = rest[at..end].replace('.', "").parse().expect("a number");
        rest = &rest[end..];
        let stop = rest.find(|c: char| c.is_ascii_digit() || ",;:()".contains(c));
        found.push((number, rest[..stop.unwrap_or(rest.len())].trim().to_owned()));
    }
    found
}

pub(crate) fn number(cell: &str) -> usize {
    match cell.trim() {
        "" => 0,
        text => text.replace('.', "").parse().unwrap_or_else(|_| panic!("no number: {text}")),
    }
}

/// What the units below the province are.
pub(crate) const UNITS: [&str; 6] = ["xã", "phường", "đặc khu", "huyện", "thị xã", "thành phố"];

pub(crate) fn is_unit(name: &str) -> bool {
    matches!(kind_of(name), Kind::Commune | Kind::District)
}

pub(crate) fn kind_of(name: &str) -> Kind {
    let plan = made::plan();
    let agency = plan.register.agencies().iter().rfind(|agency| agency.name == name);
    let agency = agency.or_else(|| plan.register.agencies().iter().find(|a| a.name == name));
    agency.unwrap_or_else(|| panic!("no body: {name}")).kind
}

/// Examples and the quarter of the province: of a longer period several rows speak for one body.
pub(crate) fn quarters() -> impl Iterator<Item = &'static Made> {
    made::examples().iter().chain([made::province_quarter()]).filter(|made| !made.is_long)
}
