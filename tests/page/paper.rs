//! The official document on paper, measured on the PDF that Chromium makes of the page.
//!
//! The rules are those of `docs/the-thuc.md`; lengths are in points (72 to the inch).

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{SIGNED, opened, reading};

/// A PDF.
#[derive(Deserialize)]
pub(crate) struct Paper {
    pages: Vec<Sheet>,
    title: Option<String>,
    language: Option<String>,
}

/// A page; lengths from its left and top edge.
#[derive(Deserialize)]
struct Sheet {
    width: f64,
    height: f64,
    texts: Vec<Text>,
    boxes: Vec<Painted>,
    /// The colours of its letters.
    colours: Vec<String>,
}

/// A run of text; `y` is its baseline.
#[derive(Deserialize)]
struct Text {
    text: String,
    x: f64,
    y: f64,
    width: f64,
    size: f64,
    font: String,
}

/// A painted box; a rule is a flat one.
#[derive(Deserialize)]
struct Painted {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// The pages of the body or of one annex.
struct Part<'a> {
    name: String,
    sheets: &'a [Sheet],
}

const LEFT: f64 = 30.0 * MM;
const RIGHT: f64 = 15.0 * MM;
const TOP: f64 = 20.0 * MM;
const MM: f64 = 72.0 / 25.4;
/// What a browser's rounding to its own dots (0.75 points) may cost.
const NEAR: f64 = 0.8;
/// Numerals of the annexes; a report has as many as there is something to put into.
const ANNEXES: [&str; 9] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
/// What the first heading cell of a table of the annexes says.
const HEADS: [&str; 6] = ["STT", "Cơ quan", "Tệp", "Số", "Nhiệm vụ", "Mã"];

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= NEAR
}

impl Text {
    fn end(&self) -> f64 {
        self.x + self.width
    }

    fn middle(&self) -> f64 {
        self.x + self.width / 2.0
    }

    /// `upright`, `bold`, `italic` or `bold italic`, of a font of the Times family.
    fn style(&self) -> &'static str {
        let name = self.font.split_once('+').map_or(&*self.font, |(_, name)| name);
        let family = ["Tinos", "LiberationSerif", "TimesNewRoman", "Times"];
        assert!(family.iter().any(|f| name.starts_with(f)), "{name} is no Times: {}", self.text);
        match (name.contains("Bold"), name.contains("Italic")) {
            (false, false) => "upright",
            (true, false) => "bold",
            (false, true) => "italic",
            (true, true) => "bold italic",
        }
    }

    /// Holds style and size.
    fn is(&self, style: &str, sizes: std::ops::RangeInclusive<f64>) {
        assert_eq!(self.style(), style, "{}", self.text);
        let near = sizes.start() - 0.05..=sizes.end() + 0.05;
        assert!(near.contains(&self.size), "{}: size {}", self.text, self.size);
    }
}

impl Sheet {
    fn find(&self, text: &str) -> &Text {
        let found = self.texts.iter().find(|t| t.text.trim() == text);
        found.unwrap_or_else(|| panic!("the page has no {text:?}"))
    }

    /// The number in the top margin.
    fn number(&self) -> Option<&Text> {
        let mut above = self.texts.iter().filter(|t| t.y < TOP);
        let number = above.next();
        assert!(above.next().is_none(), "more than a number in the top margin");
        number
    }

    /// Everything below the top margin.
    fn content(&self) -> impl Iterator<Item = &Text> {
        self.texts.iter().filter(|t| t.y >= TOP)
    }

    /// The texts by line, from the top; each line from the left.
    fn lines(&self) -> Vec<Vec<&Text>> {
        let mut texts: Vec<&Text> = self.content().collect();
        texts.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
        let mut lines: Vec<Vec<&Text>> = Vec::new();
        for text in texts {
            match lines.last_mut() {
                Some(line) if text.y - line[0].y < 2.0 => line.push(text),
                _ => lines.push(vec![text]),
            }
        }
        lines.iter_mut().for_each(|line| line.sort_by(|a, b| a.x.total_cmp(&b.x)));
        lines
    }

