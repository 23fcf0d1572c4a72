//! What functions cost each other, and what a module has besides.

use crate::Limits;
use crate::admission::admit;

use super::super::table;
use super::{CompileEstimate, compile_estimate, of_module, without_bytes};

/// What is looked at in a function, in thirds.
fn looked_at(body: &str) -> u64 {
    let estimate = of_module(&format!("(module (memory 1) (func {body}))"));
    let clearing = table::clearing(estimate.most_values);
    assert_eq!(estimate.cleared % clearing, 0);
    estimate.cleared / clearing
}

#[test]
fn what_is_looked_at_counts_as_often_as_the_table_has_bytes() {
    let cleared = |loads: usize| {
        let load = "(drop (i32.load (i32.const 0)))".repeat(loads);
        of_module(&format!("(module (memory 1) (func nop {load}) (func nop) (func))")).cleared
    };
    // Five values for each load, each looked at ten times, and two instructions; the constant, and the load, each with its own operand in a register.
    let of_loads = |loads: u64| 10 * (5 * loads + 2) + loads * (6 + 16);
    // Two and one more in the others, in the smallest table; 7 of 8 places may be taken.
    let others = 10 * 3 * 3 * 2_048;
    assert_eq!(cleared(358), of_loads(358) * 3 * 2_048 + others);
    assert_eq!(cleared(359), of_loads(359) * 3 * 4_096 + others);
    // What the processor may not keep near is dearer.
    assert_eq!(cleared(2_866), of_loads(2_866) * 3 * 16_384 + others);
    assert_eq!(cleared(2_867), of_loads(2_867) * 11 * 32_768 + others);
    let estimate = of_module("(module (func))");
    assert_eq!(estimate.cost() - estimate.summed, 10 * 3 * 2_048 / 2_000);
}

#[test]
fn a_function_is_large_that_makes_the_table_larger() {
    let is_large = |nops: usize| {
        let wasm = wat::parse_str(format!("(module (func {}))", "nop ".repeat(nops))).unwrap();
        !admit(&wasm, &Limits::default()).unwrap().plan.large.is_empty()
    };
    // With the last `end`, 1,792 are 7 of 8 places.
    assert_eq!([1_791, 1_792].map(is_large), [false, true]);
}

#[test]
fn no_more_than_all_registers_are_looked_at() {
    // There are 28 for what is held: operands, or locals. A constant, and what computes, each with its own operand in a register.
    let row = 6 + 5;
    let rows = "(drop (i32.clz (i32.const 0)))".repeat(100);
    for count in [20, 27, 28, 40_usize] {
        let most = (count as u64).min(28);
        let (put, dropped) = ("(i64.const 1) ".repeat(count), "(drop) ".repeat(count));
        let operands = (1..=count as u64).map(|held| 6 * held.min(28)).sum::<u64>() + 100 * row * (most + 1).min(28);
        let base = |count: u64| 10 * (2 * count + 300 + 1);
        assert_eq!(looked_at(&format!("{put} {rows} {dropped}")), operands + base(count as u64), "{count} operands");
        let locals = format!("(local {})", "i64 ".repeat(count));
        let all = |local: fn(usize) -> String| (0..count).map(local).collect::<Vec<_>>().concat();
        let set = all(|local| format!("(local.set {local} (i64.const 1))"));
        let used = all(|local| format!("(drop (local.get {local}))"));
        let probes = (0..count as u64).map(|held| 6 * (1 + held.min(28))).sum::<u64>();
        let alive = probes + 100 * row * (1 + most);
        assert_eq!(looked_at(&(locals + &set + &rows + &used)), alive + base(2 * count as u64), "{count} locals");
    }
}

