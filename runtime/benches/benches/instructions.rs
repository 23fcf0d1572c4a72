//! The same comparisons in instructions, which do not drift: `cargo bench -p benches --bench instructions`.
//!
//! Needs valgrind and `cargo install gungraun-runner --version 0.20.0`. Valgrind has no room for a pool of memories: both sides
//! take memory on demand here.

#![allow(missing_docs, reason = "the macros make public items")]

use std::hint::black_box;

use benches::raw::Raw;
use benches::{COUNTER, KERNELS, MEMORY, assemble, load, refuelled};
use gungraun::{library_benchmark, library_benchmark_group, main};
use runtime::{Instance, Limits, Module, Runtime};
use wasmtime::{InstancePre, TypedFunc};

/// Calls counted together, so that what is done once does not show.
const CALLS: u32 = 100;

fn warm() -> Instance {
    let mut instance = load(COUNTER);
    instance.call("increment", &[]).expect("returns");
    instance
}

fn warm_raw() -> (Raw, TypedFunc<(), i64>) {
    let mut raw = Raw::new(&assemble(COUNTER), true);
    let typed = raw.typed("increment");
    typed.call(&mut raw.store, ()).expect("returns");
    (raw, typed)
}

#[library_benchmark]
#[bench::increment(warm())]
fn call(mut instance: Instance) -> Instance {
    for _ in 0..CALLS {
        black_box(refuelled(&mut instance).call("increment", &[]).expect("returns"));
    }
    instance
}

#[library_benchmark]
#[bench::increment(warm())]
fn execute(mut instance: Instance) -> Instance {
    for _ in 0..CALLS {
        black_box(refuelled(&mut instance).execute("increment", &[]).expect("ends"));
    }
    instance
}

#[library_benchmark]
#[bench::increment(warm_raw())]
fn raw_typed((mut raw, typed): (Raw, TypedFunc<(), i64>)) -> Raw {
    for _ in 0..CALLS {
        black_box(typed.call(&mut raw.store, ()).expect("returns"));
    }
    raw
}

#[library_benchmark]
#[bench::increment(warm_raw())]
fn raw_by_name((mut raw, _): (Raw, TypedFunc<(), i64>)) -> Raw {
    for _ in 0..CALLS {
        black_box(raw.call_by_name("increment"));
    }
    raw
}

fn compiled(text: &str) -> (Runtime, Module) {
    let rt = Runtime::builder().pool_slots(0).build().expect("an engine");
    let module = rt.compile(&assemble(text)).expect("compiles");
    (rt, module)
}

#[library_benchmark]
#[bench::no_memory(compiled(COUNTER), "increment")]
#[bench::memory(compiled(MEMORY), "touch")]
fn fresh((rt, module): (Runtime, Module), export: &str) -> (Runtime, Module) {
    for _ in 0..CALLS {
        black_box(rt.instantiate(&module).expect("instantiates").call(export, &[]).expect("returns"));
    }
    (rt, module)
}

#[library_benchmark]
#[bench::no_memory(Raw::linked(&assemble(COUNTER), true, false), "increment")]
#[bench::memory(Raw::linked(&assemble(MEMORY), true, false), "touch")]
fn raw_fresh(pre: InstancePre<benches::raw::Host>, export: &str) -> InstancePre<benches::raw::Host> {
    for _ in 0..CALLS {
        black_box(Raw::from_pre(&pre).typed_call(export));
    }
    pre
}

/// A kernel's module and its raw double: counted as ours is, or as it is.
fn kernel(counted: bool) -> (Instance, Raw) {
    let wasm = assemble(KERNELS);
    let counted = counted.then(|| runtime::counted(&wasm, &Limits::default()).expect("is admitted").wasm);
    let mut raw = Raw::new(counted.as_deref().unwrap_or(&wasm), true);
    raw.fill_stack();
    let mut instance = load(KERNELS);
    for export in ["fib", "load_and_sum", "sieve", "collatz"] {
        instance.call(export, &[1]).expect("returns");
        black_box(raw.call(export, Some(1)));
    }
    (instance, raw)
}

#[library_benchmark]
#[bench::fib(kernel(false), "fib", 20)]
#[bench::load_and_sum(kernel(false), "load_and_sum", 500_000)]
#[bench::sieve(kernel(false), "sieve", 2)]
#[bench::collatz(kernel(false), "collatz", 5_000)]
fn kernels((mut instance, raw): (Instance, Raw), export: &str, size: i64) -> (Instance, Raw) {
    black_box(instance.call(export, &[size]).expect("returns"));
    (instance, raw)
}

#[library_benchmark]
#[bench::fib(kernel(false), "fib", 20)]
#[bench::fib_counted(kernel(true), "fib", 20)]
#[bench::load_and_sum(kernel(false), "load_and_sum", 500_000)]
#[bench::sieve(kernel(false), "sieve", 2)]
#[bench::collatz(kernel(false), "collatz", 5_000)]
fn raw_kernels((instance, mut raw): (Instance, Raw), export: &str, size: i64) -> (Instance, Raw) {
    black_box(raw.call(export, Some(size)));
    (instance, raw)
}

library_benchmark_group!(name = hot, benchmarks = [call, execute, raw_typed, raw_by_name]);
library_benchmark_group!(name = cold, benchmarks = [fresh, raw_fresh]);
library_benchmark_group!(name = work, benchmarks = [kernels, raw_kernels]);
main!(library_benchmark_groups = [hot, cold, work]);
