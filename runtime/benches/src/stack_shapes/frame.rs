//! How large frames are on an engine.

use runtime::{Compiler, Limits};
use wasmtime::{Config, Engine, Inlining, Instance, Linker, Module, OptLevel, Store, TypedFunc, Val};

use super::Shape;

/// Native stack that frames are counted in: large, so that what is not a frame does not matter.
const STACK_BYTES: usize = 32 << 20;
/// Stack of the thread that [`Measure`] must be used on.
pub const THREAD_BYTES: usize = STACK_BYTES + (8 << 20);

/// What a shape weighs, and what its frame takes.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// Weight, were it counted or not.
    pub units: u32,
    /// Native bytes.
    pub bytes: f64,
}

impl Frame {
    /// Native bytes per unit.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.bytes / f64::from(self.units)
    }
}

/// Counts frames on one engine. To be used on a thread of [`THREAD_BYTES`].
pub struct Measure {
    engine: Engine,
    linker: Linker<()>,
}

/// An engine set as the runtime sets its own, but for the price list and the size of the stack.
///
/// # Panics
///
/// If the engine cannot be set up.
#[must_use]
pub fn engine(compiler: Compiler, stack_bytes: usize) -> Engine {
    let mut config = Config::new();
    match compiler {
        Compiler::Cranelift => config.cranelift_opt_level(OptLevel::Speed),
        Compiler::CraneliftUnoptimised => config.cranelift_opt_level(OptLevel::None),
        Compiler::Pulley => config.target("pulley64").expect("pulley is built in").cranelift_opt_level(OptLevel::Speed),
        Compiler::PulleyUnoptimised => {
            config.target("pulley64").expect("pulley is built in").cranelift_opt_level(OptLevel::None)
        }
    };
    config.consume_fuel(true);
    config.compiler_inlining(Inlining::No);
    config.generate_address_map(false);
    config.wasm_backtrace_max_frames(None);
    // The engine refuses a stack larger than that of a fiber, though none is used.
    config.async_stack_size(stack_bytes).max_wasm_stack(stack_bytes);
    Engine::new(&config).expect("an engine")
}

/// Limits under which everything is weighed.
fn weighing() -> Limits {
    Limits { stack_height: 1 << 30, uncounted_frame_height: 0, ..Limits::default() }
}

impl Measure {
    /// For this compiler.
    ///
    /// # Panics
    ///
    /// If the engine cannot be set up.
    #[must_use]
    pub fn new(compiler: Compiler) -> Self {
        let engine = engine(compiler, STACK_BYTES);
        let mut linker = Linker::new(&engine);
        linker.func_wrap("env", "state_get", |_: u32| -> i64 { 0 }).expect("one hostcall");
        Self { engine, linker }
    }

    /// The shape's weight and frame; nothing if it is not admitted.
    ///
    /// # Panics
    ///
    /// If the module does not assemble or compile: then the generator is wrong.
    #[must_use]
    pub fn frame(&self, shape: &Shape, wasm: &[u8]) -> Option<Frame> {
        let counted = runtime::counted(wasm, &weighing()).ok()?;
        // After the four that every module has.
        let units = counted.weights[4]?;
        let uncounted_frame_height = Limits::default().uncounted_frame_height;
        let counted = runtime::counted(wasm, &Limits { uncounted_frame_height, ..weighing() }).ok()?;
        let module = Module::new(&self.engine, &counted.wasm).expect("compiles");
        let frames = self.frames(&module, 1)?;
        #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
        let stack = STACK_BYTES as f64;
        if !shape.leaf {
            return Some(Frame { units, bytes: stack / frames });
        }
        let alone = self.frames(&module, 0)?;
        Some(Frame { units, bytes: stack / alone * (alone - frames) })
    }

    /// How many frames fit.
    fn frames(&self, module: &Module, nest: i32) -> Option<f64> {
        let mut store = Store::new(&self.engine, ());
        store.set_fuel(u64::MAX).expect("fuel is on");
        let instance: Instance = self.linker.instantiate(&mut store, module).expect("instantiates");
        for (name, value) in [("nest", nest), ("metered:stack_left", i32::MAX)] {
            let global = instance.get_global(&mut store, name).expect("is exported");
            global.set(&mut store, Val::I32(value)).expect("is mutable");
        }
        let run: TypedFunc<(), i64> = instance.get_typed_func(&mut store, "run").expect("is exported");
        let error = run.call(&mut store, ()).expect_err("never ends");
        match error.downcast_ref() {
            Some(wasmtime::Trap::StackOverflow) => {}
            // The counter came to its end first: too many units for too few bytes.
            Some(wasmtime::Trap::UnreachableCodeReached) => return None,
            _ => panic!("{error:?}"),
        }
        let frames = instance.get_global(&mut store, "frames").expect("is exported").get(&mut store);
        Some(f64::from(frames.unwrap_i32()))
    }
}
