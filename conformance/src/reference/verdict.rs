//! Which modules the ABI allows, as far as the reference judges: all but the limits on a module and the name that counting needs.

use wasmi::{ExternType, FuncType, Module, ValType};
use wasmparser::{Validator, WasmFeatures};

use ValType::{I32, I64};

use super::NotAllowed;

/// Says what of `MOD-3` and `MOD-4` a module breaks.
pub(super) fn judge(wasm: &[u8], module: &Module) -> Result<(), NotAllowed> {
    // wasmi cannot allow references to functions and refuse `externref` (`MOD-2`).
    let features = WasmFeatures::default().difference(WasmFeatures::GC_TYPES);
    Validator::new_with_features(features).validate_all(wasm).map_err(|error| NotAllowed(error.to_string()))?;
    for import in module.imports() {
        let hostcall = hostcall(import.module(), import.name());
        if hostcall.is_none_or(|ty| !matches!(import.ty(), ExternType::Func(found) if *found == ty)) {
            return Err(NotAllowed(format!("import {}.{}", import.module(), import.name())));
        }
    }
    for export in module.exports() {
        if let ExternType::Func(ty) = export.ty()
            && (ty.results() != [I64] || ty.params().iter().any(|parameter| *parameter != I64))
        {
            return Err(NotAllowed(format!("export {}", export.name())));
        }
    }
    Ok(())
}

fn hostcall(module: &str, name: &str) -> Option<FuncType> {
    match (module, name) {
        ("env", "state_get") => Some(FuncType::new([I32], [I64])),
        ("env", "state_set" | "gas_consume") => Some(FuncType::new([I32, I64], [])),
        ("env", "event_emit") => Some(FuncType::new([I32, I32, I32], [])),
        _ => None,
    }
}
