//! A proposal cut into whom it names and what it asks, without a changed word.
//!
//! Who the addressee is is decided in `texts`; here only the end of the name is found.

use super::texts::{self, ASKING, Addressee, NamedBodies};
use crate::plan::Plan;
use crate::text::fold;

/// A proposal cut into its addressee and its matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressed<'t> {
    /// Whom it is addressed to.
    pub to: Addressee,
    /// The addressee as written: `UBND tỉnh`, `Bộ Công an, Bộ Tư pháp`; `None` if the end of the
    /// name is not certain.
    pub name: Option<&'t str>,
    /// What follows the name, else the whole text.
    pub matter: &'t str,
}

/// Bodies above the province that no register needs to hold.
const ABOVE: [&str; 41] = [
    "bộ công an",
    "bộ công thương",
    "bộ dân tộc và tôn giáo",
    "bộ giáo dục và đào tạo",
    "bộ giao thông vận tải",
    "bộ kế hoạch và đầu tư",
    "bộ khoa học và công nghệ",
    "bộ lao động thương binh và xã hội",
    "bộ ngoại giao",
    "bộ nội vụ",
    "bộ nông nghiệp và môi trường",
    "bộ nông nghiệp và phát triển nông thôn",
    "bộ quốc phòng",
    "bộ tài chính",
    "bộ tài nguyên và môi trường",
    "bộ thông tin và truyền thông",
    "bộ tư pháp",
    "bộ văn hóa thể thao và du lịch",
    "bộ xây dựng",
    "bộ y tế",
    "các bộ ngành",
    "các bộ ngành trung ương",
    "các bộ ngành liên quan",
    "bộ ngành trung ương",
    "các cơ quan trung ương",
    "cơ quan trung ương",
    "trung ương",
    "chính phủ",
    "thủ tướng chính phủ",
    "quốc hội",
    "tổng cục thống kê",
    "cục thống kê",
    "cục bà mẹ và trẻ em",
    "ubnd tỉnh",
    "uỷ ban nhân dân tỉnh",
    "hđnd tỉnh",
    "hội đồng nhân dân tỉnh",
    "thường trực tỉnh uỷ",
    "tỉnh uỷ",
    "lãnh đạo ubnd tỉnh",
    "ban thường vụ tỉnh uỷ",
];

/// The names with which proposals begin, made once for many proposals.
#[derive(Debug)]
pub struct AddresseeNames {
    bodies: NamedBodies,
    names: Vec<Vec<String>>,
}

impl AddresseeNames {
    /// The names of the register and of bodies above.
    pub fn of(plan: &Plan) -> Self {
        Self { bodies: NamedBodies::of(plan), names: names(plan) }
    }

    /// Cuts a proposal.
    pub fn cut<'t>(&self, text: &'t str) -> Addressed<'t> {
        cut(&self.bodies, &self.names, text)
    }
}

/// Cuts a proposal. Meant for the few that are quoted.
pub fn addressed<'t>(plan: &Plan, text: &'t str) -> Addressed<'t> {
    AddresseeNames::of(plan).cut(text)
}

fn cut<'t>(bodies: &NamedBodies, names: &[Vec<String>], text: &'t str) -> Addressed<'t> {
    let to = texts::addressee(bodies, text);
    let whole = Addressed { to, name: None, matter: text };
    if to == Addressee::Unnamed {
        return whole;
    }
    let words = Word::of(text);
    let begin = after_asking(&words);
    let Some(mut end) = name_at(&words, begin, names) else { return whole };
    // Several addressees: `UBND tỉnh, Sở Tài chính`; `Bộ Công an và Bộ Tư pháp`.
    loop {
        let and = usize::from(words.get(end).is_some_and(|word| word.folded == "va"));
        let joined = and == 1 || text[words[end - 1].end..].trim_start().starts_with(',');
        match name_at(&words, end + and, names).filter(|_| joined) {
            Some(next) => end = next,
            None => break,
        }
    }
    let is_mark = |c: char| c.is_whitespace() || matches!(c, ':' | ',' | ';' | '-' | '–' | '.');
    let matter = text[words[end - 1].end..].trim_start_matches(is_mark);
    if matter.is_empty() {
        return whole;
    }
    Addressed { to, name: Some(&text[words[begin].start..words[end - 1].end]), matter }
}

