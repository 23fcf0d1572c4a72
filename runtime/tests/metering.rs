//! The two meters, by the names they were asked for.

mod common;

use common::{COUNTER, assemble};
use runtime::{CallError, DEFAULT_FUEL, GAS_TEST_WASM, Instance, Runtime, Trap};

fn gas_test() -> Instance {
    Runtime::new().load(GAS_TEST_WASM).unwrap()
}

fn counter() -> Instance {
    Runtime::new().load(&assemble(COUNTER)).unwrap()
}

#[test]
fn gas_consume_without_budget_runs_freely() {
    let mut instance = gas_test();
    for _ in 0..10 {
        assert_eq!(instance.call("do_work", &[]).unwrap(), 1);
    }
    assert_eq!(instance.gas_used(0), 1_000);
}

#[test]
fn gas_consume_under_budget_runs_and_records_usage() {
    let mut instance = gas_test();
    instance.set_gas_budget(0, 250);
    assert_eq!(instance.call("do_work", &[]).unwrap(), 1);
    assert_eq!(instance.gas_used(0), 100);
    assert_eq!(instance.call("do_work", &[]).unwrap(), 1);
    assert_eq!(instance.gas_used(0), 200);
}

#[test]
fn gas_consume_over_budget_traps_with_clear_error() {
    let mut instance = gas_test();
    instance.set_gas_budget(0, 50);
    let err = instance.call("do_work", &[]).unwrap_err();
    assert_eq!(err.to_string(), "out of gas: dimension 0 budget 50 exceeded (100 > 50)");
    assert_eq!(instance.gas_used(0), 0, "a rejected charge is not recorded");
    assert_eq!(err.trap(), Some(&Trap::OutOfGas { dimension: 0, budget: 50, used: 0, amount: 100 }));
}

#[test]
fn gas_budget_only_applies_to_set_dimension() {
    let mut instance = gas_test();
    instance.set_gas_budget(1, 1);
    assert_eq!(instance.call("do_work", &[]).unwrap(), 1);
    assert_eq!((instance.gas_used(0), instance.gas_used(1)), (100, 0));
}

#[test]
fn fuel_default_is_sufficient_for_counter_module() {
    let mut instance = counter();
    for count in 1..=100 {
        assert_eq!(instance.call("increment", &[]).unwrap(), count);
    }
    assert_eq!(instance.call("read", &[]).unwrap(), 100);
    assert!(instance.fuel_remaining() > DEFAULT_FUEL / 2);
}

#[test]
fn fuel_is_actually_consumed() {
    let mut instance = counter();
    assert_eq!(instance.fuel_remaining(), DEFAULT_FUEL);
    instance.call("increment", &[]).unwrap();
    assert!(instance.fuel_remaining() < DEFAULT_FUEL);
}

#[test]
fn fuel_exhaustion_traps_the_call() {
    let mut instance = counter();
    instance.set_fuel(0).unwrap();
    let err = instance.call("increment", &[]).unwrap_err();
    assert!(matches!(err, CallError::Trap(Trap::OutOfFuel { granted: 0 })), "{err:?}");
    assert_eq!(instance.state(0), 0);
}

#[test]
fn the_gas_test_module_is_what_its_text_assembles_to() {
    let text = r#"
        (module
          (import "env" "gas_consume" (func (param i32 i64)))
          (func (export "do_work") (result i64)
            i32.const 0
            i64.const 100
            call 0
            i64.const 1))"#;
    assert_eq!(assemble(text), GAS_TEST_WASM);
}
