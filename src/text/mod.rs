//! F0: Vietnamese text as people write it; pure functions over strings.
//!
//! Owns comparing ([`fold`]), ordering ([`collate`]), first letters ([`case`]), composing ([`compose`]), parsing and
//! formatting of numbers ([`number`]), shares ([`ratio`]) and dates ([`date`]), line breaking
//! ([`wrap`]), cutting after a sentence ([`excerpt`]), CSV for Excel ([`csv`]), legacy encodings
//! ([`legacy`]), the Western code page ([`western`]), Vietnamese syllables ([`syllable`]), hidden
//! characters ([`hidden`]), printable text ([`visible`]), values of indicators ([`figure`]), quotients
//! of them ([`quantity`]), names of characters ([`describe`]), marks of struck-out parts ([`marked`]),
//! multiples in units ([`multiple`]), formulas ([`formula`],
//! `expression`), phrases in free text ([`phrases`]), times named there ([`time_named`]), personal
//! data ([`personal`]), and what the processor can do for all that (`cpu`). Knows nothing of files, plans or diagnostics, and never changes a stored text:
//! folded texts are only compared.

pub mod case;
pub mod collate;
pub mod compose;
pub(crate) mod cpu;
pub mod csv;
pub mod date;
pub mod describe;
pub mod excerpt;
mod expression;
pub mod figure;
pub mod fold;
pub mod formula;
pub mod hidden;
pub mod legacy;
pub mod marked;
mod moment;
pub mod multiple;
pub mod number;
pub mod personal;
pub mod phrases;
pub mod quantity;
pub mod ratio;
pub mod syllable;
pub mod time_named;
pub mod visible;
pub mod western;
pub mod wrap;
