//! The rewriting changes nothing but the counting, and holes, locals in globals and the order change nothing at all: generated modules, original against
//! rewritten, on an engine with no meter.

use std::collections::BTreeMap;

use arbitrary::Unstructured;
use wasmparser::{Operator, Parser, Payload};
use wasmtime::{Caller, Config, Engine, Func, Global, Instance, Linker, Module, OptLevel, Store, Trap, Val};

use crate::admission::{FEATURES, admit};
use crate::limits::Limits;

use super::{Counting, Large, Plan, Spilled};

/// What the generated modules import and export.
const SHAPE: &str = r#"(module
    (import "env" "state_get" (func (param i32) (result i64)))
    (import "env" "state_set" (func (param i32 i64)))
    (import "env" "gas_consume" (func (param i32 i64)))
    (memory (export "memory") 1 2)
    (func (export "f0") (result i64) unreachable)
    (func (export "f1") (param i64) (result i64) unreachable)
    (func (export "f2") (param i64 i64) (result i64) unreachable))"#;

const MODULES: u64 = 120;
/// Loops and calls that one instance may make.
const STEPS: u32 = 500;

/// A module that ends by itself, if the generator can make one of these bytes.
fn generated(bytes: &[u8]) -> arbitrary::Result<Vec<u8>> {
    let mut u = Unstructured::new(bytes);
    let config = wasm_smith::Config {
        module_shape: Some(wat::parse_str(SHAPE).unwrap()),
        // Several results in one module of two: their blocks have types of their own.
        multi_value_enabled: u.arbitrary()?,
        bulk_memory_enabled: u.arbitrary()?,
        reference_types_enabled: u.arbitrary()?,
        disallow_traps: u.arbitrary()?,
        max_funcs: 10,
        max_instructions: 60,
        max_types: 8,
        max_globals: 4,
        max_tables: 2,
        max_table_elements: 100,
        max_memories: 1,
        max_memory32_bytes: 2 << 16,
        max_data_segments: 2,
        max_element_segments: 3,
        max_elements: 10,
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
        ..wasm_smith::Config::default()
    };
    let mut module = wasm_smith::Module::new(config, &mut u)?;
    module.ensure_termination(STEPS).unwrap();
    Ok(module.to_bytes())
}

/// A hostcall as it was made.
type Made = (&'static str, u32, i64);

/// All that a module's calls can be seen to do, call by call.
#[derive(Debug, PartialEq)]
struct Seen {
    results: Vec<Result<i64, Trap>>,
    hostcalls: Vec<Vec<Made>>,
    memory: Vec<u8>,
}

fn linker(engine: &Engine) -> Linker<Vec<Made>> {
    let mut linker = Linker::new(engine);
    linker
        .func_wrap("env", "state_get", |mut caller: Caller<'_, Vec<Made>>, slot: u32| -> i64 {
            caller.data_mut().push(("state_get", slot, 0));
            i64::from(slot).wrapping_mul(0x9e37_79b9)
        })
        .unwrap();
    for name in ["state_set", "gas_consume"] {
        linker
            .func_wrap("env", name, move |mut caller: Caller<'_, Vec<Made>>, slot: u32, value: i64| {
                caller.data_mut().push((name, slot, value));
            })
            .unwrap();
    }
    linker
}

/// Calls every export twice on one instance, the counter full before each call. Nothing if it could not be instantiated.
fn seen(linker: &Linker<Vec<Made>>, wasm: &[u8]) -> Option<Seen> {
    let module = Module::new(linker.engine(), wasm).unwrap();
    let mut store = Store::new(linker.engine(), Vec::new());
    let instance = linker.instantiate(&mut store, &module).ok()?;
    let counter = instance.get_global(&mut store, super::COUNTER_EXPORT);
    let mut seen = Seen { results: Vec::new(), hostcalls: Vec::new(), memory: Vec::new() };
    for (name, arguments) in [
        ("f0", vec![]),
        ("f1", vec![3]),
        ("f2", vec![-1, 1 << 40]),
        ("f0", vec![]),
        ("f1", vec![0]),
        ("f2", vec![1, 2]),
    ] {
        seen.results.push(call(&mut store, instance, counter, name, &arguments));
        seen.hostcalls.push(std::mem::take(store.data_mut()));
    }
    seen.memory = instance.get_memory(&mut store, "memory").unwrap().data(&store).to_vec();
    Some(seen)
}

fn call(
    store: &mut Store<Vec<Made>>,
    instance: Instance,
    counter: Option<Global>,
    name: &str,
    arguments: &[i64],
) -> Result<i64, Trap> {
    if let Some(counter) = counter {
        counter.set(&mut *store, Val::I32(i32::MAX)).unwrap();
    }
    let function: Func = instance.get_func(&mut *store, name).unwrap();
    let arguments: Vec<Val> = arguments.iter().copied().map(Val::I64).collect();
    let mut results = [Val::I64(0)];
    let ended = function.call(&mut *store, &arguments, &mut results);
    let result = ended.map(|()| results[0].unwrap_i64()).map_err(|error| *error.downcast_ref::<Trap>().unwrap());
    if let (Some(counter), Ok(_)) = (counter, &result) {
        assert_eq!(counter.get(&mut *store).unwrap_i32(), i32::MAX, "a call that returned gave everything back");
    }
    result
}

