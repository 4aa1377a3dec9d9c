//! What the last key gave: row after row of a file asks for the same.

/// Keeps the answer for one key until another is asked for.
#[derive(Debug)]
pub(super) struct Last<K, V>(Option<(K, V)>);

impl<K: Copy + PartialEq, V: Copy> Last<K, V> {
    /// Nothing was asked yet.
    pub(super) fn new() -> Self {
        Self(None)
    }

    /// The answer for `key`, found with `find` where it was not the last one asked for.
    pub(super) fn of(&mut self, key: K, find: impl FnOnce(K) -> V) -> V {
        match self.0 {
            Some((last, answer)) if last == key => answer,
            _ => {
                let answer = find(key);
                self.0 = Some((key, answer));
                answer
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Last;

    #[test]
    fn only_another_key_is_asked_about() {
        let (mut last, mut asked) = (Last::new(), Vec::new());
        for key in [1, 1, 2, 2, 1] {
            let answer = last.of(key, |key| {
                asked.push(key);
                key * 10
            });
            assert_eq!(answer, key * 10);
        }
        assert_eq!(asked, [1, 2, 1]);
    }
}
