//! Ours against raw wasmtime as ratios, from pairs taken in turn: `cargo bench -p benches --bench ratios`.
//!
//! A machine that is shared drifts by more than the ratios asked about while one benchmark runs and then another. Here the two
//! sides alternate every few milliseconds, each pair gives a ratio, and the median of the pairs is printed with its quartiles.

use std::hint::black_box;
use std::time::{Duration, Instant};

use benches::raw::Raw;
use benches::{COUNTER, KERNEL_SIZES, KERNELS, MEMORY, assemble, load, refuelled};
use runtime::Runtime;

const PAIRS: usize = 101;
const SIDE_TIME: Duration = Duration::from_millis(5);

fn main() {
    println!("{:<58}{:>8}{:>18}", "ratio", "median", "quartiles");
    hot_call();
    fresh_call();
    kernels();
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

/// Prints the time of one side over the time of the other.
fn ratio<A, B>(what: &str, mut ours: impl FnMut() -> A, mut raw: impl FnMut() -> B) {
    let rounds = (rounds_in(&mut ours, SIDE_TIME), rounds_in(&mut raw, SIDE_TIME));
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
            a / b
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    let at = |part: usize| ratios[ratios.len() * part / 4];
    println!("{what:<58}{:>8.3}{:>9.3} {:>8.3}", at(2), at(1), at(3));
}

/// Seconds for one round, over so many.
fn time<T>(side: &mut impl FnMut() -> T, rounds: u32) -> f64 {
    let start = Instant::now();
    for _ in 0..rounds {
        black_box(side());
    }
    start.elapsed().as_secs_f64() / f64::from(rounds)
}

fn rounds_in<T>(side: &mut impl FnMut() -> T, time: Duration) -> u32 {
    let start = Instant::now();
    let mut rounds = 0;
    while start.elapsed() < time {
        black_box(side());
        rounds += 1;
    }
    rounds
}
