//! What a module imports and exports, a line each.

use runtime::{Export, Untrusted};
use wasmparser::{ExternalKind, FuncType, Parser, Payload, TypeRef, ValType};

/// The imports with their signatures, then the exports. The module is one that was admitted, so what cannot be read does not
/// occur; it would be left out.
pub(crate) fn of(wasm: &[u8], functions: &[Export]) -> Vec<String> {
    let mut types: Vec<FuncType> = Vec::new();
    let mut lines = Vec::new();
    for payload in Parser::new(0).parse_all(wasm).map_while(Result::ok) {
        match payload {
            Payload::TypeSection(section) => {
                types.extend(section.into_iter_err_on_gc_types().map_while(Result::ok));
            }
            Payload::ImportSection(section) => {
                let imports = section.into_imports().map_while(Result::ok);
                lines.extend(imports.map(|import| {
                    let ty = signature_of(import.ty, &types);
                    format!("import {}.{} {ty}", Untrusted(import.module), Untrusted(import.name))
                }));
            }
            Payload::ExportSection(section) => {
                let exports = section.into_iter().map_while(Result::ok);
                let others = exports.filter(|export| export.kind != ExternalKind::Func);
                lines.extend(functions.iter().map(|export| {
                    let parameters = vec!["i64"; export.parameters].join(", ");
                    format!("export {} ({parameters}) -> (i64)", Untrusted(&export.name))
                }));
                lines.extend(others.map(|export| format!("export {} ({})", Untrusted(export.name), kind(export.kind))));
            }
            _ => {}
        }
    }
    lines
}

fn kind(kind: ExternalKind) -> &'static str {
    match kind {
        ExternalKind::Func | ExternalKind::FuncExact => "function",
        ExternalKind::Table => "table",
        ExternalKind::Memory => "memory",
        ExternalKind::Global => "global",
        ExternalKind::Tag => "tag",
    }
}

/// The four hostcalls are functions, and nothing else is admitted.
fn signature_of(import: TypeRef, types: &[FuncType]) -> String {
    let TypeRef::Func(index) = import else {
        return "not a function".to_owned();
    };
    let list = |types: &[ValType]| types.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let ty = usize::try_from(index).ok().and_then(|index| types.get(index));
    ty.map(|ty| format!("({}) -> ({})", list(ty.params()), list(ty.results()))).unwrap_or_default()
}
