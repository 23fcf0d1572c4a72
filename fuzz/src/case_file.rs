//! An input as a case of the suite: a header of `;;!` lines, which `conformance/cases/readme.wat` explains, and the module as text.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

use conformance::{HostErrorName, RefusalName, TrapName};
use runtime::{HostError, Limits, LoadError, Module, Outcome, Receipt, Refusal};

use crate::bench::Bench;
use crate::script::Script;
use crate::session::{Session, Step, play, replay};

/// How the line of the limits starts.
const LIMITS: &str = ";;! limits = ";

/// What a case says of its module.
#[derive(Debug)]
pub enum Plan<'a> {
    /// It is refused.
    Refused(&'a Refusal),
    /// It is called, and this is how each call ended; a call without an end is one that nothing is known of.
    Steps(&'a [Step], &'a [Result<&'a Receipt, &'a HostError>]),
}

/// The text of a case. What its calls are expected to do is what they did: whether that is right is for its reader to say.
#[must_use]
pub fn text(why: &str, clauses: &[&str], limits: &Limits, wasm: &[u8], plan: &Plan<'_>) -> String {
    let mut header = Header(String::new());
    header.line(format_args!("why = {}", quoted(why)));
    let clauses: Vec<String> = clauses.iter().map(|clause| quoted(clause)).collect();
    header.line(format_args!("clauses = [{}]", clauses.join(", ")));
    header.limits(limits);
    let text = wasmprinter::print_bytes(wasm).ok().filter(|text| conformance_takes(text, wasm));
    if text.is_none() {
        let digits: Vec<String> = wasm.iter().map(|byte| format!("{byte:02x}")).collect();
        header.line(format_args!("bytes = \"{}\"", digits.join(" ")));
    }
    match plan {
        Plan::Refused(refusal) => header.line(format_args!("refused = \"{}\"", RefusalName::of(refusal))),
        Plan::Steps(steps, ends) => header.steps(steps, ends),
    }
    format!("{}{}", header.0, text.unwrap_or_default())
}

/// The text of a case for a module and a script, carried out here to see how its calls end.
///
/// Its limits are the fuzzer's, or none are named where the same comes of the default ones.
#[must_use]
pub fn of_script(wasm: &[u8], script: &Script) -> String {
    let of = |bench: &Bench| {
        of_performance("An input of the fuzzer.", &["CALL-6"], wasm, bench, |module| {
            play(bench.first(), module, bench.limits(), script)
        })
    };
    let text = of(Bench::of_the_fuzzer());
    let without_limits =
        |text: &str| text.lines().filter(|line| !line.starts_with(LIMITS)).collect::<Vec<_>>().join("\n");
    let by_default = Bench::new(Limits::default()).map(|bench| of(&bench));
    by_default.ok().filter(|by_default| without_limits(by_default) == without_limits(&text)).unwrap_or(text)
}

/// The text of a case for a module and steps, carried out on these engines to see how their calls end.
#[must_use]
pub fn of_steps(why: &str, clauses: &[&str], wasm: &[u8], steps: &[Step], bench: &Bench) -> String {
    of_performance(why, clauses, wasm, bench, |module| replay(bench.first(), module, bench.limits(), steps))
}

fn of_performance(
    why: &str,
    clauses: &[&str],
    wasm: &[u8],
    bench: &Bench,
    perform: impl FnOnce(&Module) -> Result<Session, HostError>,
) -> String {
    // A host that panics is what a fuzzer looks for: its input is shown all the same, without what it does. A fuzzer's hook would
    // end the process.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let performed = catch_unwind(AssertUnwindSafe(|| -> Result<Session, LoadError> {
        Ok(perform(&bench.first().compile(wasm)?)?)
    }));
    std::panic::set_hook(hook);
    let text = |plan| text(why, clauses, &bench.limits(), wasm, &plan);
    match performed {
        Ok(Ok(session)) => {
            let ends: Vec<_> = session.calls.iter().map(|call| call.ended.as_ref()).collect();
            text(Plan::Steps(&session.steps, &ends))
        }
        Ok(Err(LoadError::Refused(refusal))) => text(Plan::Refused(&refusal)),
        Ok(Err(LoadError::Host(_))) | Err(_) => text(Plan::Steps(&[], &[])),
    }
}

/// Whether text stands for a module: printed and assembled again it must be the same, down to what the runtime says of it.
fn conformance_takes(text: &str, wasm: &[u8]) -> bool {
    let entry = |wasm: &[u8]| Bench::of_the_fuzzer().first().compile(wasm).map(|module| module.entry_price()).ok();
    let header = ";;! why = \"-\"\n;;! clauses = [\"MOD-1\"]\n;;! refused = \"empty\"\n";
    let case = conformance::Case::parse("printed", &format!("{header}{text}")).ok();
    case.and_then(|case| case.assemble().ok())
        .is_some_and(|assembled| assembled == wasm || entry(&assembled) == entry(wasm))
}

/// Lines of TOML behind the mark of a header.
struct Header(String);

