//! Text in, text out: what the counting makes of small functions, for a reviewer.

use crate::admission::admit;
use crate::limits::Limits;

use super::Plan;

/// The module of `text` with its stack counted, as text; it must validate under the features of the ABI.
fn counted(text: &str, limits: &Limits) -> String {
    let wasm = wat::parse_str(text).unwrap();
    let admitted = admit(&wasm, limits).unwrap();
    assert!(admitted.plan.rewrites(), "nothing to count, and no holes");
    let rewritten = super::rewrite(&wasm, &admitted.plan).unwrap();
    wasmparser::Validator::new_with_features(crate::admission::FEATURES).validate_all(&rewritten).unwrap();
    wasmprinter::print_bytes(&rewritten).unwrap()
}

fn plan(text: &str) -> Plan {
    admit(&wat::parse_str(text).unwrap(), &Limits::default()).unwrap().plan
}

/// Enough that a function with one local is spilled.
fn many_blocks() -> String {
    format!("(br_table {} (i32.const 0))", "0 ".repeat(513))
}

macro_rules! rewritings {
    ($limits:expr; $($name:ident: $text:literal,)*) => {
        $(#[test]
        fn $name() {
            let (before, after) = ($text, counted($text, &$limits));
            insta::with_settings!({ omit_expression => true }, {
                insta::assert_snapshot!(format!("{before}\n\n;; counted\n\n{after}"));
            });
        })*
    };
}

rewritings! {
    Limits::default();
    straight: r#"(module
        (func $f (export "f") (result i64) (call $f)))"#,
    no_result: r#"(module
        (func $f (call $f) (return))
        (func (export "g") (result i64) (call $f) (i64.const 1)))"#,
    several_results: r#"(module
        (func $f (param i64) (result i64 i32) (drop (call $f (local.get 0))) (i32.const 7))
        (func $g (result i64 i32) (call $f (i64.const 1)) (return))
        (func (export "h") (result i64) (call $g) (drop)))"#,
    early_returns_inside_nested_blocks: r#"(module
        (func $f (export "f") (param i64) (result i64)
            (block $a
                (loop $b
                    (br_if $a (i64.eqz (local.get 0)))
                    (if (i64.eq (local.get 0) (i64.const 1)) (then (return (i64.const 5))))
                    (if (i64.eq (local.get 0) (i64.const 2)) (then (br 3 (i64.const 6))))
                    (local.set 0 (call $f (i64.const 0)))
                    (br $b)))
            (return (i64.const 8))))"#,
    a_table_of_branches_to_the_end: r#"(module
        (func $f (export "f") (param i64) (result i64)
            (block (result i64)
                (br_table 0 1 (call $f (local.get 0)) (i32.wrap_i64 (local.get 0))))))"#,
    tail_position: r#"(module
        (func $f (export "f") (param i64) (result i64)
            (return (call $f (i64.sub (local.get 0) (i64.const 1))))))"#,
    unreachable_code: r#"(module
        (func $f (export "f") (result i64)
            (return (i64.const 1)) (drop) (br 0) (drop (call $f)) (unreachable)))"#,
    through_a_table: r#"(module
        (type $t (func (param i64) (result i64)))
        (table 1 funcref) (elem (i32.const 0) $f)
        (func $f (export "f") (type $t) (call_indirect (type $t) (local.get 0) (i32.const 0))))"#,
    holes_in_crowded_functions: r#"(module
        (func (export "leaf") (param i64) (result i64) (local i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64)
            (block
                (local.set 1 (i64.const 1)) (local.set 2 (i64.const 1)) (local.set 3 (i64.const 1)) (local.set 4 (i64.const 1))
                (local.set 5 (i64.const 1)) (local.set 6 (i64.const 1)) (local.set 7 (i64.const 1)) (local.set 8 (i64.const 1))
                (local.set 9 (i64.const 1)) (local.set 10 (i64.const 1)) (local.set 11 (i64.const 1)) (local.set 12 (i64.const 1))
                (br_table
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    (i32.const 0)))
            (block $done
                (loop $round
                    (local.set 1 (i64.add (local.get 1) (i64.const 1))) (local.set 2 (i64.add (local.get 2) (i64.const 1)))
                    (local.set 3 (i64.add (local.get 3) (i64.const 1))) (local.set 4 (i64.add (local.get 4) (i64.const 1)))
                    (local.set 5 (i64.add (local.get 5) (i64.const 1))) (local.set 6 (i64.add (local.get 6) (i64.const 1)))
                    (local.set 7 (i64.add (local.get 7) (i64.const 1))) (local.set 8 (i64.add (local.get 8) (i64.const 1)))
                    (local.set 9 (i64.add (local.get 9) (i64.const 1))) (local.set 10 (i64.add (local.get 10) (i64.const 1)))
                    (local.set 11 (i64.add (local.get 11) (i64.const 1))) (local.set 12 (i64.add (local.get 12) (i64.const 1)))
                    (br_table $round $round $round $round $round $round $round $round $round $done (i32.const 0))))
            (local.get 0))
        (func $counted (export "counted") (param i64) (result i64) (local i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64)
            (block
                (local.set 1 (i64.const 1)) (local.set 2 (i64.const 1)) (local.set 3 (i64.const 1)) (local.set 4 (i64.const 1))
                (local.set 5 (i64.const 1)) (local.set 6 (i64.const 1)) (local.set 7 (i64.const 1)) (local.set 8 (i64.const 1))
                (local.set 9 (i64.const 1)) (local.set 10 (i64.const 1)) (local.set 11 (i64.const 1)) (local.set 12 (i64.const 1))
                (br_table
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    (i32.const 0)))
            (local.get 1) (i64.add (local.get 2)) (i64.add (local.get 3)) (i64.add (local.get 4)) (i64.add (local.get 5))
            (i64.add (local.get 6)) (i64.add (local.get 7)) (i64.add (local.get 8)) (i64.add (local.get 9)) (i64.add (local.get 10))
            (i64.add (local.get 11)) (i64.add (local.get 12)) (call $counted) (return)))"#,
    locals_in_globals: r#"(module
        (global $mine (mut i64) (i64.const 3))
        (func $leaf (param i32) (result i64 i64) (local i64 funcref)
            (local.set 1 (i64.add (local.tee 1 (global.get $mine)) (local.get 1)))
            (return (local.get 1) (local.get 1))
            (local.set 2 (local.get 2))
            (br_table
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    (i32.const 0)))
        (func $calls (export "f") (param i64 i64) (result i64)
            (block (br_if 0 (i64.eqz (local.get 0))) (return (call $calls (local.get 1) (local.get 0))))
            (drop (call $leaf (i32.const 1)))
            (return)
            (br_table
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
                    (i32.const 0))))"#,
    globals_names_and_hostcalls_stay_in_place: r#"(module $named
        (import "env" "state_get" (func $state_get (param i32) (result i64)))
        (global $mine (mut i64) (i64.const 3))
        (func $leaf (result i64) (call $state_get (i32.const 0)))
        (func $f (export "f") (result i64) (global.set $mine (call $leaf)) (global.get $mine)))"#,
}

