//! A call is a transaction, its fuel is exact, and nothing of it but state, gas and events reaches the next call.

mod common;

use common::assemble;
use runtime::{CallError, Event, HostError, Instance, Outcome, Runtime, Trap, prices};

fn load(text: &str) -> Instance {
    Runtime::new().load(&assemble(text)).unwrap()
}

const ENDS: &str = r#"(module
  (import "env" "state_set" (func $state_set (param i32 i64)))
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (func $work
    (call $state_set (i32.const 0) (i64.const 7))
    (call $gas_consume (i32.const 3) (i64.const 40))
    (call $event_emit (i32.const 9) (i32.const 0) (i32.const 0)))
  (func (export "returns") (result i64) (call $work) (i64.const 1))
  (func (export "aborts") (result i64) (call $work) (unreachable))
  (func (export "halts") (result i64) (call $work) (i64.div_s (i64.const 1) (i64.const 0)))
  (func (export "is_refused") (result i64)
    (call $work) (call $gas_consume (i32.const 3) (i64.const -1)) (i64.const 1))
  (func (export "spins_then_halts") (param $rounds i64) (result i64)
    (loop $again
      (local.set $rounds (i64.sub (local.get $rounds) (i64.const 1)))
      (br_if $again (i64.ne (local.get $rounds) (i64.const 0))))
    (i64.div_s (i64.const 1) (local.get $rounds))))"#;

#[test]
fn every_kind_of_trap_undoes_state_and_events_and_keeps_gas() {
    for export in ["aborts", "halts", "is_refused"] {
        let mut instance = load(ENDS);
        instance.set_state(0, 5);
        let receipt = instance.execute(export, &[]).unwrap();
        assert!(matches!(receipt.outcome, Outcome::Trapped(_)), "{export}: {receipt}");
        assert_eq!(instance.slots().collect::<Vec<_>>(), [(0, 5)], "{export}");
        assert_eq!(instance.events(), [], "{export}");
        assert_eq!(instance.gas_used(3), 40, "{export}: the work was done");
        assert!(receipt.slots_written.is_empty() && receipt.events.is_empty(), "{export}");
        assert_eq!(receipt.gas_charged.into_iter().collect::<Vec<_>>(), [(3, 40)], "{export}");
    }
    let mut instance = load(ENDS);
    let receipt = instance.execute("returns", &[]).unwrap();
    assert_eq!(instance.state(0), 7);
    assert_eq!(instance.take_events(), [Event { id: 9, payload: Vec::new() }]);
    assert_eq!(receipt.slots_written.into_iter().collect::<Vec<_>>(), [(0, 7)]);
    assert_eq!(instance.events(), [], "taken");
}

#[test]
fn a_halt_forfeits_and_an_abort_and_a_refusal_keep_the_exact_remainder() {
    let mut used = Vec::new();
    for export in ["returns", "aborts", "is_refused", "halts"] {
        let mut instance = load(ENDS);
        instance.set_fuel(1_000_000).unwrap();
        instance.execute(export, &[]).unwrap();
        used.push(1_000_000 - instance.fuel_remaining());
    }
    let [returns, aborts, is_refused, halts] = used[..] else { panic!() };
    assert_eq!(returns, aborts + 1 + 4, "one constant more, and the stack counter is put back");
    assert_eq!(is_refused, aborts + 3 + prices::GAS_CONSUME, "two constants, a call and its price");
    assert_eq!(halts, 1_000_000);
}

#[test]
fn spinning_then_trapping_cannot_be_had_twice_for_one_budget() {
    let mut instance = load(ENDS);
    instance.set_fuel(10_000_000).unwrap();
    let mut worked = 0;
    for _ in 0..100 {
        let receipt = instance.execute("spins_then_halts", &[100_000]).unwrap();
        worked += u32::from(receipt.outcome == Outcome::Trapped(Trap::DivisionByZero));
    }
    assert_eq!(worked, 1, "one call spends the whole budget; the other 99 are out of fuel before they begin");
    assert_eq!(instance.fuel_remaining(), 0);
}

