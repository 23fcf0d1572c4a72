//! What `promote` does to a finding, with an oracle made up by hand.

#[allow(dead_code, reason = "the rest is for findings in files")]
#[path = "../examples/found/mod.rs"]
mod found;

use conformance::Case;
use fuzz::session::{Step, replay};
use fuzz::{Bench, Verdict, case_file, regression};
use runtime::{Limits, Outcome};

const MODULE: &str = r#"(module
    (import "env" "state_get" (func $state_get (param i32) (result i64)))
    (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
    (memory 1)
    (data (i32.const 0) "of no use")
    (func $helper (param i64) (result i64)
        (i64.add (local.get 0) (call $state_get (i32.const 3))))
    (func (export "idle") (result i64) (call $helper (i64.const 4)))
    (func (export "work") (param i64 i64) (result i64)
        (if (i64.gt_u (local.get 0) (i64.const 10)) (then (drop (call $helper (local.get 1)))))
        (call $gas_consume (i32.const 2) (local.get 0))
        (call $helper (local.get 1))))"#;

/// A call that charges more than 100 and returns.
fn is_seen(wasm: &[u8], steps: &[Step]) -> bool {
    let bench = Bench::of_the_fuzzer();
    let Ok(module) = bench.first().compile(wasm) else { return false };
    let session = replay(bench.first(), &module, bench.limits(), steps).unwrap();
    session.calls.iter().filter_map(|call| call.ended.as_ref().ok()).any(|receipt| {
        matches!(receipt.outcome, Outcome::Returned(_)) && receipt.gas_charged.values().any(|units| *units > 100)
    })
}

#[test]
fn a_finding_becomes_a_small_case_that_shows_it() {
    let call =
        |export: &str, arguments: &[i64]| Step::Call { export: export.to_owned(), arguments: arguments.to_vec() };
    let wasm = wat::parse_str(MODULE).unwrap();
    let steps = vec![
        Step::SetFuel(600_000),
        call("idle", &[]),
        Step::SetBudget { dimension: 2, units: 5_000 },
        call("work", &[7, 1]),
        call("work", &[4_000, -1]),
        call("idle", &[]),
    ];
    assert!(is_seen(&wasm, &steps));
    let before = wasm.len();
    let (wasm, steps) = found::shrunk(wasm, steps, 300, &mut is_seen).unwrap();
    assert!(is_seen(&wasm, &steps));
    assert!(wasm.len() < before * 3 / 4, "{before} bytes became {}", wasm.len());
    let [Step::Call { export, arguments }] = steps.as_slice() else { panic!("{steps:?}") };
    assert_eq!((export.as_str(), arguments.as_slice()), ("work", &[125, 0][..]));

    let bench = Bench::new(Limits::default()).unwrap();
    let text = case_file::of_steps("Charges more than 100.", &["GAS-1"], &wasm, &steps, &bench);
    let case = Case::parse("case.wat", &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    conformance::run(&case, runtime::Compiler::Pulley).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(regression::steps(&case).unwrap(), steps);
    assert!(matches!(regression::judge(&case).unwrap(), Verdict::Pass(receipts) if receipts.len() == 1));
}
