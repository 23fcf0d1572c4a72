//! Ours against raw wasmtime as ratios, from pairs taken in turn: `cargo bench -p benches --bench ratios`, or with `-- PART` those
//! alone whose name has it in it.
//!
//! A machine that is shared drifts by more than the ratios asked about while one benchmark runs and then another. Here the two
//! sides alternate every few milliseconds of processor time, each pair gives a ratio, and the median of the pairs is printed with its
//! quartiles. Where other work empties the caches, the ratio of the fastest rounds of both sides says more: it comes last.
//! Raw wasmtime runs modules as they are; ours run with their stack counted (`STACK-4`).

use std::hint::black_box;
use std::time::Duration;

use benches::raw::Raw;
use benches::{COUNTER, KERNEL_SIZES, KERNELS, MEMORY, assemble, load, refuelled};
use cpu_time::ThreadTime;
use runtime::{Limits, Runtime};

const PAIRS: usize = 101;
const SIDE_TIME: Duration = Duration::from_millis(5);
/// Parts of a side's time that are taken one by one: some are not interrupted.
const PARTS: u32 = 50;

fn main() {
    println!("{:<62}{:>8}{:>18}{:>10}", "ratio", "median", "quartiles", "fastest");
    hot_call();
    fresh_call();
    kernels();
    counting();
    counted_alike();
    rewriting();
}

fn hot_call() {
    let mut instance = load(COUNTER);
    let mut raw = Raw::new(&assemble(COUNTER), true);
    let typed = raw.typed("increment");
    ratio(
        "call(\"increment\") / raw TypedFunc over a HashMap",
        || refuelled(&mut instance).call("increment", &[]).expect("returns"),
        || typed.call(&mut raw.store, ()).expect("returns"),
    );
    ratio(
        "call(\"increment\") / raw get_func and Func::call",
        || refuelled(&mut instance).call("increment", &[]).expect("returns"),
        || raw.call_by_name("increment"),
    );
    ratio(
        "execute(\"increment\") / raw TypedFunc over a HashMap",
        || refuelled(&mut instance).execute("increment", &[]).expect("ends"),
        || typed.call(&mut raw.store, ()).expect("returns"),
    );
}

fn fresh_call() {
    for (what, text, export, pooled) in
        [("no memory", COUNTER, "increment", false), ("with memory, pooled", MEMORY, "touch", true)]
    {
        let rt = Runtime::new();
        let module = rt.compile(&assemble(text)).expect("compiles");
        let raw = Raw::linked(&assemble(text), true, pooled);
        ratio(
            &format!("fresh instance and call, {what} / raw InstancePre"),
            || rt.instantiate(&module).expect("instantiates").call(export, &[]).expect("returns"),
            || Raw::from_pre(&raw).typed_call(export),
        );
    }
}

fn kernels() {
    for (kernel, size) in KERNEL_SIZES {
        let mut instance = load(KERNELS);
        let mut raw = Raw::new(&assemble(KERNELS), true);
        let typed = raw.typed_one(kernel);
        let mut unmetered = Raw::new(&assemble(KERNELS), false);
        let typed_unmetered = unmetered.typed_one(kernel);
        ratio(
            &format!("{kernel}: call / raw with fuel"),
            || refuelled(&mut instance).call(kernel, &[black_box(size)]).expect("returns"),
            || typed.call(&mut raw.store, black_box(size)).expect("returns"),
        );
        ratio(
            &format!("{kernel}: raw with fuel / raw without"),
            || typed.call(&mut raw.store, black_box(size)).expect("returns"),
            || typed_unmetered.call(&mut unmetered.store, black_box(size)).expect("returns"),
        );
    }
}

/// The price of the logical stack: the same module on the same raw engine, counted against not counted; time, then fuel.
fn counting() {
    for (text, export, size) in [(KERNELS, "fib", Some(17)), (COUNTER, "increment", None)] {
        let original = assemble(text);
        let counted = runtime::counted(&original, &Limits::default()).expect("is admitted").wasm;
        let [mut counted, mut original] = [counted, original].map(|wasm| Raw::new(&wasm, true));
        counted.fill_stack();
        let fuel = [&mut counted, &mut original].map(|raw| {
            raw.store.set_fuel(u64::MAX).expect("fuel is on");
            black_box(raw.call(export, size));
            u64::MAX - raw.store.get_fuel().expect("fuel is on")
        });
        ratio(
            &format!("{export}: counted / not counted"),
            || counted.call(export, size),
            || original.call(export, size),
        );
        #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
        let of = fuel[0] as f64 / fuel[1] as f64;
        let what = format!("{export}: fuel counted / not counted");
        if is_asked_for(&what) {
            println!("{what:<62}{of:>8.3}   {} / {}", fuel[0], fuel[1]);
        }
    }
}

