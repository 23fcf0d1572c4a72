//! The same host on raw wasmtime: what a node would write without `runtime`. No budgets, no transaction, no receipt.

use std::collections::HashMap;

use wasmtime::{
    Caller, Config, Engine, Extern, Instance, InstanceAllocationStrategy, InstancePre, Linker, Module,
    PoolingAllocationConfig, Store, TypedFunc, Val,
};

/// What the hostcalls keep.
#[derive(Debug, Default)]
pub struct Host {
    state: HashMap<u32, i64>,
    gas: HashMap<u32, u64>,
    events: Vec<(u32, Vec<u8>)>,
}

/// A module on raw wasmtime.
pub struct Raw {
    /// Holds the instance and its state.
    pub store: Store<Host>,
    instance: Instance,
}

/// An engine as ours is, with or without fuel and slots for memories.
#[must_use]
pub fn engine(fuel: bool, pooled: bool) -> Engine {
    let mut config = Config::new();
    config.consume_fuel(fuel);
    if pooled {
        let mut pool = PoolingAllocationConfig::new();
        pool.total_memories(64).total_core_instances(64).total_tables(64).max_memory_size(16 << 20);
        config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool));
    }
    Engine::new(&config).expect("an engine")
}

impl Raw {
    /// Compiled and instantiated, with memory on demand.
    #[must_use]
    pub fn new(wasm: &[u8], fuel: bool) -> Self {
        Self::from_pre(&Self::linked(wasm, fuel, false))
    }

    /// Compiled and linked.
    #[must_use]
    pub fn linked(wasm: &[u8], fuel: bool, pooled: bool) -> InstancePre<Host> {
        let engine = engine(fuel, pooled);
        let mut linker: Linker<Host> = Linker::new(&engine);
        let module = Module::new(&engine, wasm).expect("compiles");
        let defined = linker
            .func_wrap("env", "state_get", |caller: Caller<'_, Host>, slot: u32| -> i64 {
                caller.data().state.get(&slot).copied().unwrap_or(0)
            })
            .and_then(|linker| {
                linker.func_wrap("env", "state_set", |mut caller: Caller<'_, Host>, slot: u32, value: i64| {
                    caller.data_mut().state.insert(slot, value);
                })
            })
            .and_then(|linker| {
                linker.func_wrap("env", "gas_consume", |mut caller: Caller<'_, Host>, dimension: u32, amount: i64| {
                    *caller.data_mut().gas.entry(dimension).or_insert(0) += amount.cast_unsigned();
                })
            })
            .and_then(|linker| linker.func_wrap("env", "event_emit", event_emit));
        defined.expect("four hostcalls");
        linker.instantiate_pre(&module).expect("links")
    }

    /// A store and an instance of its own, with all the fuel there is.
    #[must_use]
    pub fn from_pre(pre: &InstancePre<Host>) -> Self {
        let mut store = Store::new(pre.module().engine(), Host::default());
        // Refused where fuel is off.
        store.set_fuel(u64::MAX).ok();
        let instance = pre.instantiate(&mut store).expect("instantiates");
        Self { store, instance }
    }

    /// An export of no arguments.
    #[must_use]
    pub fn typed(&mut self, export: &str) -> TypedFunc<(), i64> {
        self.instance.get_typed_func(&mut self.store, export).expect("a function of no arguments")
    }

    /// An export of one argument.
    #[must_use]
    pub fn typed_one(&mut self, export: &str) -> TypedFunc<i64, i64> {
        self.instance.get_typed_func(&mut self.store, export).expect("a function of one argument")
    }

    /// Calls an export of one argument or of none.
    #[must_use]
    pub fn call(&mut self, export: &str, argument: Option<i64>) -> i64 {
        match argument {
            Some(argument) => {
                let typed = self.typed_one(export);
                typed.call(&mut self.store, argument).expect("returns")
            }
            None => self.typed_call(export),
        }
    }

    /// Gives a module whose stack is counted all there is; calls that return give back what they took.
    pub fn fill_stack(&mut self) {
        if let Some(left) = self.instance.get_global(&mut self.store, "metered:stack_left") {
            left.set(&mut self.store, Val::I32(i32::MAX)).expect("the counter can be set");
        }
    }

    /// Finds an export and calls it.
    #[must_use]
    pub fn typed_call(&mut self, export: &str) -> i64 {
        self.typed(export).call(&mut self.store, ()).expect("returns")
    }

    /// Finds an export by name and calls it with values in vectors: the slow way.
    #[must_use]
    pub fn call_by_name(&mut self, export: &str) -> i64 {
        let function = self.instance.get_func(&mut self.store, export).expect("a function");
        let mut results = vec![Val::I64(0)];
        function.call(&mut self.store, &[], &mut results).expect("returns");
        results[0].unwrap_i64()
    }
}

fn event_emit(mut caller: Caller<'_, Host>, id: u32, offset: u32, length: u32) {
    let memory = caller.get_export("memory").and_then(Extern::into_memory);
    let range = offset as usize..offset as usize + length as usize;
    let payload = memory.and_then(|memory| memory.data(&caller).get(range)).unwrap_or_default().to_vec();
    caller.data_mut().events.push((id, payload));
}
