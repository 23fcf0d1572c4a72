//! Calls that nest, on three engines: whole receipts are compared, and a native stack trap is a failure (`STACK-1`, `STACK-3`).
//!
//! `cargo run --release -p benches --example stack_agreement -- [CALLS [SEED]]`. Of every fiftieth module it also finds how little
//! native stack its deepest call needs: the engine is given less and less, in steps of a 64th of what the runtime gives it.

#[path = "../../tests/stack_calls/mod.rs"]
mod stack_calls;

use benches::stack_shapes::engine;
use runtime::{Compiler, Limits};
use stack_calls::{COMPILERS, Random, Tally, compare, runtimes};
use wasmtime::{Linker, Module, Store, Trap, Val};

/// Most functions keep fewer values than `1 << BITS`, some up to 16 times as many.
const BITS: u32 = 7;
const CALLS_OF_ONE_MODULE: u32 = 20;
const SAMPLED: u32 = 50;
/// Parts of the native stack that are told apart.
const PARTS: usize = 64;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = |otherwise: u32| arguments.next().and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let (calls, seed) = (number(10_000), number(1));
    let (runtimes, mut random, mut tally) = (runtimes(), Random::new(seed.into()), Tally::default());
    let (mut parts, mut sampled) = ([0; 3], 0);
    while tally.calls < calls {
        let (wasm, deepest) = compare(&runtimes, BITS, CALLS_OF_ONE_MODULE, &mut random, &mut tally);
        if tally.modules % SAMPLED == 1 {
            sampled += 1;
            for (parts, compiler) in parts.iter_mut().zip(COMPILERS) {
                *parts = parts_needed(compiler, &wasm, deepest).max(*parts);
            }
        }
        if !tally.differences.is_empty() {
            break;
        }
    }
    let Tally { modules, calls, returned, exhausted, refused, out_of_fuel, other_traps, differences } = tally;
    println!("{calls} calls of {modules} modules on three engines, seed {seed}");
    println!(
        "returned {returned}, stack exhausted {exhausted}, refused {refused}, out of fuel {out_of_fuel}, other traps {other_traps}"
    );
    for (parts, compiler) in parts.iter().zip(COMPILERS) {
        println!("{compiler:?}: at most {parts}/{PARTS} of the native stack used by {sampled} modules");
    }
    println!("{} differences or native stack traps", differences.len());
    if let Some(difference) = differences.first() {
        println!("{difference}");
        std::process::exit(1);
    }
}

/// The fewest parts of the native stack with which a call that the counter stops is stopped by the counter.
fn parts_needed(compiler: Compiler, wasm: &[u8], deepest: i64) -> usize {
    let (mut too_few, mut enough) = (0, PARTS);
    while enough - too_few > 1 {
        let parts = usize::midpoint(too_few, enough);
        if suffices(compiler, wasm, deepest + 1, parts) {
            enough = parts;
        } else {
            too_few = parts;
        }
    }
    enough
}

fn suffices(compiler: Compiler, wasm: &[u8], depth: i64, parts: usize) -> bool {
    let limits = Limits::default();
    let counted = runtime::counted(wasm, &limits).expect("is admitted");
    let engine = engine(compiler, counted.native_bytes / PARTS * parts);
    let mut linker = Linker::new(&engine);
    linker.func_wrap("env", "state_get", |_: u32| -> i64 { 0 }).expect("a hostcall");
    linker.func_wrap("env", "state_set", |_: u32, _: i64| {}).expect("a hostcall");
    linker.func_wrap("env", "gas_consume", |_: u32, _: i64| {}).expect("a hostcall");
    let module = Module::new(&engine, &counted.wasm).expect("compiles");
    let mut store = Store::new(&engine, ());
    store.set_fuel(u64::MAX).expect("fuel is on");
    let instance = linker.instantiate(&mut store, &module).expect("instantiates");
    let left = instance.get_global(&mut store, "metered:stack_left").expect("is counted");
    left.set(&mut store, Val::I32(limits.stack_height.cast_signed())).expect("is mutable");
    let run = instance.get_typed_func::<(i64, i64), i64>(&mut store, "run").expect("is exported");
    match run.call(&mut store, (depth, 0)).expect_err("is stopped").downcast_ref() {
        Some(Trap::UnreachableCodeReached) => true,
        Some(Trap::StackOverflow) => false,
        trap => panic!("{trap:?}"),
    }
}