/// What is left of the price of metering where raw wasmtime runs the module as it is compiled here: the same code, at the same place in it.
fn counted_alike() {
    let counted = runtime::counted(&assemble(KERNELS), &Limits::default()).expect("is admitted").wasm;
    for (kernel, size) in KERNEL_SIZES {
        let mut raw = Raw::new(&counted, true);
        raw.fill_stack();
        let typed = raw.typed_one(kernel);
        let mut instance = load(KERNELS);
        ratio(
            &format!("{kernel}: call / raw with fuel, counted on both"),
            || refuelled(&mut instance).call(kernel, &[black_box(size)]).expect("returns"),
            || typed.call(&mut raw.store, black_box(size)).expect("returns"),
        );
    }
}

/// What admission and rewriting add to compiling, on a module of 300 functions that call each other.
fn rewriting() {
    let function = |index: u32| {
        let next = (index + 1) % 300;
        let work = "(local.set 1 (i64.add (local.get 1) (i64.mul (local.get 0) (i64.const 3))))".repeat(20);
        format!(
            "(func $f{index} (param i64) (result i64) (local i64) {work}
              (if (i64.eqz (local.get 0)) (then (return (local.get 1))))
              (i64.add (local.get 1) (call $f{next} (i64.sub (local.get 0) (i64.const 1)))))"
        )
    };
    let functions: String = (0..300).map(function).collect();
    let wasm = assemble(&format!("(module {functions} (export \"f\" (func $f0)))"));
    let (rt, engine) = (Runtime::new(), benches::raw::engine(true, false));
    let limits = Limits::default();
    ratio(
        "300 functions: admit and rewrite / raw compile",
        || runtime::counted(&wasm, &limits).expect("is admitted"),
        || wasmtime::Module::new(&engine, &wasm).expect("compiles"),
    );
    ratio(
        "300 functions: admit, rewrite, compile / raw compile",
        || rt.compile(&wasm).expect("compiles"),
        || wasmtime::Module::new(&engine, &wasm).expect("compiles"),
    );
}

fn is_asked_for(what: &str) -> bool {
    !std::env::args().skip(1).any(|part| !part.starts_with("--") && !what.contains(&*part))
}

/// Prints the time of one side over the time of the other.
fn ratio<A, B>(what: &str, mut ours: impl FnMut() -> A, mut raw: impl FnMut() -> B) {
    if !is_asked_for(what) {
        return;
    }
    let rounds = (rounds_in(&mut ours, SIDE_TIME), rounds_in(&mut raw, SIDE_TIME));
    let mut fastest = (f64::INFINITY, f64::INFINITY);
    let mut ratios: Vec<f64> = (0..PAIRS)
        .map(|pair| {
            // Whoever goes first finds colder caches: take turns.
            let (a, b) = if pair % 2 == 0 {
                let a = time(&mut ours, rounds.0);
                (a, time(&mut raw, rounds.1))
            } else {
                let b = time(&mut raw, rounds.1);
                (time(&mut ours, rounds.0), b)
            };
            fastest = (fastest.0.min(a.1), fastest.1.min(b.1));
            a.0 / b.0
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    let at = |part: usize| ratios[ratios.len() * part / 4];
    println!("{what:<62}{:>8.3}{:>9.3} {:>8.3}{:>10.3}", at(2), at(1), at(3), fastest.0 / fastest.1);
}

/// Seconds for one round, over so many: of all, and of the fastest part.
fn time<T>(side: &mut impl FnMut() -> T, rounds: u32) -> (f64, f64) {
    let (mut all, mut fastest) = (0.0, f64::INFINITY);
    let in_part = rounds.div_ceil(PARTS);
    let parts = rounds.div_ceil(in_part);
    for _ in 0..parts {
        let start = ThreadTime::now();
        for _ in 0..in_part {
            black_box(side());
        }
        let round = start.elapsed().as_secs_f64() / f64::from(in_part);
        all += round;
        fastest = round.min(fastest);
    }
    (all / f64::from(parts), fastest)
}

fn rounds_in<T>(side: &mut impl FnMut() -> T, time: Duration) -> u32 {
    let start = ThreadTime::now();
    let mut rounds = 0;
    while start.elapsed() < time {
        black_box(side());
        rounds += 1;
    }
    rounds
}
