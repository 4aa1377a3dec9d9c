//! The container of a workbook or document: a ZIP archive of XML parts, opened within limits.
//!
//! Owns the stream of XML events of a part ([`Xml`]), also for a file that is a single part. Knows
//! the meaning of no part. The sizes in the directory are checked before a part is unpacked, and
//! the unpacked bytes are checked against them, check sum included. A part counts each time it is
//! unpacked, however many roles it has.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::io::{BufReader, Chain, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;
use zip::read::ZipFile;

use super::error::{Limit, Outcome, ReadError};

/// Maximum unpacked size of a workbook, in bytes.
pub(in crate::decode) const MAX_UNPACKED: u64 = 256 * 1024 * 1024;
/// Maximum number of parts in a workbook.
pub(in crate::decode) const MAX_PARTS: usize = 10_000;

/// An open workbook.
pub(in crate::decode) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Directory indices by normalized name.
    names: HashMap<String, usize>,
    /// Remaining bytes that may be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens the container and reads its directory without unpacking anything.
    pub(in crate::decode) fn open(bytes: &'a [u8]) -> Outcome<Self> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged)?;
        if zip.len() > MAX_PARTS {
            return Err(ReadError::Over(Limit::Parts));
        }
        let mut names = HashMap::new();
        let mut unpacked = 0u64;
        let mut starts = HashSet::new();
        for n in 0..zip.len() {
            let entry = zip.by_index_data(n).map_err(|_| ReadError::Damaged)?;
            unpacked = unpacked.saturating_add(entry.size());
            // Two parts of one name would be ambiguous.
            let name = key(&String::from_utf8_lossy(entry.name_raw()));
            // Two parts over the same bytes would count once in the file and twice unpacked.
            if names.insert(name, n).is_some() || !starts.insert(entry.header_start()) {
                return Err(ReadError::Damaged);
            }
        }
        if unpacked > MAX_UNPACKED {
            return Err(ReadError::Over(Limit::Unpacked));
        }
        Ok(Self { zip, names, left: MAX_UNPACKED })
    }

    /// The events of a part; `None` if it does not exist.
    pub(in crate::decode) fn xml(&mut self, path: &str) -> Outcome<Option<Xml<'_, 'a>>> {
        let Some(n) = self.names.get(&key(path)) else { return Ok(None) };
        let part = self.zip.by_index(*n).map_err(|_| ReadError::Damaged)?;
        let size = part.size();
        self.left = self.left.checked_sub(size).ok_or(ReadError::Over(Limit::Unpacked))?;
        Xml::of(Raw::Part(Box::new(Promised { part, size, seen: 0 }))).map(Some)
    }

    /// Whether a part of this name exists.
    pub(in crate::decode) fn holds(&self, path: &str) -> bool {
        self.names.contains_key(&key(path))
    }
}

/// Part names compare without regard to case, and some writers use backslashes.
pub(in crate::decode) fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// A part that yields no more than the directory promised.
struct Promised<'p, 'a> {
    part: ZipFile<'p, Cursor<&'a [u8]>>,
    size: u64,
    seen: u64,
}

impl Read for Promised<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let count = self.part.read(out)?;
        self.seen += count as u64;
        if self.seen > self.size {
            return Err(std::io::Error::other("more than the directory says"));
        }
        Ok(count)
    }
}

/// The raw bytes of XML.
enum Raw<'p, 'a> {
    /// A part of a container.
    Part(Box<Promised<'p, 'a>>),
    /// A whole file.
    File(&'a [u8]),
}

impl Read for Raw<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Self::Part(part) => part.read(out),
            Self::File(bytes) => bytes.read(out),
        }
    }
}

/// The bytes of XML as UTF-8.
enum Part<'p, 'a> {
    /// Already UTF-8, after its first bytes.
    Utf8(Chain<Cursor<Vec<u8>>, Raw<'p, 'a>>),
    /// UTF-16, recoded as a whole.
    Recoded(Cursor<Vec<u8>>),
}

