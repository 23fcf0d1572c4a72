//! The same steps again give the same receipts: `DET-1`.

use super::{Judged, Oracle, Subject};
use crate::observation::Observation;

const DETERMINISTIC: Oracle = Oracle("deterministic");

/// Carries the session out again, on a new instance.
///
/// # Errors
///
/// A finding.
pub fn judge(subject: &Subject<'_>) -> Judged {
    let Some(again) = subject.replayed(subject.runtime, subject.module)? else { return Ok(()) };
    let calls = subject.session.calls.iter().zip(&again.calls);
    (0..).zip(calls).try_for_each(|(place, (first, second))| subject.session.at(place, same(first, second)))
}

fn same(first: &Observation, second: &Observation) -> Judged {
    let (Ok(receipt), Ok(again)) = (&first.ended, &second.ended) else {
        // Want of memory comes and goes.
        return Ok(());
    };
    DETERMINISTIC.hold(
        "DET-1",
        receipt == again,
        format_args!("{receipt:?}"),
        format_args!("again it was {again:?}"),
    )?;
    let (promised, actual) = (format_args!("{:?}", first.after), format_args!("again it left {:?}", second.after));
    DETERMINISTIC.hold("DET-1", first.after == second.after, promised, actual)
}

#[cfg(test)]
mod tests {
    use super::same;
    use crate::oracles::fabricated::{call, receipt};

    #[test]
    fn sees_another_receipt_and_another_state_behind_an_equal_one() {
        let clause = |second: &_| same(&call(), second).err().map(|finding| (finding.oracle, finding.clause));
        let mut fuel = call();
        receipt(&mut fuel).fuel_used += 1;
        assert_eq!(clause(&fuel), Some(("deterministic", "DET-1")));
        let mut left = call();
        left.after.slots.insert(9, 9);
        assert_eq!(clause(&left), Some(("deterministic", "DET-1")));
        assert_eq!(clause(&call()), None);
    }
}
