//! What a host may set for speed changes no transcript: reuse of instances, copy-on-write memory, where memory comes from
//! (spec clauses `CALL-3`, `DET-1`). The suite compares engines; all of it together is held by `runtime/tests/reuse.rs`. The cases here are
//! those about what instances hold and cost: another runtime must compile them again.

#[allow(dead_code, reason = "each test file uses a part")]
mod common;

use common::{File, files};
use conformance::{RunError, perform};
use runtime::{Limits, Runtime};

#[test]
fn cases_about_instances_are_the_same_fresh_without_copy_on_write() {
    let settings = || Runtime::builder().pool_slots(0).reuse_instances(false).copy_on_write(false);
    let usual = settings().build().unwrap();
    let instances = ["call/", "determinism/", "event/", "fuel/", "stack/", "state/"];
    let about_instances = |file: &File| instances.iter().any(|folder| file.name.starts_with(folder));
    for file in files("wat").unwrap().into_iter().filter(about_instances) {
        let case = file.case().unwrap();
        let runtime = if case.limits == Limits::default() {
            usual.clone()
        } else {
            settings().limits(case.limits).build().unwrap()
        };
        let performance = perform(&case, &runtime);
        let transcript = performance.map_err(|error: RunError| error.to_string()).unwrap().transcript;
        let expected = file.snapshot().expect(&file.name);
        assert_eq!(transcript.to_string().trim(), expected.trim(), "{}", file.shown());
    }
}
