//! Calls that nest, made by chance: the same call on three engines must give the same receipt, or this says where it did not.
//!
//! The tests make a few hundred of them, `runtime/benches/examples/stack_agreement.rs` as many as it is asked for.

use std::fmt::Write as _;

use runtime::{Compiler, Instance, Limits, Outcome, Receipt, Runtime, Trap};

pub const COMPILERS: [Compiler; 4] =
    [Compiler::Cranelift, Compiler::CraneliftUnoptimised, Compiler::Pulley, Compiler::PulleyUnoptimised];

/// Pseudo-random numbers from a seed, the same everywhere (xorshift64*).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16;
        u32::try_from(number % u64::from(end)).unwrap()
    }

    fn one_in(&mut self, n: u32) -> bool {
        self.below(n) == 0
    }

    /// Small numbers as likely as large ones.
    fn of_any_size(&mut self, bits: u32) -> u32 {
        let end = 1 << self.below(bits + 1);
        self.below(end)
    }
}

/// How the last function of a nest ends; the argument of `$end`.
const ENDS: u32 = 6;
const RETURNS: u32 = 0;
const DIVIDES_BY_ZERO: u32 = 3;

/// What `$end` does, which every nest calls at its bottom.
const END: &str = r"(func $end (param i64)
    (if (i64.eq (local.get 0) (i64.const 1)) (then (call $gas_consume (i32.const 0) (i64.const -1))))
    (if (i64.eq (local.get 0) (i64.const 2)) (then unreachable))
    (if (i64.eq (local.get 0) (i64.const 3)) (then (drop (i64.div_s (i64.const 1) (i64.const 0)))))
    (if (i64.eq (local.get 0) (i64.const 4))
      (then (call $state_set (i32.const 3) (i64.add (i64.const 1) (call $state_get (i32.const 3))))))
    (if (i64.eq (local.get 0) (i64.const 5)) (then (call $gas_consume (i32.const 1) (i64.const 100)))))";

/// A module whose functions call each other in a circle, and the circle: which function comes after which.
pub struct Nest {
    pub text: String,
    next: Vec<usize>,
}

impl Nest {
    pub fn new(random: &mut Random, bits: u32) -> Self {
        let count = random.below(4) + 1;
        let signatures: Vec<(u32, u32)> = (0..count)
            .map(|_| (random.of_any_size(5).min(30), if random.one_in(4) { random.below(33) } else { 1 }))
            .collect();
        let next: Vec<usize> = (0..count).map(|_| random.below(count) as usize).collect();
        let memory = if random.one_in(8) { "(memory 1)" } else { "" };
        let names = (0..count).fold(String::new(), |names, index| names + &format!("$f{index} "));
        let mut text = format!(
            r#"(module
  (import "env" "gas_consume" (func $gas_consume (param i32 i64)))
  (import "env" "state_get" (func $state_get (param i32) (result i64)))
  (import "env" "state_set" (func $state_set (param i32 i64)))
  {memory} (table {count} funcref) (elem (i32.const 0) {names})
  {END}
"#
        );
        for (index, next) in next.iter().enumerate() {
            function(
                &mut text,
                index,
                signatures[index],
                (*next, signatures[*next]),
                (bits, !memory.is_empty()),
                random,
            );
        }
        let (extra, results) = signatures[0];
        let extra = "(i64.const 5) ".repeat(extra as usize);
        let drops = "(drop) ".repeat(results as usize);
        let first = if results == 0 { "(i64.const 1)".to_owned() } else { drops.replacen("(drop) ", "", 1) };
        write!(
            text,
            r#"(func (export "run") (param i64 i64) (result i64) (local.get 0) (local.get 1) {extra} (call $f0) {first}))"#
        )
        .unwrap();
        Self { text, next }
    }

    /// The deepest call that keeps to the limit, by the weights of `$end`, the functions and `run`.
    fn deepest(&self, weights: &[Option<u32>], limit: u32) -> i64 {
        let weight = |function: usize| weights[function].unwrap();
        let (mut height, mut at, mut depth) = (weight(self.next.len() + 1), 0, -1);
        loop {
            height += weight(at + 1);
            if height > limit {
                return depth;
            }
            (at, depth) = (self.next[at], depth + 1);
        }
    }
}

