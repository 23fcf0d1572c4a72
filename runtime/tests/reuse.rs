//! What a host may do for speed changes no receipt (spec clauses `CALL-3`, `DET-1`): reuse of instances, copy-on-write memory, the
//! compiler.

mod common;

use common::{COMPILERS, assemble};
use proptest::prelude::*;
use runtime::{Instance, Receipt, Runtime};

/// Does what its first argument says: one of every hostcall, every kind of trap, and things that would outlast a careless call.
fn script(memory: &str, deed: &str) -> Vec<u8> {
    assemble(&format!(
        r#"(module
          (import "env" "state_get" (func $state_get (param i32) (result i64)))
          (import "env" "state_set" (func $state_set (param i32 i64)))
          (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
          (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
          {memory}
          (table 2 funcref) (elem (i32.const 0) $recurse)
          (func $recurse (param i64) (result i64)
            (if (result i64) (i64.eqz (local.get 0)) (then (i64.const 0))
              (else (i64.add (i64.const 1)
                (call_indirect (param i64) (result i64) (i64.sub (local.get 0) (i64.const 1)) (i32.const 0))))))
          (func (export "do") (param $deed i64) (param $a i64) (param $b i64) (result i64)
            (local $i32 i32)
            (local.set $i32 (i32.wrap_i64 (local.get $a)))
            (block $8 (block $7 (block $6 (block $5 (block $4 (block $3 (block $2 (block $1 (block $0
              (br_table $0 $1 $2 $3 $4 $5 $6 $7 $8 (i32.wrap_i64 (local.get $deed))))
              (return (call $state_get (local.get $i32))))
              (call $state_set (local.get $i32) (local.get $b)) (return (i64.const 1)))
              (call $gas_consume (local.get $i32) (local.get $b)) (return (i64.const 2)))
              (call $event_emit (i32.const 5) (local.get $i32) (i32.wrap_i64 (local.get $b))) (return (i64.const 3)))
              (call $state_set (i32.const 1) (i64.const 1)) (unreachable))
              (call $state_set (i32.const 1) (i64.const 2)) (return (i64.div_s (local.get $a) (local.get $b))))
              (return (call $recurse (i64.and (local.get $a) (i64.const 1023)))))
              (return (call_indirect (result i64) (local.get $i32))))
            {deed}))"#
    ))
}

/// A module whose instance can be reused, and one whose instance cannot.
fn modules() -> [Vec<u8>; 2] {
    let reusable = script("", "(i64.const 8)");
    let changing = script(
        r#"(memory (export "memory") 1 3) (data (i32.const 100) "abc") (global $g (mut i64) (i64.const 1))"#,
        "(global.set $g (i64.add (global.get $g) (local.get $a)))
         (i64.store (i32.and (local.get $i32) (i32.const 65535)) (global.get $g))
         (i64.add (i64.load (i32.const 100)) (i64.extend_i32_s (memory.grow (i32.and (local.get $i32) (i32.const 3)))))",
    );
    [reusable, changing]
}

/// Every way a host may run a module.
fn runtimes() -> Vec<Runtime> {
    let mut runtimes = Vec::new();
    for compiler in COMPILERS {
        for (reuse, copy_on_write) in [(true, true), (false, true), (true, false), (false, false)] {
            let builder = Runtime::builder().compiler(compiler).pool_slots(2);
            runtimes.push(builder.reuse_instances(reuse).copy_on_write(copy_on_write).build().unwrap());
        }
    }
    runtimes
}

type Deed = (i64, i64, i64, Option<u64>);

fn receipts(instance: &mut Instance, deeds: &[Deed]) -> Vec<Receipt> {
    let receipt = |(deed, a, b, fuel): &Deed| {
        if let Some(fuel) = fuel {
            instance.set_fuel(*fuel).unwrap();
        }
        instance.execute("do", &[*deed, *a, *b]).unwrap()
    };
    deeds.iter().map(receipt).collect()
}

#[test]
fn reuse_and_copy_on_write_change_no_receipt() {
    let runtimes = runtimes();
    let compiled: Vec<Vec<_>> =
        modules().iter().map(|wasm| runtimes.iter().map(|rt| rt.compile(wasm).unwrap()).collect()).collect();
    let number = prop_oneof![-2i64..120, Just(i64::MIN), Just(i64::MAX), any::<i64>()];
    let fuel = prop::option::of(prop_oneof![0u64..1_000, 10_000u64..200_000, Just(u64::MAX)]);
    let deeds = prop::collection::vec((0i64..10, number.clone(), number, fuel), 1..12);
    let config = ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(deeds in deeds, budget in prop::option::of(0u64..200))| {
        for modules in &compiled {
            let mut expected = None;
            for (rt, module) in runtimes.iter().zip(modules) {
                let mut instance = rt.instantiate(module).unwrap();
                if let Some(budget) = budget {
                    instance.set_gas_budget(0, budget);
                }
                let got = (receipts(&mut instance, &deeds), instance.slots().collect::<Vec<_>>(), instance.take_events());
                prop_assert_eq!(expected.get_or_insert_with(|| got.clone()), &got, "{:?}", rt);
            }
        }
    });
}
