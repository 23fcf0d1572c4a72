//! Counting its stack changes nothing that a module does: the same results, the same traps, the same hostcalls in the same order
//! (`STACK-4`).
//!
//! Both the original and the counted module run on the engine alone, without the runtime's meters. Fuel is only the watchdog.

use std::sync::OnceLock;

use runtime::Export;
use wasmtime::{Caller, Config, Engine, Extern, Instance, Linker, Module, OptLevel, Store, Val};

use super::{Judged, Oracle};

const COUNTED: Oracle = Oracle("counted");

/// Fuel of one call. What it costs differs between the two, so a call that is cut off is not compared.
const WATCHDOG: u64 = 200_000;

/// What a module did that its host can see.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Deed {
    StateGet(u32),
    StateSet(u32, i64),
    GasConsume(u32, i64),
    EventEmit(u32, Option<Vec<u8>>),
    Returned(i64),
    Trapped(wasmtime::Trap),
    /// Cut off by the watchdog, or by a stack that is not counted alike: nothing after it is comparable.
    CutOff,
}

/// Runs every export of both, each on an instance of its own.
///
/// # Errors
///
/// A finding.
pub fn judge(original: &[u8], counted: &[u8], exports: &[Export]) -> Judged {
    if original == counted {
        return Ok(());
    }
    let (original, counted) = (deeds(original, exports), deeds(counted, exports));
    for (export, (original, counted)) in exports.iter().zip(original.iter().zip(&counted)) {
        let comparable = |deeds: &[Deed]| deeds.iter().position(|deed| *deed == Deed::CutOff).unwrap_or(deeds.len());
        let both = comparable(original).min(comparable(counted));
        let same = original.get(..both) == counted.get(..both);
        let name = runtime::Untrusted(&export.name);
        let (promised, actual) = (format!("`{name}` to do {original:?}"), format!("counted it did {counted:?}"));
        COUNTED.hold("STACK-4", same, promised, actual)?;
    }
    Ok(())
}

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let mut config = Config::new();
        config.consume_fuel(true).cranelift_opt_level(OptLevel::None);
        Engine::new(&config).expect("the engine can be set up on this machine")
    })
}

/// What each export does, hostcalls and end; an admitted module compiles and links, so a failure here is a deed too few.
fn deeds(wasm: &[u8], exports: &[Export]) -> Vec<Vec<Deed>> {
    let mut linker = Linker::new(engine());
    let hostcalls = linker
        .func_wrap("env", "state_get", |mut caller: Caller<'_, Vec<Deed>>, slot: u32| -> i64 {
            caller.data_mut().push(Deed::StateGet(slot));
            i64::from(slot) * 3 - 1
        })
        .and_then(|linker| {
            linker.func_wrap("env", "state_set", |mut caller: Caller<'_, Vec<Deed>>, slot: u32, value: i64| {
                caller.data_mut().push(Deed::StateSet(slot, value));
            })
        })
        .and_then(|linker| {
            linker.func_wrap("env", "gas_consume", |mut caller: Caller<'_, Vec<Deed>>, dimension: u32, amount: i64| {
                caller.data_mut().push(Deed::GasConsume(dimension, amount));
            })
        })
        .and_then(|linker| linker.func_wrap("env", "event_emit", event_emit));
    let compiled = hostcalls.and_then(|linker| linker.instantiate_pre(&Module::new(engine(), wasm)?));
    let Ok(pre) = compiled else { return Vec::new() };
    let run = |export: &Export| {
        let mut store = Store::new(engine(), Vec::new());
        let ended = store.set_fuel(WATCHDOG).and_then(|()| call(&pre.instantiate(&mut store)?, &mut store, export));
        let end = match ended.map_err(|error| error.downcast_ref::<wasmtime::Trap>().copied()) {
            Ok(value) => Deed::Returned(value),
            Err(None | Some(wasmtime::Trap::OutOfFuel | wasmtime::Trap::StackOverflow)) => Deed::CutOff,
            // A trap after the fuel was gone is a trap only by where the engine checks.
            Err(Some(_)) if store.get_fuel().is_ok_and(|left| left == 0) => Deed::CutOff,
            Err(Some(trap)) => Deed::Trapped(trap),
        };
        let mut deeds = store.into_data();
        deeds.push(end);
        deeds
    };
    exports.iter().map(run).collect()
}

fn call(instance: &Instance, store: &mut Store<Vec<Deed>>, export: &Export) -> wasmtime::Result<i64> {
    if let Some(left) = instance.get_global(&mut *store, "metered:stack_left") {
        left.set(&mut *store, Val::I32(i32::MAX))?;
    }
    let function = instance.get_func(&mut *store, &export.name);
    let function = function.ok_or_else(|| wasmtime::Error::msg("the export is gone"))?;
    let arguments: Vec<Val> = (1..).take(export.parameters).map(Val::I64).collect();
    let mut results = [Val::I64(0)];
    function.call(store, &arguments, &mut results)?;
    results[0].i64().ok_or_else(|| wasmtime::Error::msg("the result is no i64"))
}

fn event_emit(mut caller: Caller<'_, Vec<Deed>>, id: u32, offset: u32, length: u32) {
    let memory = caller.get_export("memory").and_then(Extern::into_memory);
    let range = usize::try_from(offset).ok().zip(usize::try_from(length).ok());
    let payload = range
        .and_then(|(offset, length)| Some(memory?.data(&caller).get(offset..offset.checked_add(length)?)?.to_vec()));
    caller.data_mut().push(Deed::EventEmit(id, payload));
}

#[cfg(test)]
mod tests {
    use runtime::Export;

    use super::judge;

    fn counted_as(change: fn(&str) -> String) -> Option<(&'static str, &'static str)> {
        let text = r#"(module
            (import "env" "state_get" (func $state_get (param i32) (result i64)))
            (func (export "f") (param i64) (result i64)
                (drop (call $state_get (i32.const 1))) (local.get 0)))"#;
        let exports = [Export { name: "f".to_owned(), parameters: 1 }];
        let [original, counted] = [text.to_owned(), change(text)].map(|text| wat::parse_str(text).unwrap());
        judge(&original, &counted, &exports).err().map(|finding| (finding.oracle, finding.clause))
    }

    #[test]
    fn sees_another_result_another_hostcall_and_a_trap_where_there_was_none() {
        let seen = Some(("counted", "STACK-4"));
        assert_eq!(counted_as(|text| text.replace("(local.get 0)", "(i64.const 5)")), seen);
        assert_eq!(counted_as(|text| text.replace("i32.const 1", "i32.const 2")), seen);
        assert_eq!(counted_as(|text| text.replace("(local.get 0)", "unreachable")), seen);
        assert_eq!(counted_as(|text| text.replace("(local.get 0)", "(nop) (local.get 0)")), None);
    }
}
