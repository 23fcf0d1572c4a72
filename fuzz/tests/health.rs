//! Fixed seeds through each generator: fails on a finding, and when a generator no longer reaches what it is for.

#[allow(dead_code, reason = "each test file uses a part")]
mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::judge_all;
use conformance::{Case, TrapName};
use fuzz::targets::TARGETS;
use fuzz::{Binary, Reject, Script, Verdict, admit, case_file, mutators};
use runtime::{Outcome, Receipt, TrapClass};

/// The generator that every textbook uses, so that no dependency's next version changes the inputs.
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// An input without a module of its own: a script of up to 63 bytes and up to 1 KiB for the generator.
fn generated(seed: u64) -> Vec<u8> {
    let mut random = SplitMix64(seed);
    let script = u8::try_from(random.next() % 64).unwrap();
    let length = usize::from(script) + usize::try_from(64 + random.next() % 960).unwrap();
    let rest = std::iter::repeat_with(|| random.next().to_le_bytes()[0]).take(length);
    [0, script].into_iter().chain(rest).collect()
}

/// Two small budgets, in the bytes of a script, so that gas runs out too.
fn budgets() -> Vec<u8> {
    "budget 0 60; budget 1 90".parse::<Script>().unwrap().encode()
}

/// As [`generated`], with budgets before the rest of the script.
fn generated_program(seed: u64) -> Vec<u8> {
    let input = generated(seed);
    let script = input[1] + u8::try_from(budgets().len()).unwrap();
    [&[0, script], budgets().as_slice(), &input[2..]].concat()
}

/// A script of budgets and up to 127 bytes.
fn generated_script(seed: u64) -> Vec<u8> {
    let mut random = SplitMix64(seed);
    let length = usize::try_from(8 + random.next() % 120).unwrap();
    let rest = std::iter::repeat_with(|| random.next().to_le_bytes()[0]).take(length);
    budgets().into_iter().chain(rest).collect()
}

/// Of so many inputs, how many reached each thing; panics on a finding.
fn reached(inputs: &[Vec<u8>], target: &str) -> BTreeMap<String, u32> {
    let target = TARGETS.into_iter().find(|known| known.name == target).expect("a target");
    let mut reached = BTreeMap::new();
    let mut rejects = BTreeSet::new();
    for (data, verdict) in inputs.iter().zip(judge_all(inputs, |data| (target.judge)(data))) {
        match verdict {
            Verdict::Pass(receipts) => {
                *reached.entry("admitted".to_owned()).or_insert(0) += 1;
                for what in what_was_reached(&receipts) {
                    *reached.entry(what).or_insert(0) += 1;
                }
            }
            Verdict::Reject(reject) => {
                rejects.insert(reject.to_string());
            }
            Verdict::Finding(finding) => {
                let (wasm, script) = (target.parts)(data).expect("it was judged");
                // Before the panic: the input is carried out once more to be shown.
                let case = case_file::of_script(&wasm, &script);
                panic!("{finding}\n{case}");
            }
        }
    }
    let shares: Vec<String> = reached.iter().map(|(what, inputs)| format!("{what}: {inputs}")).collect();
    println!("of {} inputs: {}; rejects: {rejects:#?}", inputs.len(), shares.join(", "));
    reached
}

/// What any of the calls did, and every trap by its name.
fn what_was_reached(receipts: &[Receipt]) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    for receipt in receipts {
        reached.insert("a call".to_owned());
        let has_effects =
            !(receipt.gas_charged.is_empty() && receipt.slots_written.is_empty() && receipt.events.is_empty());
        if has_effects {
            reached.insert("a hostcall".to_owned());
        }
        let effects = [
            ("gas_consume", receipt.gas_charged.is_empty()),
            ("state_set", receipt.slots_written.is_empty()),
            ("event_emit", receipt.events.is_empty()),
        ];
        reached.extend(effects.into_iter().filter(|(_, none)| !none).map(|(hostcall, _)| hostcall.to_owned()));
        match &receipt.outcome {
            Outcome::Returned(_) => reached.insert("returned".to_owned()),
            Outcome::Trapped(trap) => {
                if trap.class() == TrapClass::Refusal && trap.name() != "out-of-gas" {
                    reached.insert("another refusal".to_owned());
                }
                if trap.class() == TrapClass::GuestHalt && trap.name() != "out-of-fuel" {
                    reached.insert("another halt".to_owned());
                }
                reached.insert(trap.name().to_owned())
            }
        };
    }
    reached
}

/// Two thirds to three quarters of what was measured: less means that the generator has gone blind there.
fn at_least(reached: &BTreeMap<String, u32>, shares: &[(&str, u32)]) {
    for (what, at_least) in shares {
        let inputs = reached.get(*what).copied().unwrap_or(0);
        assert!(inputs >= *at_least, "{what}: {inputs} inputs, expected at least {at_least}");
    }
}

