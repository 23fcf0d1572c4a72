//! Valid modules out of arbitrary bytes, shaped to the ABI.
//!
//! wasm-smith is told which imports and exports there are and does what it likes inside. What a module may use is drawn anew for
//! each ("swarm"), since a module that can do everything rarely does one thing deeply.

use arbitrary::{Result, Unstructured};
use wasm_encoder::{
    CodeSection, EntityType, ExportKind, ExportSection, Function, FunctionSection, ImportSection, MemorySection,
    MemoryType, Module, TypeSection, ValType,
};
use wasm_smith::{Config, InstructionKind, InstructionKinds};

use super::hostcalls::{self, Imported};

/// The hostcalls of the ABI (`MOD-3`).
const HOSTCALLS: [(&str, &[ValType], &[ValType]); 4] = [
    ("state_get", &[ValType::I32], &[ValType::I64]),
    ("state_set", &[ValType::I32, ValType::I64], &[]),
    ("gas_consume", &[ValType::I32, ValType::I64], &[]),
    ("event_emit", &[ValType::I32, ValType::I32, ValType::I32], &[]),
];
const EXPORTS_MAX: u32 = 4;
const PARAMETERS_MAX: usize = 3;

/// Makes a module of any bytes; few bytes make a small one.
///
/// # Errors
///
/// [`arbitrary::Error`] where wasm-smith gives up.
pub fn module(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut u = Unstructured::new(bytes);
    let hostcalls = u.bytes(bytes.len() / 4)?;
    let (shape, imported) = shape(&mut u)?;
    let wasm = wasm_smith::Module::new(config(&mut u, shape)?, &mut u)?.to_bytes();
    Ok(hostcalls::put_in(&wasm, imported, hostcalls))
}

fn config(u: &mut Unstructured<'_>, shape: Vec<u8>) -> Result<Config> {
    Ok(Config {
        module_shape: Some(shape),
        allowed_instructions: instructions(u)?,
        bulk_memory_enabled: u.arbitrary()?,
        reference_types_enabled: one_in(u, 3)?,
        multi_value_enabled: u.arbitrary()?,
        sign_extension_ops_enabled: u.arbitrary()?,
        // Segments then fit and divisions do not trap: calls get further.
        disallow_traps: one_in(u, 2)?,

        // Small: a harness learns more from many modules than from large ones.
        // Four hostcalls, four exports, and some more.
        max_funcs: 10,
        max_instructions: 40,
        max_types: 8,
        max_globals: 4,
        max_tables: 2,
        max_table_elements: 100,
        max_memories: 1,
        max_memory32_bytes: 8 << 16,
        max_data_segments: 3,
        max_element_segments: 3,
        max_elements: 10,

        // What `MOD-2` and `MOD-5` do not allow.
        allow_start_export: false,
        allow_floats: false,
        saturating_float_to_int_enabled: false,
        simd_enabled: false,
        relaxed_simd_enabled: false,
        threads_enabled: false,
        shared_everything_threads_enabled: false,
        memory64_enabled: false,
        gc_enabled: false,
        custom_descriptors_enabled: false,
        exceptions_enabled: false,
        tail_call_enabled: false,
        extended_const_enabled: false,
        custom_page_sizes_enabled: false,
        wide_arithmetic_enabled: false,
        ..Config::default()
    })
}

fn one_in(u: &mut Unstructured<'_>, n: u8) -> Result<bool> {
    // Zeros, which is what exhausted bytes are, stand for the simpler module.
    Ok(u.int_in_range(1..=n)? == n)
}

/// Calls and numbers always; of the rest, whatever is drawn.
fn instructions(u: &mut Unstructured<'_>) -> Result<InstructionKinds> {
    let mut kinds = vec![InstructionKind::Control, InstructionKind::Numeric];
    for kind in [
        InstructionKind::Parametric,
        InstructionKind::Variable,
        InstructionKind::Memory,
        InstructionKind::Table,
        InstructionKind::Reference,
    ] {
        if u.arbitrary()? {
            kinds.push(kind);
        }
    }
    Ok(InstructionKinds::new(&kinds))
}

/// A module with the imports and exports that the generated one is to have: most hostcalls, functions `(i64*) -> i64`, perhaps a
/// memory.
fn shape(u: &mut Unstructured<'_>) -> Result<(Vec<u8>, Imported)> {
    let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
    let mut imported = Imported::default();
    let places =
        [&mut imported.state_get, &mut imported.state_set, &mut imported.gas_consume, &mut imported.event_emit];
    for ((name, parameters, results), place) in HOSTCALLS.into_iter().zip(places) {
        if one_in(u, 8)? {
            continue;
        }
        *place = Some(imports.len());
        imports.import("env", name, EntityType::Function(types.len()));
        types.ty().function(parameters.iter().copied(), results.iter().copied());
    }
    let (mut functions, mut code, mut exports) = (FunctionSection::new(), CodeSection::new(), ExportSection::new());
    for index in 0..u.int_in_range(1..=EXPORTS_MAX)? {
        let parameters = u.int_in_range(0..=PARAMETERS_MAX)?;
        exports.export(&format!("f{index}"), ExportKind::Func, imports.len() + index);
        functions.function(types.len());
        types.ty().function(std::iter::repeat_n(ValType::I64, parameters), [ValType::I64]);
        let mut body = Function::new([]);
        body.instructions().unreachable().end();
        code.function(&body);
    }
    let mut memories = MemorySection::new();
    if one_in(u, 2)? {
        let (minimum, maximum) = (u.int_in_range(0..=2)?, u.int_in_range(2..=10)?);
        let maximum = (maximum <= 8).then_some(maximum);
        memories.memory(MemoryType { minimum, maximum, memory64: false, shared: false, page_size_log2: None });
        exports.export("memory", ExportKind::Memory, 0);
    }
    let mut shape = Module::new();
    shape.section(&types).section(&imports).section(&functions).section(&memories).section(&exports).section(&code);
    Ok((shape.finish(), imported))
}
