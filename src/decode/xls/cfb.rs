//! The container of old Office files: a small file system of sectors, read without trusting its
//! sizes.
//!
//! Implemented here because the usual library (cfb 0.16) reads the sector table as often as a file
//! claims, gigabytes for a malicious file of a few megabytes. Here nothing is longer than the file.

use crate::decode::book::error::{Outcome, ReadError};

/// The signature of the container.
pub(in crate::decode) const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// Sector numbers from here on are special; this one ends a chain.
const END: u32 = 0xFFFF_FFFE;
const NONE: u32 = 0xFFFF_FFFF;
/// Size of a directory entry, in bytes.
const ENTRY: usize = 128;
/// Size of a short sector, in bytes.
const SHORT: usize = 64;

/// An open container.
pub(in crate::decode) struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    directory: Vec<u8>,
    /// Streams shorter than this are stored in short sectors.
    cutoff: u64,
    first_short: u32,
}

/// An entry of the directory.
struct Entry<'e>(&'e [u8]);

impl Entry<'_> {
    fn number(&self, at: usize) -> u32 {
        u32_at(self.0, at).unwrap_or(NONE)
    }

    fn name(&self) -> String {
        let length = usize::from(u16_at(self.0, 64).unwrap_or(0)).saturating_sub(2).min(62);
        let letters: Vec<u16> = (0..length / 2).filter_map(|n| u16_at(self.0, n * 2)).collect();
        String::from_utf16_lossy(&letters)
    }

    fn is_stream(&self) -> bool {
        self.0.get(66) == Some(&2)
    }

    fn size(&self) -> u64 {
        // The upper half is undefined in files of small sectors.
        u64::from(self.number(120))
    }
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let field = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes([field[0], field[1]]))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let field = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes([field[0], field[1], field[2], field[3]]))
}

impl<'a> Container<'a> {
    /// Opens a container and reads its directory.
    pub(in crate::decode) fn open(bytes: &'a [u8]) -> Outcome<Self> {
        let number = |at: usize| u32_at(bytes, at).ok_or(ReadError::Damaged);
        let shift = u16_at(bytes, 0x1E).ok_or(ReadError::Damaged)?;
        if !bytes.starts_with(MAGIC) || !matches!(shift, 9 | 12) {
            return Err(ReadError::Damaged);
        }
        let mut container = Self {
            bytes,
            sector: 1 << shift,
            fat: Vec::new(),
            directory: Vec::new(),
            cutoff: u64::from(number(0x38)?),
            first_short: number(0x3C)?,
        };
        container.read_table(number(0x44)?)?;
        container.directory = container.chain(number(0x30)?, usize::MAX)?;
        Ok(container)
    }

    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector
    }

    /// The bytes of a sector; the last one of a file may be truncated.
    fn sector(&self, n: u32) -> Outcome<&'a [u8]> {
        let start = (n as usize).checked_add(1).and_then(|n| n.checked_mul(self.sector));
        let start = start.filter(|start| *start < self.bytes.len()).ok_or(ReadError::Damaged)?;
        Ok(&self.bytes[start..self.bytes.len().min(start + self.sector)])
    }

    /// Reads the table of successor sectors. Its own sectors are listed in the header and in
    /// further sectors; never reads more of it than there are sectors.
    fn read_table(&mut self, mut more: u32) -> Outcome<()> {
        let mut listed: Vec<u32> =
            (0..109).filter_map(|n| u32_at(self.bytes, 0x4C + n * 4)).collect();
        let enough = self.sectors() / (self.sector / 4) + 1;
        while more < END && listed.len() <= enough + 109 {
            let sector = self.sector(more)?;
            let last = self.sector - 4;
            listed.extend((0..last / 4).filter_map(|n| u32_at(sector, n * 4)));
            more = u32_at(sector, last).unwrap_or(END);
        }
        for n in listed.into_iter().filter(|n| *n < END).take(enough) {
            let sector = self.sector(n)?;
            self.fat.extend((0..sector.len() / 4).filter_map(|n| u32_at(sector, n * 4)));
        }
        Ok(())
    }

    /// The bytes of a chain of sectors, up to `limit`.
    fn chain(&self, first: u32, limit: usize) -> Outcome<Vec<u8>> {
        let mut out = Vec::new();
        let (mut at, mut steps) = (first, 0);
        while at < END && out.len() < limit {
            steps += 1;
            if steps > self.sectors() + 1 {
                return Err(ReadError::Damaged);
            }
            out.extend_from_slice(self.sector(at)?);
            at = *self.fat.get(at as usize).ok_or(ReadError::Damaged)?;
        }
        out.truncate(limit);
        Ok(out)
    }

    fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.directory.chunks_exact(ENTRY).map(Entry)
    }

    /// The entries directly below the root: streams of embedded objects belong to another file.
    fn top(&self) -> Vec<Entry<'_>> {
        let entries: Vec<Entry<'_>> = self.entries().collect();
        let mut seen = vec![false; entries.len()];
        let mut found = Vec::new();
        let mut next: Vec<u32> = entries.first().map(|root| root.number(76)).into_iter().collect();
        while let Some(at) = next.pop() {
            let Some(entry) = entries.get(at as usize) else { continue };
            if std::mem::replace(&mut seen[at as usize], true) {
                continue;
            }
            next.extend([entry.number(68), entry.number(72)]);
            found.push(Entry(entry.0));
        }
        found
    }

    /// The names directly below the root.
    pub(in crate::decode) fn names(&self) -> Vec<String> {
        self.top().iter().map(Entry::name).collect()
    }

    /// The bytes of a stream directly below the root; `None` if it does not exist.
    pub(super) fn stream(&self, name: &str) -> Outcome<Option<Vec<u8>>> {
        let top = self.top();
        let is_it =
            |entry: &&Entry<'_>| entry.is_stream() && entry.name().eq_ignore_ascii_case(name);
        let Some(entry) = top.iter().find(is_it) else { return Ok(None) };
        let (first, size) = (entry.number(116), entry.size());
        let limit = usize::try_from(size).ok().filter(|size| *size <= self.bytes.len());
        let limit = limit.ok_or(ReadError::Damaged)?;
        let stream = match size < self.cutoff {
            true => self.short_chain(first, limit)?,
            false => self.chain(first, limit)?,
        };
        if stream.len() < limit { Err(ReadError::Damaged) } else { Ok(Some(stream)) }
    }

    /// A short stream: its sectors are stored in the stream of the root.
    fn short_chain(&self, first: u32, limit: usize) -> Outcome<Vec<u8>> {
        let root = self.entries().next().ok_or(ReadError::Damaged)?;
        let all = self.chain(root.number(116), self.bytes.len())?;
        let table = self.chain(self.first_short, self.bytes.len())?;
        let mut out = Vec::new();
        let (mut at, mut steps) = (first, 0);
        while at < END && out.len() < limit {
            steps += 1;
            let start = at as usize * SHORT;
            if steps > all.len() / SHORT + 1 || start >= all.len() {
                return Err(ReadError::Damaged);
            }
            out.extend_from_slice(&all[start..all.len().min(start + SHORT)]);
            at = u32_at(&table, at as usize * 4).ok_or(ReadError::Damaged)?;
        }
        out.truncate(limit);
        Ok(out)
    }
}
