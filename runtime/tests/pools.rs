//! Where memory comes from changes no receipt: slots, slots that are full, no slots, and an operating system that refuses.
//!
//! The last are shown in child processes: this test binary again, under `ulimit`.

mod common;

use std::process::Command;

use common::assemble;
use runtime::{HostError, Instance, Module, Outcome, Receipt, Runtime};

/// Grows by its argument and says what `memory.grow` answered, with the last byte touched.
const GROW: &str = r#"(module
  (import "env" "event_emit" (func $event_emit (param i32 i32 i32)))
  (memory (export "memory") 1)
  (func (export "grow") (param $pages i64) (result i64)
    (local $before i32)
    (local.set $before (memory.grow (i32.wrap_i64 (local.get $pages))))
    (i32.store8 (i32.sub (i32.shl (memory.size) (i32.const 16)) (i32.const 1)) (i32.const 65))
    (call $event_emit (i32.const 0) (i32.sub (i32.shl (memory.size) (i32.const 16)) (i32.const 4)) (i32.const 4))
    (i64.extend_i32_s (local.get $before))))"#;

/// Keeps its instance busy: a slot is held for as long as the inner call lasts.
fn module(rt: &Runtime) -> Module {
    rt.compile(&assemble(GROW)).unwrap()
}

fn grown(instance: &mut Instance) -> Receipt {
    instance.execute("grow", &[15]).unwrap()
}

#[test]
fn slots_and_memory_on_demand_give_the_same_receipt() {
    let pooled = Runtime::new();
    assert!(pooled.is_pooled());
    let on_demand = Runtime::builder().pool_slots(0).build().unwrap();
    assert!(!on_demand.is_pooled());
    let [first, second] = [&pooled, &on_demand].map(|rt| grown(&mut rt.instantiate(&module(rt)).unwrap()));
    assert_eq!(first.outcome, Outcome::Returned(1));
    assert_eq!(first, second);
}

#[test]
fn more_calls_at_once_than_slots_give_the_same_receipts() {
    let rt = Runtime::builder().pool_slots(1).build().unwrap();
    let module = module(&rt);
    let alone = grown(&mut rt.instantiate(&module).unwrap());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut instance = rt.instantiate(&module).unwrap();
                for _ in 0..200 {
                    assert_eq!(grown(&mut instance), alone);
                }
            });
        }
    });
}

/// Runs one test of this file in a process of its own, under a limit of the operating system.
#[cfg(target_os = "linux")]
fn under(ulimit: &str, test: &str) -> String {
    let this = std::env::current_exe().unwrap();
    let script = format!("ulimit {ulimit} && exec \"$0\" --exact {test} --nocapture --test-threads=1");
    let output = Command::new("sh").args(["-c", &script]).arg(this).env("CHILD", "1").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    said.lines().filter_map(|line| line.split_once("child: ")).map(|(_, line)| line.to_owned()).collect()
}

/// What a call gives here: a receipt, or a host error and no receipt. Said aloud in a child.
fn grow_and_say() -> Option<Receipt> {
    let rt = Runtime::new();
    let mut instance = rt.instantiate(&module(&rt)).unwrap();
    let answer = instance.execute("grow", &[240]);
    let unchanged = instance.fuel_remaining() == runtime::DEFAULT_FUEL && instance.events().is_empty();
    let said = match &answer {
        Ok(receipt) => format!("receipt {} {}", receipt.outcome, receipt.fuel_used),
        Err(HostError::OutOfMemory { .. }) => format!("out of memory, unchanged {unchanged}"),
        Err(other) => panic!("{other:#}"),
    };
    println!("child: pooled {}, {said}", rt.is_pooled());
    answer.ok()
}

#[test]
fn a_call_under_any_limit_gives_the_same_receipt_or_none() {
    let receipt = grow_and_say().filter(|_| std::env::var_os("CHILD").is_none());
    #[cfg(target_os = "linux")]
    if let Some(receipt) = receipt {
        let test = "a_call_under_any_limit_gives_the_same_receipt_or_none";
        let same = format!("receipt {} {}", receipt.outcome, receipt.fuel_used);
        // Address space for one memory and not for the pool; for neither; for both, but no memory to put there.
        assert_eq!(under("-v 10000000", test), format!("pooled false, {same}"));
        assert_eq!(under("-v 2000000", test), "pooled false, out of memory, unchanged true");
        assert_eq!(under("-d 30000", test), "pooled true, out of memory, unchanged true");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_call_that_finds_no_memory_leaves_what_the_last_one_did() {
    if std::env::var_os("CHILD").is_none() {
        let test = "a_call_that_finds_no_memory_leaves_what_the_last_one_did";
        // Address space for one memory at a time, until the child takes most of it.
        assert_eq!(under("-v 10000000", test), "1 event before, 1 after");
        return;
    }
    let rt = Runtime::new();
    let mut instance = rt.instantiate(&module(&rt)).unwrap();
    grown(&mut instance);
    let before = instance.events().len();
    let mut taken: Vec<u8> = Vec::new();
    taken.try_reserve_exact(6 << 30).unwrap();
    let answer = instance.execute("grow", &[15]);
    assert!(matches!(answer, Err(HostError::OutOfMemory { .. })), "{answer:?}");
    println!("child: {before} event before, {} after", instance.events().len());
}
