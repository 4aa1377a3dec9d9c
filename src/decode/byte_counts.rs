//! Counts, in one pass, the bytes of a file that make later checks necessary. Performs none of
//! these checks.

use fearless_simd::{Simd, dispatch};

use crate::text::cpu;

/// Block size of the pass: small enough to stay in the cache while each byte is counted.
const BLOCK: usize = 16 * 1024;

/// Counts of significant bytes in a text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ByteCounts {
    /// Zero bytes: UTF-16, or a damaged file.
    pub(super) zeros: usize,
    /// Quotation marks around cells.
    pub(super) quotes: usize,
    /// Question marks, which may replace lost letters.
    pub(super) question_marks: usize,
    /// First bytes (EF) of the replacement character, of byte order marks and of rare signs.
    pub(super) ef_bytes: usize,
    /// First bytes of Western signs (`®`, `µ`), frequent in misread text.
    pub(super) western_signs: usize,
    /// Western letters where Vietnamese has none (`ø`, `ñ`, the `Õ` of `tiÕn`), frequent in text in
    /// old fonts. A letter at the very beginning is not counted.
    pub(super) unlikely_letters: usize,
    /// Mathematical signs, as Mac OS Roman shows UTF-8; dashes and curled quotes do not count.
    pub(super) math_signs: usize,
    /// Circumflexes, tildes, plus signs and grave accents, frequent in VIQR.
    pub(super) viqr_signs: usize,
}

impl ByteCounts {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut counts = Self::default();
        for (n, block) in bytes.chunks(BLOCK).enumerate() {
            counts.quotes += memchr::memchr_iter(b'"', block).count();
            // A letter is judged by the byte before it and by two after it.
            let before = (n * BLOCK).saturating_sub(1);
            let after = (n * BLOCK + block.len() + 2).min(bytes.len());
            let around = &bytes[before..after];
            let (unlikely_letters, rare) =
                dispatch!(*cpu::LEVEL, simd => count_block(simd, around, block));
            counts.unlikely_letters += unlikely_letters;
            // Fast path: most blocks of a sound file have none of these.
            if !rare {
                continue;
            }
            let count = |byte: u8| memchr::memchr_iter(byte, block).count();
            counts.zeros += count(0);
            counts.question_marks += count(b'?');
            counts.ef_bytes += count(0xEF);
            counts.western_signs += count(0xC2);
            counts.viqr_signs +=
                memchr::memchr3_iter(b'^', b'~', b'+', block).count() + count(b'`');
            // The second byte may be in the next block.
            let next = |at: usize| bytes.get(n * BLOCK + at + 1);
            let math_signs = memchr::memchr_iter(MATH_SIGN[0], block);
            counts.math_signs += math_signs.filter(|at| next(*at) == Some(&MATH_SIGN[1])).count();
        }
        counts
    }
}

/// The first two bytes of a mathematical sign.
pub(super) const MATH_SIGN: [u8; 2] = [0xE2, 0x88];

/// Counts the unlikely letters of a block, and detects rare bytes.
#[inline(always)]
fn count_block<S: Simd>(_: S, around: &[u8], block: &[u8]) -> (usize, bool) {
    (unlikely_letters(around), has_rare(block))
}

/// Whether a block has any counted byte other than quotation marks. Branch-free, so that it can be
/// vectorized.
#[inline(always)]
fn has_rare(block: &[u8]) -> bool {
    let is_rare = |byte: u8| {
        (byte == 0)
            | (byte == b'?')
            | (byte == b'^')
            | (byte == b'~')
            | (byte == b'+')
            | (byte == b'`')
            | (byte == 0xEF)
            | (byte == 0xC2)
            | (byte == MATH_SIGN[1])
    };
    let mut any = 0;
    for byte in block {
        any |= u8::from(is_rare(*byte));
    }
    any > 0
}

