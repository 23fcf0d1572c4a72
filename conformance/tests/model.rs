//! Random sequences of hostcalls: the runtime on each engine does what the host says that was written from the spec alone (spec
//! clause `DET-1`). Charges, slots, events, their limits and the undoing of all of it meet here in orders that nobody wrote down.

use std::cell::RefCell;
use std::collections::BTreeSet;

use conformance::comparison::{Comparison, compare};
use conformance::reference::Reference;
use conformance::{ENGINES, engine_name};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use runtime::{Instance, Limits, Outcome, Runtime};

/// Deeds of one call, each with three operands.
const DEEDS: usize = 8;

/// Exports `work`, which does what its parameters say, and gives a number made of all it was told.
fn module() -> Vec<u8> {
    let parameters = "i64 ".repeat(4 * DEEDS);
    let step = |deed: usize| {
        let [what, a, b, c] = [0, 1, 2, 3].map(|operand| 4 * deed + operand);
        format!(
            "(local.set $sum (i64.add (i64.rotl (local.get $sum) (i64.const 7))
               (call $do (i32.wrap_i64 (local.get {what})) (local.get {a}) (local.get {b}) (local.get {c}))))"
        )
    };
    let steps: String = (0..DEEDS).map(step).collect();
    let text = format!(
        r#"(module
          (import "env" "state_get" (func $state_get (param i32) (result i64)))
          (import "env" "state_set" (func $state_set (param i32 i64)))
          (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
          (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
          (memory (export "memory") 1 3)
          (data (i32.const 0) "some bytes to emit")
          (func $do (param $what i32) (param $a i64) (param $b i64) (param $c i64) (result i64)
            (block $grow (block $divide (block $abort (block $store (block $emit (block $charge (block $set (block $get
              (block $nothing
                (br_table $nothing $get $set $charge $emit $store $abort $divide $grow (local.get $what)))
              (return (i64.const 0)))
              (return (call $state_get (i32.wrap_i64 (local.get $a)))))
              (call $state_set (i32.wrap_i64 (local.get $a)) (local.get $b)) (return (i64.const 2)))
              (call $gas_consume (i32.wrap_i64 (local.get $a)) (local.get $b)) (return (i64.const 3)))
              (call $event_emit (i32.wrap_i64 (local.get $a)) (i32.wrap_i64 (local.get $b)) (i32.wrap_i64 (local.get $c)))
              (return (i64.const 4)))
              (i64.store8 (i32.wrap_i64 (local.get $a)) (local.get $b)) (return (i64.const 5)))
              (unreachable))
              (return (i64.div_s (local.get $a) (local.get $b))))
            (i64.extend_i32_s (memory.grow (i32.wrap_i64 (local.get $a)))))
          (func (export "work") (param {parameters}) (result i64) (local $sum i64)
            {steps}
            (local.get $sum)))"#
    );
    wat::parse_str(text).expect("the module assembles")
}

/// Small enough that sequences of a few calls reach each of them.
fn limits() -> Limits {
    Limits {
        state_slots: 3,
        gas_dimensions: 2,
        events_per_call: 3,
        event_bytes_per_call: 40,
        event_log_bytes: 300,
        memory_bytes: 2 << 16,
        ..Limits::default()
    }
}

/// What a host does between calls, and the call.
#[derive(Debug, Clone)]
enum Step {
    Budget(u32, u64),
    Unmetered(u32),
    ResetGas,
    Slot(u32, i64),
    TakeEvents,
    Call(Vec<i64>),
}

fn step() -> impl Strategy<Value = Step> {
    let units = prop_oneof![8 => 0..9_u64, 1 => Just(u64::MAX), 1 => Just(i64::MAX.unsigned_abs())];
    let deeds = prop::collection::vec(deed(), DEEDS).prop_map(|deeds| Step::Call(deeds.concat()));
    prop_oneof![
        2 => (index(), units).prop_map(|(dimension, units)| Step::Budget(dimension, units)),
        1 => index().prop_map(Step::Unmetered),
        1 => Just(Step::ResetGas),
        1 => (index(), any::<i64>()).prop_map(|(slot, value)| Step::Slot(slot, value)),
        1 => Just(Step::TakeEvents),
        8 => deeds,
    ]
}

fn index() -> impl Strategy<Value = u32> {
    prop_oneof![12 => 0..2_u32, 3 => 2..4_u32, 1 => Just(u32::MAX)]
}

