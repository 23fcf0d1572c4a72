//! What a host may set for speed changes no transcript: reuse of instances, copy-on-write memory, where memory comes from
//! (spec clauses `CALL-3`, `DET-1`). The suite compares engines; the two together are held by `runtime/tests/reuse.rs`.

#[allow(dead_code, reason = "each test file uses a part")]
mod common;

use common::files;
use conformance::{run, run_on};
use runtime::{Compiler, Runtime};

#[test]
fn every_case_is_the_same_reused_or_fresh_with_copy_on_write_on_or_off() {
    for file in files("wat").unwrap() {
        let case = file.case().unwrap();
        let expected = run(&case, Compiler::default()).unwrap().to_string();
        for (reuse, copy_on_write, pool_slots) in [(false, true, 1), (true, false, 1), (false, false, 0)] {
            let settings = Runtime::builder().pool_slots(pool_slots);
            let settings = settings.reuse_instances(reuse).copy_on_write(copy_on_write);
            let transcript = run_on(&case, settings).unwrap().to_string();
            let setting = format!("reuse {reuse}, copy-on-write {copy_on_write}, {pool_slots} slots");
            assert_eq!(transcript, expected, "{} {setting}", file.shown());
        }
    }
}
