//! What each attack costs a node: `cargo run --release -p conformance --example attacks`, or with parts of names to run only those.
//!
//! Time is CPU time of the thread, the kernel's work for it included, so that a shared machine does not change it much. The plain
//! loop and the attack take turns; each pair gives a ratio, and the median is printed; then once more for the attack without optimisation,
//! which a large module is compiled to, against the plain loop with it. Memory is the peak of a child process less
//! that of a child that runs a trivial module; compiling and running are two processes. Linux only.

#[allow(dead_code, reason = "shared with the tests")]
#[path = "../tests/common/mod.rs"]
mod common;

#[allow(dead_code, reason = "shared with the tests")]
#[path = "../tests/common/attack.rs"]
mod attack;

use std::time::Duration;

use anyhow::Result;
use conformance::Case;
use cpu_time::ThreadTime;
use runtime::{Compiler, Instance, Runtime};

use attack::{Attack, Attacker, Compiled, as_child, attacks, peak_bytes};

const PAIRS: usize = 7;
const SIDE_TIME: Duration = Duration::from_millis(40);
const MOST_FUEL: u64 = 1 << 32;

fn main() -> Result<()> {
    if as_child(measure)? {
        return Ok(());
    }
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let folder = std::env::temp_dir().join(format!("attacks-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let printed = report(&wanted, &folder);
    std::fs::remove_dir_all(&folder)?;
    printed
}

fn report(wanted: &[String], folder: &std::path::Path) -> Result<()> {
    println!(
        "| attack | outcome | fuel | ns a unit | times the plain loop | without optimisation | MiB running | MiB compiling | s compiling |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    let mut baseline = None;
    for attack in attacks()? {
        let is_wanted = wanted.is_empty() || wanted.iter().any(|part| attack.name.contains(part.as_str()));
        if baseline.is_some() && !is_wanted {
            continue;
        }
        let row = Row::of(&attack, folder)?;
        let &mut (compiling, running) = baseline.get_or_insert((row.compiling, row.running));
        row.print(&attack.name, compiling, running);
    }
    Ok(())
}

/// What was measured of one attack. Peaks are of the whole process.
struct Row {
    outcome: String,
    fuel: u64,
    ns: f64,
    ratio: f64,
    unoptimised_ratio: f64,
    running: u64,
    compiling: u64,
    seconds: f64,
}

impl Row {
    fn of(attack: &Attack, folder: &std::path::Path) -> Result<Self> {
        let Compiled { verdict, peak, seconds } = attack.compile_in_child(folder)?;
        let mut row = Self {
            outcome: verdict.split(" at byte").next().unwrap_or(&verdict).to_owned(),
            fuel: 0,
            ns: 0.0,
            ratio: 0.0,
            unoptimised_ratio: 0.0,
            running: 0,
            compiling: peak,
            seconds,
        };
        if verdict == "loaded" {
            let [outcome, fuel, ns, ratio, running] = measured(attack, folder)?;
            row.outcome = outcome;
            (row.fuel, row.ns, row.ratio, row.running) = (fuel.parse()?, ns.parse()?, ratio.parse()?, running.parse()?);
            let unoptimised = Attack { engine: Compiler::CraneliftUnoptimised, ..attack.clone() };
            unoptimised.compile_in_child(folder)?;
            let [.., ratio, _] = measured(&unoptimised, folder)?;
            row.unoptimised_ratio = ratio.parse()?;
        }
        Ok(row)
    }

    #[expect(clippy::cast_precision_loss, reason = "a table shows three digits")]
    fn print(&self, name: &str, compiling: u64, running: u64) {
        let mebibytes = |bytes: u64, baseline: u64| bytes.saturating_sub(baseline) as f64 / f64::from(1 << 20);
        let compiling = mebibytes(self.compiling, compiling);
        let Self { outcome, fuel, ns, ratio, unoptimised_ratio, seconds, .. } = self;
        if *fuel == 0 {
            println!("| {name} | {outcome} | | | | | | {compiling:.1} | {seconds:.2} |");
            return;
        }
        let running = mebibytes(self.running, running);
        println!(
            "| {name} | {outcome} | {fuel} | {ns:.2} | {ratio:.1} | {unoptimised_ratio:.1} | {running:.1} | {compiling:.1} | {seconds:.2} |"
        );
    }
}

fn measured(attack: &Attack, folder: &std::path::Path) -> Result<[String; 5]> {
    let said = attack.in_child("measure", folder)?;
    let fields: Vec<String> = said.lines().map(str::to_owned).collect();
    fields.try_into().map_err(|_| anyhow::anyhow!("a child said {said}"))
}

/// The work of a child: outcome, fuel of a round, nanoseconds a unit, ratio, peak.
fn measure(case: &Case, instance: Instance) -> Result<String> {
    let mut attacker = Attacker::new(case, instance);
    let mut spin = spin()?;
    let (mut fuel, mut rounds) = (1_000_000, 1);
    // The first rounds also warm everything up.
    while side(&mut attacker, fuel, rounds)?.time < SIDE_TIME {
        if attacker.is_endless() && fuel < MOST_FUEL { fuel *= 2 } else { rounds *= 2 }
    }
    let mut pairs = Vec::new();
    let mut last = side(&mut attacker, fuel, rounds)?;
    for _ in 0..PAIRS {
        let plain = side(&mut spin, 50_000_000, 1)?;
        last = side(&mut attacker, fuel, rounds)?;
        pairs.push((last.ns_a_unit(), last.ns_a_unit() / plain.ns_a_unit()));
    }
    let median = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values[PAIRS / 2]
    };
    let (ns, ratio) = pairs.into_iter().unzip();
    let fuel = last.fuel / rounds;
    Ok(format!("{}\n{fuel}\n{}\n{}\n{}\n", last.outcome, median(ns), median(ratio), peak_bytes()?))
}

/// The plain loop, as a node runs it.
fn spin() -> Result<Attacker> {
    let text = include_str!("../cases/attack/spin.wat");
    let case = Case::parse("spin", text)?;
    Ok(Attacker::new(&case, Runtime::new().load(&case.assemble()?)?))
}

/// One side of a pair.
struct Side {
    time: Duration,
    fuel: u64,
    outcome: String,
}

impl Side {
    #[expect(clippy::cast_precision_loss, reason = "a table shows three digits")]
    fn ns_a_unit(&self) -> f64 {
        self.time.as_nanos() as f64 / self.fuel.max(1) as f64
    }
}

fn side(attacker: &mut Attacker, fuel: u64, rounds: u64) -> Result<Side> {
    let mut side = Side { time: Duration::ZERO, fuel: 0, outcome: String::new() };
    let started = ThreadTime::now();
    for _ in 0..rounds {
        let round = attacker.round(fuel)?;
        side.fuel += round.fuel_used;
        side.outcome = round.outcome;
    }
    side.time = started.elapsed();
    Ok(side)
}