    /// The flat box close below a baseline.
    fn rule_below(&self, line: &[&Text]) -> &Painted {
        let y = line[0].y;
        let below = |b: &&Painted| {
            b.height < 2.0 && b.y > y && b.y - y < 12.0 && {
                let (from, to) = ends(line);
                near(b.x + b.width / 2.0, (from + to) / 2.0)
            }
        };
        self.boxes.iter().find(below).unwrap_or_else(|| panic!("no rule below {}", joined(line)))
    }
}

/// Where a line begins and ends.
fn ends(line: &[&Text]) -> (f64, f64) {
    (line[0].x, line[line.len() - 1].end())
}

fn joined(line: &[&Text]) -> String {
    line.iter().map(|t| &*t.text).collect::<Vec<_>>().join(" ")
}

impl Paper {
    /// Pages before the first annex; none if no annex begins among these pages.
    pub(crate) fn pages_of_body(&self) -> Option<usize> {
        let begins =
            |sheet: &Sheet| sheet.lines().first().is_some_and(|line| joined(line) == "Phụ lục I");
        self.pages.iter().position(begins)
    }

    /// How much of its pages the body fills, without the blank at the foot of each: what a page
    /// leaves blank depends on where a table happens to fall.
    pub(crate) fn printed_pages_of_body(&self) -> Option<f64> {
        let filled = |sheet: &Sheet| {
            let last = sheet.content().map(|text| text.y).fold(TOP, f64::max);
            (last - TOP) / (sheet.height - 2.0 * TOP)
        };
        Some(self.pages[..self.pages_of_body()?].iter().map(filled).sum())
    }

    /// The lengths in characters of the lines of the body that run from edge to edge.
    pub(crate) fn full_lines(&self) -> Vec<usize> {
        let body = &self.pages[..self.pages_of_body().unwrap_or(self.pages.len())];
        let lines = body.iter().flat_map(Sheet::lines);
        let is_full = |line: &Vec<&Text>| {
            let (from, to) = ends(line);
            near(from, LEFT) && near(to, 210.0 * MM - RIGHT) && line.iter().all(|t| t.size > 12.5)
        };
        lines.filter(is_full).map(|line| joined(&line).chars().count()).collect()
    }
}

/// Body and annexes of a document.
fn parts(paper: &Paper) -> Vec<Part<'_>> {
    let begins = |sheet: &Sheet, name: &str| {
        sheet.lines().first().is_some_and(|line| joined(line) == format!("Phụ lục {name}"))
    };
    let mut starts = vec![(String::new(), 0)];
    for name in ANNEXES {
        let mut at = paper.pages.iter().enumerate().filter(|(_, sheet)| begins(sheet, name));
        let Some(first) = at.next() else {
            assert!(starts.len() > 7, "annex {name} begins on no page");
            break;
        };
        assert!(at.next().is_none(), "annex {name} begins twice");
        starts.push((name.to_owned(), first.0));
    }
    let ends = starts.iter().skip(1).map(|(_, at)| *at).chain([paper.pages.len()]);
    let cut = |((name, from), to): (&(String, usize), usize)| Part {
        name: name.clone(),
        sheets: &paper.pages[*from..to],
    };
    starts.iter().zip(ends).map(cut).collect()
}

/// Runs a test over every document of plain texts; does nothing where there are none.
fn each(test: impl Fn(&str, &Paper)) {
    let Some(opened) = opened() else { return };
    let names = opened.markdown.keys().filter(|name| *name != super::HOSTILE);
    names.for_each(|name| test(name, &opened.result.paper[name]));
}