rewritings! {
    Limits { uncounted_frame_height: 25, ..Limits::default() };
    a_large_frame_is_entered_through_another: r#"(module
        (import "env" "state_get" (func $state_get (param i32) (result i64)))
        (func $small (param i32) (result i64) (call $state_get (local.get 0)))
        (func $leaf (param i32 i64) (result i64 i64)
            (i64.add (call $state_get (i32.const 1)) (i64.const 2)) (return (local.get 1)))
        (func $large (export "f") (param i64) (result i64) (local i64 i32)
            (local.set 1 (call $leaf (local.get 2) (local.get 0)))
            (drop)
            (i64.add (local.get 1) (call $small (i32.const 3)))))"#,
}

#[test]
fn a_large_frame_is_counted_though_it_calls_nothing() {
    let constants = "(drop (i64.const 1))".repeat(4_100);
    let text = format!(r#"(module (func (export "f") (result i64) {constants} (i64.const 1)))"#);
    assert!(counted(&text, &Limits::default()).contains("metered:stack_left"));
}

#[test]
fn large_functions_are_compiled_last() {
    let nops = |count: usize| "nop ".repeat(count);
    // The last `end` is one more. The third has a body that is moved, and goes there; what takes its place stays.
    let table = many_blocks();
    let text = format!(
        r#"(module
            (func {})
            (func (export "f") (result i64) (call 0) (i64.const 1) {})
            (func (local i64) (local.set 0 (i64.const 5)) {} {table})
            (func {})
            (func {}))"#,
        nops(5_000),
        nops(10),
        nops(4_200),
        nops(4_095),
        nops(4_094),
    );
    let wasm = wat::parse_str(&text).unwrap();
    let plan = plan(&text);
    assert!(plan.spilled.contains_key(&2));
    assert_eq!(super::order::order(&plan), Some(vec![1, 2, 4, 3, 5, 0]));
    let rewritten = super::rewrite(&wasm, &plan).unwrap();
    wasmparser::Validator::new_with_features(crate::admission::FEATURES).validate_all(&rewritten).unwrap();
    let text = wasmprinter::print_bytes(&rewritten).unwrap();
    assert!(text.contains(r#"(export "f" (func 0))"#) && text.contains("call 5\n") && text.contains("call 4\n"));
}

#[test]
fn what_takes_the_place_of_a_spilled_function_may_be_large_itself() {
    let table = many_blocks();
    let text = format!("(module (func (local {}) (local.set 0 (i64.const 5)) {table}) (func))", "i64 ".repeat(300));
    let plan = plan(&text);
    assert!(plan.spilled.contains_key(&0));
    assert_eq!(super::order::order(&plan), Some(vec![1, 2, 0]));
}

#[test]
fn functions_stay_where_they_are_if_the_large_ones_are_last() {
    let nops = "nop ".repeat(4_095);
    assert!(!plan(&format!("(module (func) (func {nops}) (func {nops}) (func {nops} nop))")).rewrites());
    assert!(plan(&format!("(module (func) (func {nops}) (func {nops} nop) (func {nops}))")).rewrites());
}

#[test]
fn a_module_without_nested_calls_is_left_alone() {
    let text = r#"(module
        (import "env" "state_get" (func (param i32) (result i64)))
        (func (export "f") (result i64) (call 0 (i32.const 1))))"#;
    assert!(!plan(text).rewrites());
}
