//! What the list of one value's pieces comes to at worst, over all places.
//!
//! No two of what meets at one place can be one value. So what is one value is at most the largest of each place; what is another is at most
//! the second largest of each; and so on. Of all ways to take one of each place, those make the largest sum of squares.

use std::collections::BTreeMap;

/// How many there are of each size.
type Sizes = BTreeMap<u64, u64>;

#[derive(Default)]
pub(super) struct Ranks {
    /// For each rank, different values that arrive, of the place's local or result of that rank (Φ).
    arrivals: Vec<u64>,
    /// Values that meet at each place.
    places: Sizes,
    /// What each branch leaves.
    ends: Sizes,
}

impl Ranks {
    /// A place where so many values meet, and what arrives there, for each local and result.
    pub(super) fn place(&mut self, meeting: u64, mut arriving: Vec<u64>) {
        *self.places.entry(meeting).or_default() += 1;
        arriving.sort_unstable_by(|one, other| other.cmp(one));
        if arriving.len() > self.arrivals.len() {
            self.arrivals.resize(arriving.len(), 0);
        }
        for (all, here) in self.arrivals.iter_mut().zip(arriving) {
            *all = all.saturating_add(here);
        }
    }

    /// A branch that leaves so much.
    pub(super) fn end(&mut self, left: u64) {
        *self.ends.entry(left).or_default() += 1;
    }

    pub(super) fn all_arrivals(&self) -> u64 {
        self.arrivals.iter().copied().fold(0, u64::saturating_add)
    }

    /// Of the first rank.
    pub(super) fn most_arrivals(&self) -> u64 {
        self.arrivals.first().copied().unwrap_or(0)
    }

    /// Where anything meets.
    pub(super) fn places(&self) -> u64 {
        of_any(&self.places)
    }

    /// Branches that leave anything.
    pub(super) fn ends(&self) -> u64 {
        of_any(&self.ends)
    }

    /// Arrivals, each times all pieces of what it may be one with.
    pub(super) fn put_in_order(&self) -> u64 {
        let ends = at_least(&self.ends).into_iter().chain(std::iter::repeat(0));
        let pieces = self.arrivals.iter().zip(ends);
        let products = pieces.map(|(all, ends)| all.saturating_mul(all.saturating_add(ends.saturating_mul(2) / 5)));
        products.fold(0, u64::saturating_add)
    }

    /// Places, each times all of what may be one value.
    pub(super) fn copied(&self) -> u64 {
        at_least(&self.places).into_iter().map(|places| places.saturating_mul(places)).fold(0, u64::saturating_add)
    }
}

fn of_any(sizes: &Sizes) -> u64 {
    sizes.range(1..).map(|(_, count)| count).sum()
}

/// For each rank, from 1, how many are at least of that size.
fn at_least(sizes: &Sizes) -> Vec<u64> {
    let largest = sizes.last_key_value().map_or(0, |(size, _)| *size);
    let mut count = 0;
    let ranks = (1..=largest).rev().map(|size| {
        count += sizes.get(&size).copied().unwrap_or(0);
        count
    });
    let mut ranks: Vec<u64> = ranks.collect();
    ranks.reverse();
    ranks
}

#[cfg(test)]
mod tests {
    use super::Ranks;

    #[test]
    fn the_largest_of_each_place_may_be_one_value_and_the_second_another() {
        let mut ranks = Ranks::default();
        ranks.place(3, vec![3, 5]);
        ranks.place(2, vec![4]);
        ranks.place(0, Vec::new());
        for left in [0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2] {
            ranks.end(left);
        }
        assert_eq!(ranks.most_arrivals(), 9);
        // Ten branches leave one or more, and five two or more.
        assert_eq!(ranks.put_in_order(), 9 * (9 + 10 * 2 / 5) + 3 * (3 + 5 * 2 / 5));
        assert_eq!(ranks.copied(), 2 * 2 + 2 * 2 + 1);
    }

    #[test]
    fn where_nothing_meets_nothing_is_copied() {
        let mut ranks = Ranks::default();
        ranks.end(3);
        assert_eq!((ranks.most_arrivals(), ranks.put_in_order(), ranks.copied()), (0, 0, 0));
    }
}