#[test]
fn what_a_module_has_besides_functions() {
    let with = |parts: &str| {
        let wasm = wat::parse_str(format!("(module (func $f (param i32 i64)) (table 9 funcref) {parts})")).unwrap();
        let (estimate, length) = (compile_estimate(&wasm).unwrap(), wasm.len() as u64);
        (estimate.cost() - 10 * length, estimate.bytes() - 4 * length)
    };
    let (cost, bytes) = with("");
    let added = |parts: &str| (with(parts).0 - cost, with(parts).1 - bytes);
    // A hundred thirds are looked at for each value of a type, after two that were there, and ten for the function of one instruction.
    let cleared = |values: u64| (10 + 100 * values) * 3 * 2_048 / 2_000;
    let called_out = cleared(5) - cleared(2);
    let ty = (100_000 + 3 * 5_000 + called_out, 10_000 + 3 * 120);
    assert_eq!(added("(type (func (param i64) (result i64 i64)))"), ty);
    // The host may call what is exported, or in a table, which it may do in many ways and is compiled for once.
    let entry = (80_000 + 2 * 6_000, 10_000);
    assert_eq!(added("(export \"f\" (func $f))"), (20_000 + entry.0, 2_000 + entry.1));
    assert_eq!(added("(export \"f\" (func $f)) (export \"g\" (func $f))"), (2 * 20_000 + entry.0, 2 * 2_000 + entry.1));
    let items = |count: u64| (20_000 + count * 8_000, 2_000 + count * 2_000);
    assert_eq!(added("(elem (i32.const 0) func $f)"), (items(1).0 + entry.0, items(1).1 + entry.1));
    assert_eq!(added("(elem (i32.const 0) func $f $f)"), (items(2).0 + entry.0, items(2).1 + entry.1));
    assert_eq!(added("(global i64 (i64.const 0))"), (20_000, 2_000));
    // Declarations of locals, of whatever number.
    let declared = |locals: &str| with(&format!("(func {locals})"));
    let [none, two] = ["", "(local i32 i64)"].map(declared);
    assert_eq!((two.0 - none.0, two.1 - none.1), (2 * 2_000 + 2 * 350, 2 * 200));
}

#[test]
fn a_declaration_of_no_locals_counts() {
    use wasm_encoder::{CodeSection, Function, FunctionSection, Module, TypeSection, ValType};
    let with = |declarations: u32| {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut function = Function::new((0..declarations).map(|_| (0, ValType::FUNCREF)));
        function.instructions().end();
        let mut code = CodeSection::new();
        code.function(&function);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&code);
        let wasm = module.finish();
        compile_estimate(&wasm).unwrap().cost() - 10 * wasm.len() as u64
    };
    assert_eq!(with(100) - with(0), 100 * 350);
}

#[test]
fn data_is_scattered_that_spans_twice_what_it_writes() {
    let image_bytes = |extent: u64| {
        let mut estimate = CompileEstimate::default();
        estimate.written_memory(8, 10 << 20);
        estimate.written_memory(8 + extent - 1, 1);
        estimate.image_bytes()
    };
    let twice = 2 * ((10 << 20) + 1);
    assert_eq!([image_bytes(twice - 1), image_bytes(twice)], [twice - 1, 0]);
}

#[test]
fn data_segments_cost_the_image_that_they_span() {
    let module = |first: u32, last: u32| {
        let text = format!("(module (memory 300) (data (i32.const {first:6}) \"x\") (data (i32.const {last}) \"y\"))");
        of_module(&text)
    };
    let (near, far) = (module(100_000, 100_004), module(100_000, 200_000));
    assert_eq!(far.cost() - near.cost(), 3 * (100_001 - 5));
    assert_eq!(far.bytes() - near.bytes(), 3 * (100_001 - 5));
    // Past 16 MiB there is none, where so little is written: each segment is written when an instance begins.
    let (in_one, scattered) = (module(8, (16 << 20) + 6), module(8, (16 << 20) + 7));
    assert_eq!(in_one.bytes() - scattered.bytes(), 3 * ((16 << 20) - 1));
    assert_eq!(in_one.cost() + 2 * 130_000 - scattered.cost(), 3 * ((16 << 20) - 1));
}

