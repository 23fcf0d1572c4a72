//! Looks for the module that is dearest to compile for what it is estimated at, in time or in memory: the weights of `LIMIT-4`.
//!
//! `cargo run --release -p benches --example compile_search -- [SECONDS [SEED [time|memory [FOLDER [COMPILER|all [FILE...]]]]]]`: seconds of
//! processor time; a compiler's name as `Debug` prints it, or all in turn. Climbs begin with shapes by chance, or with the modules in the files,
//! binary or text: `cargo run -p conformance --example write_attacks -- FOLDER` writes those that were dear before. What
//! is too large is made smaller first. The dearest admitted module is written to the folder, and the one that takes most for its estimate.
//!
//! `compile_search -- estimate FILE...` prints the estimates of modules and compiles nothing; `compile_search -- measure FILE...` compiles them on
//! every compiler, or says why they are refused. Memory is what a child process becomes larger by, at its peak, while it compiles: resident
//! memory, on Linux.

mod measured;
mod search;

use std::path::PathBuf;

use benches::COMPILERS;
use benches::compile_edits::Edited;
use benches::compile_shapes::Shape;
use runtime::{Compiler, Limits, compile_estimate};

use measured::{CHILD, Engine, Measured, compile_as_child, share};
use search::Search;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("estimate") => return arguments[1..].iter().for_each(|path| estimate(path)),
        Some("measure") => return measure(&arguments[1..]),
        Some(CHILD) => return compile_as_child(named(arguments.get(1))[0]),
        _ => {}
    }
    let number = |at: usize, otherwise: u64| arguments.get(at).and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let by_memory = arguments.get(2).is_some_and(|what| what == "memory");
    let folder = arguments.get(3).map(PathBuf::from);
    if let Some(folder) = &folder {
        // Before the search, or what it finds is lost.
        std::fs::create_dir_all(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    }
    let engines: Vec<Engine> = named(arguments.get(4)).into_iter().map(Engine::new).collect();
    let mut search = Search::new(number(1, 1), by_memory, folder);
    let seconds = number(0, 60);
    match arguments.get(5..) {
        None | Some([]) => search.run(seconds, &engines, Shape::random),
        Some(paths) => {
            let modules: Vec<Edited> = paths.iter().map(|path| edited(path)).collect();
            search.run(seconds, &engines, |random| modules[random.among(modules.len())].clone());
        }
    }
    search.report();
}

/// The compiler of that name, or all.
fn named(name: Option<&String>) -> Vec<Compiler> {
    let is_named = |compiler: &Compiler| name.is_none_or(|name| name == "all" || *name == format!("{compiler:?}"));
    let compilers: Vec<Compiler> = COMPILERS.into_iter().filter(is_named).collect();
    assert!(!compilers.is_empty(), "compilers are {COMPILERS:?}, and all");
    compilers
}

fn edited(path: &str) -> Edited {
    Edited::read(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn read(path: &str) -> Vec<u8> {
    let module = std::fs::read(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    wat::parse_bytes(&module).unwrap_or_else(|error| panic!("{path}: {error}")).into_owned()
}

fn measure(paths: &[String]) {
    let limits = Limits::default();
    for compiler in COMPILERS {
        let engine = Engine::new(compiler);
        for path in paths {
            match Measured::of(&engine, &read(path), true) {
                Ok(measured) => println!(
                    "{path}: {compiler:?} {:.3} s, {:.0} MiB; {:.2} and {:.2} of the estimates, which are {:.0} and {:.0} % of the limits",
                    measured.seconds,
                    measured.mebibytes,
                    measured.score(false),
                    measured.score(true),
                    share(measured.units, limits.compile_cost) * 100.0,
                    share(measured.bytes, limits.compile_bytes) * 100.0
                ),
                Err(error) => println!("{path}: {error}"),
            }
        }
    }
}

fn estimate(path: &str) {
    let wasm = read(path);
    match compile_estimate(&wasm) {
        Ok(estimate) => {
            let limits = Limits::default();
            let cost = |units: u64| share(units, limits.compile_cost) * 100.0;
            let memory = |bytes: u64| share(bytes, limits.compile_bytes) * 100.0;
            println!(
                "{path}: {} bytes, {:.0} % of the cost, {:.0} % of the memory; optimised {:.0} and {:.0} %",
                wasm.len(),
                cost(estimate.cost()),
                memory(estimate.bytes()),
                cost(estimate.optimised_cost()),
                memory(estimate.optimised_bytes())
            );
        }
        Err(error) => println!("{path}: {error}"),
    }
}
