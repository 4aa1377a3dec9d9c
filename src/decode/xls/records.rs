//! The records of an Excel 97–2003 workbook, and the texts in them.

use super::cfb::{u16_at, u32_at};
use crate::decode::book::error::{Limit, Outcome, ReadError};
use crate::decode::book::grid::MAX_TEXT;
use crate::decode::xlsx::Strings;

/// The record continues in the next one.
const CONTINUE: u16 = 0x003C;

/// The records of a stream from an offset on.
#[derive(Clone, Copy)]
pub(super) struct Records<'a> {
    stream: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Records<'a> {
    pub(super) fn new(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at }
    }

    /// The number and bytes of the next record. A stream that ends before its end record is
    /// truncated.
    pub(super) fn next(&mut self) -> Outcome<(u16, &'a [u8])> {
        let id = u16_at(self.stream, self.at).ok_or(ReadError::Damaged)?;
        let length = usize::from(u16_at(self.stream, self.at + 2).ok_or(ReadError::Damaged)?);
        let start = self.at + 4;
        let data = self.stream.get(start..start + length).ok_or(ReadError::Damaged)?;
        self.at = start + length;
        Ok((id, data))
    }

    /// The bytes of a record and of its continuations.
    pub(super) fn with_rest(&mut self, first: &'a [u8]) -> Pieces<'a> {
        let mut pieces = vec![first];
        while u16_at(self.stream, self.at) == Some(CONTINUE) {
            let Ok((_, data)) = self.next() else { break };
            pieces.push(data);
        }
        Pieces { pieces, piece: 0, at: 0 }
    }
}

/// The letter at which a run begins, in units of UTF-16, and the index of its font.
pub(super) type Run = (u16, u16);
/// The runs of texts, by the index of the text.
pub(super) type RunsOfTexts = Vec<(usize, Vec<Run>)>;

/// A record that may have continuations.
pub(super) struct Pieces<'a> {
    pieces: Vec<&'a [u8]>,
    piece: usize,
    at: usize,
}

impl<'a> Pieces<'a> {
    /// The rest of the current piece, or the next piece if it is used up.
    fn rest(&mut self) -> Option<&'a [u8]> {
        while self.at >= self.pieces.get(self.piece)?.len() {
            (self.piece, self.at) = (self.piece + 1, 0);
        }
        Some(&self.pieces[self.piece][self.at..])
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.rest()?.first()?;
        self.at += 1;
        Some(byte)
    }

    pub(super) fn number(&mut self, bytes: u32) -> Option<u32> {
        let mut number = 0;
        for n in 0..bytes {
            number |= u32::from(self.byte()?) << (8 * n);
        }
        Some(number)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let step = self.rest()?.len().min(count);
            self.at += step;
            count -= step;
        }
        Some(())
    }

    /// Reads `count` letters. A continuation states again how wide its letters are.
    fn letters(&mut self, mut count: usize, mut wide: bool) -> Option<String> {
        let mut letters: Vec<u16> = Vec::new();
        let mut piece = {
            self.rest();
            self.piece
        };
        while count > 0 {
            let rest = self.rest()?;
            if self.piece != piece {
                piece = self.piece;
                wide = rest.first()? & 1 == 1;
                self.at += 1;
                continue;
            }
            let size = if wide { 2 } else { 1 };
            let here = (rest.len() / size).min(count);
            if here == 0 {
                return None;
            }
            letters.extend(rest[..here * size].chunks_exact(size).map(|letter| match letter {
                [low, high] => u16::from_le_bytes([*low, *high]),
                _ => u16::from(letter[0]),
            }));
            self.at += here * size;
            count -= here;
        }
        Some(String::from_utf16_lossy(&letters))
    }

    /// A text with its length in `length` bytes before it; phonetic data is skipped. Also its
    /// formatting runs.
    fn rich_text(&mut self, length: u32) -> Option<(String, Vec<Run>)> {
        let count = self.number(length)? as usize;
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.number(2)? as usize } else { 0 };
        let extra = if flags & 4 != 0 { self.number(4)? as usize } else { 0 };
        let text = self.letters(count, flags & 1 != 0)?;
        let mut own = Vec::new();
        for _ in 0..runs {
            own.push((self.number(2)? as u16, self.number(2)? as u16));
        }
        self.skip(extra)?;
        Some((text, own))
    }

    /// The same without its runs.
    pub(super) fn text(&mut self, length: u32) -> Option<String> {
        self.rich_text(length).map(|(text, _)| text)
    }

    /// The text of a drawn object. Its record holds the length; the letters are in continuations.
    pub(super) fn drawn_text(mut self) -> Option<String> {
        const LENGTH_AT: usize = 10;
        self.skip(LENGTH_AT)?;
        let count = self.number(2)? as usize;
        (self.piece, self.at) = (1, 0);
        if count == 0 {
            return Some(String::new());
        }
        let flags = self.byte()?;
        self.letters(count, flags & 1 != 0)
    }

    /// The shared texts. Their number is what is stored, whatever the record claims.
    /// Also the runs of those that have any.
    pub(super) fn strings(mut self) -> Outcome<(Strings, RunsOfTexts)> {
        let (mut strings, mut rich) = (Strings::default(), Vec::new());
        self.skip(4).ok_or(ReadError::Damaged)?;
        let promised = self.number(4).ok_or(ReadError::Damaged)? as usize;
        let (mut long, mut count) = (0, 0);
        while self.rest().is_some() {
            let Some((text, runs)) = self.rich_text(2) else {
                // Some writers leave bytes after the last text.
                let is_whole = count >= promised;
                return if is_whole { Ok((strings, rich)) } else { Err(ReadError::Damaged) };
            };
            if !runs.is_empty() {
                rich.push((count, runs));
            }
            count += 1;
            long += text.len();
            if long > MAX_TEXT {
                return Err(ReadError::Over(Limit::Text));
            }
            strings.push(&text)?;
        }
        Ok((strings, rich))
    }
}

/// A number in four bytes: an integer or the upper half of a double, optionally in hundredths.
pub(super) fn short_number(bytes: &[u8], at: usize) -> Option<f64> {
    let number = u32_at(bytes, at)?;
    let value = match number & 2 {
        0 => f64::from_bits(u64::from(number & !3) << 32),
        _ => f64::from((number as i32) >> 2),
    };
    Some(if number & 1 == 1 { value / 100.0 } else { value })
}

/// A number in eight bytes.
pub(super) fn long_number(bytes: &[u8], at: usize) -> Option<f64> {
    let (low, high) = (u32_at(bytes, at)?, u32_at(bytes, at + 4)?);
    Some(f64::from_bits(u64::from(high) << 32 | u64::from(low)))
}
