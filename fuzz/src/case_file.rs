//! An input as a case of the suite: a header of `;;!` lines, which `conformance/cases/readme.wat` explains, and the module as text.

use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

use conformance::{HostErrorName, RefusalName, TrapName};
use runtime::{HostError, Limits, LoadError, Module, Outcome, Receipt, Refusal};

use crate::bench::Bench;
use crate::script::Script;
use crate::session::{Session, Step, play, replay};

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
#[must_use]
pub fn of_script(wasm: &[u8], script: &Script) -> String {
    of_performance("An input of the fuzzer.", &["CALL-6"], wasm, |bench, module| {
        play(bench.first(), module, bench.limits(), script)
    })
}

/// The text of a case for a module and steps, carried out here to see how their calls end.
#[must_use]
pub fn of_steps(why: &str, clauses: &[&str], wasm: &[u8], steps: &[Step]) -> String {
    of_performance(why, clauses, wasm, |bench, module| replay(bench.first(), module, bench.limits(), steps))
}

fn of_performance(
    why: &str,
    clauses: &[&str],
    wasm: &[u8],
    perform: impl FnOnce(&Bench, &Module) -> Result<Session, HostError>,
) -> String {
    let bench = Bench::of_the_fuzzer();
    // A host that panics is what a fuzzer looks for: its input is shown all the same, without what it does.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let performed = catch_unwind(AssertUnwindSafe(|| -> Result<Session, LoadError> {
        Ok(perform(bench, &bench.first().compile(wasm)?)?)
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
            self.line(format_args!("limits = {{ {} }}", shown.join(", ")));
        }
    }

    fn steps(&mut self, steps: &[Step], ends: &[Result<&Receipt, &HostError>]) {
        let mut ends = ends.iter();
        for step in steps {
            self.line(format_args!("[[step]]"));
            match step {
                Step::SetFuel(units) => self.line(format_args!("fuel = {}", number(*units))),
                Step::SetBudget { dimension, units } => {
                    self.line(format_args!("budgets = {{ {dimension} = {} }}", number(*units)));
                }
                Step::ClearBudget { dimension } => self.line(format_args!("clear_budgets = [{dimension}]")),
                Step::Call { export, arguments } => {
                    self.line(format_args!("call = {}", quoted(export)));
                    if !arguments.is_empty() {
                        self.line(format_args!("args = {arguments:?}"));
                    }
                    if let Some(ended) = ends.next() {
                        self.line(format_args!("expect = {{ {} }}", end(*ended)));
                    }
                }
            }
        }
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
        let script =
            "budget 0 18446744073709551615; budget 1 7; call 0 5; fuel 3; call 0 5; call 0 -1".parse().unwrap();
        let case = of_script(&wasm, &script);
        let case = Case::parse("input.wat", &case).unwrap_or_else(|error| panic!("{error}\n{case}"));
        assert_eq!(case.limits, crate::LIMITS);
        let transcript = run(&case, Compiler::Cranelift).unwrap().to_string();
        for said in ["returned -3", "out-of-fuel", "negative-gas", "of 18446744073709551615"] {
            assert!(transcript.contains(said), "{said}\n{transcript}");
        }
    }

    #[test]
    fn a_refused_module_is_a_case_that_holds() {
        for wasm in [&b""[..], b"\0asm\x01\0\0\0\x0bxx", &wat::parse_str("(module (func $f) (start $f))").unwrap()] {
            let case = Case::parse("input.wat", &of_script(wasm, &"".parse().unwrap())).unwrap();
            assert!(matches!(case.plan, Plan::Refused(_)));
            assert_eq!(case.assemble().unwrap(), wasm);
            run(&case, Compiler::Cranelift).unwrap();
        }
    }
}
