//! Compile once: modules are shared between threads, stored and loaded again, and refused where they do not belong.
#![expect(
    unsafe_code,
    reason = "loads stored modules: bytes made by this test, whole or cut at a place that is checked first"
)]

mod common;

use common::{COUNTER, assemble};
use runtime::{Compiler, HostError, Limits, LoadError, Module, Refusal, Runtime};

fn stored(rt: &Runtime) -> Vec<u8> {
    rt.compile(&assemble(COUNTER)).unwrap().serialize().unwrap()
}

fn restore(rt: &Runtime, bytes: &[u8]) -> Result<Module, LoadError> {
    // SAFETY: see the top of the file.
    unsafe { rt.deserialize(bytes) }
}

#[test]
fn a_module_is_shared_between_threads() {
    fn shareable<T: Clone + Send + Sync>(value: &T) -> T {
        value.clone()
    }
    let rt = shareable(&Runtime::new());
    let module = shareable(&rt.compile(&assemble(COUNTER)).unwrap());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(rt.instantiate(&module).unwrap().call("increment", &[]).unwrap(), 1));
        }
    });
}

#[test]
fn a_stored_module_gives_the_same_receipts() {
    let rt = Runtime::new();
    let mut compiled = rt.load(&assemble(COUNTER)).unwrap();
    let mut restored = rt.instantiate(&restore(&rt, &stored(&rt)).unwrap()).unwrap();
    for _ in 0..3 {
        assert_eq!(restored.execute("increment", &[]).unwrap(), compiled.execute("increment", &[]).unwrap());
    }
}

#[test]
fn bytes_of_another_format_or_configuration_are_refused() {
    let rt = Runtime::new();
    let bytes = stored(&rt);
    for (what, bytes) in [("empty", &[][..]), ("a plain module", &assemble(COUNTER)), ("cut", &bytes[..20])] {
        let error = restore(&rt, bytes).unwrap_err();
        assert!(matches!(error, LoadError::Host(HostError::StoredModule { .. })), "{what}: {error:#}");
    }
    for compiler in [Compiler::CraneliftUnoptimised, Compiler::Pulley, Compiler::PulleyUnoptimised] {
        let other = Runtime::builder().compiler(compiler).build().unwrap();
        let error = restore(&other, &bytes).unwrap_err();
        assert!(matches!(error, LoadError::Host(HostError::StoredModule { .. })), "{compiler:?}: {error:#}");
    }
}

#[test]
fn a_stored_module_is_judged_by_the_limits_of_the_runtime_that_loads_it() {
    let strict = Runtime::builder().limits(Limits { functions: 1, ..Limits::default() }).build().unwrap();
    let error = restore(&strict, &stored(&Runtime::new())).unwrap_err();
    assert!(matches!(error, LoadError::Refused(Refusal::Limit { found: 2, limit: 1, .. })), "{error:#}");
}

#[test]
fn a_module_of_another_runtime_is_refused() {
    let module = Runtime::new().compile(&assemble(COUNTER)).unwrap();
    let error = Runtime::new().instantiate(&module).unwrap_err();
    assert!(matches!(error, HostError::ForeignModule), "{error:#}");
}
