//! What an instruction adds to the memory.

use super::of_module;

#[test]
fn the_bytes_of_the_spec() {
    let with = |functions: &str| {
        let text = format!("(module (func $f) (func $g (param i64)) {functions})");
        of_module(&text).bytes() - 4 * wat::parse_str(&text).unwrap().len() as u64
    };
    // The function before is smaller.
    let added = |body: &str| with(&format!("(func {body})")) - with("(func)");
    // An empty function's `end` is written: so are as many more, in eighths of 6, and a sixty-fourth.
    let written = |more: u64| 6 * 1_250 * (1 + more) / 8 - 6 * 1_250 / 8 + 1_250 * (1 + more) / 64 - 1_250 / 64;
    let (instruction, block) = (800 + 45, 1_200 + 30);
    // In a table of all blocks are the locals that are used, and one.
    let table = |blocks: u64, used: u64| 4 * blocks * (1 + used) - 4;
    let meets = |arriving: u64| 1_000 + 24 + (100 + 32) * arriving;

    assert_eq!(with("(func)") - with(""), 11_000 + 45 + 30 + 1_250 / 64);
    assert_eq!(added("nop"), instruction);
    assert_eq!(added("(call $f)"), instruction + written(1) + 7_000 + 200);
    assert_eq!(added("(call $g (i64.const 0))"), 2 * instruction + written(1) + 7_000 + 200 + 740 + 50);
    assert_eq!(added("(block)"), 2 * instruction + written(2) + block + table(2, 0));
    // What a block yields arrives after it, and is in a table of all blocks.
    let yields = 4 * instruction + written(2) + block + table(2, 0) + 3_000 + 7 * 2 + meets(1);
    assert_eq!(added("(drop (block (result i64) (i64.const 1)))"), yields);
    // The fuel counter meets after the body, and `clz` may write over its operand.
    let branch = 3 * instruction + written(2) + block + table(2, 0) + 1_200 + meets(2) + 1;
    assert_eq!(added("(br_if 0 (i32.clz (i32.const 0)))"), branch);
    // An operand is on the stack where a loop begins, which is four blocks.
    let held = 4 * instruction + written(2) + 4 * block + table(5, 0) + meets(1) + 8_000 + 4 * 100;
    assert_eq!(added("(i64.const 1) (loop) drop"), held);
    // A local is alive in each of five blocks and where a branch leads, passes over the loop on both ways there, and is declared.
    let passes =
        8 * instruction + written(3) + 5 * block + table(6, 1) + 1_200 + meets(4) + 5 * 80 + 80 + 16 + 2_000 + 200;
    assert_eq!(
        added("(local i64) (local.set 0 (i64.const 1)) (loop (br_if 0 (i32.const 0))) (drop (local.get 0))"),
        passes
    );
}
