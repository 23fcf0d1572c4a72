//! What an instruction adds.

use wasmparser::Operator;

use super::super::operators::{Written, clobbers, uses_again, written};
use super::super::table;
use super::{COMPUTED, CONSTANT, added, estimate, estimates, of_module, summed, without_bytes};

#[test]
fn the_terms_of_the_spec() {
    // In so short functions 80 J² is more than N². An empty function has one block, and nothing meets.
    let squares = |blocks: u64, meeting: u64, arriving: u64| {
        let meets = 60 * meeting * meeting + 10 * meeting * arriving;
        (10 * 80 * blocks * blocks + meets) / 100 - 10 * 80 / 100
    };
    // Instructions, those that are written, and those with operands: with the last `end`, O is 2 in 4, and 4 in 5. An operand is in the way
    // of itself.
    assert_eq!(added("nop"), 700);
    assert_eq!(added("(drop (i32.clz (i32.const 0)))"), 3 * 700 + 1_600 + 8 + CONSTANT + COMPUTED);
    assert_eq!(added("(drop (i32.eqz (i32.const 0)))"), 3 * 700 + 1_600 + 1_000 + 8 + 2 * CONSTANT);
    assert_eq!(added("(drop (ref.is_null (ref.null func)))"), 3 * 700 + 2 * 1_600 + 1_000 + 8 + COMPUTED + CONSTANT);
    let division = "(drop (i32.div_u (i32.const 0) (i32.const 0)))";
    assert_eq!(added(division), 4 * 700 + 1_600 + 8_000 + 3 * CONSTANT + COMPUTED + 8 * (4 * 4 / 5));
    // A block without branches: two instructions, B from 1 to 2.
    assert_eq!(added("block end"), 2 * 700 + 1_300 + squares(2, 0, 0));
    // It has a result, which arrives.
    let result = 4 * 700 + 1_300 + CONSTANT + 300 + 300 + squares(2, 1, 1) + 28;
    assert_eq!(added("(drop (block (result i64) (i64.const 1)))"), result);
    // A branch: three instructions, B from 1 to 2, the fuel counter meets at the end of the body.
    let branch = 3 * 700 + 1_600 + 8 + 1_300 + 2_500 + 300 + 300 * 2;
    assert_eq!(added("(br_if 0 (i32.clz (i32.const 0)))"), branch + CONSTANT + COMPUTED + squares(2, 1, 2));
    // What is only declared costs 2,000 and meets nowhere, at the end of the body neither.
    let declared = estimate("(local i32 i32) (br_if 0 (i32.eqz (local.get 0)))")
        - estimate("(local i32) (br_if 0 (i32.eqz (local.get 0)))");
    assert_eq!(declared, 2_000);
    // Nothing is alive after the body but its results, wherever it is left.
    let left = |body: &str| {
        estimate(&format!("(local i64) {body} (br_if 0 (i32.const 0))")) - estimate(&format!("(local i64) {body}"))
    };
    assert_eq!(left("(local.set 0 (i64.const 1))"), left("(drop (i64.const 1))"));
    // A loop: B from 1 to 5, L = 1, the fuel counter meets: P = 1, A = 1.
    let loops = 2 * 700 + 4 * 1_300 + 12_000 + 3 + 300 + 300 + 4;
    assert_eq!(added("loop end"), loops + squares(5, 1, 1));
    // A loop that takes a value, which a branch to it leaves, and brings back: that arrives twice, and is held in five blocks and by four of seven
    // instructions. A type is what it costs.
    let held = 80_000 + 5 * 500 + 3 * CONSTANT + 8 * (5 * 5 / 7);
    let written = 6 * 700 + 5 * 1_300 + 2_500 + 12_000 + 3;
    let arrives = 2 * 300 + 4 * 300 + 6 * 4 + 4 * 4 + squares(6, 2, 4) + 28 * 2 * 2;
    let ty = 100_000 + 5_000;
    let back = "(i64.const 1) (loop (param i64) (br_if 0 (i32.const 0)) (drop))";
    assert_eq!(added(back), written + held + arrives + ty);
    // A branch table that names one block three times, twice more than once: B from 1 to 4, J to 2, four arrivals, two scans.
    let table = 4 * 700 + 7_000 + CONSTANT + 3 * 1_300 + 2 * 600 + 5 * 2 * 2 + 300 + 4 * 300 + 2 * 42;
    assert_eq!(added("(block (br_table 0 0 0 (i32.const 0)))"), table + squares(2, 1, 4));
    // Long functions: N² is more.
    let long = |nops: usize| added(&"nop ".repeat(nops));
    assert_eq!(long(999) - long(499), 500 * 700 + 10 * (1_000 * 1_000 - 500 * 500) / 100);
}