impl Header {
    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        // A string takes any text.
        let _ = writeln!(self.0, ";;! {line}");
    }

    /// Those that are not the default.
    fn limits(&mut self, limits: &Limits) {
        let (Ok(ours), Ok(defaults)) = (toml::Table::try_from(limits), toml::Table::try_from(Limits::default())) else {
            return;
        };
        let differ = ours.iter().filter(|(name, limit)| defaults.get(*name) != Some(limit));
        let shown: Vec<String> =
            differ.filter_map(|(name, limit)| Some(format!("{name} = {}", limit.as_integer()?))).collect();
        if !shown.is_empty() {
            let _ = writeln!(self.0, "{LIMITS}{{ {} }}", shown.join(", "));
        }
    }

    /// A step of a case is some settings, none of them twice, and a call.
    fn steps(&mut self, steps: &[Step], ends: &[Result<&Receipt, &HostError>]) {
        let mut ends = ends.iter();
        let mut settings = Settings::default();
        for step in steps {
            if !settings.take(step) {
                self.settings(&std::mem::take(&mut settings));
                settings.take(step);
            }
            if let Step::Call { export, arguments } = step {
                self.settings(&std::mem::take(&mut settings));
                self.call(export, arguments);
                if let Some(ended) = ends.next() {
                    self.line(format_args!("expect = {{ {} }}", end(*ended)));
                }
            }
        }
        if settings != Settings::default() {
            self.settings(&settings);
        }
    }

    /// Opens a step.
    fn settings(&mut self, settings: &Settings) {
        self.line(format_args!("[[step]]"));
        if let Some(units) = settings.fuel {
            self.line(format_args!("fuel = {}", number(units)));
        }
        let cleared = settings.budgets.iter().filter(|(_, units)| units.is_none());
        let cleared: Vec<u32> = cleared.map(|(dimension, _)| *dimension).collect();
        if !cleared.is_empty() {
            self.line(format_args!("clear_budgets = {cleared:?}"));
        }
        let set = settings.budgets.iter().filter_map(|(dimension, units)| Some((dimension, (*units)?)));
        let set: Vec<String> = set.map(|(dimension, units)| format!("{dimension} = {}", number(units))).collect();
        if !set.is_empty() {
            self.line(format_args!("budgets = {{ {} }}", set.join(", ")));
        }
    }

    fn call(&mut self, export: &str, arguments: &[i64]) {
        self.line(format_args!("call = {}", quoted(export)));
        if !arguments.is_empty() {
            self.line(format_args!("args = {arguments:?}"));
        }
    }
}

/// What precedes a call.
#[derive(Debug, Default, PartialEq, Eq)]
struct Settings {
    fuel: Option<u64>,
    /// None clears one.
    budgets: BTreeMap<u32, Option<u64>>,
}

impl Settings {
    /// Takes a setting, if there is not already another in its place.
    fn take(&mut self, step: &Step) -> bool {
        let (dimension, units) = match step {
            Step::SetFuel(units) => {
                let free = self.fuel.is_none();
                self.fuel.get_or_insert(*units);
                return free;
            }
            Step::SetBudget { dimension, units } => (dimension, Some(*units)),
            Step::ClearBudget { dimension } => (dimension, None),
            Step::Call { .. } => return true,
        };
        let free = !self.budgets.contains_key(dimension);
        self.budgets.entry(*dimension).or_insert(units);
        free
    }
}

fn end(ended: Result<&Receipt, &HostError>) -> String {
    match ended.map(|receipt| &receipt.outcome) {
        Ok(Outcome::Returned(value)) => format!("returned = {value}"),
        Ok(Outcome::Trapped(trap)) => format!("trap = \"{}\"", TrapName::of(trap)),
        Err(error) => format!("host_error = \"{}\"", HostErrorName::of(error)),
    }
}

/// Numbers of TOML end at `i64::MAX`.
fn number(units: u64) -> String {
    if i64::try_from(units).is_ok() { units.to_string() } else { format!("\"{units}\"") }
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            character if character.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(character));
            }
            character => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use conformance::{Case, Plan, run};
    use runtime::Compiler;

    use super::of_script;

    #[test]
    fn a_case_file_is_a_case_that_holds() {
        let text = r#"(module
            (import "env" "gas_consume" (func $charge (param i32 i64)))
            (func (export "a \"quoted\" \n name") (param i64) (result i64)
                (call $charge (i32.const 0) (local.get 0)) (i64.const -3)))"#;
        let wasm = wat::parse_str(text).unwrap();
        let script = "budget 0 5; budget 0 18446744073709551615; budget 1 7; call 0 5; fuel 3; call 0 5; call 0 -1"
            .parse()
            .unwrap();
        let case = of_script(&wasm, &script);
        let case = Case::parse("input.wat", &case).unwrap_or_else(|error| panic!("{error}\n{case}"));
        assert_eq!(case.limits, runtime::Limits::default(), "they make no difference here");
        let transcript = run(&case, Compiler::Cranelift).unwrap().to_string();
        for said in ["returned -3", "out-of-fuel", "negative-gas", "of 18446744073709551615"] {
            assert!(transcript.contains(said), "{said}\n{transcript}");
        }
    }

    #[test]
    fn limits_are_named_where_they_matter() {
        let text = r#"(module (memory 0)
            (func (export "f") (result i64) (i64.extend_i32_s (memory.grow (i32.const 9)))))"#;
        let case = of_script(&wat::parse_str(text).unwrap(), &"call 0".parse().unwrap());
        let case = Case::parse("input.wat", &case).unwrap();
        assert_eq!(case.limits, crate::LIMITS, "the memory ends there");
        run(&case, Compiler::Pulley).unwrap();
    }

    #[test]
    fn a_refused_module_is_a_case_that_holds() {
        for wasm in [&b""[..], b"\0asm\x01\0\0\0\x0bxx", &wat::parse_str("(module (func $f) (start $f))").unwrap()] {
            let case = Case::parse("input.wat", &of_script(wasm, &"".parse().unwrap())).unwrap();
            assert!(matches!(case.plan, Plan::Refused { .. }));
            assert_eq!(case.assemble().unwrap(), wasm);
            run(&case, Compiler::Cranelift).unwrap();
        }
    }
}
