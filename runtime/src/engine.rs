//! The engine's settings, a reason beside each.

use serde::{Deserialize, Serialize};
use wasmtime::{
    Config, Engine, Inlining, InstanceAllocationStrategy, Linker, Module, ModuleVersionStrategy, OptLevel,
    PoolingAllocationConfig,
};

use crate::admission::CompileEstimate;
use crate::host::{self, HostState};
use crate::limits::Limits;
use crate::{prices, stack};

/// The engine's version, to the patch: stored code is refused by any other. By itself the engine compares major versions only, and
/// a patch may mend the compiler.
const ENGINE_VERSION: &str = "48.0.8";

/// How a module becomes code. Receipts do not depend on it (spec clause `DET-1`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compiler {
    /// Native code, optimised where that cannot be made dear (`LIMIT-4`): what a node runs.
    #[default]
    Cranelift,
    /// Native code without optimisation.
    CraneliftUnoptimised,
    /// Wasmtime's portable interpreter, for processors without a native backend.
    Pulley,
    /// The same without optimisation.
    PulleyUnoptimised,
    /// Wasmtime's single-pass compiler. It does not conform (`FUEL-9`): only a build with the feature `winch` has it, for comparison.
    #[cfg(feature = "winch")]
    Winch,
}

/// What a runtime is built from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    pub limits: Limits,
    pub compiler: Compiler,
    pub pool_slots: u32,
    pub copy_on_write: bool,
    pub reuse_instances: bool,
    /// Where it is not given, the limits decide.
    pub optimised_cost: Option<u64>,
}

impl Settings {
    pub(crate) fn optimises(&self, estimate: &CompileEstimate) -> bool {
        match self.optimised_cost {
            Some(units) => estimate.optimised_cost() <= units,
            None => estimate.is_optimised(&self.limits),
        }
    }
}

/// An engine and the hostcalls linked for it.
pub(crate) struct Host {
    pub engine: Engine,
    pub linker: Linker<HostState>,
    /// For the engines that modules are compiled by.
    compiling: Config,
}

impl Host {
    /// Takes memory from the operating system for every instance: slower, and never full.
    pub(crate) fn on_demand(settings: &Settings) -> wasmtime::Result<Self> {
        let config = config(settings)?;
        Self::new(&config, config.clone())
    }

    /// Takes memory from slots reserved once. Fails where the address space cannot be reserved.
    pub(crate) fn pooled(settings: &Settings) -> wasmtime::Result<Self> {
        let compiling = config(settings)?;
        let mut config = compiling.clone();
        config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool(settings)));
        Self::new(&config, compiling)
    }

    fn new(config: &Config, compiling: Config) -> wasmtime::Result<Self> {
        let engine = Engine::new(config)?;
        let mut linker = Linker::new(&engine);
        host::link(&mut linker)?;
        Ok(Self { engine, linker, compiling })
    }

    /// Compiles by a compiler that has seen no other module: an engine's own keeps its tables as large as any module ever made them, and
    /// clears them for each value of the next (`LIMIT-4`).
    ///
    /// What would take the optimiser too long is compiled without it. The engine runs such code as any other.
    pub(crate) fn compile(&self, wasm: &[u8], optimised: bool) -> wasmtime::Result<Module> {
        let mut compiling = self.compiling.clone();
        if !optimised {
            compiling.cranelift_opt_level(OptLevel::None);
        }
        let code = Engine::new(&compiling)?.precompile_module(wasm)?;
        #[expect(unsafe_code, reason = "moves our own compiled code between engines (tests/pools.rs)")]
        // SAFETY: the bytes were made right before by the same version of the compiler, and no one else has had them.
        unsafe {
            Module::deserialize(&self.engine, code)
        }
    }
}

fn config(settings: &Settings) -> wasmtime::Result<Config> {
    let mut config = Config::new();
    match settings.compiler {
        Compiler::Cranelift => config.cranelift_opt_level(OptLevel::Speed),
        Compiler::CraneliftUnoptimised => config.cranelift_opt_level(OptLevel::None),
        Compiler::Pulley => config.target("pulley64")?.cranelift_opt_level(OptLevel::Speed),
        Compiler::PulleyUnoptimised => config.target("pulley64")?.cranelift_opt_level(OptLevel::None),
        #[cfg(feature = "winch")]
        Compiler::Winch => config.strategy(wasmtime::Strategy::Winch),
    };
    config.module_version(ModuleVersionStrategy::Custom(ENGINE_VERSION.to_owned()))?;
    // The second meter: every instruction ticks.
    config.consume_fuel(true);
    config.operator_cost(prices::operator_cost());
    // Fuel seen by a hostcall is exact because calls are compiled as calls. This is the default, and must stay.
    config.compiler_inlining(Inlining::No);
    // Admission decides what a module may use; the engine is told the same, so that neither alone is trusted.
    config
        .wasm_simd(false)
        .wasm_relaxed_simd(false)
        .wasm_multi_memory(false)
        .wasm_memory64(false)
        .wasm_tail_call(false)
        .wasm_extended_const(false)
        .wasm_custom_page_sizes(false)
        .wasm_wide_arithmetic(false);
    // A trap is told by its code alone: no receipt may depend on a backtrace, and none is collected.
    config.wasm_backtrace_max_frames(None);
    config.generate_address_map(false);
    config.memory_init_cow(settings.copy_on_write);
    // Sized so that the logical limit always comes first.
    config.max_wasm_stack(stack::native_bytes(&settings.limits));
    Ok(config)
}

fn pool(settings: &Settings) -> PoolingAllocationConfig {
    let Settings { limits, pool_slots, .. } = settings;
    let size = |bytes: u64| usize::try_from(bytes).unwrap_or(usize::MAX);
    let mut pool = PoolingAllocationConfig::new();
    pool.total_core_instances(*pool_slots)
        .total_memories(*pool_slots)
        .total_tables(pool_slots.saturating_mul(limits.tables))
        .max_memory_size(size(limits.memory_bytes))
        .max_tables_per_module(limits.tables)
        .table_elements(host::count(limits.table_elements))
        // Bookkeeping of the engine: no limit of ours, so never the one that is hit.
        .max_core_instance_size(size(1 << 30));
    pool
}

#[cfg(test)]
mod tests {
    use super::ENGINE_VERSION;

    #[test]
    fn the_engine_has_the_version_that_stored_code_is_marked_with() {
        let lock = include_str!("../../Cargo.lock");
        let entry = format!("name = \"wasmtime\"\nversion = \"{ENGINE_VERSION}\"\n");
        assert!(
            lock.contains(&entry),
            "Cargo.lock has another wasmtime than {ENGINE_VERSION}: change the constant with it"
        );
    }
}
