//! The attacks of spec clause `ATTACK-1`: those made in code end as promised, and those that want memory keep within it.
//!
//! Memory is held on Linux, where a process can read its peak; each attack is compiled in a child process and run in another. The
//! report, `examples/attacks.rs`, does so with every attack and an optimised compiler, and prints time, which is not held here. Files
//! under `cases/attack/` are also cases of the suite, like all others.

#[allow(dead_code, reason = "each test file uses a part")]
mod common;

#[allow(dead_code, reason = "each test file uses a part")]
#[path = "common/attack.rs"]
mod attack;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use anyhow::{Result, ensure};
use conformance::{Case, ENGINES, engine_name, run};
use libtest_mimic::{Arguments, Trial};
use runtime::{Instance, Outcome, Runtime, Trap};

use attack::{Attack, Attacker, Compiled, as_child, attacks, peak_bytes};

/// Over what a child needs that runs a trivial module, linear memory included.
const RUNNING: u64 = 64 << 20;
/// Over what a child needs that compiles a trivial module. The compiler is not optimised here; its memory is much the same.
const COMPILING: u64 = 256 << 20;
/// An unoptimised compiler takes minutes for these: the report compiles them, in a release build.
const TOO_SLOW: [&str; 3] =
    ["functions_at_the_limit", "blocks_inside_each_other", "locals_and_loops_inside_each_other"];
/// The files that make a host take memory. The others take next to none, as the report shows.
const HUNGRY: [&str; 19] = [
    "dear_to_instantiate",
    "dimensions_at_random",
    "dimensions_endless",
    "event_of_2_gib",
    "events_endless",
    "events_kept",
    "events_over_many_calls",
    "events_with_bytes",
    "memory_copy",
    "memory_grow_and_touch",
    "memory_grow_on_credit",
    "memory_touched",
    "recursion",
    "recursion_up_and_down",
    "slots_filled",
    "slots_written_and_kept",
    "slots_written_at_random",
    "table_grow_at_once",
    "tables_for_ever",
];
/// What a call is given that ends for want of fuel: enough to reach every limit of memory.
const FUEL: u64 = 50_000_000;

fn main() -> Result<ExitCode> {
    if as_child(one_round)? {
        return Ok(ExitCode::SUCCESS);
    }
    let arguments = Arguments::from_args();
    let attacks = attacks()?;
    let mut trials = vec![Trial::test("a_hundred_traps_in_a_row_cost_what_was_granted_once", || Ok(hundred_traps()?))];
    // What is dear to compile is compiled once, below.
    let from_code = attacks.iter().filter(|attack| attack.is_generated && !attack.bomb);
    trials.extend(from_code.flat_map(|attack| ENGINES.map(|engine| (attack.clone(), engine))).map(
        |(attack, engine)| {
            let name = format!("{} [{}]", attack.name, engine_name(engine));
            Trial::test(name, move || Ok(run(&attack.case()?, engine).map(drop)?))
        },
    ));
    if cfg!(target_os = "linux") {
        let unknown: Vec<&&str> =
            HUNGRY.iter().chain(&TOO_SLOW).filter(|name| !attacks.iter().any(|attack| attack.name == **name)).collect();
        ensure!(unknown.is_empty(), "no attacks of these names: {unknown:?}");
        let peaks = Arc::new(Peaks::new(attacks[0].clone()));
        let is_held = |attack: &Attack| attack.is_generated || HUNGRY.contains(&&*attack.name);
        let held = attacks.into_iter().filter(|attack| is_held(attack) && !TOO_SLOW.contains(&&*attack.name));
        trials.extend(held.map(|attack| {
            let peaks = Arc::clone(&peaks);
            Trial::test(format!("{} [memory]", attack.name), move || Ok(peaks.hold(&attack)?))
        }));
    }
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

/// The first of them burns all there is; none of the others finds any.
fn hundred_traps() -> Result<()> {
    let case = common::files("wat")?.into_iter().find(|file| file.name == "attack/spin_then_trap");
    let case = case.map(|file| file.case()).transpose()?.expect("the case");
    let mut instance = Runtime::new().load(&case.assemble()?)?;
    instance.set_fuel(1_000_000)?;
    let (mut fuel, mut divisions) = (0, 0);
    for _ in 0..100 {
        let receipt = instance.execute("attack", &[1_000])?;
        fuel += receipt.fuel_used;
        divisions += u32::from(receipt.outcome == Outcome::Trapped(Trap::DivisionByZero));
    }
    ensure!((fuel, divisions) == (1_000_000, 1), "{fuel} units, {divisions} divisions");
    Ok(())
}

/// What children need, over what the baseline needs.
struct Peaks {
    baseline: Attack,
    folder: PathBuf,
    measured: OnceLock<Result<(u64, u64), String>>,
}

impl Peaks {
    fn new(baseline: Attack) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        Self { baseline, folder, measured: OnceLock::new() }
    }

    fn hold(&self, attack: &Attack) -> Result<()> {
        let baseline = || self.of(&self.baseline, "baseline").map_err(|error| format!("{error:#}"));
        let baseline = self.measured.get_or_init(baseline).clone().map_err(anyhow::Error::msg)?;
        let peaks = self.of(attack, "attack")?;
        let (compiling, running) = (peaks.0.saturating_sub(baseline.0), peaks.1.saturating_sub(baseline.1));
        ensure!(compiling < COMPILING, "compiling takes {compiling} bytes over the baseline, the bound is {COMPILING}");
        ensure!(running < RUNNING, "running takes {running} bytes over the baseline, the bound is {RUNNING}");
        Ok(())
    }

    /// Peaks of compiling and of running; what is refused does not run.
    fn of(&self, attack: &Attack, folder: &str) -> Result<(u64, u64)> {
        let folder = self.folder.join(folder);
        std::fs::create_dir_all(&folder)?;
        let Compiled { verdict, peak, .. } = attack.compile_in_child(&folder)?;
        Ok((peak, if verdict == "loaded" { attack.in_child("run", &folder)?.trim().parse()? } else { 0 }))
    }
}

/// The work of a child.
fn one_round(case: &Case, instance: Instance) -> Result<String> {
    Attacker::new(case, instance).round(FUEL)?;
    Ok(format!("{}\n", peak_bytes()?))
}
