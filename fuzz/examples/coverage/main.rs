//! Holds what the corpora reach of `runtime` against what is committed: run by `fuzz/coverage.sh`, which measures it.

mod baseline;
mod measured;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use fuzz::targets::TARGETS;

use baseline::{Baseline, Reason};
use measured::{Measured, Unreached};

const TOGETHER: &str = "together";

fn main() -> Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (folder, accepts) = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [folder] => (*folder, false),
        [folder, "--accept"] => (*folder, true),
        _ => bail!("usage: fuzz/coverage.sh [--accept]"),
    };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("coverage.txt");
    let text = std::fs::read_to_string(&path).or_else(|error| match error.kind() {
        std::io::ErrorKind::NotFound if accepts => Ok(String::new()),
        _ => Err(error),
    });
    let committed = Baseline::parse(&text.context("fuzz/coverage.txt")?).context("fuzz/coverage.txt")?;

    let names = TARGETS.iter().map(|target| target.name).chain([TOGETHER]);
    let measured = names.map(|name| Measured::read(Path::new(folder), name)).collect::<Result<Vec<_>>>()?;
    let unreached = measured.last().map(|together| together.unreached.as_slice()).unwrap_or_default();
    let accepted = committed.accept(&measured, unreached);
    if accepts {
        std::fs::write(&path, accepted.to_string()).with_context(|| path.display().to_string())?;
    }
    for (name, regions, lines) in &accepted.rows {
        println!("{name:<13} regions {regions}  lines {lines}");
    }
    println!("\nLines that are not reached:");
    for reason in &accepted.reasons {
        println!("{:>5} because {}", lines(reason, unreached), reason.why);
    }
    let held = if accepts { &accepted } else { &committed };
    let complaints = held.complaints(&measured, unreached);
    if complaints.is_empty() {
        if *held != accepted {
            println!(
                "\nNo less than in fuzz/coverage.txt, but other figures: `fuzz/coverage.sh --accept` writes them."
            );
        }
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("\nNot as in fuzz/coverage.txt:");
    for complaint in complaints {
        eprintln!("  {complaint}");
    }
    eprintln!(
        "\nAdd a seed that reaches it (corpus/README.md), or run `fuzz/coverage.sh --accept` and write the reason."
    );
    Ok(ExitCode::FAILURE)
}

fn lines(reason: &Reason, unreached: &[Unreached]) -> u64 {
    unreached.iter().filter(|unreached| reason.places.contains(&unreached.place)).map(|unreached| unreached.lines).sum()
}
