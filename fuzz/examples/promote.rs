//! Makes a finding a case: `cargo run -p fuzz --example promote -- PATH [NAME]`. Shrinks module and steps while the same oracle
//! finds the same clause broken by a call that ends the same, and writes `corpus/regressions/NAME.wat`, which the suite and the
//! replay then run.
//!
//! The folder says which target judged the input: `corpus/TARGET/`, `fuzz/artifacts/TARGET/`.

#[allow(dead_code, reason = "each example uses a part")]
mod found;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use conformance::Case;
use found::{Found, kept, regressions, shows, smallest, verdict_of};
use fuzz::{Bench, case_file};
use runtime::Limits;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (path, name) = match arguments.as_slice() {
        [path] => (Path::new(path), None),
        [path, name] => (Path::new(path), Some(name.as_str())),
        _ => bail!("usage: promote PATH [NAME]"),
    };
    let written = promoted(path, name).with_context(|| path.display().to_string())?;
    println!(
        "{}: its steps expect what happens today; write down what the spec promises, and run\n\
         INSTA_UPDATE=always cargo test -p conformance -- {}",
        written.display(),
        written.file_stem().unwrap_or_default().display()
    );
    Ok(())
}

fn promoted(path: &Path, name: Option<&str>) -> Result<PathBuf> {
    let Found { finding, wasm, steps } = smallest(path)?;
    for case in kept(&regressions(), &finding.identity())? {
        println!("{}: the same finding, kept already ({})", case.display(), finding.identity());
    }
    let why = format!("Found by the oracle {}: promised {}, but {}.", finding.oracle, finding.promised, finding.actual);
    let text = |bench: &Bench| case_file::of_steps(&why, &[finding.clause], &wasm, &steps, bench);
    // At the default limits if they show it too: a case is easier to read without any.
    let by_default = text(&Bench::new(Limits::default())?);
    let is_shown = Case::parse("the case", &by_default).is_ok_and(|case| shows(&verdict_of(&case), &finding));
    let text = if is_shown { by_default } else { text(Bench::of_the_fuzzer()) };
    let file =
        file(name.unwrap_or(&format!("{}_{}", finding.oracle, finding.clause.to_lowercase().replace('-', "_"))))?;
    std::fs::write(&file, text)?;
    Ok(file)
}

/// A name that is free.
fn file(name: &str) -> Result<PathBuf> {
    let is_plain = |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '_';
    ensure!(!name.is_empty() && name.chars().all(is_plain), "`{name}`: a name is of a-z, 0-9 and _");
    let folder = regressions();
    std::fs::create_dir_all(&folder)?;
    let names = std::iter::once(name.to_owned()).chain((2..).map(|number| format!("{name}_{number}")));
    let mut files = names.map(|name| folder.join(name).with_extension("wat"));
    files.find(|file| !file.exists()).context("every name is taken")
}
