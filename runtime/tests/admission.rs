//! Every refusal says what was found, where, and what is allowed.

mod common;

use std::fmt::Write;

use common::assemble;
use runtime::{GAS_TEST_WASM, Limits, LoadError, Refusal, Runtime};

fn refuse(wasm: &[u8], limits: Limits) -> Refusal {
    let rt = Runtime::builder().limits(limits).pool_slots(0).build().unwrap();
    match rt.compile(wasm) {
        Err(LoadError::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn every_refusal_of_bytes() {
    let inputs: [(&str, &[u8]); 10] = [
        ("nothing", b""),
        ("text", b"(module)\n"),
        ("text with a direction override", "\u{202e}hello".as_bytes()),
        ("another format", b"\x7fELF\x02\x01"),
        ("half the magic", b"\0as"),
        ("half the version", b"\0asm\x01\0"),
        ("a component", b"\0asm\x0d\0\x01\0"),
        ("version 2", b"\0asm\x02\0\0\0"),
        ("cut inside a section", &GAS_TEST_WASM[..60]),
        ("a byte too many", &[&GAS_TEST_WASM[..], &[0xff]].concat()),
    ];
    let mut text = String::new();
    for (what, wasm) in inputs {
        writeln!(text, "{what}\n    {}", refuse(wasm, Limits::default())).unwrap();
    }
    insta::assert_snapshot!(text);
}

#[test]
fn every_refusal_of_a_module() {
    let modules = [
        r#"(func (export "f") (result i64) (drop (f32.const 1)) (i64.const 1))"#,
        "(func (param v128))",
        "(memory i64 1)",
        "(memory 1) (memory 1)",
        "(memory 1 1 shared)",
        "(memory 1 (pagesize 1))",
        "(table 1 externref)",
        "(func $f return_call $f)",
        "(global i32 (i32.add (i32.const 1) (i32.const 2)))",
        "(tag)",
        "(type (struct))",
        r#"(func (export "f") (result i64) i32.const 1)"#,
        r#"(import "wasi" "fd\1b[2J\e2\80\ae" (func))"#,
        r#"(import "env" "memory" (memory 1))"#,
        r#"(import "env" "gas_consume" (func (param i64)))"#,
        r#"(import "env" "state_get" (memory 1))"#,
        r#"(func (export "f") (param i32) (result i64) (i64.const 1))"#,
        r#"(func (export "f"))"#,
        "(func $f) (start $f)",
        r#"(memory 1) (data (i32.const 65535) "ab")"#,
        r#"(memory 1) (data (i32.const -1) "ab")"#,
        "(table 1 funcref) (func $f) (elem (i32.const 1) $f)",
    ];
    let mut text = String::new();
    for module in modules {
        writeln!(text, "{module}\n    {}", refuse(&assemble(&format!("(module {module})")), Limits::default()))
            .unwrap();
    }
    insta::assert_snapshot!(text);
}

/// A module with exactly as many as allowed is admitted; with a limit one lower it is refused, by that limit's name.
#[test]
fn every_limit_holds_at_its_edge() {
    type Lower = fn(&mut Limits);
    let limits: [(&str, &str, u64, Lower); 18] = [
        ("module bytes", "", 8, |l| l.module_bytes = 7),
        ("types", "(type (func)) (type (func (param i32)))", 2, |l| l.types = 1),
        ("imports", r#"(import "env" "state_get" (func (param i32) (result i64)))"#, 1, |l| l.imports = 0),
        ("parameters in one type", "(type (func (param i32 i32)))", 2, |l| l.function_parameters = 1),
        ("results in one type", "(type (func (result i32 i32)))", 2, |l| l.function_results = 1),
        ("functions", "(func) (func)", 2, |l| l.functions = 1),
        ("locals in one function", "(func (local i32 i64 i32))", 3, |l| l.function_locals = 2),
        ("bytes in one function body", "(func nop nop nop)", 5, |l| l.function_body_bytes = 4),
        ("targets in one branch table", "(func (br_table 0 0 0 (i32.const 0)))", 2, |l| l.branch_table_targets = 1),
        ("globals", "(global i32 (i32.const 0))", 1, |l| l.globals = 0),
        ("exports", r#"(memory (export "a") (export "b") 1)"#, 2, |l| l.exports = 1),
        ("bytes in one export name", r#"(memory (export "abc") 1)"#, 3, |l| l.export_name_bytes = 2),
        ("data segments", r#"(memory 1) (data "a") (data "b")"#, 2, |l| l.data_segments = 1),
        ("element segments", "(elem funcref) (elem funcref)", 2, |l| l.element_segments = 1),
        ("items in element segments", "(func $f) (elem func $f $f) (elem func $f)", 3, |l| l.element_segment_items = 2),
        ("tables", "(table 1 funcref) (table 1 funcref)", 2, |l| l.tables = 1),
        ("elements in one table", "(table 5 funcref)", 5, |l| l.table_elements = 4),
        ("bytes of memory", "(memory 2)", 131_072, |l| l.memory_bytes = 131_071),
    ];
    for (what, module, count, lower) in limits {
        let wasm = assemble(&format!("(module {module})"));
        Runtime::new().compile(&wasm).unwrap();
        let mut lowered = Limits::default();
        lower(&mut lowered);
        let refusal = refuse(&wasm, lowered);
        let Refusal::Limit { what: named, found, limit, .. } = refusal else { panic!("{what}: {refusal}") };
        assert_eq!((named, found, limit), (what, count, count - 1));
    }
}

#[test]
fn a_long_name_is_cut_in_messages() {
    let module = format!(r#"(module (import "env" "{}" (func)))"#, "\\e2\\80\\ae".repeat(1_000));
    let message = refuse(&assemble(&module), Limits::default()).to_string();
    assert!(message.len() < 400 && message.is_ascii() && message.contains("(3000 bytes)"), "{message}");
}