#[test]
fn paper_is_a4_and_the_annexes_lie_on_their_side() {
    each(|name, paper| {
        for part in parts(paper) {
            for sheet in part.sheets {
                let (short, long) = (210.0 * MM, 297.0 * MM);
                let (width, height) =
                    if part.name.is_empty() { (short, long) } else { (long, short) };
                assert!(
                    near(sheet.width, width) && near(sheet.height, height),
                    "{name} {}",
                    part.name
                );
            }
        }
        assert!(paper.title.as_ref().is_some_and(|title| title.starts_with("Báo cáo")), "{name}");
        assert_eq!(paper.language.as_deref(), Some("vi"), "{name}");
    });
}

#[test]
fn margins_are_held_and_used_to_the_full() {
    each(|name, paper| {
        for part in parts(paper) {
            let mut reached = (f64::MAX, f64::MIN);
            for sheet in part.sheets {
                let (right, bottom) = (sheet.width - RIGHT, sheet.height - TOP);
                for text in sheet.content() {
                    let at =
                        format!("{name} {}: {:?} at {}, {}", part.name, text.text, text.x, text.y);
                    // No rounding is allowed for: the margins are the least that the decree asks.
                    assert!(text.x >= LEFT && text.end() <= right, "{at}");
                    // A fifth of the size hangs below the baseline, three quarters stand above it.
                    assert!(text.y + text.size * 0.22 <= bottom, "{at}");
                    assert!(text.y - text.size * 0.75 >= TOP, "{at}");
                    reached = (reached.0.min(text.x), reached.1.max(text.end() - right));
                }
            }
            if part.name.is_empty() {
                assert!(near(reached.0, LEFT) && near(reached.1, 0.0), "{name}: {reached:?}");
            }
        }
    });
}

#[test]
fn letters_are_black_and_of_the_times_family() {
    each(|name, paper| {
        for sheet in &paper.pages {
            assert!(sheet.colours.iter().all(|c| c == "#000000"), "{name}: {:?}", sheet.colours);
            sheet.texts.iter().for_each(|text| {
                text.style();
            });
        }
    });
}

/// The body from 1, each annex from 1 of its own; the first page shows none.
#[test]
fn pages_are_numbered_in_the_middle_of_the_top_margin() {
    each(|name, paper| {
        for part in parts(paper) {
            for (n, sheet) in part.sheets.iter().enumerate() {
                let at = format!("{name} {} page {}", part.name, n + 1);
                let Some(number) = sheet.number() else {
                    assert_eq!(n, 0, "{at} has no number");
                    continue;
                };
                assert!(n > 0, "{at} shows a number");
                assert_eq!(number.text.trim(), (n + 1).to_string(), "{at}");
                number.is("upright", 13.0..=14.0);
                let middle = (LEFT + sheet.width - RIGHT) / 2.0;
                assert!(near(number.middle(), middle), "{at}: {}", number.middle());
            }
        }
    });
}

