//! Reading files within limits: how much a file holds is asked before it is read, and what grows
//! meanwhile, or tells no size, is read so far and no further.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// The bytes of a file, or that there are too many.
pub(crate) enum Bytes {
    All(Vec<u8>),
    /// How many there are, where the file tells.
    TooMany(Option<u64>),
}

/// Reads a file of at most so many bytes.
pub(crate) fn at_most(path: &Path, most: usize) -> io::Result<Bytes> {
    let file = File::open(path)?;
    let there = file.metadata()?;
    let told = there.is_file().then_some(there.len());
    if told.is_some_and(|size| size > most as u64) {
        return Ok(Bytes::TooMany(told));
    }
    // One more than it says it has, so that the end is found without another step.
    let mut bytes = Vec::with_capacity(told.map_or(0, |size| size as usize + 1));
    stream(file, most, &mut bytes)
}

/// Reads what comes, at most so many bytes.
pub(crate) fn stream(from: impl io::Read, most: usize, bytes: &mut Vec<u8>) -> io::Result<Bytes> {
    from.take(most as u64 + 1).read_to_end(bytes)?;
    Ok(match bytes.len() <= most {
        true => Bytes::All(std::mem::take(bytes)),
        false => Bytes::TooMany(None),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(bytes: Bytes) -> Result<usize, Option<u64>> {
        match bytes {
            Bytes::All(bytes) => Ok(bytes.len()),
            Bytes::TooMany(size) => Err(size),
        }
    }

    #[test]
    fn a_file_is_read_up_to_the_limit_and_what_has_no_end_is_left() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        std::fs::write(&path, [b'a'; 100]).unwrap();
        assert_eq!(size(at_most(&path, 100).unwrap()), Ok(100));
        assert_eq!(size(at_most(&path, 99).unwrap()), Err(Some(100)));
        // A file of a terabyte takes no room on the disk and is not read.
        File::create(&path).unwrap().set_len(1 << 40).unwrap();
        assert_eq!(size(at_most(&path, 1000).unwrap()), Err(Some(1 << 40)));
        assert_eq!(size(stream(io::repeat(b'a'), 1000, &mut Vec::new()).unwrap()), Err(None));
        assert!(at_most(dir.path(), 10).is_err());
    }
}
