//! The targets, by the names of their folders in `corpus/`: what `explain`, `findings` and `promote` go by.

use std::path::Path;

use crate::generated::{HostScript, Program};
use crate::generators::host_script;
use crate::input::{Input, ModuleSource};
use crate::script::Script;
use crate::verdict::{Reject, Verdict};

/// What is done with the inputs of one folder.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Of the target and its folder.
    pub name: &'static str,
    /// Its whole judging.
    pub judge: fn(&[u8]) -> Verdict,
    /// The module of an input and what the host does with it.
    pub parts: fn(&[u8]) -> Parts,
}

/// A module and a script, if there is a module.
type Parts = Result<(Vec<u8>, Script), Reject>;

/// Every target.
pub const TARGETS: [Target; 5] = [
    Target { name: "metered_exec", judge: crate::metered_exec, parts: of_input },
    Target { name: "differential", judge: crate::differential, parts: of_input },
    Target { name: "admit", judge: crate::admit, parts: of_binary },
    Target { name: "programs", judge: crate::programs, parts: of_program },
    Target { name: "host_script", judge: crate::host_script, parts: of_host_script },
];

/// What to tell someone whose file lies elsewhere.
pub const NO_TARGET: &str =
    "the file must lie in a folder named by its target: metered_exec, differential, admit, programs or host_script";

/// The target of a file, which lies in a folder of its name: `corpus/TARGET/`, `fuzz/artifacts/TARGET/`.
#[must_use]
pub fn of_path(path: &Path) -> Option<Target> {
    let folder = |name: &str| path.iter().any(|part| part == name);
    TARGETS.into_iter().find(|target| folder(target.name))
}

fn of_input(data: &[u8]) -> Parts {
    let Input { script, module } = Input::decode(data);
    Ok((ModuleSource::wasm(&module)?, script))
}

/// Every export is called.
#[expect(clippy::unnecessary_wraps, reason = "other targets have inputs without a module")]
fn of_binary(data: &[u8]) -> Parts {
    Ok((data.to_vec(), Script::default()))
}

fn of_program(data: &[u8]) -> Parts {
    let Program(Input { script, module }) = Program::decode(data);
    Ok((module.wasm()?, script))
}

#[expect(clippy::unnecessary_wraps, reason = "other targets have inputs without a module")]
fn of_host_script(data: &[u8]) -> Parts {
    Ok((host_script::wasm().to_vec(), HostScript::decode(data).0))
}
