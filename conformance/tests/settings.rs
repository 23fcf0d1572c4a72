//! What a host may set for speed changes no transcript: reuse of instances, copy-on-write memory, where memory comes from
//! (spec clauses `CALL-3`, `DET-1`). The suite compares engines; all of it together is held by `runtime/tests/reuse.rs`.

#[allow(dead_code, reason = "each test file uses a part")]
mod common;

use common::files;
use conformance::{RunError, perform};
use runtime::{Limits, Runtime};

#[test]
fn every_case_is_the_same_fresh_without_copy_on_write() {
    let settings = || Runtime::builder().pool_slots(0).reuse_instances(false).copy_on_write(false);
    let usual = settings().build().unwrap();
    for file in files("wat").unwrap() {
        let case = file.case().unwrap();
        let runtime = if case.limits == Limits::default() {
            usual.clone()
        } else {
            settings().limits(case.limits).build().unwrap()
        };
        let performance = perform(&case, &runtime);
        let transcript = performance.map_err(|error: RunError| error.to_string()).unwrap().transcript;
        let snapshot = insta::Snapshot::from_file(&file.path.with_extension("snap")).unwrap();
        let expected = snapshot.as_text().unwrap().to_string();
        assert_eq!(transcript.to_string().trim(), expected.trim(), "{}", file.shown());
    }
}