#[test]
fn a_function_and_its_calls() {
    let with = |functions: &str| without_bytes(&format!("(module (func $f) {functions})"));
    let beyond = |functions: &str, other: &str| with(functions) - with(other);
    // One instruction, the last `end`, and one block.
    assert_eq!(beyond("(func)", ""), 95_000 + 700 + 1_300 + 10 * 80 / 100);
    let call = 1_600 + 11_000 + 200;
    assert_eq!(beyond("(func (call $f))", "(func nop)"), 28_000 + 800 + call);
    // Every block is dearer where there is any call.
    let in_block = beyond("(func (block) (call $f))", "(func (block) nop)");
    assert_eq!(in_block, 28_000 + 2 * 800 + call);
    assert_eq!(beyond("(func (call $f) (call $f))", "(func (call $f) nop)"), call);
    let passed = "(func $g (param i64)) (func (call $g (i64.const 0)))";
    let dropped = "(func $g (param i64)) (func (drop (i64.const 0)))";
    assert_eq!(beyond(passed, dropped), 28_000 + 800 + call + 1_650);
}

#[test]
fn what_is_accessed_through_the_instance_is_dearer() {
    let module = |instruction: &str| {
        let text = format!("(module (memory 1) (global $g (mut i64) (i64.const 0)) (func {instruction}))");
        of_module(&text)
    };
    let beyond = |instruction: &str, other: &str| summed(&module(instruction)) - summed(&module(other));
    assert_eq!(
        beyond("(drop (i64.load8_u (i32.const 0)))", "(drop (i64.extend_i32_u (i32.const 0)))"),
        2_500 + 150 - COMPUTED + 20
    );
    assert_eq!(beyond("(drop (global.get $g))", "(drop (i64.const 1))"), 300 + COMPUTED - CONSTANT);
}

#[test]
fn an_access_is_far_that_the_memory_does_not_hold_as_it_begins() {
    let module = |pages: u32, offset: u32| {
        let load = format!("(drop (i64.load offset={offset} (i32.const 0)))");
        let text = format!(
            "(module (memory {pages}) (func (local i64) (local.set 0 (i64.const 1)) {load} (drop (local.get 0))))"
        );
        without_bytes(&text)
    };
    let (near, far) = (2_500 + 2 * 150, 22_000 + 2 * 475);
    assert_eq!(module(1, 65_529) - module(1, 65_528), far - near);
    assert_eq!(module(2, 65_529), module(1, 65_529));
    assert_eq!(module(0, 0), module(1, 65_529));
}

#[test]
fn what_a_block_yields_or_takes_has_a_table_of_all_blocks() {
    let for_sixteen_blocks = |body: &str| {
        let bytes = |blocks: usize| estimates(&format!("{body} {}", "(block)".repeat(blocks))).bytes();
        bytes(32) - bytes(16)
    };
    let table = |body: &str, without: &str| for_sixteen_blocks(body) - for_sixteen_blocks(without);
    let one = "(i64.const 1)";
    assert_eq!(table(&format!("(drop (block (result i64) {one}))"), &format!("(drop {one}) (block)")), 7 * 16);
    let arms = "(then (drop)) (else (drop))";
    let taken = format!("{one} (if (param i64) (i32.const 0) {arms})");
    assert_eq!(table(&taken, "(if (i32.const 0) (then) (else))"), 7 * 16);
}