impl<'p, 'a> Part<'p, 'a> {
    /// XML starts with a byte order mark or `<`; both reveal how many bytes a character has.
    fn open(mut part: Raw<'p, 'a>) -> Outcome<Self> {
        let mut head = Vec::with_capacity(2);
        part.by_ref().take(2).read_to_end(&mut head).map_err(|_| ReadError::Damaged)?;
        let order = match head.as_slice() {
            [0xFF, 0xFE] | [b'<', 0] => u16::from_le_bytes,
            [0xFE, 0xFF] | [0, b'<'] => u16::from_be_bytes,
            _ => return Ok(Self::Utf8(Cursor::new(head).chain(part))),
        };
        part.read_to_end(&mut head).map_err(|_| ReadError::Damaged)?;
        let (pairs, rest) = head.as_chunks::<2>();
        if !rest.is_empty() {
            return Err(ReadError::Damaged);
        }
        let letters: Vec<u16> = pairs.iter().map(|pair| order(*pair)).collect();
        let text = String::from_utf16(&letters).map_err(|_| ReadError::Damaged)?;
        let text = text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text);
        Ok(Self::Recoded(Cursor::new(text.into_bytes())))
    }
}

impl Read for Part<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Self::Utf8(part) => part.read(out),
            Self::Recoded(part) => part.read(out),
        }
    }
}

/// The events of a part, in order.
pub(in crate::decode) struct Xml<'p, 'a> {
    reader: Reader<BufReader<Part<'p, 'a>>>,
    buffer: Vec<u8>,
}

impl<'p, 'a> Xml<'p, 'a> {
    /// The events of a file that is a single part.
    pub(in crate::decode) fn flat(bytes: &'a [u8]) -> Outcome<Self> {
        Self::of(Raw::File(bytes))
    }

    fn of(raw: Raw<'p, 'a>) -> Outcome<Self> {
        let mut reader = Reader::from_reader(BufReader::new(Part::open(raw)?));
        reader.config_mut().expand_empty_elements = true;
        Ok(Self { reader, buffer: Vec::new() })
    }
}

impl Xml<'_, '_> {
    /// The next event; at `Event::Eof` the check sum has been verified.
    pub(in crate::decode) fn next(&mut self) -> Outcome<Event<'_>> {
        self.buffer.clear();
        self.reader.read_event_into(&mut self.buffer).map_err(|_| ReadError::Damaged)
    }

    /// The text up to the end of the current element, including nested elements.
    pub(in crate::decode) fn text(&mut self) -> Outcome<String> {
        let mut out = String::new();
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(ReadError::Damaged),
                event => push_text(&event, &mut out)?,
            }
        }
        Ok(out)
    }

    /// Skips the current element.
    pub(in crate::decode) fn skip(&mut self) -> Outcome<()> {
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(ReadError::Damaged),
                _ => {}
            }
        }
        Ok(())
    }
}

/// Appends the text of an event. Rejects entities that a part declares itself: no spreadsheet
/// writes them, and a few lines of them can expand to gigabytes.
pub(in crate::decode) fn push_text(event: &Event<'_>, out: &mut String) -> Outcome<()> {
    match event {
        Event::Text(text) => out.push_str(&text.xml10_content()),
        Event::CData(text) => out.push_str(&text.xml10_content()),
        Event::GeneralRef(name) => out.push(match name.as_ref() {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "apos" => '\'',
            "quot" => '"',
            _ => name.resolve_char_ref().ok().flatten().ok_or(ReadError::Damaged)?,
        }),
        Event::DocType(_) => return Err(ReadError::Damaged),
        _ => {}
    }
    Ok(())
}

/// An attribute by its local name.
pub(in crate::decode) fn attribute<'e>(
    start: &'e BytesStart<'_>,
    name: &str,
) -> Outcome<Option<Cow<'e, str>>> {
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| ReadError::Damaged)?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
            return Ok(Some(value.map_err(|_| ReadError::Damaged)?));
        }
    }
    Ok(None)
}

/// An attribute by its qualified name, where another prefix has the same local name.
pub(in crate::decode) fn exact<'e>(
    start: &'e BytesStart<'_>,
    name: &str,
) -> Outcome<Option<Cow<'e, str>>> {
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| ReadError::Damaged)?;
        if attribute.key.as_ref() == name {
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
            return Ok(Some(value.map_err(|_| ReadError::Damaged)?));
        }
    }
    Ok(None)
}

/// Whether a boolean attribute is set.
pub(in crate::decode) fn flag(start: &BytesStart<'_>, name: &str) -> Outcome<bool> {
    Ok(matches!(attribute(start, name)?.as_deref(), Some("1" | "true" | "on")))
}

/// A numeric attribute; `None` if it is missing or not a number.
pub(in crate::decode) fn number(start: &BytesStart<'_>, name: &str) -> Outcome<Option<u32>> {
    Ok(attribute(start, name)?.and_then(|text| text.trim().parse().ok()))
}
