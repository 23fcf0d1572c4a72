//! Shows an input: `cargo run -p fuzz --example explain -- PATH`. Prints the input as a case file, what its calls do, and the
//! verdict.
//!
//! The folder says which target judges it: `corpus/TARGET/`, `fuzz/artifacts/TARGET/`. A `.wat` is a case, judged by every oracle.

use std::path::Path;

use anyhow::{Context, Result, bail};
use conformance::{Case, run};
use fuzz::{Verdict, case_file, regression, targets};
use runtime::Compiler;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path] = arguments.as_slice() else { bail!("usage: explain PATH") };
    let (text, verdict) = explained(Path::new(path)).with_context(|| path.clone())?;
    println!("{text}\n");
    match Case::parse(path, &text).map_err(anyhow::Error::from).and_then(|case| Ok(run(&case, Compiler::Cranelift)?)) {
        Ok(transcript) => println!("{transcript}"),
        Err(error) => println!("the suite cannot run it as a case: {error}\n"),
    }
    println!("verdict: {verdict}");
    Ok(())
}

fn explained(path: &Path) -> Result<(String, Verdict)> {
    if path.extension().is_some_and(|extension| extension == "wat") {
        let text = std::fs::read_to_string(path)?;
        let verdict = regression::judge(&Case::parse(&path.display().to_string(), &text)?)?;
        return Ok((text, verdict));
    }
    let data = std::fs::read(path)?;
    let target = targets::of_path(path).with_context(|| targets::NO_TARGET)?;
    let text = match (target.parts)(&data) {
        Ok((wasm, script)) => case_file::of_script(&wasm, &script),
        Err(reject) => reject.to_string(),
    };
    Ok((text, (target.judge)(&data)))
}