#[test]
fn what_an_instance_begins_with_is_a_function_too() {
    let module = |segments: &str| {
        let text = format!("(module (table 900 funcref) (func $f) {segments})");
        let wasm = wat::parse_str(text).unwrap();
        let estimate = compile_estimate(&wasm).unwrap();
        (estimate.cost() - 10 * wasm.len() as u64, estimate.bytes() - 4 * wasm.len() as u64)
    };
    let (functions, expressions) = ("$f ".repeat(200), "(ref.func $f) ".repeat(200));
    let laid_out = format!("(elem (i32.const 0) func {functions})");
    let computed = format!("(elem (i32.const 0) funcref {expressions})");
    let passive = format!("(elem func {functions})");
    let (cost, bytes) = module(&laid_out);
    // It takes more memory than the only other function, of one instruction in one block.
    let function = (1 << 20) + 800 + 6 * 1_250 / 8 + 1_200 + 4;
    // An active segment counts once more itself.
    assert_eq!(module(&computed), (cost + 201 * 30_000, bytes + 201 * 12_000 - function));
    assert_eq!(module(&passive), (cost + 200 * 30_000, bytes + 200 * 12_000 - function));
    let few = "(elem funcref (ref.func $f))";
    let both = |first: &str, second: &str| module(&format!("{first} {second}")).0;
    assert_eq!(both(few, &laid_out), both(&laid_out, few));
    // What comes after expressions cannot be laid out beforehand, and what comes before can.
    assert_eq!(both(&computed, &laid_out) - both(&laid_out, &computed), 201 * 30_000);
    // A global that is a function.
    let [of_nothing, of_functions] =
        ["(ref.null func)", "(ref.func $f)"].map(|value| format!("(global funcref {value})").repeat(200));
    assert_eq!(both(&of_functions, &laid_out) - both(&of_nothing, &laid_out), 200 * 30_000);
    // Data, if it cannot be laid out.
    let data = module(&format!("(memory 1) {}", "(data (i32.const 0) \"x\")".repeat(100)));
    assert_eq!(data.1 - module("").1, 100 * 2_000 + 3 + 100 * 30_000 - function);
}

#[test]
fn a_call_out_through_a_type_is_looked_at_in_the_largest_table() {
    let called_out = |parts: &str| {
        let estimate = of_module(&format!("(module (memory 1) {parts})"));
        estimate.clearing() - estimate.cleared / 2_000
    };
    let three = "(type (func (param i64 i64) (result i64)))";
    let after = |comparisons: usize| {
        let long = "(drop (i32.eqz (i32.const 0)))".repeat(comparisons);
        called_out(&format!("{three} (func (type 1) {long}) (type (func))"))
    };
    let cleared = |bytes: u64| 3 * 100 * 3 * bytes / 2_000;
    // A comparison counts twice, and the last `end`: 1,792 are 7 of 8 places.
    assert!(after(447).abs_diff(cleared(2_048)) <= 1);
    assert!(after(448).abs_diff(cleared(4_096)) <= 1);
    // What an instance begins with may be longer: 4,000 values.
    let items = format!("(elem funcref {})", "(ref.null func) ".repeat(500));
    assert!(called_out(&format!("{three} {items}")).abs_diff(cleared(8_192)) <= 1);
    let data = "(data (i32.const 0) \"\")".repeat(100);
    assert!(called_out(&format!("{three} {data}")).abs_diff(cleared(8_192)) <= 1);
}

#[test]
fn what_calls_pass_takes_code() {
    let bytes = |parameters: usize| {
        let calls = "(func unreachable call $f call $f)";
        of_module(&format!("(module (func $f (param {}) unreachable) {calls})", "i32 ".repeat(parameters))).bytes()
    };
    // A byte of the binary, and of the type; while the function is compiled, and for good.
    assert_eq!(bytes(3) - bytes(2), 4 + 120 + 2 * (740 + 50));
}

#[test]
fn a_function_of_several_results_that_calls_has_a_type_more() {
    let module = |results: &str, called: &str| {
        without_bytes(&format!("(module (func) (func (param i64) (result {results}) {called} unreachable))"))
    };
    let call = module("i64", "(call 0)") - module("i64", "nop");
    assert_eq!(module("i64 i64 i64", "(call 0)") - module("i64 i64 i64", "nop"), call + 100_000 + 3 * 5_000);
}