#[test]
fn a_call_returns_exactly_when_its_cost_is_below_its_fuel() {
    let rt = Runtime::new();
    let module = rt.compile(&assemble(ENDS)).unwrap();
    let cost = rt.instantiate(&module).unwrap().execute("returns", &[]).unwrap().fuel_used;
    for fuel in (0..=cost + 2).chain([u64::MAX]) {
        let mut instance = rt.instantiate(&module).unwrap();
        instance.set_fuel(fuel).unwrap();
        let receipt = instance.execute("returns", &[]).unwrap();
        if fuel > cost {
            assert_eq!((receipt.outcome, receipt.fuel_used), (Outcome::Returned(1), cost), "{fuel}");
        } else {
            assert_eq!(
                (receipt.outcome, receipt.fuel_used),
                (Outcome::Trapped(Trap::OutOfFuel { granted: fuel }), fuel)
            );
            assert_eq!(instance.slots().count() + instance.events().len(), 0);
        }
    }
}

#[test]
fn an_abort_that_costs_all_its_fuel_is_out_of_fuel() {
    let mut instance = load(ENDS);
    let cost = instance.execute("aborts", &[]).unwrap().fuel_used;
    instance.set_fuel(cost + 1).unwrap();
    assert_eq!(instance.execute("aborts", &[]).unwrap().outcome, Outcome::Trapped(Trap::Unreachable));
    assert_eq!(instance.fuel_remaining(), 1);
    instance.set_fuel(cost).unwrap();
    let receipt = instance.execute("aborts", &[]).unwrap();
    assert_eq!(receipt.outcome, Outcome::Trapped(Trap::OutOfFuel { granted: cost }));
}

#[test]
fn a_callers_mistake_costs_nothing_and_names_what_there_is() {
    let mut instance = load(ENDS);
    instance.call("returns", &[]).unwrap();
    let before = (instance.fuel_remaining(), instance.gas_used(3), instance.events().len());
    let unknown = instance.call("evil\u{1b}[2J", &[]).unwrap_err();
    assert_eq!(
        unknown.to_string(),
        r"no exported function `evil\u{1b}[2J`: the module exports returns, aborts, halts, is_refused, spins_then_halts"
    );
    assert!(matches!(unknown, CallError::Host(HostError::UnknownExport { .. })));
    let wrong = instance.call("returns", &[1, 2]).unwrap_err();
    assert_eq!(wrong.to_string(), "`returns` takes 0 arguments, 2 were given");
    assert_eq!((instance.fuel_remaining(), instance.gas_used(3), instance.events().len()), before);
}

#[test]
fn memory_globals_and_tables_are_fresh_for_every_call() {
    let mut instance = load(
        r#"(module
          (memory 1) (global $g (mut i64) (i64.const 10)) (table 2 funcref) (elem $e func $f)
          (func $f (result i64) (i64.const 1))
          (func (export "memory_touched") (result i64)
            (i64.load8_u (i32.const 9)) (i32.store8 (i32.const 9) (i32.const 1)))
          (func (export "global_moved") (result i64)
            (global.get $g) (global.set $g (i64.const 11)))
          (func (export "table_filled") (result i64)
            (i64.extend_i32_u (i32.eqz (ref.is_null (table.get (i32.const 1)))))
            (table.set (i32.const 1) (ref.func $f)))
          (func (export "segment_dropped") (result i64)
            (table.init $e (i32.const 0) (i32.const 0) (i32.const 1)) (elem.drop $e) (i64.const 1))
          (func (export "grown") (result i64)
            (drop (memory.grow (i32.const 1))) (i64.extend_i32_u (memory.size))))"#,
    );
    for (export, value) in
        [("memory_touched", 0), ("global_moved", 10), ("table_filled", 0), ("segment_dropped", 1), ("grown", 2)]
    {
        assert_eq!(instance.call(export, &[]).unwrap(), value, "{export}");
        assert_eq!(instance.call(export, &[]).unwrap(), value, "{export}, again");
    }
}

#[test]
fn an_instance_is_usable_after_every_trap() {
    let mut instance = load(ENDS);
    for export in ["aborts", "halts", "is_refused"] {
        instance.set_fuel(1_000_000).unwrap();
        instance.call(export, &[]).unwrap_err();
        instance.set_fuel(1_000_000).unwrap();
        assert_eq!(instance.call("returns", &[]).unwrap(), 1, "after {export}");
    }
}