/// One function: values kept over the call of the next one, then all of them used.
fn function(
    text: &mut String,
    index: usize,
    (extra, results): (u32, u32),
    (next, (next_extra, next_results)): (usize, (u32, u32)),
    (bits, memory): (u32, bool),
    random: &mut Random,
) {
    let list = |count: u32| "i64 ".repeat(count as usize);
    let locals = random.of_any_size(6) + 1;
    let first_local = extra + 2;
    let mut line = |line: &str| writeln!(text, "    {line}").unwrap();
    line(&format!(
        "(func $f{index} (param i64 i64 {}) (result {}) (local {})",
        list(extra),
        list(results),
        list(locals)
    ));
    line(&format!(
        "(if (i64.eqz (local.get 0)) (then (call $end (local.get 1)) {} (return)))",
        "(local.get 0) ".repeat(results as usize)
    ));
    for local in 0..locals.min(random.of_any_size(6)) {
        line(&format!("(local.set {} (i64.mul (local.get 0) (i64.const {})))", first_local + local, random.below(100)));
    }
    if random.one_in(3) {
        // Locals that change where branches meet and in a loop.
        line(&format!(
            "(if (i64.eqz (i64.and (local.get 0) (i64.const 1))) (then (local.set {first_local} (local.get 1))))"
        ));
        line(&format!("(local.set {} (i64.const 3))", first_local + locals - 1));
        line(&format!(
            "(loop (local.set {last} (i64.sub (local.get {last}) (i64.const 1))) (br_if 0 (i64.gt_s (local.get {last}) (i64.const 0))))",
            last = first_local + locals - 1
        ));
    }
    let bits = if random.one_in(20) { bits + 4 } else { bits };
    let (kept, repeated) = (random.of_any_size(bits), random.of_any_size(bits));
    let expression = |number: u32| format!("(i64.xor (local.get {}) (i64.const {number}))", number % (extra + 2));
    line("(i64.const 0)");
    for number in 0..kept {
        line(&match number % 5 {
            0 if memory => format!("(i64.load offset={number} (i32.const 8))"),
            4 => format!("(i64.div_u (local.get 0) (i64.const {}))", number + 1),
            _ => expression(number * 3),
        });
    }
    for number in 0..repeated {
        line(&format!("(i64.add {})", expression(number * 7)));
    }
    if random.one_in(4) {
        line(&format!("(local.set {first_local} (call $state_get (i32.const 3)))"));
    }
    line("(i64.sub (local.get 0) (i64.const 1)) (local.get 1)");
    line(&"(local.get 1) ".repeat(next_extra as usize));
    if random.one_in(3) {
        let ty = format!("(param i64 i64 {}) (result {})", list(next_extra), list(next_results));
        line(&format!("(call_indirect {ty} (i32.const {next}))"));
    } else {
        line(&format!("(call $f{next})"));
    }
    line(&"(i64.add) ".repeat(next_results as usize));
    for number in 0..repeated {
        line(&format!("(i64.add {})", expression(number * 7)));
    }
    line(&"(i64.xor) ".repeat(kept as usize));
    if random.one_in(3) {
        // A second call, no deeper than the first.
        line(&format!("(i64.const 0) (i64.const 0) {} (call $f{next})", "(i64.const 1) ".repeat(next_extra as usize)));
        line(&"(i64.add) ".repeat(next_results as usize));
    }
    line(&format!("(local.set 0) {} )", "(local.get 0) ".repeat(results as usize)));
}

/// What the calls came to.
#[derive(Debug, Default)]
pub struct Tally {
    pub modules: u32,
    pub calls: u32,
    pub returned: u32,
    pub exhausted: u32,
    pub refused: u32,
    pub out_of_fuel: u32,
    pub other_traps: u32,
    /// Receipts that were not the same, native stack traps, and calls that did not end at the height they should have.
    pub differences: Vec<String>,
}

impl Tally {
    fn count(&mut self, receipt: &Receipt) {
        self.calls += 1;
        match &receipt.outcome {
            Outcome::Returned(_) => self.returned += 1,
            Outcome::Trapped(Trap::StackExhausted { .. }) => self.exhausted += 1,
            Outcome::Trapped(Trap::OutOfFuel { .. }) => self.out_of_fuel += 1,
            Outcome::Trapped(Trap::NegativeGas { .. } | Trap::OutOfGas { .. }) => self.refused += 1,
            Outcome::Trapped(_) => self.other_traps += 1,
        }
    }
}

/// Makes one module, whose functions mostly keep below `1 << bits` values, and calls it so often on each runtime. Gives the module, and the depth at which it is stopped.
pub fn compare(runtimes: &[Runtime], bits: u32, calls: u32, random: &mut Random, tally: &mut Tally) -> (Vec<u8>, i64) {
    let nest = Nest::new(random, bits);
    let wasm = wat::parse_str(&nest.text).unwrap();
    let limits = Limits::default();
    let weights = runtime::counted(&wasm, &limits).unwrap().weights;
    let deepest = nest.deepest(&weights, limits.stack_height);
    let mut instances: Vec<Instance> = runtimes.iter().map(|runtime| runtime.load(&wasm).unwrap()).collect();
    tally.modules += 1;
    for _ in 0..calls {
        let depth = match random.below(10) {
            0 => i64::MAX,
            1 => i64::from(random.below(10)),
            2 | 3 => i64::from(random.below(2_000)),
            _ => (deepest - 2 + i64::from(random.below(5))).max(0),
        };
        let end = random.below(ENDS);
        // Where a guest trap meets the end of the fuel, its name is the engine's choice (FUEL-9).
        let little = end != DIVIDES_BY_ZERO && random.one_in(8);
        let fuel = if little { 500 + u64::from(random.of_any_size(18)) } else { 1 << 40 };
        let mut receipts = Vec::new();
        for (instance, compiler) in instances.iter_mut().zip(COMPILERS) {
            instance.set_fuel(fuel).unwrap();
            instance.set_gas_budget(1, 50);
            match instance.execute("run", &[depth, end.into()]) {
                Ok(receipt) => receipts.push(receipt),
                Err(error) => tally.differences.push(format!("{compiler:?}, depth {depth}: {error}\n{}", nest.text)),
            }
        }
        let Some((first, others)) = receipts.split_first() else { continue };
        tally.count(first);
        if let Some(other) = others.iter().find(|other| *other != first) {
            tally.differences.push(format!("depth {depth}, end {end}, fuel {fuel}:\n{first}\n{other}\n{}", nest.text));
        }
        let exhausted = matches!(first.outcome, Outcome::Trapped(Trap::StackExhausted { .. }));
        let returned = matches!(first.outcome, Outcome::Returned(_));
        if !little && (exhausted != (depth > deepest) || (end == RETURNS && exhausted == returned)) {
            tally.differences.push(format!("depth {depth} of {deepest}, end {end}: {first}\n{}", nest.text));
        }
    }
    (wasm, deepest)
}

/// One runtime for each compiler, at default limits.
pub fn runtimes() -> Vec<Runtime> {
    COMPILERS.map(|compiler| Runtime::builder().compiler(compiler).build().unwrap()).into()
}
