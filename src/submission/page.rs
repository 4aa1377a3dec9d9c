//! The analyst's page of a period, `period.yaml`. Longer than other files by its tests.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::beside::report_beside;
use super::contents::Submission;
use super::named_rows::{NamedRow, RowList, bare_name};
use crate::decode::yaml::{self, Fields, Node, Value};
use crate::diag::{Place, Sink};
use crate::plan::{AgencyId, Lookup, Period, Plan, ThemeId};
use crate::source::Source;
use crate::text::compose::composed;
use crate::text::fold;

/// The contents of `period.yaml`; a period without one has an empty page.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The period, where the page names it.
    pub period: Option<Period>,
    /// The place of the period.
    pub period_place: Option<Place>,
    /// The cut-off day.
    pub as_of: Option<NaiveDate>,
    /// The place of the cut-off day.
    pub as_of_place: Option<Place>,
    /// A notice printed on every document of this folder.
    pub notice: Option<String>,
    /// Number, date and signer of the consolidated report.
    pub document: DocumentIdentity,
    /// Number, sign, date, signer and deadline of reminder letters.
    pub reminder: ReminderIdentity,
    /// The day of receipt by file name in composed form (NFC).
    pub received: BTreeMap<String, NaiveDate>,
    /// The places of these entries.
    pub received_places: BTreeMap<String, Place>,
    /// Excused agencies and the reasons.
    pub excused: Vec<(AgencyId, String)>,
    /// The places of these entries, in the same order.
    pub excused_places: Vec<Place>,
    /// The analyst's own words.
    pub commentary: Commentary,
    /// Rows with personal data released for publication.
    pub release: Vec<NamedRow>,
    /// Rows that the body of the report quotes.
    pub highlights: Vec<NamedRow>,
    /// The themes that the analyst sets for rows.
    pub themes: Vec<NamedTheme>,
    /// Rows whose proposal the consolidating unit makes its own.
    pub adopt: Vec<NamedRow>,
    /// Replies of the consolidating unit to proposals addressed to it.
    pub replies: Vec<Reply>,
}

/// The themes that the analyst sets for a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedTheme {
    /// The row.
    pub row: NamedRow,
    /// The theme of its difficulty.
    pub difficulty: Option<ThemeId>,
    /// The theme of its proposal.
    pub proposal: Option<ThemeId>,
}

/// A reply of the consolidating unit to what is asked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The theme of the proposals it answers.
    pub theme: ThemeId,
    /// The reply.
    pub text: String,
    /// The place of the entry.
    pub place: Place,
}

/// The identity of a document, blank until it is issued.
#[derive(Debug, Clone, Default)]
pub struct DocumentIdentity {
    /// Its number.
    pub number: Option<String>,
    /// Its date.
    pub date: Option<NaiveDate>,
    /// The place of the date.
    pub date_place: Option<Place>,
    /// Its signer.
    pub signer: Option<String>,
}

/// The identity of reminder letters, blank until given. The number of the report is never used for
/// a letter.
#[derive(Debug, Clone, Default)]
pub struct ReminderIdentity {
    /// Its number.
    pub number: Option<String>,
    /// The sign after the number, `SYT-BTE`.
    pub sign: Option<String>,
    /// Its date.
    pub date: Option<NaiveDate>,
    /// Its signer.
    pub signer: Option<String>,
    /// The deadline for the agencies.
    pub until: Option<NaiveDate>,
}

/// Paragraphs by the analyst.
#[derive(Debug, Clone, Default)]
pub struct Commentary {
    /// Nhận xét, section I.
    pub remarks: Vec<String>,
    /// Đánh giá chung, section V; what was reached where there are shortcomings.
    pub assessment: Vec<String>,
    /// Tồn tại, hạn chế, section V.
    pub shortcomings: Vec<String>,
    /// Phương hướng, section VI.
    pub directions: Vec<String>,
    /// Kiến nghị of the consolidating unit itself, section VII.
    pub recommendations: Vec<String>,
}

impl Page {
    /// When a file was received. The page names files without their folder; a file of figures that
    /// it does not list came with the report that it lies beside.
    pub fn received_on(&self, file: &str, is_of_figures: bool) -> Option<NaiveDate> {
        if let Some((_, day)) = self.listed(file) {
            return Some(*day);
        }
        let reports = self.received.keys().map(String::as_str);
        let report = is_of_figures.then(|| report_beside(file, reports))??;
        self.received.get(report).copied()
    }

