//! Metering changes nothing that a module does: the same results, the same traps, the same hostcalls in the same order, with fuel
//! and a counted stack as without (`STACK-4`, `FUEL-9`).
//!
//! Both run on the engine alone, without the runtime's hostcalls: the module as it is compiled, under fuel, and the original
//! without. The original runs only where the other ended by itself, so it ends too; a clock stops it where that is the bug.

use std::sync::OnceLock;
use std::time::Duration;

use runtime::Export;
use wasm_encoder::reencode::{Error, Reencode};
use wasmtime::{Caller, Config, Engine, Extern, Instance, Linker, Module, OptLevel, Store, Val};

use super::subject::settle;
use super::{Judged, Oracle};
use crate::coverage::without_the_compiler;

const METERED: Oracle = Oracle("metered");

/// Fuel of one call under fuel. One that is cut off is not compared.
const FUEL: u64 = 200_000;

/// Ticks of [`TICK`] for a call without fuel. The same call took less than [`FUEL`].
const TICKS_MAX: u64 = 10;
const TICK: Duration = Duration::from_secs(1);

/// What a module did that its host can see.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Deed {
    StateGet(u32),
    StateSet(u32, i64),
    GasConsume(u32, i64),
    EventEmit(u32, Option<Vec<u8>>),
    Returned(i64),
    Trapped(wasmtime::Trap),
    /// Cut off by the fuel, or by a native stack that is not counted: not comparable.
    CutOff,
}

/// Runs every export, with meters and without, each on an instance of its own.
///
/// # Errors
///
/// A finding.
pub fn judge(original: &[u8], module: &runtime::Module) -> Judged {
    let Some(counted) = settle(module.counted_wasm())? else { return Ok(()) };
    compare(&counted, &without_custom_sections(original), module.exports())
}

/// An engine acts on some custom sections, and the runtime shows it none (`MOD-1`).
fn without_custom_sections(wasm: &[u8]) -> Vec<u8> {
    struct Others;
    impl Reencode for Others {
        type Error = std::convert::Infallible;

        fn parse_custom_section(
            &mut self,
            _module: &mut wasm_encoder::Module,
            _section: wasmparser::CustomSectionReader<'_>,
        ) -> Result<(), Error> {
            Ok(())
        }
    }
    let mut module = wasm_encoder::Module::new();
    Others.parse_core_module(&mut module, wasmparser::Parser::new(0), wasm).expect("an admitted module can be read");
    module.finish()
}

fn compare(metered: &[u8], original: &[u8], exports: &[Export]) -> Judged {
    let (Some(metered), Some(original)) =
        (linked(METERS.get_or_init(|| engine(true)), metered), linked(BARE.get_or_init(bare), original))
    else {
        return METERED.hold("STACK-4", false, "an admitted module to compile and link", "it does not");
    };
    exports.iter().try_for_each(|export| {
        let metered = deeds(&metered, export, Some(FUEL));
        if metered.last() == Some(&Deed::CutOff) {
            return Ok(());
        }
        let original = deeds(&original, export, None);
        let comparable = original.last() != Some(&Deed::CutOff);
        let name = runtime::Untrusted(&export.name);
        let (promised, actual) = (format!("`{name}` to do {original:?}"), format!("metered it did {metered:?}"));
        METERED.hold("STACK-4", !comparable || metered == original, promised, actual)
    })
}

static METERS: OnceLock<Engine> = OnceLock::new();
static BARE: OnceLock<Engine> = OnceLock::new();

fn engine(fuel: bool) -> Engine {
    let mut config = Config::new();
    config.consume_fuel(fuel).epoch_interruption(!fuel).cranelift_opt_level(OptLevel::None);
    Engine::new(&config).expect("the engine can be set up on this machine")
}

/// The engine without fuel, and its clock.
fn bare() -> Engine {
    let engine = engine(false);
    let clock = engine.clone();
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(TICK);
            clock.increment_epoch();
        }
    });
    engine
}

type Linked = wasmtime::InstancePre<Vec<Deed>>;

fn linked(engine: &Engine, wasm: &[u8]) -> Option<Linked> {
    let mut linker = Linker::new(engine);
    link(&mut linker).ok()?;
    let module = without_the_compiler(|| Module::new(engine, wasm)).ok()?;
    linker.instantiate_pre(&module).ok()
}

/// Hostcalls that write down how they were called.
fn link(linker: &mut Linker<Vec<Deed>>) -> wasmtime::Result<()> {
    linker.func_wrap("env", "state_get", |mut caller: Caller<'_, Vec<Deed>>, slot: u32| -> i64 {
        caller.data_mut().push(Deed::StateGet(slot));
        i64::from(slot) * 3 - 1
    })?;
    linker.func_wrap("env", "state_set", |mut caller: Caller<'_, Vec<Deed>>, slot: u32, value: i64| {
        caller.data_mut().push(Deed::StateSet(slot, value));
    })?;
    linker.func_wrap("env", "gas_consume", |mut caller: Caller<'_, Vec<Deed>>, dimension: u32, amount: i64| {
        caller.data_mut().push(Deed::GasConsume(dimension, amount));
    })?;
    linker.func_wrap("env", "event_emit", event_emit)?;
    Ok(())
}

/// What an export does, hostcalls and end.
fn deeds(linked: &Linked, export: &Export, fuel: Option<u64>) -> Vec<Deed> {
    let mut store = Store::new(linked.module().engine(), Vec::new());
    let set = if let Some(units) = fuel {
        store.set_fuel(units)
    } else {
        store.set_epoch_deadline(TICKS_MAX);
        Ok(())
    };
    let ended = set.and_then(|()| call(&linked.instantiate(&mut store)?, &mut store, export));
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

    use super::compare;

    fn metered_as(change: fn(&str) -> String) -> Option<(&'static str, &'static str)> {
        let text = r#"(module
            (import "env" "state_get" (func $state_get (param i32) (result i64)))
            (func (export "f") (param i64) (result i64)
                (drop (call $state_get (i32.const 1))) (local.get 0)))"#;
        let exports = [Export { name: "f".to_owned(), parameters: 1 }];
        let [original, metered] = [text.to_owned(), change(text)].map(|text| wat::parse_str(text).unwrap());
        compare(&metered, &original, &exports).err().map(|finding| (finding.oracle, finding.clause))
    }

    #[test]
    fn sees_another_result_another_hostcall_and_a_trap_where_there_was_none() {
        let seen = Some(("metered", "STACK-4"));
        assert_eq!(metered_as(|text| text.replace("(local.get 0)", "(i64.const 5)")), seen);
        assert_eq!(metered_as(|text| text.replace("i32.const 1", "i32.const 2")), seen);
        assert_eq!(metered_as(|text| text.replace("(local.get 0)", "unreachable")), seen);
        assert_eq!(metered_as(|text| text.replace("(local.get 0)", "(nop) (local.get 0)")), None);
    }
}