#[test]
fn the_head_of_the_first_page_is_laid_out_as_the_decree_says() {
    each(|name, paper| {
        let page = &paper.pages[0];
        let find = |text| page.find(text);
        let parent = find("UBND TỈNH KHÁNH HÒA");
        parent.is("upright", 12.0..=13.0);
        let unit = find("SỞ Y TẾ");
        unit.is("bold", 12.0..=13.0);
        let country = find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        country.is("bold", 12.0..=13.0);
        let motto = find("Độc lập - Tự do - Hạnh phúc");
        motto.is("bold", 13.0..=14.0);
        // Left and right stand side by side, each block about its own middle.
        assert!(near(parent.y, country.y) && (unit.y - motto.y).abs() < 1.0, "{name}");
        assert!(near(parent.middle(), unit.middle()) && near(country.middle(), motto.middle()));
        assert!(parent.end() < country.x, "{name}");
        let number = page.texts.iter().find(|t| t.text.starts_with("Số:")).expect("a number");
        number.is("upright", 13.0..=13.0);
        let date =
            page.texts.iter().find(|t| t.text.starts_with("Khánh Hòa, ngày")).expect("a date");
        date.is("italic", 13.0..=14.0);
        assert!((number.y - date.y).abs() < 1.0, "{name}: number and date on one line");
        // The rules: as long as the motto; a third to a half of the name.
        let rule = page.rule_below(&[motto]);
        assert!(near(rule.width, motto.width), "{name}: {} of {}", rule.width, motto.width);
        third_to_half(page.rule_below(&[unit]), unit.width);

        let kind = find("BÁO CÁO");
        kind.is("bold", 13.0..=14.0);
        let to = find("Kính gửi:");
        to.is("upright", 13.0..=14.0);
        let between = |line: &Vec<&Text>| line[0].y > kind.y + NEAR && line[0].y < to.y - NEAR;
        let subject: Vec<Vec<&Text>> = page.lines().into_iter().filter(between).collect();
        assert!(subject.len() > 1, "{name}");
        let mut longest: f64 = 0.0;
        for line in &subject {
            line.iter().for_each(|text| text.is("bold", 13.0..=14.0));
            let (from, to) = ends(line);
            assert!(near((from + to) / 2.0, kind.middle()), "{name}: {}", joined(line));
            longest = longest.max(to - from);
        }
        let last = subject.last().expect("a line");
        third_to_half(page.rule_below(last), longest);
    });
}

fn third_to_half(rule: &Painted, line: f64) {
    let share = rule.width / line;
    assert!((1.0 / 3.0..=0.5).contains(&share), "the rule has {share} of the line");
}

/// Numbers under ten, days under ten and the months 1 and 2 with a zero before them.
#[test]
fn a_signed_document_shows_number_date_and_signer() {
    let Some(opened) = opened() else { return };
    let paper = &opened.result.paper[SIGNED];
    let page = &paper.pages[0];
    page.find("Số: 07/BC-SYT").is("upright", 13.0..=13.0);
    page.find("Khánh Hòa, ngày 05 tháng 02 năm 2026").is("italic", 13.0..=14.0);
    for annex in parts(paper).iter().skip(1) {
        let line = "(Kèm theo Báo cáo số 07/BC-SYT ngày 05 tháng 02 năm 2026 của Sở Y tế)";
        annex.sheets[0].find(line).is("italic", 13.0..=14.0);
    }
    let last = parts(paper)[0].sheets.last().expect("a page");
    let (office, signer) = (last.find("GIÁM ĐỐC"), last.find("Nguyễn Văn A"));
    signer.is("bold", 13.0..=14.0);
    assert!(near(office.middle(), signer.middle()));
    let room = (signer.y - office.y) / MM;
    assert!((25.0..=45.0).contains(&room), "{room} mm for the signature");
}

#[test]
fn the_foot_of_the_body_is_laid_out_as_the_decree_says() {
    each(|name, paper| {
        let parts = parts(paper);
        let last = parts[0].sheets.last().expect("a page");
        let lines = last.lines();
        let foot = lines.iter().position(|l| l[0].text == "Nơi nhận:").expect("the recipients");
        let closing = &lines[foot - 1];
        assert!(joined(closing).ends_with("./."), "{name}: {}", joined(closing));
        lines[foot][0].is("bold italic", 12.0..=12.0);
        let office = last.find("GIÁM ĐỐC");
        office.is("bold", 13.0..=14.0);
        assert!(office.x > lines[foot][0].end() && (office.y - lines[foot][0].y).abs() < 4.0);
        let list: Vec<&Text> =
            last.content().filter(|t| t.y > office.y + 4.0 && t.x < last.width / 2.0).collect();
        list.iter().for_each(|text| text.is("upright", 11.0..=11.0));
        let said: Vec<&str> =
            list.iter().map(|t| &*t.text).filter(|t| t.chars().any(char::is_alphabetic)).collect();
        assert_eq!(said.first(), Some(&"Như trên;"), "{name}");
        let end = said.last().expect("a line");
        assert!(end.starts_with("Lưu: VT") && end.ends_with('.'), "{name}: {end}");
    });
}

