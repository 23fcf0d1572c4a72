//! Runs an input and judges every call.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use runtime::{Compiler, HostError, Instance, Limits, LoadError, Runtime};

use crate::coverage::without_the_compiler;
use crate::input::Input;
use crate::observation::{Observation, Snapshot};
use crate::oracles;
use crate::script::{Command, FUEL_PER_CALL_MAX, Script};
use crate::verdict::{Reject, Verdict};

/// Small, so that a script's fuel is enough to reach each of them.
pub const LIMITS: Limits = Limits {
    module_bytes: 64 << 10,
    types: 200,
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

/// Calls of a script that makes none itself.
const UNASKED_CALLS_MAX: u8 = 4;

/// One for the process: each reserves address space. Unoptimised, since most of an input's time goes into compiling.
fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        let builder = Runtime::builder().limits(LIMITS).compiler(Compiler::CraneliftUnoptimised).pool_slots(4);
        builder.build().expect("the engine can be set up on this machine")
    })
}

/// Loads the module, carries out the script, holds every oracle against every call.
///
/// # Panics
///
/// If the engine cannot be set up on this machine.
#[must_use]
pub fn judge(input: &Input) -> Verdict {
    let wasm = match input.wasm() {
        Ok(wasm) => wasm,
        Err(reject) => return Verdict::Reject(reject),
    };
    let module = match without_the_compiler(|| runtime().compile(&wasm)) {
        Ok(module) => module,
        Err(LoadError::Refused(refusal)) => return Verdict::Reject(Reject::Refused(refusal.to_string())),
        Err(LoadError::Host(error)) => return host_failure(&error),
    };
    if module.exports().is_empty() {
        return Verdict::Reject(Reject::NoExport);
    }
    let instance = match runtime().instantiate(&module) {
        Ok(instance) => instance,
        Err(error) => return host_failure(&error),
    };
    if is_in_share(&wasm) {
        let counted = match module.counted_wasm() {
            Ok(counted) => counted,
            Err(error) => return host_failure(&error),
        };
        if let Err(finding) = without_the_compiler(|| oracles::counted::judge(&wasm, &counted, module.exports())) {
            return Verdict::Finding(finding);
        }
    }
    carry_out(&input.script, instance, module.entry_price())
}

/// Whether an input pays for the dear oracle too: one module in four, by its bytes.
fn is_in_share(wasm: &[u8]) -> bool {
    wasm.iter().fold(0u8, |sum, byte| sum.wrapping_add(*byte)) % 4 == 0
}

fn host_failure(error: &HostError) -> Verdict {
    match oracles::clean::host_error(error) {
        Err(finding) => Verdict::Finding(finding),
        Ok(()) => Verdict::Reject(Reject::OutOfMemory(error.to_string())),
    }
}

fn carry_out(script: &Script, mut instance: Instance, entry_price: u64) -> Verdict {
    let set_fuel = |instance: &mut Instance, units| instance.set_fuel(units).map_err(|error| host_failure(&error));
    let unasked = if script.makes_a_call() { 0 } else { UNASKED_CALLS_MAX };
    let unasked = (0..unasked.min(u8::try_from(instance.exports().len()).unwrap_or(u8::MAX)))
        .map(|export| Command::Call { export, arguments: vec![1, 2, 3, 4] });
    let mut dimensions = BTreeSet::from([0]);
    let mut receipts = Vec::new();
    if let Err(verdict) = set_fuel(&mut instance, FUEL_PER_CALL_MAX) {
        return verdict;
    }
    let mut asked = false;
    for command in script.0.iter().cloned().chain(unasked) {
        match command {
            Command::SetFuel(fuel) => {
                asked = true;
                if let Err(verdict) = set_fuel(&mut instance, fuel.units(entry_price)) {
                    return verdict;
                }
            }
            Command::SetBudget { dimension, units } => {
                instance.set_gas_budget(dimension, units);
                dimensions.insert(dimension);
            }
            Command::Call { export, arguments } => {
                // A trap forfeits what was left: without more, every later call would end before it began.
                let left_over = !std::mem::take(&mut asked);
                if left_over
                    && instance.fuel_remaining() <= entry_price
                    && let Err(verdict) = set_fuel(&mut instance, FUEL_PER_CALL_MAX)
                {
                    return verdict;
                }
                let observation = call(&mut instance, export, arguments, &mut dimensions, entry_price);
                if let Err(finding) = oracles::judge(&observation) {
                    return Verdict::Finding(finding);
                }
                match observation.ended {
                    Ok(receipt) => receipts.push(receipt),
                    Err(error) => return host_failure(&error),
                }
            }
        }
    }
    Verdict::Pass(receipts)
}

fn call(
    instance: &mut Instance,
    export: u8,
    mut arguments: Vec<i64>,
    dimensions: &mut BTreeSet<u32>,
    entry_price: u64,
) -> Observation {
    let exports = instance.exports();
    let chosen = exports.get(usize::from(export) % exports.len().max(1)).cloned();
    let (name, parameters) = chosen.map_or((String::new(), 0), |export| (export.name, export.parameters));
    arguments.resize(parameters, 0);
    let before = Snapshot::of(instance, dimensions);
    let ended = instance.execute(&name, &arguments);
    dimensions.extend(ended.iter().flat_map(|receipt| receipt.gas_charged.keys().copied()));
    let after = Snapshot::of(instance, dimensions);
    Observation { entry_price, limits: LIMITS, before, ended, after }
}
