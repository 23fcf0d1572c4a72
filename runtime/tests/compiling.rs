//! What compiling takes depends on the module alone, not on those that were compiled before (spec clause `LIMIT-4`).

mod common;

use common::assemble;
use runtime::{Compiler, Limits, Runtime};

/// One function of many sums, all alive until its end.
fn long() -> Vec<u8> {
    let sums: Vec<String> = (0..900).map(|sum| format!("local.get 0 i64.const {sum} i64.add ")).collect();
    let sums = sums.concat();
    let end = "i64.xor ".repeat(899);
    assemble(&format!(r#"(module (func (export "long") (param i64) (result i64) {sums} {end}))"#))
}

#[test]
fn a_compiler_keeps_nothing_of_a_module() {
    for compiler in [Compiler::Cranelift, Compiler::CraneliftUnoptimised, Compiler::Pulley] {
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
