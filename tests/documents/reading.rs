//! What a reader sees in a Markdown document and in an HTML document: text, words, tables.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use scraper::{ElementRef, Html, Node, Selector};

/// Elements that stand within a line.
const INLINE: [&str; 7] = ["a", "b", "em", "i", "small", "span", "strong"];
/// What only the page on the screen has: navigation, and what the eye does not see.
const SCREEN_ONLY: &str = "nav, caption, style, script, .bo-qua, .man-hinh";

/// A Markdown document, parsed.
#[derive(Default)]
pub(crate) struct Markdown {
    /// The text, blocks and cells apart.
    pub(crate) text: String,
    /// Every piece of text.
    pub(crate) pieces: Vec<String>,
    /// Level and text.
    pub(crate) headings: Vec<(u8, String)>,
    /// Rows of each table, the heading row included.
    pub(crate) tables: Vec<usize>,
    /// The first and the last number of each numbered list.
    pub(crate) numbered: Vec<(u64, u64)>,
    /// What a report has no use for: links, images, code, raw HTML.
    pub(crate) foreign: Vec<String>,
}

impl Markdown {
    pub(crate) fn parse(text: &str) -> Self {
        let all = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_MATH
            | Options::ENABLE_GFM;
        let mut read = Self::default();
        let mut heading: Option<(u8, String)> = None;
        // The next number of each list that is open; none of a list without numbers.
        let mut lists: Vec<Option<u64>> = Vec::new();
        for event in Parser::new_ext(text, all) {
            match event {
                Event::Text(piece) => {
                    read.text += &piece;
                    if let Some((_, title)) = &mut heading {
                        *title += &piece;
                    }
                    read.pieces.push(piece.into_string());
                }
                Event::SoftBreak => read.text.push(' '),
                Event::InlineHtml(tag) if &*tag == "<br>" => read.text.push(' '),
                Event::Start(Tag::Heading { level, .. }) => {
                    heading = Some((level as u8, String::new()));
                }
                Event::End(TagEnd::Heading(_)) => {
                    read.headings.extend(heading.take());
                    read.text.push('\n');
                }
                Event::Start(Tag::Table(_)) => read.tables.push(0),
                Event::Start(Tag::TableRow | Tag::TableHead) => {
                    *read.tables.last_mut().expect("a table") += 1;
                }
                Event::Start(Tag::List(first)) => {
                    lists.push(first);
                    read.numbered.extend(first.map(|first| (first, first)));
                }
                Event::End(TagEnd::List(_)) => {
                    lists.pop().expect("a list");
                    read.text.push('\n');
                }
                Event::Start(Tag::Item) => {
                    read.text.push('\n');
                    if let Some(Some(next)) = lists.last_mut() {
                        read.text += &format!("{next}. ");
                        read.numbered.last_mut().expect("a numbered list").1 = *next;
                        *next += 1;
                    }
                }
                Event::Start(Tag::Paragraph | Tag::TableCell | Tag::Emphasis | Tag::Strong)
                | Event::End(TagEnd::Emphasis | TagEnd::Strong) => {
                    if matches!(event, Event::Start(Tag::Paragraph | Tag::TableCell)) {
                        read.text.push('\n');
                    }
                }
                Event::End(_) | Event::Rule => read.text.push('\n'),
                other => read.foreign.push(format!("{other:?}")),
            }
        }
        read
    }
}

/// An HTML document, parsed.
pub(crate) struct Page {
    pub(crate) html: Html,
}

impl Page {
    pub(crate) fn parse(text: &str) -> Self {
        let html = Html::parse_document(text);
        assert!(html.errors.is_empty(), "the parser mends nothing: {:?}", html.errors);
        Self { html }
    }

    /// The elements that a selector finds.
    pub(crate) fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let selector = Selector::parse(selector).expect("a selector");
        self.html.select(&selector).collect()
    }

    /// The elements of the document itself that a selector finds: not those of the screen.
    pub(crate) fn printed(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let screen = Selector::parse(".man-hinh").expect("a selector");
        let of_screen = |element: &ElementRef<'_>| {
            let mut above = element.ancestors().filter_map(ElementRef::wrap);
            screen.matches(element) || above.any(|e| screen.matches(&e))
        };
        self.all(selector).into_iter().filter(|e| !of_screen(e)).collect()
    }

    /// The text of the document that is read and printed, blocks and cells apart.
    pub(crate) fn text(&self) -> String {
        let skipped = Selector::parse(SCREEN_ONLY).expect("a selector");
        let mut text = String::new();
        for body in self.all("body") {
            collect(body, &skipped, &mut text);
        }
        text
    }

    /// Every piece of text, and the attributes that are read out or shown.
    pub(crate) fn pieces(&self) -> Vec<String> {
        let mut pieces: Vec<String> = self
            .all("title, body, body *")
            .iter()
            .flat_map(|e| e.children())
            .filter_map(|node| node.value().as_text().map(|text| text.to_string()))
            .collect();
        for element in self.all("[title], [aria-label]") {
            pieces.extend(
                ["title", "aria-label"]
                    .iter()
                    .filter_map(|name| element.attr(name))
                    .map(str::to_owned),
            );
        }
        pieces
    }
}

fn collect(element: ElementRef<'_>, skipped: &Selector, text: &mut String) {
    for child in element.children() {
        match child.value() {
            Node::Text(piece) => *text += piece,
            Node::Element(inner) => {
                let Some(child) = ElementRef::wrap(child) else { continue };
                if skipped.matches(&child) {
                    continue;
                }
                let apart = !INLINE.contains(&inner.name());
                if apart {
                    text.push('\n');
                }
                collect(child, skipped, text);
                if apart {
                    text.push('\n');
                }
            }
            _ => {}
        }
    }
}

/// The words of a text; marks that stand alone (the dash of a list) are none.
pub(crate) fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).collect()
}

/// The words with one space between them.
pub(crate) fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Both documents have the same words in the same order.
pub(crate) fn assert_same_words(what: &str, markdown: &str, html: &str) {
    let (markdown, html) = (words(markdown), words(html));
    let differs = markdown.iter().zip(&html).position(|(a, b)| a != b);
    let at = differs.unwrap_or(markdown.len().min(html.len()));
    let around = |words: &[&str]| {
        let to = (at + 8).min(words.len());
        words[at.saturating_sub(8).min(to)..to].join(" ")
    };
    assert!(
        differs.is_none() && markdown.len() == html.len(),
        "{what}\n  Markdown: {}\n  HTML:     {}",
        around(&markdown),
        around(&html)
    );
}
