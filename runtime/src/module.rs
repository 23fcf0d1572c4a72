//! A module that was admitted, compiled and linked once, to be instantiated often.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use wasmtime::{InstancePre, ModuleExport, PoolConcurrencyLimitError, Store};

use crate::admission::{Admitted, Export, admit};
use crate::custom_sections;
use crate::engine::Host;
use crate::error::{HostError, LoadError};
use crate::host::HostState;
use crate::runtime::Inner;
use crate::stack;

/// What a stored module starts with; then one byte for the compiler, which the engine itself does not tell apart.
const STORED_MAGIC: &[u8] = b"\0metered-module-6\0";

/// An admitted and compiled module. Cheap to clone; can be shared between threads.
///
/// Made by [`Runtime::compile`](crate::Runtime::compile), run by [`Runtime::instantiate`](crate::Runtime::instantiate).
#[derive(Clone)]
pub struct Module(Arc<Compiled>);

struct Compiled {
    runtime: Arc<Inner>,
    wasm: Box<[u8]>,
    admitted: Admitted,
    /// Index of every exported function by its name.
    by_name: BTreeMap<String, usize>,
    linked: Linked,
    /// The same module on the engine that takes memory on demand, for when the pool is full.
    when_full: OnceLock<Linked>,
}

/// A module linked against the hostcalls of one engine.
struct Linked {
    pre: InstancePre<HostState>,
    exports: Exports,
}

/// Where the engine finds what the host uses.
pub(crate) struct Exports {
    /// The exported functions, in the module's order.
    pub functions: Vec<ModuleExport>,
    /// The counter of the logical stack, if any function is counted.
    pub stack_left: Option<ModuleExport>,
}

/// The module as it is compiled: with its stack counted and with holes, where anything needs to be, and without custom sections (`MOD-1`).
pub(crate) fn counted<'w>(wasm: &'w [u8], admitted: &Admitted) -> Result<Cow<'w, [u8]>, HostError> {
    fn failed(error: impl fmt::Display) -> HostError {
        HostError::Engine { cause: format!("an admitted module could not be rewritten: {error}") }
    }
    let wasm = if admitted.custom_sections {
        Cow::Owned(custom_sections::without(wasm).map_err(failed)?)
    } else {
        Cow::Borrowed(wasm)
    };
    if !admitted.plan.rewrites() {
        return Ok(wasm);
    }
    stack::rewrite(&wasm, &admitted.plan).map(Cow::Owned).map_err(failed)
}

impl Module {
    pub(crate) fn compile(runtime: &Arc<Inner>, wasm: &[u8]) -> Result<Self, LoadError> {
        let admitted = admit(wasm, &runtime.settings.limits)?;
        let host = runtime.host_for(&admitted);
        // Admitted modules compile: a failure here is a bug of admission or the machine's want of memory.
        let counted = counted(wasm, &admitted)?;
        let module = host
            .compile(&counted, runtime.settings.optimises(&admitted.estimate))
            .map_err(|error| HostError::from_engine(&error))?;
        Ok(Self::new(runtime, wasm, admitted, &module)?)
    }

    /// The bytes of [`serialize`](Self::serialize), judged again: limits may have changed since.
    ///
    /// # Safety
    ///
    /// The bytes must come from [`serialize`](Self::serialize): compiled code in them is run as it is.
    #[expect(unsafe_code, reason = "loads compiled code; the caller vouches for it (tests/stored_modules.rs)")]
    pub(crate) unsafe fn deserialize(runtime: &Arc<Inner>, stored: &[u8]) -> Result<Self, LoadError> {
        let refuse = |reason: &str| HostError::StoredModule { reason: reason.to_owned() };
        let rest = stored.strip_prefix(STORED_MAGIC).ok_or_else(|| refuse("not the bytes of a stored module"))?;
        let (compiler, rest) = rest.split_first().ok_or_else(|| refuse("truncated"))?;
        if *compiler != runtime.settings.compiler as u8 {
            return Err(refuse("compiled by another compiler than this runtime's").into());
        }
        let (length, rest) = rest.split_first_chunk().ok_or_else(|| refuse("truncated"))?;
        let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let (wasm, code) = rest.split_at_checked(length).ok_or_else(|| refuse("truncated"))?;
        let admitted = admit(wasm, &runtime.settings.limits)?;
        let host = runtime.host_for(&admitted);
        // SAFETY: the caller vouches for the bytes; the engine refuses those of another version or configuration.
        let module = unsafe { wasmtime::Module::deserialize(&host.engine, code) }
            .map_err(|error| HostError::StoredModule { reason: format!("{error:#}") })?;
        Ok(Self::new(runtime, wasm, admitted, &module)?)
    }

    fn new(
        runtime: &Arc<Inner>,
        wasm: &[u8],
        admitted: Admitted,
        module: &wasmtime::Module,
    ) -> Result<Self, HostError> {
        let linked = Linked::new(runtime.host_for(&admitted), module, &admitted.exports)?;
        let by_name = admitted.exports.iter().enumerate().map(|(index, export)| (export.name.clone(), index)).collect();
        let (runtime, wasm) = (Arc::clone(runtime), wasm.into());
        Ok(Self(Arc::new(Compiled { runtime, wasm, admitted, by_name, linked, when_full: OnceLock::new() })))
    }

    /// The exported functions, in the module's order.
    #[must_use]
    pub fn exports(&self) -> &[Export] {
        &self.0.admitted.exports
    }

    /// Fuel that every call of this module pays first (spec clause `FUEL-7`).
    #[must_use]
    pub fn entry_price(&self) -> u64 {
        self.0.admitted.entry_price
    }

