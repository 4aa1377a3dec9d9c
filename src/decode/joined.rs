//! Joins sheets of one workbook into one table: the rows of the other sheets follow those of the
//! first, each cell in its column of the first sheet. The original place of every cell is kept.
//!
//! Which sheets belong together, and which columns match, is decided elsewhere.

use super::sheet::Sheet;
use super::table::{Joined, Part, Piece, Record, Table};

impl Table {
    /// Appends the rows of another sheet. `columns` maps each of its columns to a column of this
    /// table; cells of unmapped columns are dropped.
    pub fn append(&mut self, other: Table, columns: &[Option<usize>]) {
        let width = self.width(self.header);
        let mut own = vec![None; width];
        for (from, to) in columns.iter().enumerate() {
            if let Some(to) = to.filter(|to| *to < width) {
                own[to] = Some(from);
            }
        }
        let part = Part {
            from: self.records.len(),
            headings: other.fields(other.header).map(str::to_owned).collect(),
            rows: (other.row_and_line(other.heading_top()).0, other.row_and_line(other.header).0),
            title: other.titles_over(other.header),
            columns: own,
            sheet: match &other.sheet {
                Some(sheet) => (**sheet).clone(),
                None => return,
            },
        };
        self.append_rows(&other, &part);
        let blank = other.blank_lines.iter().filter(|(record, _)| *record > other.header);
        let moved = blank.map(|(record, n)| (part.from + record - other.header - 1, *n));
        self.blank_lines.extend(moved);
        let garbled = other.garbled.iter().filter(|(record, _)| *record > other.header);
        let moved = garbled.filter_map(|(record, column)| {
            let to = columns.get(*column).copied().flatten()?;
            Some((part.from + record - other.header - 1, to))
        });
        self.garbled.extend(moved);
        self.joined().parts.push(part);
    }

    /// The appended sheets; created with the first of them or with the first added column.
    fn joined(&mut self) -> &mut Joined {
        let width = self.width(self.header);
        self.joined.get_or_insert_with(|| Box::new(Joined { width, parts: Vec::new() }))
    }

    /// Copies the texts of the rows below the headings.
    fn append_rows(&mut self, other: &Table, part: &Part) {
        let text_end = self.text.len();
        let mut places = self.places.take().unwrap_or_default();
        let mut pieces = Vec::new();
        for record in other.header + 1..other.len() {
            let first = (self.pieces.len() + pieces.len()) as u32;
            for own in &part.columns {
                let start = self.text.len() as u32;
                self.text.add(own.map_or("", |column| other.field(record, column)));
                pieces.push(Piece { start, end: self.text.len() as u32 });
            }
            self.records.push(Record { start: 0, first, fields: part.columns.len() as u32 });
            places.push(other.row_and_line(record));
        }
        // Reworded fields are stored after the text.
        let added = (self.text.len() - text_end) as u32;
        for piece in self.pieces.iter_mut().filter(|piece| piece.start as usize >= text_end) {
            piece.start += added;
            piece.end += added;
        }
        self.pieces.append(&mut pieces);
        self.places = places.into();
    }

    /// Adds a column to the headings, for cells of an appended sheet; returns its index.
    pub fn add_column(&mut self, heading: &str) -> usize {
        self.joined();
        let width = self.width(self.header);
        let mut texts: Vec<String> = self.fields(self.header).map(str::to_owned).collect();
        texts.push(heading.to_owned());
        self.set_headings(self.header, &texts);
        if let Some(sheet) = &mut self.sheet {
            sheet.widest = sheet.widest.max(width as u32 + 1);
        }
        width
    }

    fn part(&self, record: usize) -> Option<&Part> {
        let parts = &self.joined.as_ref()?.parts;
        parts.iter().rfind(|part| part.from <= record)
    }

    /// The sheet of a record.
    pub fn sheet_of(&self, record: usize) -> Option<&Sheet> {
        self.part(record).map_or(self.sheet.as_deref(), |part| Some(&part.sheet))
    }

    /// All sheets, each with its first record.
    pub fn sheets(&self) -> impl Iterator<Item = (&Sheet, usize)> {
        let first = self.sheet.as_deref().map(|sheet| (sheet, 0));
        let parts = self.joined.iter().flat_map(|joined| &joined.parts);
        first.into_iter().chain(parts.map(|part| (&part.sheet, part.from)))
    }

    /// Whether it holds rows of several sheets.
    pub fn is_joined(&self) -> bool {
        self.joined.is_some()
    }

    /// The index in [`Self::sheets`] of the sheet of a record.
    pub fn sheet_number(&self, record: usize) -> usize {
        let Some(joined) = &self.joined else { return 0 };
        joined.parts.partition_point(|part| part.from <= record)
    }

    /// The first and last heading row of the sheet of a record.
    pub fn heading_rows_of(&self, record: usize) -> (u32, u32) {
        self.part(record).map_or_else(
            || (self.row_and_line(self.heading_top()).0, self.row_and_line(self.header).0),
            |part| part.rows,
        )
    }

    /// The column of a cell on its own sheet; `None` if that sheet has no such column.
    pub fn own_column(&self, record: usize, column: usize) -> Option<usize> {
        match (self.part(record), &self.joined) {
            (Some(part), _) => part.columns.get(column).copied().flatten(),
            (None, Some(joined)) => Some(column).filter(|column| *column < joined.width),
            (None, None) => Some(column),
        }
    }

    /// The heading of a cell on its own sheet.
    pub fn heading_over(&self, record: usize, column: usize) -> &str {
        match self.part(record) {
            Some(part) => {
                let own = part.columns.get(column).copied().flatten();
                own.and_then(|own| part.headings.get(own)).map_or("", String::as_str)
            }
            None => self.field(self.header, column),
        }
    }

    /// The rows above the headings on the sheet of a record, by row number.
    pub fn titles_over(&self, record: usize) -> Vec<(u32, String)> {
        let own = |record: usize| (self.row_and_line(record).0, self.words(record));
        match self.part(record) {
            Some(part) => part.title.clone(),
            None => (0..self.heading_top()).map(own).collect(),
        }
    }

    /// The rows above the headings of the other sheets: how many, and their words.
    pub fn other_titles(&self) -> impl Iterator<Item = (u32, &[(u32, String)])> {
        let parts = self.joined.iter().flat_map(|joined| &joined.parts);
        parts.filter(|part| part.rows.0 > 1).map(|part| (part.rows.0 - 1, part.title.as_slice()))
    }
}