/// Holes wherever there can be any, in every function.
fn everywhere(wasm: &[u8]) -> BTreeMap<usize, Vec<u64>> {
    let bodies = Parser::new(0).parse_all(wasm).filter_map(|payload| match payload.unwrap() {
        Payload::CodeSectionEntry(body) => Some(body),
        _ => None,
    });
    let holes = bodies.map(|body| {
        let operators = (1u64..).zip(body.get_operators_reader().unwrap());
        let ends = operators.filter(|(_, operator)| matches!(operator, Ok(Operator::Loop { .. } | Operator::End)));
        let mut holes: Vec<u64> = ends.map(|(before, _)| before).collect();
        // The last one ends the function.
        holes.pop();
        holes
    });
    holes.enumerate().collect()
}

/// The locals of every function in globals.
fn spill_all(plan: &mut Plan, wasm: &[u8]) {
    let mut types = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.unwrap() {
            Payload::FunctionSection(section) => types = section.into_iter().map(Result::unwrap).collect(),
            Payload::CodeSectionEntry(body) => {
                let function = plan.spilled.len();
                let type_index = types[function];
                let spilled = Spilled::new(&plan.types[type_index as usize], &body).unwrap();
                plan.spilled.insert(function, spilled);
                plan.functions[function] = Counting::Before { units: 50, type_index };
            }
            _ => {}
        }
    }
}

/// Every function to the end, the last first; what takes the place of a spilled one among them.
fn reverse_all(plan: &mut Plan) {
    let all = plan.functions.len();
    for (values, function) in (0..).zip((0..all).rev()) {
        plan.large.push(Large { values, function, is_in_its_place: false });
        if plan.spilled.contains_key(&function) {
            plan.large.push(Large { values: values + 2, function, is_in_its_place: true });
        }
    }
}

#[test]
fn a_rewritten_module_returns_the_same_and_makes_the_same_hostcalls() {
    let mut config = Config::new();
    config.cranelift_opt_level(OptLevel::None).max_wasm_stack(1 << 20);
    let engine = Engine::new(&config).unwrap();
    let linker = linker(&engine);
    let (mut moved, mut rewritten_in_place, mut holes, mut returned, mut hostcalls) = (0, 0, 0, 0, 0);
    let (mut locals_in_globals, mut reordered) = (0, 0);
    let mut random = 1u64;
    for index in 0..MODULES {
        let bytes: Vec<u8> = std::iter::repeat_with(|| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (random >> 56) as u8
        })
        .take(2_000)
        .collect();
        let Ok(original) = generated(&bytes) else { continue };
        // In every other module most functions are too large to be rewritten where they are.
        let uncounted_frame_height = if index % 2 == 0 { 40 } else { 4_096 };
        let limits = Limits { uncounted_frame_height, ..Limits::default() };
        // A segment out of range, for one.
        let Ok(mut admitted) = admit(&original, &limits) else { continue };
        if index % 3 == 0 {
            admitted.plan.holes = everywhere(&original);
            holes += admitted.plan.holes.values().map(Vec::len).sum::<usize>();
        }
        if index % 5 < 2 {
            spill_all(&mut admitted.plan, &original);
            locals_in_globals += admitted.plan.spilled.values().map(|spilled| spilled.locals.len()).sum::<usize>();
        }
        if index % 7 < 4 {
            reverse_all(&mut admitted.plan);
            reordered += usize::from(super::order::order(&admitted.plan).is_some());
        }
        let rewritten = super::rewrite(&original, &admitted.plan).unwrap();
        let valid = wasmparser::Validator::new_with_features(FEATURES).validate_all(&rewritten);
        let text = || wasmprinter::print_bytes(&original).unwrap();
        assert!(valid.is_ok(), "{:?}\n{}", valid.err(), text());
        for counting in &admitted.plan.functions {
            moved += u32::from(matches!(counting, Counting::Before { .. }));
            rewritten_in_place += u32::from(matches!(counting, Counting::Weight { .. }));
        }
        let before = seen(&linker, &original);
        assert!(before == seen(&linker, &rewritten), "{}", text());
        let Some(before) = before else { continue };
        returned += before.results.iter().filter(|result| result.is_ok()).count();
        hostcalls += before.hostcalls.iter().map(Vec::len).sum::<usize>();
    }
    assert!(locals_in_globals > 200 && reordered > 25, "{locals_in_globals} {reordered}");
    let much = (moved, rewritten_in_place, holes, returned, hostcalls);
    assert!(moved > 40 && rewritten_in_place > 40 && holes > 200 && returned > 40 && hostcalls > 200, "{much:?}");
}
