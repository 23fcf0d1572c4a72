//! What someone meets who has many findings: how the log of a crash begins, and what the example `findings` makes of them.
//!
//! A crash ends its process, so each is in a child. Where there are bugs on purpose (`--features canary`) there are real findings.

#[allow(dead_code, reason = "its command line")]
#[path = "../examples/findings.rs"]
mod findings;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail, ensure};
use findings::found::kept;
use fuzz::{After, Finding, Input, Seen, Verdict, driver};
use libtest_mimic::{Arguments, Trial};

/// What a child process is.
const CHILD: &str = "TRIAGE_CHILD";

fn main() -> Result<ExitCode> {
    match std::env::var(CHILD).as_deref() {
        Ok("findings") => return findings::main(),
        Ok("crash") => return Ok(driver::main(crash)),
        Ok("kept") => return kept_and_known(),
        _ => {}
    }
    let mut trials = vec![
        Trial::test("a crash begins with its finding", || Ok(a_crash_begins_with_its_finding()?)),
        Trial::test("what is no finding is listed", || Ok(what_is_no_finding_is_listed()?)),
        Trial::test("a dead process is listed", || Ok(a_dead_process_is_listed()?)),
    ];
    if cfg!(feature = "canary") {
        trials.extend([
            Trial::test("a crash begins with its panic", || Ok(a_crash_begins_with_its_panic()?)),
            Trial::test("duplicates are one finding", || Ok(duplicates_are_one_finding()?)),
            Trial::test("panics are one finding", || Ok(panics_are_one_finding()?)),
            Trial::test("a finding that is kept is known", || Ok(a_finding_that_is_kept_is_known()?)),
        ]);
    }
    Ok(libtest_mimic::run(&Arguments::from_args(), trials).exit_code())
}

fn a_crash_begins_with_its_finding() -> Result<()> {
    let output = child("crash", &[made("crash", &[("input", b"")])?.join("input")]).output()?;
    let log = String::from_utf8(output.stderr)?;
    let first = "verdict: finding model CALL-6 unreachable after-return: promised returned 1; fuel used 2, but it was; <another>";
    ensure!(log.lines().next() == Some(first), "{log}");
    ensure!(log.matches("verdict: ").count() == 1 && log.contains("panicked at") && log.contains("INPUT"), "{log}");
    Ok(())
}

/// Judges as a target does, with something for a finding that is not in one line.
fn crash(_: &[u8]) -> Verdict {
    let seen = Seen::AtCall { ended: "unreachable", after: After::Return };
    let (promised, actual) = ("returned 1\nfuel used 2\n".to_owned(), "it was\n<another>".to_owned());
    let finding = Verdict::Finding(Box::new(Finding { oracle: "model", clause: "CALL-6", seen, promised, actual }));
    finding.clone().or_panic(&"INPUT");
    finding
}

fn a_crash_begins_with_its_panic() -> Result<()> {
    let folder = made("crash/admit", &[("empty", b"\0asm\x01\0\0\0\0\x02\x01a")])?;
    let output = Command::new(env!("CARGO_BIN_EXE_admit"))
        .arg(folder.join("empty"))
        .env("METERED_CANARY", "AdmissionPanics")
        .output()?;
    let log = String::from_utf8(output.stderr)?;
    let first = log.lines().next().unwrap_or_default();
    ensure!(first.starts_with("verdict: panic at runtime/src/admission.rs:"), "{log}");
    ensure!(first.ends_with(": promised a value or a named trap, but the host panicked: seeded"), "{log}");
    Ok(())
}

fn what_is_no_finding_is_listed() -> Result<()> {
    let folder = made("none/admit", &[("b", b"text"), ("a", runtime::GAS_TEST_WASM)])?;
    let elsewhere = made("none/elsewhere", &[("c", b"")])?.join("c");
    let output = child("findings", &[folder.clone(), elsewhere, folder.join("a"), folder.join("d")]).output()?;
    let list = String::from_utf8(output.stdout)?;
    let shown = list.lines().map(|line| line.rsplit('/').next().unwrap_or_default()).collect::<Vec<_>>();
    let [no_finding, a, b, not_judged, d, c, sum] = shown.as_slice() else { bail!("{list}") };
    ensure!((*no_finding, *a, *not_judged) == ("no finding", "a: pass, 0 calls", "not judged"), "{list}");
    ensure!(b.starts_with("b: reject, refused: ") && d.starts_with("d: No such file"), "{list}");
    ensure!(*c == format!("c: {}", fuzz::targets::NO_TARGET), "{list}");
    ensure!(*sum == "4 inputs: 0 findings in 0, none in 2, 2 not judged", "{list}");
    ensure!(output.status.code() == Some(1), "{}", output.status);
    Ok(())
}

/// Too little stack for the thread that judges.
fn a_dead_process_is_listed() -> Result<()> {
    let folder = made("dead/admit", &[("a", runtime::GAS_TEST_WASM), ("b", b"x")])?;
    let output = child("findings", &[folder]).env("RUST_MIN_STACK", "1").output()?;
    let list = String::from_utf8(output.stdout)?;
    ensure!(list.starts_with("process\n  ended by signal: ") && list.contains(": 2 inputs, not shrunk: "), "{list}");
    ensure!(list.ends_with("2 inputs: 1 finding in 2, none in 0, 0 not judged\n"), "{list}");
    Ok(())
}

