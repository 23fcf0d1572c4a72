//! The engines that inputs are judged on, all at the same limits.

use std::sync::OnceLock;

use runtime::{Compiler, HostError, Limits, Runtime};

/// Small, so that a script's fuel is enough to reach each of them.
pub const LIMITS: Limits = Limits {
    module_bytes: 64 << 10,
    types: 200,
    imports: 100,
    function_parameters: 16,
    function_results: 16,
    functions: 200,
    // Compile time grows with locals times loops: what a mutated module can cost is bounded here.
    function_locals: 200,
    function_body_bytes: 16 << 10,
    branch_table_targets: 1_000,
    globals: 100,
    exports: 100,
    export_name_bytes: 100,
    data_segments: 100,
    element_segments: 100,
    element_segment_items: 1_000,
    tables: 4,
    table_elements: 1_000,
    memory_bytes: 8 << 16,
    compile_cost: 100_000_000,
    compile_bytes: 64 << 20,
    // Low enough for a script's fuel to reach.
    stack_height: 4_096,
    uncounted_frame_height: 512,
    state_slots: 6,
    gas_dimensions: 6,
    events_per_call: 6,
    event_bytes_per_call: 1_000,
    event_log_bytes: 2_000,
};

/// Instances with a memory that are there at one time, on all threads of a test.
const POOL_SLOTS: u32 = 4;

/// The engines. Each reserves address space, so they are made once and kept.
#[derive(Debug)]
pub struct Bench {
    limits: Limits,
    first: Runtime,
    others: OnceLock<[(&'static str, Runtime); 2]>,
}

impl Bench {
    /// The one for every input of a fuzzer, at [`LIMITS`].
    ///
    /// # Panics
    ///
    /// If the engine cannot be set up on this machine.
    pub fn of_the_fuzzer() -> &'static Self {
        static BENCH: OnceLock<Bench> = OnceLock::new();
        BENCH.get_or_init(|| Self::new(LIMITS).expect("the engine can be set up on this machine"))
    }

    /// Engines at other limits: those of a case.
    ///
    /// # Errors
    ///
    /// [`HostError::Engine`] if the engine cannot be set up on this machine.
    pub fn new(limits: Limits) -> Result<Self, HostError> {
        let builder = Runtime::builder().limits(limits).pool_slots(POOL_SLOTS);
        // Unoptimised, since most of an input's time goes into compiling.
        let first = builder.compiler(Compiler::CraneliftUnoptimised).build()?;
        Ok(Self { limits, first, others: OnceLock::new() })
    }

    /// The limits of all engines.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// The engine that every input is carried out on.
    #[must_use]
    pub fn first(&self) -> &Runtime {
        &self.first
    }

    /// The engines that are compared with it, by name. Their settings for speed differ too.
    ///
    /// # Panics
    ///
    /// If the engine cannot be set up on this machine, although the first could.
    pub fn others(&self) -> &[(&'static str, Runtime)] {
        self.others.get_or_init(|| {
            let builder = Runtime::builder().limits(self.limits).pool_slots(POOL_SLOTS);
            // What the limits of a node would optimise, not these small ones.
            let builder = builder.optimised_cost(Limits::default().compile_cost);
            let cranelift = builder.compiler(Compiler::Cranelift);
            let pulley = builder.compiler(Compiler::Pulley).reuse_instances(false).copy_on_write(false);
            [("Cranelift", cranelift), ("Pulley", pulley)]
                .map(|(name, builder)| (name, builder.build().expect("the engine can be set up on this machine")))
        })
    }
}
