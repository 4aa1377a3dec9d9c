//! What the processor can do.

use std::sync::LazyLock;

use fearless_simd::Level;

/// Its vector instructions. Detecting them takes longer than reading a small file.
pub(crate) static LEVEL: LazyLock<Level> = LazyLock::new(Level::new);