/// An input of a module whose export, called with this script, divides by its first argument or loads from there.
fn input(name: &str, of_no_use: &str, script: &str) -> Result<Vec<u8>> {
    let text = format!(
        r#"(module (memory 1) {of_no_use}
            (func (export "{name}") (param i64) (result i64)
                (if (i64.gt_u (local.get 0) (i64.const 9))
                    (then (drop (i64.load (i32.wrap_i64 (local.get 0))))))
                (i64.div_u (i64.const 8) (local.get 0))))"#
    );
    let input = Input::encode_carried(&script.parse()?, &wat::parse_str(text)?);
    input.context("the script is short")
}

fn duplicates_are_one_finding() -> Result<()> {
    let useless = r#"(data (i32.const 8) "of no use") (func (export "idle") (result i64) i64.const 3)"#;
    let folder = made(
        "duplicates/metered_exec",
        &[
            // One by its first call, the other by its third: it does not need those before it.
            ("divides", &input("f", useless, "call 1 0")?),
            ("divides_later", &input("another", "", "call 0 2; call 0 4; call 0 0")?),
            ("divides_again", &input("another", "(func)", "budget 1 7; call 0 2; fuel 500000; call 0 0")?),
            ("loads", &input("f", "", "call 0 -1")?),
            ("returns", &input("f", "", "call 0 1")?),
        ],
    )?;
    let output = child("findings", &[folder]).env("METERED_CANARY", "FuelKeptAtTraps").output()?;
    let list = String::from_utf8(output.stdout)?;
    let lines: Vec<&str> = list.lines().collect();
    let [oracle, division, of_division, load, of_load, no_finding, returns, sum] = lines.as_slice() else {
        bail!("{list}")
    };
    ensure!(
        (*oracle, *no_finding) == ("bounded", "no finding") && returns.ends_with("returns: pass, 1 calls"),
        "{list}"
    );
    ensure!(division.starts_with("  FUEL-3 division-by-zero first-call: 3 inputs, shrunk to "), "{list}");
    ensure!(load.starts_with("  FUEL-3 memory-out-of-bounds first-call: 1 input, shrunk to "), "{list}");
    ensure!(division.ends_with(" bytes and 1 step") && load.ends_with(" bytes and 1 step"), "{list}");
    ensure!(of_division.starts_with("    promote ") && of_load.ends_with("metered_exec/loads"), "{list}");
    ensure!(*sum == "5 inputs: 2 findings in 4, none in 1, 0 not judged", "{list}");
    ensure!(output.status.success(), "{}", output.status);
    Ok(())
}

fn panics_are_one_finding() -> Result<()> {
    let seeds: [(&str, &[u8]); 3] =
        [("a", b"\0asm\x01\0\0\0\0\x02\x01a"), ("b", b"\0asm\x01\0\0\0\0\x03\x02bb"), ("c", b"\0asm")];
    let folder = made("panics/admit", &seeds)?;
    let output = child("findings", &[folder]).env("METERED_CANARY", "AdmissionPanics").output()?;
    let list = String::from_utf8(output.stdout)?;
    ensure!(list.starts_with("clean\n  CALL-6 panic at runtime/src/admission.rs:"), "{list}");
    ensure!(list.contains(": seeded: 2 inputs, shrunk to 11 bytes and 0 steps\n"), "{list}");
    ensure!(list.ends_with("3 inputs: 1 finding in 2, none in 1, 0 not judged\n"), "{list}");
    Ok(())
}

fn a_finding_that_is_kept_is_known() -> Result<()> {
    let output = child("kept", &[made("kept", &[])?]).env("METERED_CANARY", "FuelKeptAtTraps").output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

fn kept_and_known() -> Result<ExitCode> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from).context("a folder")?;
    let [red, green, other] = ["call 0 0", "call 0 1", "call 0 -1"].map(|script| input("f", "", script));
    let red = red?;
    for (name, input) in [("red.wat", &red), ("green.wat", &green?), ("other.wat", &other?)] {
        // It is shown as a case.
        std::fs::write(folder.join(name), format!("{:?}", Input::decode(input)))?;
    }
    let Verdict::Finding(finding) = fuzz::metered_exec(&red) else { bail!("it is a finding") };
    let known = kept(&folder, &finding.identity())?;
    ensure!(known == [folder.join("red.wat")], "{known:?}");
    Ok(ExitCode::SUCCESS)
}

/// This program again, as another.
fn child(what: &str, paths: &[PathBuf]) -> Command {
    let mut child = Command::new(std::env::current_exe().unwrap_or_default());
    child.args(paths).env(CHILD, what);
    child
}

/// A folder with these files in it, and nothing else.
fn made(name: &str, files: &[(&str, &[u8])]) -> Result<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("triage").join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    files.iter().try_for_each(|(name, data)| std::fs::write(folder.join(name), data))?;
    Ok(folder)
}
