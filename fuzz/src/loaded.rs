//! A module ready to be judged: drawn, admitted and compiled.
//!
//! Compiling is most of what an input costs, and a fuzzer tries many scripts on one module. The last modules are therefore kept;
//! a verdict is the same with and without.

use std::cell::{OnceCell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use runtime::{HostError, LoadError, Module};

use crate::bench::Bench;
use crate::coverage::without_the_compiler;
use crate::input::ModuleSource;
use crate::oracles::engines::{self, Elsewhere};
use crate::oracles::{Judged, clean, metered};
use crate::verdict::{Finding, Reject, Verdict};

/// Modules kept by a thread.
const KEPT: usize = 128;

/// A module on the engines of a bench.
#[derive(Debug)]
pub struct Loaded<'b> {
    /// As it was given.
    pub wasm: Vec<u8>,
    /// On the first engine.
    pub module: Module,
    bench: &'b Bench,
    metered: OnceCell<Judged>,
    elsewhere: OnceCell<Result<Vec<Elsewhere<'b>>, Box<Finding>>>,
}

impl<'b> Loaded<'b> {
    /// Admits and compiles.
    ///
    /// # Errors
    ///
    /// The verdict on an input with this module, whatever its script.
    pub fn new(wasm: Vec<u8>, bench: &'b Bench) -> Result<Self, Verdict> {
        let module = match without_the_compiler(|| bench.first().compile(&wasm)) {
            Ok(module) => module,
            Err(LoadError::Refused(refusal)) => return Err(Verdict::Reject(Reject::Refused(refusal.to_string()))),
            Err(LoadError::Host(error)) => return Err(host_failure(&error)),
        };
        if module.exports().is_empty() {
            return Err(Verdict::Reject(Reject::NoExport));
        }
        Ok(Self { wasm, module, bench, metered: OnceCell::new(), elsewhere: OnceCell::new() })
    }

    /// The engines of the module.
    #[must_use]
    pub fn bench(&self) -> &'b Bench {
        self.bench
    }

    /// The judgement of the oracle `metered`.
    ///
    /// # Errors
    ///
    /// A finding.
    pub fn metered(&self) -> Judged {
        self.metered.get_or_init(|| metered::judge(&self.wasm, &self.module)).clone()
    }

    /// The module on the other engines.
    ///
    /// # Errors
    ///
    /// A finding, where one of them does not take it.
    pub fn elsewhere(&self) -> Result<&[Elsewhere<'b>], Box<Finding>> {
        let compiled = self.elsewhere.get_or_init(|| engines::compile(&self.wasm, self.bench));
        compiled.as_deref().map_err(Clone::clone)
    }
}

/// The module of an input on the fuzzer's engines, kept from the last time if it was among the last.
///
/// # Errors
///
/// The verdict on an input with this module, whatever its script.
pub fn loaded(source: &ModuleSource) -> Result<Rc<Loaded<'static>>, Verdict> {
    type Kept = (ModuleSource, Result<Rc<Loaded<'static>>, Verdict>);
    thread_local! {
        static LAST: RefCell<VecDeque<Kept>> = const { RefCell::new(VecDeque::new()) };
    }
    LAST.with_borrow_mut(|last| {
        if let Some((_, loaded)) = last.iter().find(|(kept, _)| kept == source) {
            return loaded.clone();
        }
        let wasm = source.wasm().map_err(Verdict::Reject);
        let loaded = wasm.and_then(|wasm| Loaded::new(wasm, Bench::of_the_fuzzer())).map(Rc::new);
        last.truncate(KEPT - 1);
        last.push_front((source.clone(), loaded.clone()));
        loaded
    })
}

/// The verdict where the host could not make an instance or a module.
pub(crate) fn host_failure(error: &HostError) -> Verdict {
    match clean::host_error(error) {
        Err(finding) => Verdict::Finding(finding),
        Ok(()) => Verdict::Reject(Reject::OutOfMemory(error.to_string())),
    }
}