/// A word of a text and its folded form.
struct Word {
    start: usize,
    end: usize,
    folded: String,
}

impl Word {
    /// The words of a text: runs of letters and digits.
    fn of(text: &str) -> Vec<Self> {
        let mut words: Vec<Self> = Vec::new();
        let mut start = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            let is_letter = c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}');
            match (start, is_letter) {
                (None, true) => start = Some(at),
                (Some(begin), false) => {
                    let folded = fold::ascii(&text[begin..at]);
                    words.push(Self { start: begin, end: at, folded });
                    start = None;
                }
                _ => {}
            }
        }
        words
    }
}

/// The index of the first word after “Đề nghị”, “Trân trọng kiến nghị với”.
fn after_asking(words: &[Word]) -> usize {
    let mut at = 0;
    while let Some(n) = ASKING.iter().find_map(|asking| {
        let asking: Vec<&str> = asking.split_whitespace().collect();
        starts_with(words, at, &asking).then_some(asking.len())
    }) {
        at += n;
    }
    at
}

/// The end of the longest name that begins at a word.
fn name_at(words: &[Word], at: usize, names: &[Vec<String>]) -> Option<usize> {
    let is_here = |name: &&Vec<String>| starts_with(words, at, name);
    names.iter().filter(is_here).map(|name| at + name.len()).max()
}

fn starts_with(words: &[Word], at: usize, name: &[impl AsRef<str>]) -> bool {
    let here = words.get(at..).unwrap_or_default();
    here.len() >= name.len() && here.iter().zip(name).all(|(word, own)| word.folded == own.as_ref())
}

/// The folded words of all known names.
fn names(plan: &Plan) -> Vec<Vec<String>> {
    let agencies = plan.register.agencies().iter();
    let of_agency = agencies.flat_map(|agency| {
        let aliases = agency.aliases.iter().map(|(alias, _)| alias.as_str());
        [agency.name.as_str()].into_iter().chain(agency.short.as_deref()).chain(aliases)
    });
    let folded = |name: &str| fold::ascii(name).split(' ').map(str::to_owned).collect();
    of_agency.chain(ABOVE).map(folded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Sink;
    use crate::plan::{self, PlanFiles};

    #[test]
    fn the_matter_is_what_follows_the_name_without_a_changed_word() {
        let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan");
        for (text, name, matter) in [
            ("Đề nghị UBND tỉnh cho phép gia hạn.", "UBND tỉnh", "cho phép gia hạn."),
            ("Kiến nghị với Ủy ban nhân dân tỉnh: cấp vốn", "Ủy ban nhân dân tỉnh", "cấp vốn"),
            ("- Đề nghị Bộ Công an sớm ban hành", "Bộ Công an", "sớm ban hành"),
            (
                "Kiến nghị Bộ Công an và Bộ Tư pháp hướng dẫn",
                "Bộ Công an và Bộ Tư pháp",
                "hướng dẫn",
            ),
            (
                "Đề nghị UBND tỉnh, Sở Tài chính xem xét, bố trí vốn",
                "UBND tỉnh, Sở Tài chính",
                "xem xét, bố trí vốn",
            ),
            (
                "Trân trọng kiến nghị Bộ Văn hóa, Thể thao và Du lịch mở lớp",
                "Bộ Văn hóa, Thể thao và Du lịch",
                "mở lớp",
            ),
            ("Đề nghị Sở Y tế tập huấn", "Sở Y tế", "tập huấn"),
        ] {
            let cut = addressed(&plan, text);
            assert_eq!((cut.name, cut.matter), (Some(name), matter), "{text}");
        }
    }

    #[test]
    fn a_name_with_no_certain_end_stays_with_the_text() {
        let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan");
        for text in ["Đề nghị Bộ Vũ trụ hướng dẫn", "Cần thêm kinh phí", "Đề nghị UBND tỉnh", ""]
        {
            let cut = addressed(&plan, text);
            assert_eq!((cut.name, cut.matter), (None, text));
        }
    }
}
