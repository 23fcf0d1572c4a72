//! What metering costs: every measurement of this crate beside raw wasmtime doing the same, in one run.
//!
//! `cargo bench -p benches --bench time` prints times; only ratios mean anything elsewhere, and `--bench ratios` is the better judge
//! of those.

use std::hint::black_box;

use benches::raw::{self, Raw};
use benches::{COUNTER, HOSTCALLS, KERNEL_SIZES, KERNELS, MEMORY, assemble, load, refuelled};
use criterion::{Criterion, criterion_group, criterion_main};
use runtime::{Module, Runtime};

/// One call of the counter on an instance that is kept.
fn hot_call(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hot_call_increment");
    let mut raw = Raw::new(&assemble(COUNTER), true);
    let typed = raw.typed("increment");
    group.bench_function("raw_typed", |b| b.iter(|| typed.call(&mut raw.store, ()).expect("returns")));
    group.bench_function("raw_by_name", |b| b.iter(|| raw.call_by_name("increment")));
    let mut instance = load(COUNTER);
    group.bench_function("call", |b| b.iter(|| refuelled(&mut instance).call("increment", &[]).expect("returns")));
    group.bench_function("execute", |b| b.iter(|| refuelled(&mut instance).execute("increment", &[]).expect("ends")));
    group.finish();
}

/// A fresh instance and one call, without and with a memory.
fn fresh_call(criterion: &mut Criterion) {
    for (name, text, export, pooled) in
        [("without_memory", COUNTER, "increment", false), ("with_memory", MEMORY, "touch", true)]
    {
        let mut group = criterion.benchmark_group(format!("fresh_instance_and_call_{name}"));
        let raw = Raw::linked(&assemble(text), true, pooled);
        group.bench_function("raw", |b| b.iter(|| Raw::from_pre(&raw).typed_call(export)));
        let rt = Runtime::new();
        let module: Module = rt.compile(&assemble(text)).expect("compiles");
        group.bench_function("instantiate_and_call", |b| {
            b.iter(|| rt.instantiate(&module).expect("instantiates").call(export, &[]).expect("returns"));
        });
        let mut instance = rt.instantiate(&module).expect("instantiates");
        group.bench_function("next_call", |b| {
            b.iter(|| refuelled(&mut instance).call(export, &[]).expect("returns"));
        });
        group.finish();
    }
}

/// Admission, compiling, storing and loading again.
fn load_module(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("load_counter");
    group.sample_size(20);
    let wasm = assemble(COUNTER);
    let engine = raw::engine(true, false);
    group.bench_function("raw_compile", |b| b.iter(|| wasmtime::Module::new(&engine, black_box(&wasm)).expect("ok")));
    let rt = Runtime::new();
    group.bench_function("compile", |b| b.iter(|| rt.compile(black_box(&wasm)).expect("compiles")));
    let stored = rt.compile(&wasm).expect("compiles").serialize().expect("stores");
    group.bench_function("deserialize", |b| {
        #[expect(unsafe_code, reason = "the bytes are our own, made a line above")]
        b.iter(|| unsafe { rt.deserialize(black_box(&stored)) }.expect("loads"));
    });
    group.finish();
}

/// A thousand of each hostcall in one call, beside a plain loop of a thousand rounds.
fn hostcalls(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hostcalls_x1000");
    let mut instance = load(HOSTCALLS);
    for export in ["plain_loop", "state_get", "state_set", "gas_consume", "event_emit"] {
        group.bench_function(export, |b| {
            b.iter(|| {
                let value = refuelled(&mut instance).call(export, &[1_000]).expect("returns");
                instance.take_events();
                value
            });
        });
    }
    group.finish();
}

/// Pure computation, long enough that what a call costs does not count: our time beside raw wasmtime with fuel on and off.
fn kernels(criterion: &mut Criterion) {
    for (kernel, size) in KERNEL_SIZES {
        let mut group = criterion.benchmark_group(format!("kernel_{kernel}"));
        group.sample_size(20);
        for (name, fuel) in [("raw_without_fuel", false), ("raw_with_fuel", true)] {
            let mut raw = Raw::new(&assemble(KERNELS), fuel);
            let typed = raw.typed_one(kernel);
            group.bench_function(name, |b| b.iter(|| typed.call(&mut raw.store, black_box(size)).expect("returns")));
        }
        let mut instance = load(KERNELS);
        group.bench_function("call", |b| {
            b.iter(|| refuelled(&mut instance).call(kernel, &[black_box(size)]).expect("returns"));
        });
        group.finish();
    }
}

criterion_group!(benches, hot_call, fresh_call, load_module, hostcalls, kernels);
criterion_main!(benches);
