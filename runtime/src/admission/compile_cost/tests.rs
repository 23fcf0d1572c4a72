//! Each term of `LIMIT-4`, in numbers that were added up by hand.

mod bytes;
mod flow;
mod holes;
mod module;
mod optimised;
mod spilled;
mod terms;

use crate::Limits;
use crate::admission::admit;
use crate::error::Refusal;

use super::{CompileEstimate, compile_estimate};

/// What a constant is to an operand or a local that is alive meanwhile: in its way.
const CONSTANT: u64 = 110;
/// And what only computes.
const COMPUTED: u64 = 75;

fn of_module(text: &str) -> CompileEstimate {
    compile_estimate(&wat::parse_str(text).unwrap()).unwrap()
}

/// A module's cost but for its bytes, and for what is cleared between registers.
fn without_bytes(text: &str) -> u64 {
    let wasm = wat::parse_str(text).unwrap();
    summed(&compile_estimate(&wasm).unwrap()) - 10 * wasm.len() as u64
}

fn summed(estimate: &CompileEstimate) -> u64 {
    estimate.cost() - estimate.clearing()
}

fn estimates(body: &str) -> CompileEstimate {
    of_module(&format!("(module (func {body}))"))
}

fn estimate(body: &str) -> u64 {
    summed(&estimates(body))
}

/// What is added to an empty function's cost.
fn added(body: &str) -> u64 {
    let bytes = |body: &str| wat::parse_str(format!("(module (func {body}))")).unwrap().len() as u64;
    estimate(body) - estimate("") - 10 * (bytes(body) - bytes(""))
}

/// A branch table of so many targets, the default not counted: as many basic blocks.
fn table(targets: usize) -> String {
    format!("(br_table {} (i32.const 0))", "0 ".repeat(targets + 1))
}

#[test]
fn admission_and_the_estimate_alone_agree() {
    let texts = [
        include_str!("../../../benches/modules/kernels.wat"),
        include_str!("../../../benches/modules/hostcalls.wat"),
        "(table 2 funcref) (func $f (param i32)) (func $g (result i64) unreachable) (global funcref (ref.func $g))
         (elem (i32.const 0) func $f $g) (elem funcref (ref.func $f) (ref.null func)) (memory 1) (data \"x\")
         (func (param i32 i64) (result i64 i64) (local i64)
           (block $out (br_table $out 0 $out (local.get 0))) (call $f (local.get 0))
           (loop (param) (result i64) (local.set 2 (local.get 1)) (br_if 0 (local.get 0)) (i64.const 1))
           (if (result i64) (local.get 0) (then (call $g)) (else (return (i64.const 1) (i64.const 2)))))",
    ];
    for text in texts {
        let wasm = wat::parse_str(text).unwrap();
        assert_eq!(admit(&wasm, &Limits::default()).unwrap().estimate, compile_estimate(&wasm).unwrap());
    }
}

#[test]
fn ways_through_a_function_that_is_too_dear_without_are_not_looked_at() {
    let wasm =
        wat::parse_str("(module (func (local i64) (block (br_if 0 (i32.const 0)) (drop (local.get 0)))))").unwrap();
    let whole = compile_estimate(&wasm).unwrap().cost();
    let found = |compile_cost: u64| match admit(&wasm, &Limits { compile_cost, ..Limits::default() }) {
        Err(Refusal::Limit { found, .. }) => found,
        _ => 0,
    };
    // The local ends on one way.
    let ways = whole - found(1);
    assert!(ways > 2_000, "{ways}");
    assert_eq!(found(whole - ways - 1), whole - ways);
    // What is too dear with them only is counted in full.
    assert_eq!(found(whole - ways), whole);
    assert_eq!(found(whole - 1), whole);
    assert_eq!(found(whole), 0);
}

#[test]
fn what_a_branch_table_names_again_is_no_block_before_the_ways_are_looked_at() {
    let table = table(8_999);
    let wasm = wat::parse_str(format!("(module (func {table} {table}))")).unwrap();
    // As many blocks, squared, would be over the limit.
    assert!(80 * 18_000 * 18_000 / 10 > Limits::default().compile_cost);
    assert_eq!(admit(&wasm, &Limits::default()).unwrap().estimate, compile_estimate(&wasm).unwrap());
}
