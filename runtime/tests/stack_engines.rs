//! Generated calls that nest to about the limit give the same receipts on three engines, and meet no native stack's end.

mod stack_calls;

use stack_calls::{Random, Tally, compare, runtimes};

#[test]
fn nested_calls_give_the_same_receipts_on_every_engine() {
    let (runtimes, mut random, mut tally) = (runtimes(), Random::new(1), Tally::default());
    for _ in 0..6 {
        // Small functions: a compiler without optimisations is slow itself.
        compare(&runtimes, 3, 60, &mut random, &mut tally);
    }
    assert!(tally.differences.is_empty(), "{}", tally.differences.join("\n\n"));
    // Both sides of the limit were met, and both kinds of trap at the bottom.
    assert!(tally.returned > 50 && tally.exhausted > 100 && tally.refused > 20 && tally.other_traps > 20, "{tally:?}");
}
