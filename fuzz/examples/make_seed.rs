//! Writes a seed that carries its module: `cargo run -p fuzz --example make_seed -- OUT.seed MODULE.wat 'SCRIPT'`.
//!
//! `MODULE` may be text or a binary. A script is commands separated by `;`: `fuel N`, `fuel entry+N`, `budget DIMENSION N`,
//! `call EXPORT ARGUMENT...`, with the export by its index. The verdict is printed.

use anyhow::{Context, bail};
use fuzz::Input;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [out, module, script] = arguments.as_slice() else {
        bail!("usage: make_seed OUT.seed MODULE.wat 'SCRIPT'");
    };
    let wasm = wat::parse_file(module).with_context(|| format!("could not assemble {module}"))?;
    let seed = Input::encode_carried(&script.parse()?, &wasm).context("the script is longer than 255 bytes")?;
    std::fs::write(out, &seed).with_context(|| format!("could not write {out}"))?;
    println!("{out}: {} bytes, {}", seed.len(), fuzz::metered_exec(&seed));
    Ok(())
}
