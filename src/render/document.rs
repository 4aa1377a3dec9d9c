//! Documents to write: a name, and a text rendered while it is written, so that a large document is
//! never held in memory. Opens no file.

use std::fmt;
use std::io::{self, Write};

use super::TemplateError;

/// A document; its text is rendered on each write.
pub struct Document<'a> {
    /// Its file name.
    pub name: String,
    text: Box<Text<'a>>,
}

type Text<'a> = dyn Fn(&mut dyn Write) -> Result<(), WriteError> + Send + Sync + 'a;

impl<'a> Document<'a> {
    pub(super) fn new(
        name: String,
        text: impl Fn(&mut dyn Write) -> Result<(), WriteError> + Send + Sync + 'a,
    ) -> Self {
        Self { name, text: Box::new(text) }
    }

    /// Writes its text.
    pub fn write(&self, out: &mut dyn Write) -> Result<(), WriteError> {
        (self.text)(out)
    }
}

impl fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Why a document could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The template has an error.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// The output failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Normalizes a text on the way to `out`: no trailing spaces, no two blank lines in a row, one line
/// end at the end.
pub(super) struct TidyWriter<W> {
    out: W,
    /// The current, unfinished line.
    line: Vec<u8>,
    begun: bool,
    /// Whether a blank line is pending.
    blank: bool,
    /// Why writing failed; the template engine does not preserve the error.
    failed: Option<WriteError>,
    /// Remaining bytes before the limit.
    left: usize,
}

/// Maximum size of a document: thousands of bytes for each row of a whole country.
const MAX_DOCUMENT_BYTES: usize = 1024 * 1024 * 1024;

impl<W: Write> TidyWriter<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            line: Vec::new(),
            begun: false,
            blank: false,
            failed: None,
            left: MAX_DOCUMENT_BYTES,
        }
    }

    /// Ends the text.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.end_line()
    }

    /// Why writing failed, if it did.
    pub(super) fn into_failed(self) -> Option<WriteError> {
        self.failed
    }

    fn end_line(&mut self) -> io::Result<()> {
        let line = str::from_utf8(&self.line).unwrap_or_default().trim_end();
        // Leading spaces of the text are dropped.
        let line = if self.begun { line } else { line.trim_start() };
        if line.is_empty() {
            self.blank = self.begun;
        } else {
            if self.blank {
                self.out.write_all(b"\n")?;
            }
            self.out.write_all(line.as_bytes())?;
            self.out.write_all(b"\n")?;
            (self.begun, self.blank) = (true, false);
        }
        self.line.clear();
        Ok(())
    }
}

impl<W: Write> Write for TidyWriter<W> {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        let Some(left) = self.left.checked_sub(text.len()) else {
            self.failed = Some(TemplateError::too_long(MAX_DOCUMENT_BYTES).into());
            return Err(io::ErrorKind::FileTooLarge.into());
        };
        self.left = left;
        let mut rest = text;
        while let Some(end) = memchr::memchr(b'\n', rest) {
            self.line.extend_from_slice(&rest[..end]);
            if let Err(error) = self.end_line() {
                let kind = error.kind();
                self.failed = Some(error.into());
                return Err(kind.into());
            }
            rest = &rest[end + 1..];
        }
        self.line.extend_from_slice(rest);
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Normalizes a text in memory.
pub(super) fn tidied(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len() + 1);
    let mut tidy = TidyWriter::new(&mut bytes);
    // Writing to a vector cannot fail.
    let _ = tidy.write_all(text.as_bytes()).and_then(|()| tidy.finish());
    String::from_utf8(bytes).unwrap_or_default()
}

/// The format of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Markdown.
    Markdown,
    /// A self-contained HTML file.
    Html,
    /// The view itself.
    Json,
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [(&str, &str); 6] = [
        ("", ""),
        (" \n\n", ""),
        ("một", "một\n"),
        ("\n  một \n  hai\u{a0}\r\n\n\n\nba\t\n\n\n", "một\n  hai\n\nba\n"),
        ("\n \n\n  một\n \n\t\nhai", "một\n\nhai\n"),
        ("một\n\nhai\n", "một\n\nhai\n"),
    ];

    #[test]
    fn lines_are_tidied_wherever_the_text_is_cut() {
        for (given, expected) in TEXTS {
            assert_eq!(tidied(given), expected, "{given:?}");
            for cut in 0..given.len() {
                let (mut bytes, (one, two)) = (Vec::new(), given.as_bytes().split_at(cut));
                let mut tidy = TidyWriter::new(&mut bytes);
                tidy.write_all(one).and_then(|()| tidy.write_all(two)).expect("a vector");
                tidy.finish().expect("a vector");
                assert_eq!(String::from_utf8(bytes).as_deref(), Ok(expected), "{given:?} {cut}");
            }
        }
    }

    #[test]
    fn why_nothing_more_is_taken_is_not_lost() {
        let mut room = [0; 4];
        let mut tidy = TidyWriter::new(&mut room[..]);
        assert!(tidy.write_all("một\nhai\n".as_bytes()).is_err());
        let failed = match tidy.into_failed() {
            Some(WriteError::Io(error)) => Some(error.kind()),
            _ => None,
        };
        assert_eq!(failed, Some(io::ErrorKind::WriteZero));
    }

    #[test]
    fn a_text_without_end_is_stopped() {
        let mut tidy = TidyWriter::new(io::sink());
        tidy.left = 10;
        tidy.write_all("một\n".as_bytes()).expect("there is room");
        assert!(tidy.write_all("một hai ba".as_bytes()).is_err());
        let failed = tidy.into_failed().map(|failed| failed.to_string());
        assert!(failed.is_some_and(|message| message.contains("bị dừng")));
    }
}
