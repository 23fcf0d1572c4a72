//! Any number of arguments reaches the guest in order, on instances kept and fresh.

mod common;

use std::fmt::Write;

use common::assemble;
use runtime::Runtime;

/// Exports `f`, which weighs each argument by its place: a swapped or lost one changes the sum.
fn weighing(parameters: usize, memory: &str) -> Vec<u8> {
    let mut terms = String::new();
    for n in 0..parameters {
        write!(terms, "(i64.add (i64.mul (local.get {n}) (i64.const {})))", n + 1).unwrap();
    }
    let declared = "i64 ".repeat(parameters);
    assemble(&format!(r#"(module {memory} (func (export "f") (param {declared}) (result i64) (i64.const 0) {terms}))"#))
}

#[test]
fn every_number_of_arguments_arrives_in_order() {
    for memory in ["", "(memory 1)"] {
        for parameters in [0, 1, 2, 3, 15, 16, 17, 32] {
            let mut instance = Runtime::new().load(&weighing(parameters, memory)).unwrap();
            let arguments: Vec<i64> = (0..).map(|n| (n * 7 + 3) % 1_000 - 500).take(parameters).collect();
            let expected: i64 = arguments.iter().zip(1..).map(|(value, weight)| value * weight).sum();
            for _ in 0..2 {
                assert_eq!(instance.call("f", &arguments).unwrap(), expected, "{parameters} {memory}");
            }
        }
    }
}

#[test]
fn edge_values_pass_unchanged() {
    let wasm = assemble(r#"(module (func (export "same") (param i64) (result i64) (local.get 0)))"#);
    let mut instance = Runtime::new().load(&wasm).unwrap();
    for value in [0, 1, -1, i64::MIN, i64::MAX] {
        assert_eq!(instance.call("same", &[value]).unwrap(), value);
    }
}
