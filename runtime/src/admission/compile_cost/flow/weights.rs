//! What a local weighs while it is alive.
//!
//! The compiler looks through a comparison, a sum and the like where it is used, and uses what it was made of there once more: that is alive for
//! as long, though no local has it.

use fixedbitset::FixedBitSet;

/// What a local is set to.
#[derive(Debug, Clone, Copy)]
pub(in super::super) enum Value {
    /// So many operands may live as long as it does.
    MadeOf(u64),
    /// What another local has.
    Of(usize),
}

/// What comes from elsewhere may be anything.
impl Default for Value {
    fn default() -> Self {
        Self::MadeOf(2)
    }
}

/// Locals that are somewhere set to what is made of one, and of two operands. The second are among the first.
#[derive(Debug, Clone, Default)]
pub(super) struct Weights {
    one: FixedBitSet,
    two: FixedBitSet,
    /// From which local to which.
    copies: Vec<(usize, usize)>,
}

impl Weights {
    pub(super) fn new(locals: usize) -> Self {
        let none = FixedBitSet::with_capacity(locals);
        Self { one: none.clone(), two: none, copies: Vec::new() }
    }

    pub(super) fn set(&mut self, local: usize, value: Value) {
        match value {
            Value::Of(other) => self.copies.push((other, local)),
            Value::MadeOf(operands) => {
                if operands > 0 {
                    self.one.grow_and_insert(local);
                }
                if operands > 1 {
                    self.two.grow_and_insert(local);
                }
            }
        }
    }

    /// A copy weighs what it is a copy of.
    pub(super) fn follow_copies(&mut self) {
        self.copies.sort_unstable();
        self.copies.dedup();
        for heavy in [&mut self.one, &mut self.two] {
            let mut open: Vec<usize> = heavy.ones().collect();
            while let Some(local) = open.pop() {
                let from = self.copies.partition_point(|(from, _)| *from < local);
                for (_, to) in self.copies.iter().skip(from).take_while(|(from, _)| *from == local) {
                    if !heavy.contains(*to) {
                        heavy.grow_and_insert(*to);
                        open.push(*to);
                    }
                }
            }
        }
    }

    /// Of all these locals.
    pub(super) fn of(&self, locals: &FixedBitSet) -> u64 {
        self.sum(locals.as_slice().iter().copied())
    }

    /// Of all there are.
    pub(super) fn of_all(&self, locals: usize) -> u64 {
        locals as u64 + self.one.count_ones(..) as u64 + self.two.count_ones(..) as u64
    }

    /// Of those that are in one of the two, and not in the other.
    pub(super) fn of_different(&self, one: &FixedBitSet, other: &FixedBitSet) -> u64 {
        self.sum(one.as_slice().iter().zip(other.as_slice()).map(|(one, other)| one ^ other))
    }

    fn sum(&self, words: impl Iterator<Item = usize>) -> u64 {
        let heavy = self.one.as_slice().iter().zip(self.two.as_slice());
        let ones = words.zip(heavy).map(|(word, (one, two))| {
            u64::from(word.count_ones()) + u64::from((word & one).count_ones()) + u64::from((word & two).count_ones())
        });
        ones.sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{Value, Weights};

    #[test]
    fn a_copy_weighs_what_it_is_a_copy_of() {
        let mut weights = Weights::new(100);
        for (local, value) in [
            (70, Value::MadeOf(2)),
            (1, Value::Of(70)),
            (2, Value::Of(1)),
            (70, Value::Of(2)),
            (3, Value::MadeOf(1)),
            (4, Value::Of(3)),
            (5, Value::MadeOf(0)),
            (6, Value::Of(5)),
        ] {
            weights.set(local, value);
        }
        weights.follow_copies();
        let of = |locals: &[usize]| {
            let mut set = fixedbitset::FixedBitSet::with_capacity(100);
            set.extend(locals.iter().copied());
            set
        };
        assert_eq!([70, 1, 2, 3, 4, 5, 6, 99].map(|local| weights.of(&of(&[local]))), [3, 3, 3, 2, 2, 1, 1, 1]);
        assert_eq!(weights.of(&of(&[1, 3, 99])), 6);
        assert_eq!(weights.of_all(100), 100 + 3 * 2 + 2);
        assert_eq!(weights.of_different(&of(&[1, 3, 99]), &of(&[1, 70])), 2 + 1 + 3);
    }
}