#[test]
fn what_is_looked_at_for_each_instruction_and_what_it_leaves() {
    let module = |ty: &str, text: &str| {
        of_module(&format!(
            "(module (type $t (func (param i64 i64 i64) (result i64 i64))) {ty}
               (table 1 funcref) (memory 1) (global $g (mut i64) (i64.const 0)) (elem func $f) (data \"x\")
               (func $f (type $t) (local.get 0) (local.get 1)) (func {text}))"
        ))
    };
    let (zero, three) = ("(i32.const 0)", "(i32.const 0) (i32.const 0) (i32.const 0)");
    let passed = "(i64.const 0) (i64.const 0) (i64.const 0)";
    // An operand is held meanwhile: the constant is one instruction, and so are the `drop` and the last `end`. The passive segment leaves eight.
    for (text, looked_at, left) in [
        (format!("(drop (table.get 0 {zero}))"), 6 * 2 + 12 * 2, 1 + 6 + 1),
        (format!("(table.set 0 {zero} (ref.null func))"), 6 * 2 + 5 * 3 + 48, 2 + 21),
        (format!("(drop (table.grow 0 (ref.null func) {zero}))"), 5 * 2 + 6 * 3 + 24 * 2, 2 + 42 + 1),
        (format!("(table.fill 0 {zero} (ref.null func) {zero})"), 6 * 2 + 5 * 3 + 6 * 4 + 60, 3 + 21),
        (format!("(table.copy {three})"), 6 * (2 + 3 + 4) + 24, 3 + 42),
        (format!("(table.init 0 {three})"), 6 * (2 + 3 + 4) + 24, 3 + 42),
        (format!("(memory.copy {three})"), 6 * (2 + 3 + 4) + 90, 3 + 42),
        (format!("(memory.init 0 {three})"), 6 * (2 + 3 + 4) + 90, 3 + 42),
        (format!("(memory.fill {three})"), 6 * (2 + 3 + 4) + 20, 3 + 21),
        (format!("(drop (memory.grow {zero}))"), 6 * 2 + 20 * 2, 1 + 21 + 1),
        ("(drop (memory.size))".into(), 12 * 2, 2 + 1),
        ("(drop (table.size 0))".into(), 6 * 2, 2 + 1),
        (format!("(call $f {passed}) drop drop"), 6 * (2 + 3 + 4) + 6 * 3, 3 + 6 + 5 + 2),
        (format!("(call_indirect (type $t) {passed} {zero}) drop drop"), 6 * (2 + 3 + 4 + 5) + 20 * 3, 4 + 11 + 5 + 2),
        (format!("(br_if 0 {zero})"), 6 * 2 + 4, 1 + 1),
        (format!("(block (br_table 0 0 0 {zero})) nop"), 6 * 2 + 2 * 5, 5),
        ("(drop (global.get $g))".into(), 6 * 2, 1 + 1),
        ("(global.set $g (i64.const 0))".into(), 6 * 2 + 6, 1 + 1),
        ("(elem.drop 0)".into(), 5, 3),
        ("(data.drop 0)".into(), 5, 3),
        ("(drop (ref.func $f))".into(), 5 * 2, 3 + 1),
        (format!("(drop (i32.eqz {zero})) nop"), 6 * 2 + 16 * 2, 1 + 2 + 1 + 1),
        (format!("(drop (i32.load {zero}))"), 6 * 2 + 16 * 2, 1 + 3 + 1),
        (format!("(drop (i32.load offset=65529 {zero}))"), 6 * 2 + 60 * 2, 1 + 13 + 1),
        (format!("(drop (i32.clz {zero})) nop nop"), 6 * 2 + 5 * 2, 1 + 1 + 1 + 2),
        ("(loop)".into(), 0, 4 + 1),
    ] {
        let held = module("", &format!("(i64.const 1) {text} drop"));
        // What computes is looked at ten thirds, and so is whatever it leaves.
        let thirds = 6 + looked_at + 10 * (left + 2);
        assert_eq!(held.cleared - module("", "").cleared, thirds * table::clearing(1), "{text}");
        assert_eq!(held.most_values, left + 3, "{text}");
    }
}

#[test]
fn what_uses_its_last_operand_again() {
    let again = [
        Operator::I32DivS,
        Operator::I64RemU,
        Operator::I32Eqz,
        Operator::I64Eqz,
        Operator::Select,
        Operator::TypedSelect { ty: wasmparser::ValType::I64 },
        Operator::If { blockty: wasmparser::BlockType::Empty },
        Operator::BrIf { relative_depth: 0 },
        Operator::CallIndirect { type_index: 0, table_index: 0 },
        Operator::TableGet { table: 0 },
        Operator::MemoryGrow { mem: 0 },
    ];
    for operator in again {
        assert!(uses_again(&operator), "{operator:?}");
    }
    let once =
        [Operator::I64Add, Operator::I64Clz, Operator::Drop, Operator::LocalSet { local_index: 0 }, Operator::I64Eq];
    for operator in once {
        assert!(!uses_again(&operator), "{operator:?}");
    }
}