#[test]
fn modules_of_wasm_smith() {
    let inputs: Vec<_> = (0..200).map(generated).collect();
    let reached = reached(&inputs, "metered_exec");
    at_least(
        &reached,
        &[
            ("admitted", 150),
            ("a call", 150),
            ("returned", 45),
            ("a hostcall", 60),
            ("out-of-gas", 8),
            ("another refusal", 34),
            ("out-of-fuel", 90),
            ("another halt", 20),
            ("unreachable", 28),
        ],
    );
}

/// Other seeds than above: what matters here is that four engines go the same way, not how far.
#[test]
fn modules_of_wasm_smith_on_every_engine() {
    let inputs: Vec<_> = (1_000..1_040).map(generated).collect();
    let reached = reached(&inputs, "differential");
    at_least(
        &reached,
        &[("admitted", 25), ("returned", 8), ("a hostcall", 10), ("out-of-fuel", 15), ("another halt", 3)],
    );
}

#[test]
fn programs_and_host_scripts_reach_every_trap_that_a_guest_can_cause() {
    let inputs: Vec<_> = (0..200).map(generated_program).collect();
    let programs = reached(&inputs, "programs");
    at_least(
        &programs,
        &[
            ("admitted", 200),
            ("returned", 74),
            ("a hostcall", 52),
            ("state_set", 23),
            ("gas_consume", 28),
            ("event_emit", 16),
            ("out-of-gas", 23),
            ("another refusal", 24),
            ("out-of-fuel", 78),
            ("another halt", 34),
            ("unreachable", 8),
            ("stack-exhausted", 8),
        ],
    );
    let mut inputs: Vec<_> = (0..500).map(generated_script).collect();
    // The log fills only over several calls that return, each with bytes.
    inputs.push("call 5 4 8387 0; call 5 4 8387 0".parse::<Script>().unwrap().encode());
    let scripts = reached(&inputs, "host_script");
    at_least(
        &scripts,
        &[
            ("admitted", 501),
            ("returned", 320),
            ("state_set", 210),
            ("gas_consume", 200),
            ("event_emit", 220),
            ("out-of-gas", 11),
            ("another refusal", 75),
            ("another halt", 80),
            ("unreachable", 38),
        ],
    );
    let traps = TrapName::ALL.iter().map(|trap| trap.as_str());
    let unreached: Vec<_> =
        traps.filter(|trap| !programs.contains_key(*trap) && !scripts.contains_key(*trap)).collect();
    assert_eq!(unreached, Vec::<&str>::new());
}

/// The suite's modules, each mutated to valid ones and byte by byte.
fn mutated() -> Vec<Vec<u8>> {
    /// Turns over a bit of one byte.
    fn raw(data: &mut [u8], size: usize, _: usize) -> usize {
        let mut random = SplitMix64(u64::try_from(size).unwrap() ^ u64::from(data.first().copied().unwrap_or(0)));
        let place = usize::try_from(random.next()).unwrap().checked_rem(size).unwrap_or(0);
        if let Some(byte) = data.get_mut(place) {
            *byte ^= 1 << (random.next() % 8);
        }
        size
    }
    let cases = common::files(&common::corpus().join("../conformance/cases"), "wat");
    let wasm = |file: &std::path::PathBuf| {
        let case = Case::parse(&file.display().to_string(), &std::fs::read_to_string(file).unwrap()).unwrap();
        case.assemble().unwrap()
    };
    let mutate = |(seed, wasm): (u32, Vec<u8>)| {
        let mut buffer = wasm.clone();
        buffer.resize(wasm.len() + 1_000, 0);
        let room = buffer.len();
        let size = mutators::module(&mut buffer, wasm.len(), room, seed, raw);
        buffer.truncate(size);
        buffer
    };
    (0..).zip(cases.iter().map(wasm)).map(mutate).collect()
}

#[test]
fn modules_of_the_suite_mutated() {
    let inputs = mutated();
    let mut refusals = BTreeMap::new();
    let mut admitted = 0;
    for (wasm, verdict) in inputs.iter().zip(judge_all(&inputs, |wasm| admit(wasm))) {
        match verdict {
            Verdict::Pass(_) => admitted += 1,
            Verdict::Reject(Reject::Refused(why)) => {
                let start: String = why.chars().take(14).collect();
                *refusals.entry(start).or_insert(0) += 1;
            }
            other => other.or_panic(&Binary(wasm.clone())),
        }
    }
    println!("of {} modules {admitted} are admitted; refused: {refusals:#?}", inputs.len());
    assert!(admitted >= inputs.len() / 3, "{admitted} of {} are admitted", inputs.len());
    assert!(refusals.len() >= 6, "{refusals:?}");
}