/// How many letters stand in a text that [`is_unlikely_letter`] knows; the first byte and the last
/// two are left out.
#[inline(always)]
fn unlikely_letters(bytes: &[u8]) -> usize {
    // Small enough for a byte-sized counter.
    const FEW: usize = 128;
    let middle = bytes.len().saturating_sub(3);
    let mut all = 0;
    for start in (0..middle).step_by(FEW) {
        let length = FEW.min(middle - start);
        let from = |n: usize| &bytes[start + n..][..length];
        let (before, these, next, after) = (from(0), from(1), from(2), from(3));
        let mut few = 0u8;
        for n in 0..length {
            let is_unlikely = is_unlikely_letter(before[n], next[n], after[n]);
            few += u8::from((these[n] == 0xC3) & is_unlikely);
        }
        all += usize::from(few);
    }
    all
}

/// Whether the Western letter C3 `next` is not in Vietnamese, or has a neighbour that it never has
/// in Vietnamese. Branch-free, so that it can be vectorized.
#[inline(always)]
pub(super) fn is_unlikely_letter(before: u8, next: u8, after: u8) -> bool {
    // `ä` to `ç`, `î` to `ñ`, `ö` to `ø` and their capitals, frequent in VNI.
    let shape = next & !0x20;
    let foreign = (shape.wrapping_sub(0x84) < 4)
        | (shape.wrapping_sub(0x8E) < 4)
        | (shape.wrapping_sub(0x96) < 3);
    // A capital after a small letter, as in TCVN3.
    let inside = (before.wrapping_sub(b'a') < 26) & (next < 0xA0);
    // `aù`, `eâ`, `oâ`, `où`, `iì`, `uù`, as in VNI and in windows-1258.
    let vowel = before & !0x20;
    let open = (vowel == b'A') | (vowel == b'E');
    let round = (vowel == b'O') & ((shape == 0x82) | (shape == 0x99) | (shape == 0x8A));
    let close = ((vowel == b'I') & ((shape & !1) == 0x8C))
        | ((vowel == b'U') & ((shape == 0x99) | (shape == 0x9A)));
    // Two such letters together, as in windows-1258.
    let pair = after == 0xC3;
    // Before a stop only the acute is written (`tèt`), or a dot below, which is not Western; `ù` and
    // `õ` pass here too.
    let acute = ((shape & 3) == 1) | (shape == 0x93) | (shape == 0x9A);
    let end = after | 0x20;
    let stop = ((end == b't') | (end == b'p') | (end == b'c')) & !acute;
    foreign | inside | open | round | close | pair | stop
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, ByteCounts, unlikely_letters};

    #[test]
    fn every_block_is_counted() {
        let mut bytes = "\0\"?\u{FFFD}®hà øế–∆`".repeat(BLOCK / 8);
        bytes.push('?');
        let counts = ByteCounts::of(bytes.as_bytes());
        let ByteCounts {
            zeros,
            quotes,
            ef_bytes,
            western_signs,
            unlikely_letters,
            math_signs,
            viqr_signs,
            ..
        } = counts;
        assert_eq!(
            [zeros, quotes, ef_bytes, western_signs, unlikely_letters, math_signs, viqr_signs],
            [BLOCK / 8; 7]
        );
        assert_eq!(counts.question_marks, BLOCK / 8 + 1);
    }

    #[test]
    fn letters_that_vietnamese_lacks_are_told_from_those_that_it_has() {
        let count = |text: &str| unlikely_letters(format!(".{text}..").as_bytes());
        for text in ["à á â ã è é ê ì í ò ó ô õ ù ú ý", "hoà thuế quý huê xoã khoẻ", "Ê Ý À ỦY BAN"]
        {
            assert_eq!(count(text), 0, "{text}");
        }
        for c in "äåæçîïðñö÷øÄÅÆÇÎÏÐÑÖ×Ø".chars() {
            assert_eq!(count(&c.to_string()), 1, "{c}");
        }
        for text in [
            "khoâng", "coù", "baùo", "tieån", "tiÕn", "cÊp", "BAÙO", "cÃ¡", "tèt", "iìt", "chuù",
            "Huúnh", "lõì",
        ] {
            assert_eq!(count(text), 1, "{text}");
        }
    }
}
