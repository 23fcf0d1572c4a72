//! The front door: build a runtime, compile, instantiate.

use std::fmt;
use std::sync::Arc;

use crate::admission::Admitted;
use crate::engine::{Compiler, Host, Settings};
use crate::error::{HostError, LoadError};
use crate::instance::Instance;
use crate::limits::Limits;
use crate::module::Module;
use crate::stack;

/// Loads modules and runs them under both meters. Cheap to clone; can be shared between threads.
#[derive(Clone)]
pub struct Runtime(Result<Arc<Inner>, Arc<str>>);

pub(crate) struct Inner {
    pub settings: Settings,
    /// Native stack that a call may need.
    pub call_stack_bytes: usize,
    pub on_demand: Host,
    /// Absent where the address space could not be reserved: memory is then taken on demand.
    pooled: Option<Host>,
}

impl Inner {
    fn new(settings: Settings) -> Result<Self, HostError> {
        let on_demand = Host::on_demand(&settings).map_err(|error| HostError::from_engine(&error))?;
        let pooled = if settings.pool_slots == 0 { None } else { Host::pooled(&settings).ok() };
        let call_stack_bytes = stack::native_bytes(&settings.limits).saturating_add(stack::HOST_BYTES);
        Ok(Self { settings, call_stack_bytes, on_demand, pooled })
    }

    /// Slots are for modules that need one at every call. What lives as long as its instance would only hold them.
    pub(crate) fn host_for(&self, admitted: &Admitted) -> &Host {
        self.pooled.as_ref().filter(|_| admitted.has_memory).unwrap_or(&self.on_demand)
    }
}

impl Runtime {
    /// A runtime with default [`Limits`], on Cranelift.
    ///
    /// Never panics: where the engine cannot be set up, every [`compile`](Self::compile) says why.
    #[must_use]
    pub fn new() -> Self {
        Self::builder().build().unwrap_or_else(|error| Self(Err(error.to_string().into())))
    }

    /// Chooses limits and compiler.
    ///
    /// ```
    /// use runtime::{Compiler, Limits, Runtime};
    ///
    /// let limits = Limits { memory_bytes: 1 << 20, ..Limits::default() };
    /// let rt = Runtime::builder().limits(limits).compiler(Compiler::Pulley).build()?;
    /// # Ok::<(), runtime::HostError>(())
    /// ```
    pub fn builder() -> RuntimeBuilder {
        RuntimeBuilder(Settings {
            limits: Limits::default(),
            compiler: Compiler::default(),
            pool_slots: DEFAULT_POOL_SLOTS,
            copy_on_write: true,
            reuse_instances: true,
            optimised_cost: None,
        })
    }

    /// Admits a binary and compiles it ahead of time. Runs no guest code.
    ///
    /// # Errors
    ///
    /// [`LoadError::Refused`] if the module breaks the ABI or a limit, [`LoadError::Host`] if the host failed.
    pub fn compile(&self, wasm: &[u8]) -> Result<Module, LoadError> {
        Module::compile(self.inner()?, wasm)
    }

    /// An instance with empty state, no budgets, no events and [`DEFAULT_FUEL`](crate::DEFAULT_FUEL).
    ///
    /// # Errors
    ///
    /// [`HostError::ForeignModule`] for a module of another runtime; [`HostError::OutOfMemory`] or [`HostError::Engine`]
    /// if the host failed.
    pub fn instantiate(&self, module: &Module) -> Result<Instance, HostError> {
        if !module.is_of(self.inner()?) {
            return Err(HostError::ForeignModule);
        }
        Instance::new(module.clone())
    }

    /// [`compile`](Self::compile), then [`instantiate`](Self::instantiate).
    ///
    /// # Errors
    ///
    /// Those of both.
    pub fn load(&self, wasm: &[u8]) -> Result<Instance, LoadError> {
        Ok(self.instantiate(&self.compile(wasm)?)?)
    }

    /// Loads what [`Module::serialize`] stored, without compiling. The module is judged by this runtime's limits again.
    ///
    /// # Errors
    ///
    /// [`HostError::StoredModule`] for bytes of another format, engine version or configuration; else as
    /// [`compile`](Self::compile).
    ///
    /// # Safety
    ///
    /// The bytes are trusted: they hold native code, which is run. They must come unchanged from [`Module::serialize`].
    #[expect(unsafe_code, reason = "loads compiled code; the caller vouches for it (tests/stored_modules.rs)")]
    pub unsafe fn deserialize(&self, stored: &[u8]) -> Result<Module, LoadError> {
        // SAFETY: the caller keeps the same promise.
        unsafe { Module::deserialize(self.inner()?, stored) }
    }

    /// Whether instances with a memory come from slots reserved beforehand, rather than from the operating system each time.
    #[must_use]
    pub fn is_pooled(&self) -> bool {
        self.0.as_ref().is_ok_and(|inner| inner.pooled.is_some())
    }

    fn inner(&self) -> Result<&Arc<Inner>, HostError> {
        self.0.as_ref().map_err(|cause| HostError::Engine { cause: cause.to_string() })
    }
}

impl Default for Runtime {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Runtime").field(&self.0.as_ref().map(|inner| inner.settings)).finish()
    }
}

/// Calls at work at one time that find a slot; each slot reserves about 4 GiB of address space and no memory.
const DEFAULT_POOL_SLOTS: u32 = 64;

/// Settings of a [`Runtime`]. Of these only [`limits`](Self::limits) can change a receipt.
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct RuntimeBuilder(Settings);

impl RuntimeBuilder {
    /// What modules may be and hosts keep. Default: [`Limits::default`].
    pub fn limits(mut self, limits: Limits) -> Self {
        self.0.limits = limits;
        self
    }

    /// How modules become code. Default: [`Compiler::Cranelift`].
    pub fn compiler(mut self, compiler: Compiler) -> Self {
        self.0.compiler = compiler;
        self
    }

    /// How many calls of modules with a memory find a slot reserved beforehand; 0 reserves nothing. Default: 64.
    pub fn pool_slots(mut self, slots: u32) -> Self {
        self.0.pool_slots = slots;
        self
    }

    /// Whether memories start as copy-on-write images of their data segments. Default: yes.
    pub fn copy_on_write(mut self, enabled: bool) -> Self {
        self.0.copy_on_write = enabled;
        self
    }

    /// Whether an instance that a call cannot change serves the next call too. Default: yes.
    pub fn reuse_instances(mut self, enabled: bool) -> Self {
        self.0.reuse_instances = enabled;
        self
    }

    /// Up to which [cost](crate::CompileEstimate::optimised_cost) a module is optimised, in units of about a nanosecond at worst; others are
    /// compiled without (`LIMIT-4`). Default: what [`Limits::compile_cost`] and [`Limits::compile_bytes`] allow. `u64::MAX` optimises
    /// every module, however dear its author made that: for a host that compiles where no one waits.
    pub fn optimised_cost(mut self, units: u64) -> Self {
        self.0.optimised_cost = Some(units);
        self
    }

    /// Sets the engines up.
    ///
    /// # Errors
    ///
    /// [`HostError::Engine`] if the engine refuses the settings or the processor.
    pub fn build(self) -> Result<Runtime, HostError> {
        Ok(Runtime(Ok(Arc::new(Inner::new(self.0)?))))
    }
}
