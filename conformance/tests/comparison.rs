//! The comparison with the reference notices every kind of difference, gives each excuse for its own reason only, and goes on
//! after an excuse from where the runtime is.

use std::collections::BTreeMap;

use conformance::comparison::{Comparison, Difference, NotComparable, compare};
use conformance::reference::Reference;
use runtime::{Event, HostError, Instance, Limits, Outcome, Receipt, Runtime, Trap};

const WORK: &str = r#"(module
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (func (export "work") (param $times i64) (result i64)
    (call $state_set (i32.const 0) (i64.const 1))
    (call $gas_consume (i32.const 0) (i64.const 10))
    (call $event_emit (i32.const 0) (i32.const 0) (i32.const 0))
    (loop $again
      (local.set $times (i64.sub (local.get $times) (i64.const 1)))
      (br_if $again (i64.ne (local.get $times) (i64.const 0))))
    (i64.const 7))
  (func (export "nest") (param $times i64) (result i64)
    (if (result i64) (i64.eqz (local.get $times))
      (then (i64.const 7))
      (else (call 4 (i64.sub (local.get $times) (i64.const 1)))))))"#;

fn both() -> (Instance, Reference) {
    let wasm = wat::parse_str(WORK).expect("it assembles");
    let instance = Runtime::new().load(&wasm).expect("it is admitted");
    (instance, Reference::load(&wasm, Limits::default()).expect("it is admitted there too"))
}

/// Compares the first call of `work` with a receipt that was tampered with.
fn tampered(tamper: impl FnOnce(&mut Receipt)) -> Result<Comparison, Difference> {
    let (mut instance, mut reference) = both();
    let mut receipt = instance.execute("work", &[1]).expect("the call is made");
    tamper(&mut receipt);
    compare(&mut reference, "work", &[1], &Ok(receipt))
}

#[test]
fn every_part_of_a_receipt_but_fuel_is_compared() {
    assert_eq!(tampered(|_| {}), Ok(Comparison::Agrees));
    assert_eq!(tampered(|receipt| receipt.fuel_used += 1), Ok(Comparison::Agrees));
    let what = |tamper: fn(&mut Receipt)| tampered(tamper).expect_err("it differs").what;
    assert_eq!(what(|receipt| receipt.outcome = Outcome::Returned(8)), "how the call ended");
    assert_eq!(what(|receipt| receipt.outcome = Outcome::Trapped(Trap::Unreachable)), "how the call ended");
    assert_eq!(what(|receipt| receipt.gas_charged = BTreeMap::from([(0, 11)])), "the gas it charged");
    assert_eq!(what(|receipt| receipt.slots_written = BTreeMap::new()), "the slots it wrote");
    assert_eq!(what(|receipt| receipt.events.push(Event { id: 0, payload: Vec::new() })), "the events it emitted");
}

#[test]
fn a_message_is_compared_to_the_letter() {
    let (mut instance, mut reference) = both();
    instance.set_gas_budget(0, 5);
    reference.set_gas_budget(0, 5);
    let mut ended = instance.execute("work", &[1]);
    let other = Trap::OutOfGas { dimension: 0, budget: 5, used: 1, amount: 10 };
    ended.as_mut().expect("the call is made").outcome = Outcome::Trapped(other);
    let difference = compare(&mut reference, "work", &[1], &ended).expect_err("another sum");
    assert_eq!(difference.what, "how the call ended");
}

#[test]
fn what_an_engine_without_fuel_cannot_know_is_excused_by_reason() {
    let excuse = |times, change: fn(&mut Instance), export: &str| {
        let (mut instance, mut reference) = both();
        change(&mut instance);
        let ended = instance.execute(export, &[times]);
        compare(&mut reference, export, &[times], &ended)
    };
    let fuel = |instance: &mut Instance| instance.set_fuel(45_000).expect("any fuel will do");
    assert_eq!(excuse(10_000, fuel, "work"), Ok(Comparison::NotComparable(NotComparable::OutOfFuel)));
    assert_eq!(excuse(10_000, |_| {}, "nest"), Ok(Comparison::NotComparable(NotComparable::StackExhausted)));
    assert_eq!(excuse(10_000, |_| {}, "work"), Ok(Comparison::Agrees));
    assert_eq!(excuse(0, |_| {}, "gone"), Ok(Comparison::Agrees), "both say that there is no such export");

    let (_, mut reference) = both();
    let failed = Err(HostError::OutOfMemory { cause: "none left".to_owned() });
    assert_eq!(
        compare(&mut reference, "work", &[1], &failed),
        Ok(Comparison::NotComparable(NotComparable::HostFailed))
    );
}

#[test]
fn a_reference_that_goes_on_is_excused_only_where_the_runtime_went_far() {
    let returned = |fuel_used| {
        let (_, mut reference) = both();
        let (gas_charged, slots_written, events) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        let receipt = Receipt { outcome: Outcome::Returned(7), fuel_used, gas_charged, slots_written, events };
        compare(&mut reference, "work", &[0], &Ok(receipt)) // for ever, nearly
    };
    assert_eq!(returned(1_000_000), Ok(Comparison::NotComparable(NotComparable::TooLong)));
    assert_eq!(returned(20_000).expect_err("it went on").what, "how the call ended");
}

#[test]
fn after_an_excuse_the_reference_is_where_the_runtime_is() {
    let (mut instance, mut reference) = both();
    instance.set_fuel(45_000).expect("any fuel will do");
    let ended = instance.execute("work", &[10_000]);
    assert!(matches!(compare(&mut reference, "work", &[10_000], &ended), Ok(Comparison::NotComparable(_))));
    // The call that ran out of fuel charged 10 and wrote nothing.
    instance.set_fuel(80_000).expect("any fuel will do");
    instance.set_gas_budget(0, 19);
    reference.set_gas_budget(0, 19);
    let ended = instance.execute("work", &[1]);
    assert!(matches!(&ended, Ok(receipt) if receipt.outcome.to_string().contains("(20 > 19)")), "{ended:?}");
    assert_eq!(compare(&mut reference, "work", &[1], &ended), Ok(Comparison::Agrees));
    assert_eq!(reference.take_events(), instance.take_events());
}
