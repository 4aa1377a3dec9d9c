//! A cache of one entry: the rows of a file ask for the same key one after another.

/// Keeps the answer for one key until another key is asked for.
#[derive(Debug)]
pub(super) struct OneEntryCache<K, V>(Option<(K, V)>);

impl<K: Copy + PartialEq, V: Copy> OneEntryCache<K, V> {
    /// An empty cache.
    pub(super) fn new() -> Self {
        Self(None)
    }

    /// The answer for `key`; calls `find` unless `key` was the previous one.
    pub(super) fn get(&mut self, key: K, find: impl FnOnce(K) -> V) -> V {
        match self.0 {
            Some((known, answer)) if known == key => answer,
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
    use super::OneEntryCache;

    #[test]
    fn only_another_key_is_asked_about() {
        let (mut cache, mut asked) = (OneEntryCache::new(), Vec::new());
        for key in [1, 1, 2, 2, 1] {
            let answer = cache.get(key, |key| {
                asked.push(key);
                key * 10
            });
            assert_eq!(answer, key * 10);
        }
        assert_eq!(asked, [1, 2, 1]);
    }
}