#[test]
fn what_the_compiler_writes() {
    use Operator as O;
    let memarg = wasmparser::MemArg { align: 0, max_align: 3, offset: 0, memory: 0 };
    let names =
        [O::Nop, O::Drop, O::LocalGet { local_index: 0 }, O::LocalTee { local_index: 0 }, O::I64Const { value: 1 }];
    for operator in names {
        assert_eq!(written(&operator, 8, 0), Written { cost: 0, memory: 0, blocks: 0 }, "{operator:?}");
    }
    // Units; in memory, more than 1,250; and basic blocks.
    for (operator, cost, more, blocks) in [
        (O::I64Add, 1_600, 0, 0),
        (O::Call { function_index: 0 }, 1_600, 0, 0),
        (O::TableCopy { dst_table: 0, src_table: 0 }, 601_600, 600_000, 30),
        (O::TableInit { elem_index: 0, table: 0 }, 601_600, 600_000, 13),
        (O::TableFill { table: 0 }, 101_600, 100_000, 9),
        (O::TableGrow { table: 0 }, 101_600, 100_000, 9),
        (O::TableGet { table: 0 }, 41_600, 40_000, 5),
        (O::TableSet { table: 0 }, 31_600, 30_000, 2),
        (O::CallIndirect { type_index: 0, table_index: 0 }, 37_600, 36_000, 6),
        (O::MemoryFill { mem: 0 }, 51_600, 50_000, 4),
        (O::MemoryCopy { dst_mem: 0, src_mem: 0 }, 51_600, 50_000, 4),
        (O::MemoryInit { data_index: 0, mem: 0 }, 51_600, 50_000, 4),
        (O::MemoryGrow { mem: 0 }, 26_600, 25_000, 4),
        (O::ElemDrop { elem_index: 0 }, 13_600, 12_000, 0),
        (O::DataDrop { data_index: 0 }, 13_600, 12_000, 0),
        (O::RefFunc { function_index: 0 }, 13_600, 12_000, 0),
        (O::I64DivU, 9_600, 8_000, 0),
        (O::GlobalGet { global_index: 0 }, 300, 800, 0),
        (O::GlobalSet { global_index: 0 }, 300, 800, 0),
        (O::MemorySize { mem: 0 }, 5_600, 1_000, 0),
        (O::TableSize { table: 0 }, 5_600, 1_000, 0),
        (O::Select, 4_100, 0, 0),
        (O::TypedSelect { ty: wasmparser::ValType::I64 }, 4_100, 0, 0),
        (O::I64LtS, 2_600, 1_000, 0),
        (O::RefIsNull, 2_600, 1_000, 0),
        (O::I64Load { memarg }, 4_100, 4_000, 0),
        (O::I64Store { memarg: wasmparser::MemArg { offset: 1, ..memarg } }, 23_600, 22_000, 0),
        (O::End, 0, 0, 0),
        (O::Block { blockty: wasmparser::BlockType::Empty }, 0, 0, 1),
        (O::If { blockty: wasmparser::BlockType::Empty }, 0, 0, 3),
        (O::Loop { blockty: wasmparser::BlockType::Empty }, 0, 0, 4),
        (O::BrIf { relative_depth: 0 }, 0, 0, 1),
    ] {
        assert_eq!(written(&operator, 8, 0), Written { cost, memory: 1_250 + more, blocks }, "{operator:?}");
    }
}

#[test]
fn what_is_passed_through_a_table_costs_more() {
    let cost = |operator: Operator<'_>, values: u64| written(&operator, 8, values).cost;
    let indirect = |values: u64| cost(Operator::CallIndirect { type_index: 0, table_index: 0 }, values);
    assert_eq!(indirect(3) - indirect(0), 3 * 1_000);
    let call = |values: u64| cost(Operator::Call { function_index: 0 }, values);
    assert_eq!(call(3), call(0));
}

#[test]
fn what_becomes_a_call() {
    let calls = [
        (Operator::Call { function_index: 0 }, 1),
        (Operator::CallIndirect { type_index: 0, table_index: 0 }, 2),
        (Operator::Loop { blockty: wasmparser::BlockType::Empty }, 0),
        (Operator::RefFunc { function_index: 0 }, 1),
        (Operator::ElemDrop { elem_index: 0 }, 1),
        (Operator::DataDrop { data_index: 0 }, 1),
        (Operator::MemoryGrow { mem: 0 }, 1),
        (Operator::MemoryFill { mem: 0 }, 1),
        (Operator::MemoryCopy { dst_mem: 0, src_mem: 0 }, 1),
        (Operator::MemoryInit { data_index: 0, mem: 0 }, 1),
        (Operator::TableGet { table: 0 }, 1),
        (Operator::TableSet { table: 0 }, 1),
        (Operator::TableGrow { table: 0 }, 1),
        (Operator::TableFill { table: 0 }, 1),
        (Operator::TableCopy { dst_table: 0, src_table: 0 }, 1),
        (Operator::TableInit { elem_index: 0, table: 0 }, 1),
        (Operator::TableSize { table: 0 }, 0),
        (Operator::MemorySize { mem: 0 }, 0),
        (Operator::I64DivS, 0),
    ];
    for (operator, count) in calls {
        assert_eq!(clobbers(&operator), count, "{operator:?}");
    }
}