/// Justified, the first line moved in by 1,27 cm, lines between single and one and a half, at least
/// six points more between paragraphs.
#[test]
fn the_text_of_the_body_is_set_as_the_decree_says() {
    each(|name, paper| {
        let page = &paper.pages[0];
        let right = page.width - RIGHT;
        let lines = page.lines();
        let from = lines.iter().position(|l| l[0].text.starts_with("Thực hiện Kế hoạch"));
        let lines = &lines[from.expect("the opening")..];
        // The table of decisions is set as a table.
        let table = lines.iter().position(|l| l[0].text.starts_with("Cấp quyết"));
        let lines = &lines[..table.unwrap_or(lines.len())];
        let indent = LEFT + 12.7 * MM;
        let (mut same, mut new) = (0, 0);
        for pair in lines.windows(2) {
            let (line, next) = (&pair[0], &pair[1]);
            let pitch = next[0].y - line[0].y;
            let at = format!("{name}: {}: {pitch}", joined(line));
            assert!(near(line[0].x, LEFT) || near(line[0].x, indent), "{at}: {}", line[0].x);
            if near(next[0].x, LEFT) {
                same += 1;
                // Times on a single line takes 1.15 of its size.
                assert!((13.0 * 1.15..=13.0 * 1.15 * 1.5).contains(&pitch), "{at}");
                assert!(near(line.last().expect("a text").end(), right), "{at}: not justified");
            } else {
                new += 1;
                assert!(pitch >= 13.0 * 1.2 + 6.0 - NEAR, "{at}: too close");
            }
            line.iter().filter(|t| t.size > 10.0).for_each(|text| {
                assert!((12.95..=14.05).contains(&text.size), "{at}: size {}", text.size);
            });
        }
        // The first page of a year holds fewer and longer paragraphs than that of a quarter.
        assert!(same > 8 && new > 2, "{name}: the lines are found: {same}, {new}");
        assert!(same + new > 12, "{name}: enough lines are found: {same}, {new}");
    });
}

#[test]
fn no_heading_is_left_at_the_foot_of_a_page() {
    each(|name, paper| {
        let parts = parts(paper);
        let (last, others) = parts[0].sheets.split_last().expect("pages");
        let mut headings = 0;
        for sheet in others.iter().chain([last]) {
            let lines = sheet.lines();
            let bold: Vec<bool> =
                lines.iter().map(|l| l.iter().all(|t| t.style() == "bold")).collect();
            headings += bold.iter().filter(|b| **b).count();
            let end = lines.last().expect("a line");
            // The name of the signer and the total of a table are no headings.
            let is_total = end[0].text.starts_with("Cộng");
            let signed = std::ptr::eq(sheet, last) || is_total;
            assert!(!bold.last().expect("a line") || signed, "{name}: {}", joined(end));
        }
        assert!(headings > 15, "{name}: headings are found");
    });
}

#[test]
fn annexes_begin_on_pages_of_their_own_and_are_named_in_the_text() {
    each(|name, paper| {
        let parts = parts(paper);
        let body: Vec<String> =
            parts[0].sheets.iter().flat_map(|s| s.lines()).map(|l| joined(&l)).collect();
        let body = reading::flat(&body.join(" "));
        // Many are named by the first and the last.
        let last = &parts[parts.len() - 1].name;
        let all = body.contains(&format!("Kèm theo báo cáo này: Phụ lục I đến Phụ lục {last}."));
        for part in &parts[1..] {
            let number = &part.name;
            let wanted = format!("Phụ lục {number}");
            let mut cited = body.match_indices(&wanted);
            let whole = |(at, text): (usize, &str)| {
                !body[at + text.len()..].starts_with(|c: char| c.is_alphanumeric())
            };
            assert!(all || cited.any(whole), "{name}: annex {number} is not named in the text");
            let lines = part.sheets[0].lines();
            lines[0][0].is("bold", 14.0..=14.0);
            lines[1][0].is("bold", 13.0..=14.0);
            assert_eq!(lines[1][0].text, lines[1][0].text.to_uppercase(), "{name}");
            assert!(lines[2][0].text.starts_with("(Kèm theo Báo cáo số"), "{name}");
            lines[2][0].is("italic", 13.0..=14.0);
            for line in &lines[..3] {
                let (start, end) = (line[0].x, line.last().expect("a text").end());
                let middle = (LEFT + part.sheets[0].width - RIGHT) / 2.0;
                assert!(near((start + end) / 2.0, middle), "{name}: {}", joined(line));
            }
        }
    });
}

