//! Whom a proposal names, and the words after that name, which are quoted unchanged.
//!
//! What kind of body it is decides [`super::texts`]; here are the names.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::plan::{AgencyId, Plan};
use crate::text::fold;

/// The body that a proposal names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NamedBody {
    /// An agency of the register.
    Agency(AgencyId),
    /// A central body that the register does not hold.
    Central(&'static str),
}

/// Ministries and other central bodies of Việt Nam, present and former.
const CENTRAL: [&str; 32] = [
    "Bộ Công an",
    "Bộ Công Thương",
    "Bộ Dân tộc và Tôn giáo",
    "Bộ Giao thông vận tải",
    "Bộ Giáo dục và Đào tạo",
    "Bộ Khoa học và Công nghệ",
    "Bộ Kế hoạch và Đầu tư",
    "Bộ Lao động - Thương binh và Xã hội",
    "Bộ Ngoại giao",
    "Bộ Nông nghiệp và Môi trường",
    "Bộ Nông nghiệp và Phát triển nông thôn",
    "Bộ Nội vụ",
    "Bộ Quốc phòng",
    "Bộ Thông tin và Truyền thông",
    "Bộ Tài chính",
    "Bộ Tài nguyên và Môi trường",
    "Bộ Tư pháp",
    "Bộ Văn hóa, Thể thao và Du lịch",
    "Bộ Xây dựng",
    "Bộ Y tế",
    "Chính phủ",
    "Cục Bà mẹ và Trẻ em",
    "Cục Trẻ em",
    "Ngân hàng Nhà nước Việt Nam",
    "Quốc hội",
    "Thanh tra Chính phủ",
    "Thủ tướng Chính phủ",
    "Trung ương",
    "Tòa án nhân dân tối cao",
    "Tổng cục Thống kê",
    "Viện kiểm sát nhân dân tối cao",
    "Văn phòng Chính phủ",
];

/// Words before the name.
const VERBS: [&str; 9] =
    ["tran trong ", "kinh ", "de nghi ", "kien nghi ", "de xuat ", "voi ", "doi ", "xin ", "mong "];

/// Most words of a name.
const MOST: usize = 10;

/// The names that proposals may begin with.
#[derive(Debug)]
pub struct BodyNames(HashMap<String, NamedBody>);

impl BodyNames {
    /// The names in force on a day, and those of central bodies.
    pub fn of(plan: &Plan, on: NaiveDate) -> Self {
        let folded = |name: &str| fold::words_bytes(name).map(char::from).collect::<String>();
        let central = CENTRAL.iter().map(|name| (folded(name), NamedBody::Central(name)));
        let mut names: HashMap<String, NamedBody> = central.collect();
        for id in plan.register.ids() {
            let agency = plan.register.agency(id);
            if !agency.in_force(on) {
                continue;
            }
            let aliases = agency.aliases.iter().map(|(alias, _)| alias);
            for name in std::iter::once(&agency.name).chain(&agency.short).chain(aliases) {
                let name = folded(name);
                // An abbreviation may be any word.
                if name.contains(' ') {
                    names.insert(name, NamedBody::Agency(id));
                }
            }
        }
        Self(names)
    }

    /// The body named at the beginning, and the words after the name. Without a name, the words
    /// after "Đề nghị", "Kiến nghị".
    pub fn asked<'t>(&self, text: &'t str) -> (Option<NamedBody>, &'t str) {
        let folded: String = fold::words_bytes(text).map(char::from).collect();
        let mut rest = folded.as_str();
        while let Some(shorter) = VERBS.iter().find_map(|verb| rest.strip_prefix(verb)) {
            rest = shorter;
        }
        let ends = rest.match_indices(' ').map(|(at, _)| at).take(MOST).collect::<Vec<_>>();
        let ends = [&ends[..], &[rest.len()]].concat();
        let found = ends.iter().rev().find_map(|end| Some((self.0.get(&rest[..*end])?, *end)));
        let before = folded.len() - rest.len();
        let (body, used) = match found {
            Some((body, end)) => (Some(*body), before + end),
            None => (None, before.saturating_sub(1)),
        };
        (body, after(text, used))
    }
}

/// The text after its words that fold to this many bytes; the whole text if nothing follows.
fn after(text: &str, used: usize) -> &str {
    let mut length = 0;
    let mut end = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        if length >= used {
            break;
        }
        let folded = fold::words_bytes(word).count();
        length += folded + usize::from(length > 0 && folded > 0);
        end += word.len();
    }
    let rest = text[end..].trim_start_matches(|c: char| c.is_whitespace() || ":,;-–".contains(c));
    if rest.is_empty() { text } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Sink;
    use crate::plan::{self, PlanFiles};

    #[test]
    fn what_follows_the_name_is_quoted_and_no_word_of_it_changes() {
        let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan");
        let names = BodyNames::of(&plan, NaiveDate::from_ymd_opt(2026, 3, 14).unwrap());
        for (text, name, rest) in [
            ("Đề nghị UBND tỉnh cấp vốn.", Some("UBND tỉnh Khánh Hòa"), "cấp vốn."),
            ("+ Đề nghị UBND tỉnh: cấp vốn.", Some("UBND tỉnh Khánh Hòa"), "cấp vốn."),
            ("Kiến nghị Bộ Công an sớm ban hành", Some("Bộ Công an"), "sớm ban hành"),
            ("đề nghị Bộ Y tế  hướng dẫn", Some("Bộ Y tế"), "hướng dẫn"),
            (
                "Đề nghị Sở Văn hóa, Thể thao và Du lịch hỗ trợ",
                Some("Sở Văn hóa, Thể thao và Du lịch"),
                "hỗ trợ",
            ),
            ("Đề nghị các sở, ngành phối hợp", None, "các sở, ngành phối hợp"),
            ("Bố trí thêm kinh phí", None, "Bố trí thêm kinh phí"),
            ("Đề nghị UBND tỉnh", Some("UBND tỉnh Khánh Hòa"), "Đề nghị UBND tỉnh"),
        ] {
            let (body, after) = names.asked(text);
            let body = body.map(|body| match body {
                NamedBody::Agency(id) => plan.register.agency(id).name.clone(),
                NamedBody::Central(name) => name.to_owned(),
            });
            assert_eq!((body.as_deref(), after), (name, rest), "{text}");
            assert!(text.ends_with(after));
        }
    }
}
