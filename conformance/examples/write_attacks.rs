//! Writes the attacks that are made in code into a folder, a file each: `cargo run -p conformance --example write_attacks -- FOLDER`. From those
//! that were made to be dear to compile, `compile_search` looks for others.

use std::path::PathBuf;

use anyhow::{Context, Result};
use conformance::generated_attacks;

fn main() -> Result<()> {
    let folder = PathBuf::from(std::env::args_os().nth(1).context("which folder to write to")?);
    std::fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    for attack in generated_attacks() {
        let path = folder.join(attack.name).with_extension("wat");
        std::fs::write(&path, &attack.text).with_context(|| format!("writing {}", path.display()))?;
    }
    Ok(())
}
