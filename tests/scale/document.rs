//! A report in Markdown, cut into headings, paragraphs and rows of tables.

use std::rc::Rc;

/// A paragraph, an item of a list or a row of a table, with what it stands under.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// The heading of the section or annex; empty in the head of the document.
    pub(crate) section: Rc<str>,
    /// The heading below it.
    pub(crate) part: Rc<str>,
    pub(crate) content: Content,
}

#[derive(Debug, Clone)]
pub(crate) enum Content {
    Text(String),
    /// A row that is no heading, by heading of its columns.
    Row(Vec<(Rc<str>, String)>),
}

impl Block {
    /// Whether it stands before the first annex.
    pub(crate) fn is_of_body(&self) -> bool {
        !self.section.starts_with("Phụ lục")
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Row(_) => None,
        }
    }

    /// The cell in the column with a heading that begins so.
    pub(crate) fn cell(&self, heading: &str) -> Option<&str> {
        let Content::Row(cells) = &self.content else { return None };
        let found = cells.iter().find(|(name, _)| name.starts_with(heading));
        found.map(|(_, text)| &**text)
    }

    pub(crate) fn cells(&self) -> &[(Rc<str>, String)] {
        match &self.content {
            Content::Text(_) => &[],
            Content::Row(cells) => cells,
        }
    }
}

/// Cuts a document.
pub(crate) fn blocks(markdown: &str) -> Vec<Block> {
    let (mut section, mut part): (Rc<str>, Rc<str>) = ("".into(), "".into());
    let mut heading: Option<Vec<Rc<str>>> = None;
    let mut found = Vec::new();
    let mut paragraph = String::new();
    let lines = markdown.lines().chain([""]);
    for line in lines {
        let is_row = line.starts_with('|');
        let is_item = line.trim_start().starts_with("- ");
        if (line.trim().is_empty() || is_row || is_item || line.starts_with('#'))
            && !paragraph.is_empty()
        {
            let text = plain(&std::mem::take(&mut paragraph));
            let content = Content::Text(text);
            found.push(Block { section: section.clone(), part: part.clone(), content });
        }
        if !is_row {
            heading = None;
        }
        if let Some(title) = line.strip_prefix("## ") {
            (section, part) = (plain(title).into(), "".into());
        } else if let Some(title) = line.strip_prefix("### ") {
            part = plain(title).into();
        } else if is_row {
            let cells = cells(line);
            match &heading {
                None => heading = Some(cells.iter().map(|cell| plain(cell).into()).collect()),
                Some(_) if is_rule(&cells) => {}
                Some(names) => {
                    let cells = names.iter().cloned().zip(cells.iter().map(|cell| plain(cell)));
                    let content = Content::Row(cells.collect());
                    found.push(Block { section: section.clone(), part: part.clone(), content });
                }
            }
        } else if !line.trim().is_empty() && !line.starts_with('#') {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph += line.trim();
        }
    }
    found
}

/// Whether these are the dashes below a heading row.
fn is_rule(cells: &[String]) -> bool {
    cells.iter().all(|cell| cell.trim().chars().all(|c| c == '-' || c == ':') && !cell.is_empty())
}

/// Cells of a row: parted by the bars that are not escaped.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in line.trim().trim_start_matches('|').chars() {
        if c == '|' && !escaped {
            cells.push(String::new());
        } else {
            cells.last_mut().expect("a cell").push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    cells.pop();
    cells
}

/// Text as it is read: without marks, runs of spaces as one.
pub(crate) fn plain(markdown: &str) -> String {
    let mut text = String::new();
    let mut characters = markdown.replace("<br>", " ").chars().collect::<Vec<_>>().into_iter();
    while let Some(c) = characters.next() {
        match c {
            '\\' => text.extend(characters.next()),
            '*' => {}
            other => text.push(other),
        }
    }
    let text = text.trim_start().trim_start_matches("- ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands outside of quotation marks, curved or straight.
pub(crate) fn unquoted(text: &str) -> String {
    let (mut depth, mut straight) = (0_usize, false);
    let mut left = String::new();
    for c in text.chars() {
        match c {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            '"' if depth == 0 => straight = !straight,
            _ if depth == 0 && !straight => left.push(c),
            _ => {}
        }
    }
    left
}

/// The sentences of a text: a full stop, then a space and a capital, ends one.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let ends = text.match_indices(". ").filter(|(at, _)| {
        let next = text[at + 2..].chars().find(|c| c.is_alphanumeric());
        next.is_none_or(|c| c.is_uppercase() || c.is_numeric())
    });
    let mut from = 0;
    let mut found = Vec::new();
    for (at, _) in ends {
        found.push(&text[from..=at]);
        from = at + 2;
    }
    found.push(&text[from..]);
    found
}

#[test]
fn a_document_is_cut_as_it_is_read() {
    let text = "**Đầu**\n\n## I. MỤC\n\nCâu một. Câu\nhai \\[1:2\\].\n\n- Ý *một*\n- Ý hai\n\n### 1. Phần\n\n| A | B |\n|---|---:|\n| a\\|x | **b**<br>c |\n\n## Phụ lục I\n\nHết.\n";
    let blocks = blocks(text);
    let texts: Vec<&str> = blocks.iter().filter_map(Block::text).collect();
    assert_eq!(texts, ["Đầu", "Câu một. Câu hai [1:2].", "Ý một", "Ý hai", "Hết."]);
    let row = blocks.iter().find(|block| !block.cells().is_empty()).expect("a row");
    assert_eq!((row.cell("A"), row.cell("B")), (Some("a|x"), Some("b c")));
    assert_eq!((&*row.section, &*row.part), ("I. MỤC", "1. Phần"));
    assert_eq!(blocks.iter().filter(|block| block.is_of_body()).count(), 5);
    assert_eq!(
        sentences("Một (III.2). Hai ngày 1/2. 3 nơi"),
        ["Một (III.2).", "Hai ngày 1/2.", "3 nơi"]
    );
    assert_eq!(unquoted("Sở: “A “b” c” và \"d\" hết"), "Sở:  và  hết");
}
