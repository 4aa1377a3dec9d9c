//! One pass over the bytes of a file for what several questions begin with: how often the bytes
//! stand in it that make a question worth asking. Answers none of them.

/// How many bytes are counted at a time: few enough to stay near while each kind is counted.
const BLOCK: usize = 16 * 1024;

/// How often some bytes stand in a text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    /// Zero bytes: UTF-16, or a damaged file.
    pub(super) zeros: usize,
    /// Quotation marks around cells.
    pub(super) quotes: usize,
    /// Question marks, which may stand for lost letters.
    pub(super) questions: usize,
    /// The first byte of the replacement character, of byte order marks and of rare signs.
    pub(super) specials: usize,
    /// The first byte of Western signs (`®`, `µ`), letters in TCVN3.
    pub(super) signs: usize,
    /// The first byte of Western letters (`à`, `ñ`).
    pub(super) western: usize,
    /// The first byte of letters with Vietnamese tones.
    pub(super) toned: usize,
}

impl Tally {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut tally = Self::default();
        for block in bytes.chunks(BLOCK) {
            let count = |byte: u8| memchr::memchr_iter(byte, block).count();
            tally.zeros += count(0);
            tally.quotes += count(b'"');
            tally.questions += count(b'?');
            tally.specials += count(0xEF);
            tally.signs += count(0xC2);
            tally.western += count(0xC3);
            tally.toned += count(0xE1);
        }
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Tally};

    #[test]
    fn every_block_is_counted() {
        let mut bytes = "\0\"?\u{FFFD}®àế".repeat(BLOCK / 8);
        bytes.push('?');
        let tally = Tally::of(bytes.as_bytes());
        let all =
            [tally.zeros, tally.quotes, tally.specials, tally.signs, tally.western, tally.toned];
        assert_eq!(all, [BLOCK / 8; 6]);
        assert_eq!(tally.questions, BLOCK / 8 + 1);
    }
}