    /// The module as it is compiled: the binary that was given, but for custom sections (`MOD-1`), with its stack counted where anything
    /// needs to be (`STACK-4`).
    ///
    /// # Errors
    ///
    /// [`HostError::Engine`] if an admitted module cannot be rewritten, which is a bug.
    pub fn counted_wasm(&self) -> Result<Cow<'_, [u8]>, HostError> {
        counted(&self.0.wasm, &self.0.admitted)
    }

    /// The module and its compiled code, for [`Runtime::deserialize`](crate::Runtime::deserialize).
    ///
    /// # Errors
    ///
    /// [`HostError::Engine`] if the engine cannot write its code out.
    pub fn serialize(&self) -> Result<Vec<u8>, HostError> {
        let code = self.code()?;
        let length = (self.0.wasm.len() as u64).to_le_bytes();
        let compiler = [self.0.runtime.settings.compiler as u8];
        Ok([STORED_MAGIC, &compiler, &length, &self.0.wasm, &code].concat())
    }

    pub(crate) fn is_of(&self, runtime: &Arc<Inner>) -> bool {
        Arc::ptr_eq(&self.0.runtime, runtime)
    }

    pub(crate) fn runtime(&self) -> &Inner {
        &self.0.runtime
    }

    /// Whether one instance can serve every call (`CALL-3`).
    pub(crate) fn reusable(&self) -> bool {
        (self.0.admitted.reusable || seeded!(StaleMemory)) && self.0.runtime.settings.reuse_instances
    }

    /// The function of that name and its place among the exports. The guess is looked at first: a loop calls one export.
    #[inline]
    pub(crate) fn export(&self, name: &str, guess: usize) -> Option<(usize, &Export)> {
        match self.exports().get(guess) {
            Some(export) if same(&export.name, name) => Some((guess, export)),
            _ => self.search_export(name),
        }
    }

    #[cold]
    fn search_export(&self, name: &str) -> Option<(usize, &Export)> {
        let index = *self.0.by_name.get(name)?;
        Some((index, self.exports().get(index)?))
    }

    /// A store of its own with a fresh instance in it. Runs no guest code and no fuel of the caller's.
    pub(crate) fn instance(&self) -> Result<(Store<HostState>, wasmtime::Instance, &Exports), HostError> {
        let compiled = &*self.0;
        match compiled.linked.instance(compiled.runtime.settings.limits) {
            Err(error) if error.is::<PoolConcurrencyLimitError>() => {
                let linked = self.when_full()?;
                linked.instance(compiled.runtime.settings.limits).map(|(s, i)| (s, i, &linked.exports))
            }
            other => other.map(|(store, instance)| (store, instance, &compiled.linked.exports)),
        }
        // Admission has ruled out what a module could do to fail here: what is left is want of memory.
        .map_err(|error| HostError::OutOfMemory { cause: format!("{error:#}") })
    }

    fn when_full(&self) -> Result<&Linked, HostError> {
        if let Some(linked) = self.0.when_full.get() {
            return Ok(linked);
        }
        let host = &self.0.runtime.on_demand;
        let code = self.code()?;
        #[expect(unsafe_code, reason = "moves our own compiled code between engines (tests/pools.rs)")]
        // SAFETY: the bytes were made by this process from a module it compiled, and no one else has had them.
        let module = unsafe { wasmtime::Module::deserialize(&host.engine, code) };
        let module = module.map_err(|error| HostError::from_engine(&error))?;
        let linked = Linked::new(host, &module, self.exports())?;
        Ok(self.0.when_full.get_or_init(|| linked))
    }

    fn code(&self) -> Result<Vec<u8>, HostError> {
        self.0.linked.pre.module().serialize().map_err(|error| HostError::from_engine(&error))
    }
}

impl fmt::Debug for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Module").field("admitted", &self.0.admitted).finish_non_exhaustive()
    }
}

impl Linked {
    fn new(host: &Host, module: &wasmtime::Module, exports: &[Export]) -> Result<Self, HostError> {
        let pre = host.linker.instantiate_pre(module).map_err(|error| HostError::from_engine(&error))?;
        let functions = exports.iter().filter_map(|export| module.get_export_index(&export.name)).collect();
        let stack_left = module.get_export_index(stack::COUNTER_EXPORT);
        Ok(Self { pre, exports: Exports { functions, stack_left } })
    }

    fn instance(&self, limits: crate::Limits) -> wasmtime::Result<(Store<HostState>, wasmtime::Instance)> {
        let mut store = Store::try_new(self.pre.module().engine(), HostState::new(limits))?;
        store.limiter(|host| host);
        // The engine spends fuel on start-up by how the host is set up (copy-on-write or not). This allowance is not the
        // guest's, and what is left of it is thrown away. Growth up to the starting size is in the entry price.
        store.set_fuel(u64::MAX)?;
        store.data_mut().begin_call(u64::MAX);
        let instance = self.pre.instantiate(&mut store)?;
        Ok((store, instance))
    }
}

/// Names are short: to call the C library's comparison takes longer than to compare.
#[inline]
fn same(a: &str, b: &str) -> bool {
    let ((a, a_rest), (b, b_rest)) = (a.as_bytes().as_chunks::<8>(), b.as_bytes().as_chunks::<8>());
    a.len() == b.len()
        && a_rest.len() == b_rest.len()
        && a.iter().zip(b).all(|(a, b)| u64::from_ne_bytes(*a) == u64::from_ne_bytes(*b))
        && a_rest.iter().zip(b_rest).all(|(a, b)| a == b)
}
