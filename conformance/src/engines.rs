//! The engines that must all write the same transcript (spec clause `DET-1`).

use runtime::Compiler;

/// Every engine, the one that a node runs first.
pub const ENGINES: [Compiler; 4] =
    [Compiler::Cranelift, Compiler::CraneliftUnoptimised, Compiler::Pulley, Compiler::PulleyUnoptimised];

/// The engine's name in test names and messages.
#[must_use]
pub fn engine_name(engine: Compiler) -> &'static str {
    match engine {
        Compiler::Cranelift => "cranelift",
        Compiler::CraneliftUnoptimised => "cranelift-unoptimised",
        Compiler::Pulley => "pulley",
        Compiler::PulleyUnoptimised => "pulley-unoptimised",
        #[cfg(feature = "winch")]
        Compiler::Winch => "winch",
    }
}
