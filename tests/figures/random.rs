//! Random choices that are the same in every run.

/// A generator of numbers, SplitMix64.
#[derive(Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x51_7C_C1_B7_27_22_0A_95)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from `from` to `to`, both included.
    pub(crate) fn between(&mut self, from: i64, to: i64) -> i64 {
        let width = u64::try_from(to - from + 1).expect("a range");
        from + i64::try_from(self.next() % width).expect("a small number")
    }

    /// True in so many of a hundred cases.
    pub(crate) fn in_100(&mut self, cases: i64) -> bool {
        self.between(1, 100) <= cases
    }

    /// One of several.
    pub(crate) fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[usize::try_from(self.between(0, of.len() as i64 - 1)).expect("an index")]
    }

    /// So many of several, in their order.
    pub(crate) fn some<T: Clone>(&mut self, of: &[T], count: usize) -> Vec<T> {
        let mut left = count.min(of.len());
        let mut chosen = Vec::new();
        for (index, item) in of.iter().enumerate() {
            let open = of.len() - index;
            if self.between(1, open as i64) <= left as i64 {
                chosen.push(item.clone());
                left -= 1;
            }
        }
        chosen
    }
}