/// Mostly what a hostcall allows, at times what it does not.
fn deed() -> impl Strategy<Value = Vec<i64>> {
    let slot = || index().prop_map(i64::from);
    let amount = prop_oneof![40 => 0..5_i64, 12 => Just(i64::MAX), 1 => Just(-1_i64), 1 => Just(i64::MIN)];
    let place = prop_oneof![40 => 0..30_i64, 1 => 65_530..65_540_i64, 1 => 131_060..131_080_i64, 1 => Just(-1_i64)];
    let length = prop_oneof![40 => 0..20_i64, 1 => Just(-1_i64), 1 => Just(i64::from(i32::MIN))];
    prop_oneof![
        8 => Just(vec![0, 0, 0, 0]),
        8 => slot().prop_map(|slot| vec![1, slot, 0, 0]),
        8 => (slot(), any::<i64>()).prop_map(|(slot, value)| vec![2, slot, value, 0]),
        8 => (slot(), amount).prop_map(|(dimension, amount)| vec![3, dimension, amount, 0]),
        8 => (slot(), place, length).prop_map(|(id, place, length)| vec![4, id, place, length]),
        8 => (0..30_i64, 32..127_i64).prop_map(|(place, byte)| vec![5, place, byte, 0]),
        1 => Just(vec![6, 0, 0, 0]),
        1 => (0..9_i64).prop_map(|divisor| vec![7, 12, divisor, 0]),
        1 => (0..3_i64).prop_map(|pages| vec![8, pages, 0, 0]),
    ]
}

fn prepare(step: &Step, instance: &mut Instance, reference: &mut Reference) {
    match *step {
        Step::Budget(dimension, units) => {
            instance.set_gas_budget(dimension, units);
            reference.set_gas_budget(dimension, units);
        }
        Step::Unmetered(dimension) => {
            instance.clear_gas_budget(dimension);
            reference.clear_gas_budget(dimension);
        }
        Step::ResetGas => {
            instance.reset_gas();
            reference.reset_gas();
        }
        Step::Slot(slot, value) => {
            instance.set_state(slot, value);
            reference.set_state(slot, value);
        }
        Step::TakeEvents => assert_eq!(instance.take_events(), reference.take_events()),
        Step::Call(_) => {}
    }
}

#[test]
fn random_hostcalls_do_what_the_model_says() {
    let wasm = module();
    let engines = ENGINES.map(|engine| {
        let runtime = Runtime::builder().compiler(engine).limits(limits()).build().expect("a runtime");
        let module = runtime.compile(&wasm).expect("the module is admitted");
        (engine, runtime, module)
    });
    let config =
        ProptestConfig { cases: 200, rng_seed: RngSeed::Fixed(6), failure_persistence: None, ..Default::default() };
    let reached = RefCell::new(BTreeSet::new());
    proptest!(config, |(steps in prop::collection::vec(step(), 1..8))| {
        let mut receipts = Vec::new();
        for (engine, runtime, module) in &engines {
            let mut instance = runtime.instantiate(module).expect("an instance");
            let mut reference = Reference::load(&wasm, limits()).expect("the reference admits it too");
            let mut made = Vec::new();
            for step in &steps {
                prepare(step, &mut instance, &mut reference);
                let Step::Call(arguments) = step else { continue };
                instance.set_fuel(1_000_000).expect("any fuel will do");
                let ended = instance.execute("work", arguments);
                let compared = compare(&mut reference, "work", arguments, &ended);
                let compared = compared.map_err(|difference| TestCaseError::fail(format!("{}: {difference}", engine_name(*engine))))?;
                prop_assert!(matches!(compared, Comparison::Agrees), "{compared:?}");
                made.push(ended.expect("the host does not fail"));
            }
            receipts.push(made);
        }
        prop_assert!(receipts.iter().all(|made| *made == receipts[0]), "engines differ");
        reached.borrow_mut().extend(receipts[0].iter().map(|receipt| match &receipt.outcome {
            Outcome::Returned(_) => "returned",
            Outcome::Trapped(trap) => trap.name(),
        }));
    });
    // A generator that no longer reaches what it exists for must not pass for a model that is right.
    let expected = [
        "division-by-zero",
        "event-bytes-limit",
        "event-limit",
        "event-log-limit",
        "event-out-of-range",
        "gas-dimension-limit",
        "negative-gas",
        "out-of-gas",
        "returned",
        "state-slot-limit",
        "unreachable",
    ];
    assert_eq!(reached.into_inner(), BTreeSet::from(expected));
}