    /// The entry of [`Page::received`] for this file, whatever the Unicode form of its name.
    pub fn listed(&self, file: &str) -> Option<(&str, &NaiveDate)> {
        if self.received.is_empty() {
            return None;
        }
        let name = composed(file);
        let entry = self.received.get_key_value(&*name);
        let entry = entry.or_else(|| self.received.get_key_value(bare_name(&name)));
        entry.map(|(name, day)| (name.as_str(), day))
    }

    /// Whether a row with personal data is released for publication. The page names files without
    /// their folder.
    pub fn releases(
        &self,
        file: &str,
        submission: &Submission,
        sheet: Option<&str>,
        row: u32,
    ) -> bool {
        let mut of_number = self.release.iter().filter(|released| released.row == row);
        of_number.any(|released| released.is_on(file, submission, sheet))
    }

    /// Every row the page names, with its list.
    pub fn named_rows(&self) -> impl Iterator<Item = (RowList, &NamedRow)> {
        let release = self.release.iter().map(|row| (RowList::Release, row));
        let highlights = self.highlights.iter().map(|row| (RowList::Highlights, row));
        let themes = self.themes.iter().map(|theme| (RowList::Themes, &theme.row));
        let adopt = self.adopt.iter().map(|row| (RowList::Adopt, row));
        release.chain(highlights).chain(themes).chain(adopt)
    }

    /// Reads a page. `None` when there is an error.
    pub fn load(source: &Source, plan: &Plan, sink: &mut Sink) -> Option<Self> {
        let mut found = Sink::new();
        let page = yaml::parse(source, &mut found)
            .and_then(|root| read(&root, &source.name, plan, &mut found));
        let sound = !found.has_errors();
        sink.append(found);
        page.filter(|_| sound)
    }
}

