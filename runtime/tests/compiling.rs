//! What compiling takes depends on the module alone, not on those that were compiled before (spec clause `LIMIT-4`).

mod common;

use common::{COMPILERS, assemble};
use runtime::{Compiler, Limits, LoadError, Outcome, Refusal, Runtime, compile_estimate};

/// One function of many sums, all alive until its end.
fn long() -> Vec<u8> {
    let sums: Vec<String> = (0..900).map(|sum| format!("local.get 0 i64.const {sum} i64.add ")).collect();
    let sums = sums.concat();
    let end = "i64.xor ".repeat(899);
    assemble(&format!(r#"(module (func (export "long") (param i64) (result i64) {sums} {end}))"#))
}

#[test]
fn a_compiler_keeps_nothing_of_a_module() {
    for compiler in COMPILERS {
        let limits = Limits { compile_cost: u64::MAX, ..Limits::default() };
        let rt = Runtime::builder().compiler(compiler).limits(limits).build().unwrap();
        let short = assemble(r#"(module (func (export "short") (result i64) i64.const 0))"#);
        rt.compile(&short).unwrap();
        let long = long();
        let allocated = allocation_counter::measure(|| drop(rt.compile(&long).unwrap()));
        assert!(
            (-1_000..1_000).contains(&allocated.bytes_current),
            "{compiler:?} keeps {} bytes of a module that is gone",
            allocated.bytes_current
        );
    }
}

/// What is stored of a module, but for the name of the runtime's compiler.
fn stored(rt: &Runtime, wasm: &[u8]) -> Vec<u8> {
    let stored = rt.compile(wasm).unwrap().serialize().unwrap();
    let compiler = stored.iter().skip(1).position(|byte| *byte == 0).unwrap() + 2;
    [&stored[..compiler], &stored[compiler + 1..]].concat()
}

#[test]
fn what_is_too_dear_to_optimise_is_compiled_without() {
    let wasm = assemble(
        r#"(module (func (export "squares") (param i64) (result i64) (local i64)
            (loop
              (local.set 1 (i64.add (i64.mul (local.get 0) (local.get 0)) (local.get 1)))
              (br_if 0 (i64.ne (local.tee 0 (i64.sub (local.get 0) (i64.const 1))) (i64.const 0))))
            (local.get 1)))"#,
    );
    let estimate = compile_estimate(&wasm).unwrap();
    let with = |compiler: Compiler, compile_cost: u64| {
        let limits = Limits { compile_cost, ..Limits::default() };
        Runtime::builder().compiler(compiler).limits(limits).build().unwrap()
    };
    for (compiler, without) in
        [(Compiler::Cranelift, Compiler::CraneliftUnoptimised), (Compiler::Pulley, Compiler::PulleyUnoptimised)]
    {
        let optimised = with(compiler, estimate.optimised_cost());
        let unoptimised = with(compiler, estimate.optimised_cost() - 1);
        let never_optimised = with(without, estimate.optimised_cost());
        let [code, code_without] = [&optimised, &unoptimised].map(|rt| stored(rt, &wasm));
        assert_ne!(code, code_without);
        assert_eq!(code_without, stored(&never_optimised, &wasm));
        let [receipt, other] =
            [optimised, unoptimised].map(|rt| rt.load(&wasm).unwrap().execute("squares", &[9]).unwrap());
        assert_eq!(receipt, other);
        assert_eq!(receipt.outcome, Outcome::Returned(285));
        // The host may decide otherwise.
        let decided = |optimised_cost: u64| {
            let limits = Limits { compile_cost: estimate.cost(), ..Limits::default() };
            let builder = Runtime::builder().compiler(compiler).limits(limits).optimised_cost(optimised_cost);
            stored(&builder.build().unwrap(), &wasm)
        };
        assert_eq!(decided(estimate.optimised_cost()), code);
        assert_eq!(decided(estimate.optimised_cost() - 1), code_without);
        let refused = with(compiler, estimate.cost() - 1).compile(&wasm).unwrap_err();
        assert!(
            matches!(refused, LoadError::Refused(Refusal::Limit { found, .. }) if found == estimate.cost()),
            "{refused:#}"
        );
    }
}
