//! The text of a table, stored once: borrows the bytes of the file where they are UTF-8.

use std::ops::Deref;
use std::sync::Arc;

use yoke::Yoke;

/// A text and its storage.
#[derive(Debug)]
pub(super) enum Body {
    /// The bytes of the file.
    File(Yoke<&'static str, Arc<Vec<u8>>>),
    /// Decoded text, or the concatenated cells of a sheet.
    Made(String),
}

impl Body {
    /// The bytes of a file as text, or the first UTF-8 error.
    pub(super) fn of_file(bytes: &Arc<Vec<u8>>) -> Result<Self, std::str::Utf8Error> {
        Yoke::try_attach_to_cart(Arc::clone(bytes), |bytes| {
            // `simdutf8` reports only whether the bytes are valid; `std` also reports where they
            // are not.
            let quick = simdutf8::basic::from_utf8(bytes).ok();
            quick.map_or_else(|| std::str::from_utf8(bytes), Ok)
        })
        .map(Self::File)
    }

    /// Appends a text; the text of a file is copied first.
    pub(super) fn add(&mut self, more: &str) {
        match self {
            Self::Made(text) => text.push_str(more),
            Self::File(text) => *self = Self::Made([*text.get(), more].concat()),
        }
    }
}

impl Deref for Body {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        match self {
            Self::File(text) => text.get(),
            Self::Made(text) => text,
        }
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self::Made(text)
    }
}