/// The number of a document, without the sign, which is printed after it: at most three letters may
/// follow the digits (`12a`, `12bis`).
fn number(fields: &mut Fields<'_>, sink: &mut Sink) -> Option<String> {
    const LETTERS: usize = 3;
    let node = fields.optional("number")?;
    let text = node.text().map(fold::trim);
    let is_letter = |c: char| c.is_ascii_alphabetic() || matches!(c, 'đ' | 'Đ');
    let has_sign = |text: &str| {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_long = rest.chars().count() > LETTERS || !rest.chars().all(is_letter);
        text.starts_with(['/', '-'])
            || text.to_lowercase().starts_with("số")
            || (rest.len() < text.len() && is_long)
    };
    // How somebody says that there is a number, or none.
    const ANSWERS: [&str; 6] = ["true", "false", "yes", "no", "on", "off"];
    let is_answer = |text: &str| ANSWERS.iter().any(|answer| text.eq_ignore_ascii_case(answer));
    let number = text.filter(|text| !has_sign(text) && !is_answer(text));
    if number.is_none() {
        fields.wrong(node, "số của văn bản, không kèm ký hiệu, ví dụ 12", sink);
    }
    number.filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A text that is printed; a blank one is none.
fn words(fields: &mut Fields<'_>, key: &'static str, sink: &mut Sink) -> Option<String> {
    let text = fields.text_if(key, sink).filter(|text| !fold::trim(text).is_empty());
    text.map(str::to_owned)
}

/// The replies, each to one theme.
fn replies(fields: &mut Fields<'_>, name: &Arc<str>, plan: &Plan, sink: &mut Sink) -> Vec<Reply> {
    let mut replies: Vec<Reply> = Vec::new();
    for node in fields.list("replies", sink) {
        let Some(mut entry) = Fields::of(node, name, sink) else { continue };
        let written = entry.required("theme", sink);
        let theme = written.and_then(|n| plan.reporting.themes.find(n.text().unwrap_or_default()));
        let first = theme.and_then(|theme| replies.iter().find(|reply| reply.theme == theme));
        match (written, first) {
            (Some(node), _) if theme.is_none() => {
                entry.wrong(node, "mã của một nhóm trong reporting.yaml (themes)", sink);
            }
            (Some(node), Some(first)) => {
                let message = format!("Nhóm này đã được trả lời {}.", at_line(&first.place));
                let value = node.text().unwrap_or_default().to_owned();
                let help = "Gộp hai lời trả lời thành một, hoặc sửa mã nhóm viết nhầm.";
                entry.refuse(node, (message, value, help), sink);
            }
            _ => {}
        }
        let text = entry.text("text", sink).map(str::to_owned);
        entry.finish(sink);
        let place = Place::of_text(name, node.line, node.column);
        replies.extend(theme.zip(text).map(|(theme, text)| Reply { theme, text, place }));
    }
    replies
}

/// A list of rows.
fn named_rows(
    fields: &mut Fields<'_>,
    key: &'static str,
    name: &Arc<str>,
    sink: &mut Sink,
) -> Vec<NamedRow> {
    let mut rows = Vec::new();
    for node in fields.list(key, sink) {
        let Some(mut entry) = Fields::of(node, name, sink) else { continue };
        rows.extend(NamedRow::read(&mut entry, node, name, sink));
        entry.finish(sink);
    }
    rows
}

/// The id of the body that a node names in words, for a message.
fn meant(plan: &Plan, node: &Node) -> String {
    let day = NaiveDate::MAX;
    match plan.register.lookup(node.text().unwrap_or_default(), day) {
        Lookup::One(id) => format!(": {}", plan.register.agency(id).id),
        _ => String::new(),
    }
}

/// The list `themes`.
fn named_themes(
    fields: &mut Fields<'_>,
    name: &Arc<str>,
    plan: &Plan,
    sink: &mut Sink,
) -> Vec<NamedTheme> {
    let mut list: Vec<NamedTheme> = Vec::new();
    for node in fields.list("themes", sink) {
        let Some(mut entry) = Fields::of(node, name, sink) else { continue };
        let row = NamedRow::read(&mut entry, node, name, sink);
        let nodes = [entry.optional("difficulty"), entry.optional("proposal")];
        let [difficulty, proposal] =
            nodes.map(|node| node.and_then(|node| theme(&entry, node, plan, sink)));
        // A misspelt key is told by its name.
        if nodes.iter().all(Option::is_none) && !entry.has_unknown_key() {
            let message = "Mục này không đặt nhóm nào: khóa difficulty và khóa proposal đều không có hoặc để trống.";
            let value = row.as_ref().map_or_else(String::new, NamedRow::words);
            let help = "Ghi nhóm của khó khăn ở khóa difficulty, nhóm của kiến nghị ở khóa proposal, hoặc xóa mục này.";
            entry.refuse(node, (message.to_owned(), value, help), sink);
        }
        entry.finish(sink);
        let Some(row) = row else { continue };
        let same = |other: &&NamedTheme| {
            let other = &other.row;
            (&other.file, &other.sheet, other.row) == (&row.file, &row.sheet, row.row)
        };
        if let Some(first) = list.iter().find(same) {
            let message = format!("Dòng này đã được đặt nhóm {}.", at_line(&first.row.place));
            let help = "Gộp hai mục thành một, hoặc sửa file, sheet, row của mục viết nhầm.";
            fields.refuse(node, (message, row.words(), help), sink);
        }
        list.push(NamedTheme { row, difficulty, proposal });
    }
    list
}

/// Where an earlier entry of the page stands.
fn at_line(place: &Place) -> String {
    let line = place.line().map_or_else(String::new, |line| format!(" bắt đầu ở dòng {line}"));
    format!("ở mục{line} của trang này")
}

/// A theme by its id or name; a finding if the plan has no such theme.
fn theme(fields: &Fields<'_>, node: &Node, plan: &Plan, sink: &mut Sink) -> Option<ThemeId> {
    let themes = &plan.reporting.themes;
    let written = node.text().unwrap_or_default();
    let found = themes.find(written);
    if found.is_none() {
        let near = themes.nearest(written).map(|id| format!(", gần nhất: {}", themes.get(id).id));
        let near = near.unwrap_or_default();
        let expected = format!("mã hoặc tên của một nhóm trong reporting.yaml{near}");
        fields.wrong(node, &expected, sink);
    }
    found
}

fn read(root: &Node, name: &Arc<str>, plan: &Plan, sink: &mut Sink) -> Option<Page> {
    let mut page = Page::default();
    // Nothing is said yet, or in comments only.
    if matches!(root.value, Value::Null) {
        return Some(page);
    }
    let mut f = Fields::of(root, name, sink)?;
    if let Some(node) = f.optional("period") {
        page.period = node.text().and_then(Period::parse);
        page.period_place = Some(node.at().place(name));
        if page.period.is_none() {
            f.wrong(node, "một kỳ báo cáo, ví dụ 2025-Q3", sink);
        }
    }
    page.as_of = f.date_if("as_of", sink);
    page.as_of_place = page.as_of.map(|_| f.at("as_of").place(name));
    page.notice = words(&mut f, "notice", sink);
    if let Some(mut d) = f.fields_if("document", sink) {
        page.document.number = number(&mut d, sink);
        page.document.date = d.date_if("date", sink);
        page.document.date_place = page.document.date.map(|_| d.at("date").place(name));
        page.document.signer = words(&mut d, "signer", sink);
        d.finish(sink);
    }
    if let Some(mut r) = f.fields_if("reminder", sink) {
        page.reminder = ReminderIdentity {
            number: number(&mut r, sink),
            sign: words(&mut r, "sign", sink),
            date: r.date_if("date", sink),
            signer: words(&mut r, "signer", sink),
            until: r.date_if("until", sink),
        };
        r.finish(sink);
    }
    if let Some(mut r) = f.fields_if("received", sink) {
        for (key, node) in r.entries() {
            let day = node.text().and_then(|t| crate::text::date::parse(t).ok());
            match (key.text(), day) {
                (Some(file), Some(day)) => {
                    let file = composed(file).into_owned();
                    let place = Place::of_text(name, key.line, key.column);
                    page.received_places.insert(file.clone(), place);
                    page.received.insert(file, day);
                }
                _ => r.wrong(node, "một ngày, viết yyyy-mm-dd", sink),
            }
        }
    }
    for node in f.list("excused", sink) {
        let Some(mut e) = Fields::of(node, name, sink) else { continue };
        let agency = e.required("agency", sink);
        let id = agency.and_then(|n| plan.register.by_id(n.text().unwrap_or_default()));
        if let (None, Some(node)) = (id, agency) {
            e.wrong(
                node,
                &format!("mã của một cơ quan trong agencies.yaml{}", meant(plan, node)),
                sink,
            );
        }
        let reason = e.text("reason", sink).map(str::to_owned);
        e.finish(sink);
        if let (Some(excuse), Some(node)) = (id.zip(reason), agency) {
            page.excused.push(excuse);
            page.excused_places.push(node.at().place(name));
        }
    }
    page.release = named_rows(&mut f, "release", name, sink);
    page.highlights = named_rows(&mut f, "highlights", name, sink);
    page.themes = named_themes(&mut f, name, plan, sink);
    page.adopt = named_rows(&mut f, "adopt", name, sink);
    page.replies = replies(&mut f, name, plan, sink);
    if let Some(mut c) = f.fields_if("commentary", sink) {
        page.commentary = Commentary {
            remarks: c.texts("remarks", sink),
            assessment: c.texts("assessment", sink),
            shortcomings: c.texts("shortcomings", sink),
            directions: c.texts("directions", sink),
            recommendations: c.texts("recommendations", sink),
        };
        c.finish(sink);
    }
    f.finish(sink);
    Some(page)
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization as _;

    use super::*;
    use crate::plan::{self, PlanFiles};

    fn loaded(yaml: &str) -> (Option<Page>, Vec<&'static str>) {
        let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).unwrap();
        let mut sink = Sink::new();
        let page = Page::load(&Source::new("period.yaml", yaml), &plan, &mut sink);
        (page, sink.found().iter().map(|d| d.code.id).collect())
    }

    #[test]
    fn the_sign_of_a_document_is_no_part_of_its_number() {
        for key in ["document", "reminder"] {
            for number in [
                "12/BC-SYT",
                "12 / BC-SYT",
                "12-BC-SYT",
                "Số 12",
                "số: 12",
                "/BC-SYT",
                "12 BC",
                "12.5",
            ] {
                let (page, found) = loaded(&format!("{key}: {{number: '{number}'}}\n"));
                assert!(page.is_none(), "{number}");
                assert_eq!(found, ["P018"], "{number}");
            }
        }
        for (number, read) in [("12", "12"), ("012", "012"), ("' 12bis '", "12bis"), ("12Đ", "12Đ")]
        {
            let (page, found) = loaded(&format!("document: {{number: {number}}}\n"));
            assert_eq!(page.unwrap().document.number.as_deref(), Some(read), "{found:?}");
        }
        assert_eq!(loaded("document: {number: ' '}\n").0.unwrap().document.number, None);
        for number in ["true", "Yes", "'FALSE'", "no"] {
            assert_eq!(
                loaded(&format!("document: {{number: {number}}}\n")).1,
                ["P018"],
                "{number}"
            );
        }
    }

    #[test]
    fn what_is_blank_is_not_printed() {
        for page in
            ["", "# chưa có gì\n", "notice: ''\n", "notice: '  '\ndocument: {signer: ' '}\n"]
        {
            let page = loaded(page).0.unwrap_or_else(|| panic!("{page}"));
            assert_eq!((page.notice, page.document.signer), (None, None));
        }
    }

    #[test]
    fn the_advice_mends_the_page() {
        let help = |yaml: &str| {
            let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).unwrap();
            let mut sink = Sink::new();
            Page::load(&Source::new("period.yaml", yaml), &plan, &mut sink);
            let found: Vec<_> = sink.found().iter().collect();
            assert_eq!((found.len(), found[0].code.id), (1, "P018"), "{yaml}: {found:?}");
            format!("{} {}", found[0].message, found[0].help.as_deref().unwrap_or_default())
        };
        for (yaml, words) in [
            ("commentary: {remarks: [{Nhận xét: tốt}]}\n", "trong dấu nháy: \"Nhận xét: …\""),
            ("period:2026-Q1\n", "“period: 2026-Q1”"),
            ("commentary: {remarks: Một đoạn}\n", "gạch ngang: “- Một đoạn”"),
            ("excused: so-tu-phap\n", "gạch ngang: “- so-tu-phap”"),
            ("excused: [{agency: Sở Tư pháp, reason: x}]\n", "agencies.yaml: so-tu-phap"),
            ("highlights: [{file: a.csv, row: C2}]\n", "từ 1 đến"),
            ("highlights: [{file: a.csv, row: 0}]\n", "từ 1 đến"),
        ] {
            let told = help(yaml);
            assert!(told.contains(words), "{yaml}: {told}");
        }
    }

    fn told(yaml: &str) -> Vec<(&'static str, String, String)> {
        let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).unwrap();
        let mut sink = Sink::new();
        assert!(
            Page::load(&Source::new("period.yaml", yaml), &plan, &mut sink).is_none(),
            "{yaml}"
        );
        let told = |d: &crate::diag::Diagnostic| {
            (d.code.id, d.message.to_string(), d.value.clone().unwrap_or_default())
        };
        sink.found().iter().map(told).collect()
    }

    #[test]
    fn an_entry_that_repeats_another_names_it() {
        let entry = |theme: &str| format!("  - {{file: a.csv, row: 2, difficulty: {theme}}}\n");
        let found = told(&format!("themes:\n{}{}", entry("kinh-phi"), entry("nhan-luc")));
        assert_eq!(found.len(), 1, "{found:?}");
        let (code, message, value) = &found[0];
        assert_eq!((*code, value.as_str()), ("P018", "a.csv, dòng 2"));
        assert!(message.contains("đã được đặt nhóm ở mục bắt đầu ở dòng 2"), "{message}");
        let found = told("replies:\n- {theme: kinh-phi, text: A}\n- {theme: kinh-phi, text: B}\n");
        assert_eq!(found.len(), 1, "{found:?}");
        let (code, message, value) = &found[0];
        assert_eq!((*code, value.as_str()), ("P018", "kinh-phi"));
        assert!(message.contains("đã được trả lời ở mục bắt đầu ở dòng 2"), "{message}");
    }

    #[test]
    fn a_wrong_key_of_an_entry_is_told_by_its_name_alone() {
        for key in ["khokhan", "dificulty", "nhom", "theme"] {
            let found = told(&format!("themes: [{{file: a.csv, row: 2, {key}: kinh-phi}}]\n"));
            assert_eq!(found.len(), 1, "{found:?}");
            assert_eq!((found[0].0, found[0].2.as_str()), ("P002", key));
        }
        for rest in ["", ", difficulty: null", ", difficulty: null, proposal: null"] {
            let found = told(&format!("themes: [{{file: a.csv, row: 2{rest}}}]\n"));
            assert_eq!(found.len(), 1, "{found:?}");
            assert_eq!((found[0].0, found[0].2.as_str()), ("P018", "a.csv, dòng 2"));
        }
    }

    #[test]
    fn a_received_file_is_found_whatever_the_unicode_form_of_its_name() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 16).unwrap();
        let written: String = "Sở Y tế.csv".nfc().collect();
        let page = Page { received: BTreeMap::from([(written, day)]), ..Page::default() };
        let found: String = "2026-Q1/Sở Y tế.csv".nfd().collect();
        assert_eq!(page.received_on(&found, false), Some(day));
        assert_eq!(page.received_on("Sở Y.csv", false), None);
    }
}
