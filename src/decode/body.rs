//! The text of a table, held once: the bytes of the file itself where they are UTF-8.

use std::ops::Deref;
use std::sync::Arc;

use yoke::Yoke;

/// A text, and what holds it.
#[derive(Debug)]
pub(super) enum Body {
    /// The bytes of the file.
    File(Yoke<&'static str, Arc<Vec<u8>>>),
    /// What they were decoded to, or the cells of a sheet one behind the other.
    Made(String),
}

impl Body {
    /// The bytes of a file as text, or why they are none.
    pub(super) fn of_file(bytes: &Arc<Vec<u8>>) -> Result<Self, std::str::Utf8Error> {
        Yoke::try_attach_to_cart(Arc::clone(bytes), |bytes| {
            // The quick way says only whether it is UTF-8; the other way says where it is not.
            let quick = simdutf8::basic::from_utf8(bytes).ok();
            quick.map_or_else(|| std::str::from_utf8(bytes), Ok)
        })
        .map(Self::File)
    }

    /// Puts a text behind it; that of a file is copied first.
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