#[test]
fn heads_of_tables_are_repeated_on_every_page() {
    let mut repeated = 0;
    let seen = std::cell::RefCell::new(&mut repeated);
    each(|name, paper| {
        for part in &parts(paper)[1..] {
            for sheet in &part.sheets[1..] {
                let first = sheet.content().next().expect("a text");
                // A page may begin with the heading of a task instead, or with what leads to
                // another table.
                let mut later = sheet.content().skip(1);
                let is_head = |text: &Text| HEADS.iter().any(|head| text.text == *head);
                if first.style() != "bold" && later.any(is_head) {
                    continue;
                }
                let parts_of_figures = ["Mục tiêu quốc gia", "Số của từng cơ quan"];
                let is_heading = first.text.contains(". ")
                    || first.text.contains(", số liệu ")
                    || parts_of_figures.contains(&first.text.as_str());
                assert!(is_head(first) || is_heading, "{name} annex {}: {}", part.name, first.text);
                first.is("bold", 9.5..=14.0);
                **seen.borrow_mut() += 1;
            }
        }
    });
    assert!(opened().is_none() || repeated > 10, "tables run over pages: {repeated}");
}

/// The last line of a paragraph does not stand alone on the next page: the line after it would be
/// indented, or there would be none.
#[test]
fn no_line_stands_alone_at_the_top_of_a_page() {
    each(|name, paper| {
        for sheet in &parts(paper)[0].sheets[1..] {
            let lines = sheet.lines();
            let begins = |line: &[&Text]| !near(line[0].x, LEFT + 1.0);
            let alone = !begins(&lines[0]) && lines.get(1).is_none_or(|next| begins(next));
            // The first line of a table is no line of a paragraph.
            let bold = lines[0][0].style() == "bold";
            assert!(!alone || bold, "{name}: {}", joined(&lines[0]));
        }
    });
}

/// Every word of the document stands on paper whole, and no dash of a list stands alone.
#[test]
fn no_word_is_split_or_lost_on_paper() {
    let count = |words: &mut BTreeMap<String, i64>, text: &str, by: i64| {
        let bare = |c: char| !c.is_alphabetic();
        for word in text.split_whitespace().map(|word| word.trim_matches(bare)) {
            // File names, numbers of documents and the like may break at their own marks.
            if word.chars().count() > 1 && word.chars().all(char::is_alphabetic) {
                *words.entry(word.to_owned()).or_default() += by;
            }
        }
    };
    each(|name, paper| {
        let mut words = BTreeMap::new();
        let markdown = &opened().expect("it is open").markdown[name];
        count(&mut words, &reading::Markdown::parse(markdown).text, -1);
        assert!(words.len() > 300, "{name}");
        for text in paper.pages.iter().flat_map(|sheet| &sheet.texts) {
            count(&mut words, &text.text, 1);
        }
        let lost: Vec<_> = words.iter().filter(|(_, more)| **more < 0).collect();
        assert!(lost.is_empty(), "{name}: {lost:?}");
        for line in paper.pages.iter().flat_map(Sheet::lines) {
            assert!(!matches!(&*joined(&line), "-" | "+"), "{name}: a dash alone");
        }
    });
}
