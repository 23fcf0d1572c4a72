//! Writes seeds that mean the same for ever: `cargo run -p fuzz --example keep -- TARGET PATH...`.
//!
//! A `.wat` is a case of the suite, kept under its own name; any other file is an input of the target, kept under a hash of what is
//! in it. An input that draws its module from wasm-smith is written with the module in it. What cannot be an input is named and
//! left out; a folder stands for the files in it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use conformance::Case;
use fuzz::targets::{TARGETS, Target};
use fuzz::{Input, Script, Verdict, regression};
use runtime::Runtime;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().context("usage: keep TARGET PATH...")?;
    let names = || TARGETS.map(|target| target.name).join(", ");
    let target = TARGETS.into_iter().find(|target| target.name == name);
    let target = target.with_context(|| format!("`{name}` is no target: there are {}", names()))?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus").join(target.name);
    std::fs::create_dir_all(&folder)?;
    let mut kept = BTreeSet::new();
    for path in arguments.map(PathBuf::from) {
        for file in if path.is_dir() { files(&path)? } else { vec![path] } {
            match seed(target, &file) {
                Ok((name, bytes)) => {
                    std::fs::write(folder.join(&name), bytes)?;
                    kept.insert(name);
                }
                Err(error) => eprintln!("{}: {error:#}", file.display()),
            }
        }
    }
    println!("{}: {} seeds", folder.display(), kept.len());
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    // What lies beside a case is no input.
    files.retain(|file| file.extension().is_none_or(|extension| extension != "snap"));
    files.sort();
    Ok(files)
}

fn seed(target: Target, file: &Path) -> Result<(String, Vec<u8>)> {
    let is_case = file.extension().is_some_and(|extension| extension == "wat");
    let bytes = match (target.name, is_case) {
        ("admit", true) => case(file)?.assemble()?,
        // A program is worth more to the fuzzer as what it is drawn from; a host script is its bytes.
        ("admit" | "programs" | "host_script", false) => std::fs::read(file)?,
        ("host_script", true) => bail!("a host script has no module of its own"),
        _ => {
            let (wasm, script) = if is_case { of_case(file)? } else { of_input(target, file)? };
            Input::encode_carried(&script, &wasm).context("the script is longer than 255 bytes")?
        }
    };
    let verdict = (target.judge)(&bytes);
    match &verdict {
        Verdict::Finding(finding) => bail!("a finding, to be promoted and not kept: {finding}"),
        Verdict::Reject(reject) if target.name != "admit" => bail!("nothing to be judged: {reject}"),
        _ => {}
    }
    let stem = if is_case { file.file_stem().unwrap_or_default().display().to_string() } else { hash(&bytes) };
    Ok((format!("{stem}.seed"), bytes))
}

fn of_input(target: Target, file: &Path) -> Result<(Vec<u8>, Script)> {
    let data = std::fs::read(file)?;
    (target.parts)(&data).map_err(|reject| anyhow::anyhow!("{reject}"))
}

fn of_case(file: &Path) -> Result<(Vec<u8>, Script)> {
    let case = case(file)?;
    let wasm = case.assemble()?;
    let exports = Runtime::new().compile(&wasm).map(|module| module.exports().to_vec()).unwrap_or_default();
    let script = Script::of_steps(&regression::steps(&case)?, &exports);
    Ok((wasm, script.context("a call of more than can be written in a script")?))
}

fn case(file: &Path) -> Result<Case> {
    Ok(Case::parse(&file.display().to_string(), &std::fs::read_to_string(file)?)?)
}

/// FNV-1a: a name, not a promise.
fn hash(bytes: &[u8]) -> String {
    let hash = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}")
}
