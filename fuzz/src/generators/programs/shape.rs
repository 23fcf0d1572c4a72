//! What a module declares.

use wasm_encoder::ValType;

use super::draw::Draw;

use ValType::{I32, I64};

/// The hostcalls (`MOD-3`), in the order of their indices and types.
pub(super) const IMPORTS: [(&str, &[ValType], &[ValType]); 4] = [
    ("state_get", &[I32], &[I64]),
    ("state_set", &[I32, I64], &[]),
    ("gas_consume", &[I32, I64], &[]),
    ("event_emit", &[I32, I32, I32], &[]),
];

/// Export names that the host does not look at must not be taken for `memory` (`EVENT-2`).
const MEMORY_NAMES: [Option<&str>; 8] = [
    Some("memory"),
    Some("memory"),
    Some("memory"),
    Some("memory"),
    Some("memory"),
    Some("memory"),
    Some("Memory"),
    None,
];

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signature {
    pub parameters: Vec<ValType>,
    pub results: Vec<ValType>,
}

/// How a segment gets to where it is used.
#[derive(Debug, Clone, Copy)]
pub(super) enum Placed {
    Active { start: i32 },
    Passive,
}

#[derive(Debug)]
pub(super) struct Shape {
    /// Of the hostcalls, of the functions, of blocks.
    pub types: Vec<Signature>,
    /// The type of each function that the module defines.
    pub functions: Vec<u32>,
    /// How many of them are exported: the first.
    pub exported: usize,
    /// Pages at the start, and at most.
    pub memory: Option<(u32, Option<u32>)>,
    pub memory_export: Option<&'static str>,
    /// Elements at the start, and at most.
    pub tables: Vec<(u32, Option<u32>)>,
    pub globals: Vec<(ValType, bool, i64)>,
    pub data: Vec<(Placed, Vec<u8>)>,
    pub elements: Vec<(Placed, Vec<u32>)>,
}

/// The index of a function that the module defines.
pub(super) fn index(function: usize) -> u32 {
    u32::try_from(IMPORTS.len() + function).expect("a few functions")
}

impl Shape {
    pub(super) fn draw(draw: &mut Draw<'_>) -> Self {
        let hostcalls = IMPORTS.iter();
        let types = hostcalls
            .map(|(_, parameters, results)| Signature { parameters: parameters.to_vec(), results: results.to_vec() });
        let mut shape = Self {
            types: types.collect(),
            functions: Vec::new(),
            exported: 1 + draw.index(3),
            memory: None,
            memory_export: draw.choose(&MEMORY_NAMES).flatten(),
            tables: Vec::new(),
            globals: Vec::new(),
            data: Vec::new(),
            elements: Vec::new(),
        };
        for _ in 0..shape.exported {
            let parameters = vec![I64; 1 + draw.index(3)];
            shape.function(Signature { parameters, results: vec![I64] });
        }
        for _ in 0..draw.index(4) {
            let parameters = if draw.one_in(8) { 10 } else { draw.index(4) };
            let (parameters, results) = (numbers(draw, parameters), draw.index(3));
            let results = numbers(draw, results);
            shape.function(Signature { parameters, results });
        }
        for parameters in 0..3 {
            let parameters = numbers(draw, parameters);
            let results = draw.index(3);
            let results = numbers(draw, results);
            shape.types.push(Signature { parameters, results });
        }
        if !draw.one_in(4) {
            let pages = if draw.one_in(8) { 0 } else { 1 + draw.below(2) };
            shape.memory = Some((pages, draw.one_in(2).then(|| 2 + draw.below(8))));
        }
        for _ in 0..draw.below(3) {
            let elements = if draw.one_in(8) { 0 } else { 4 + draw.below(8) };
            shape.tables.push((elements, draw.one_in(2).then(|| 12 + draw.below(16))));
        }
        for _ in 0..draw.below(4) {
            let ty = if draw.one_in(2) { I64 } else { I32 };
            shape.globals.push((ty, !draw.one_in(4), draw.number()));
        }
        shape.segments(draw);
        shape
    }

    /// Segments that fit, as `MOD-6` wants it.
    fn segments(&mut self, draw: &mut Draw<'_>) {
        if let Some((pages, _)) = self.memory {
            for _ in 0..draw.below(3) {
                let length = draw.index(48);
                let bytes = draw.bytes(length);
                let placed = if draw.one_in(2) || pages == 0 {
                    Placed::Passive
                } else {
                    let end = 0x1_0000 - i32::try_from(bytes.len()).expect("below 48");
                    Placed::Active { start: if draw.one_in(2) { end } else { 8 } }
                };
                self.data.push((placed, bytes));
            }
        }
        let functions = index(self.functions.len());
        if let Some(&(elements, _)) = self.tables.first() {
            for _ in 0..draw.below(3) {
                let placed =
                    if draw.one_in(4) { Placed::Passive } else { Placed::Active { start: i32::from(draw.one_in(2)) } };
                let room = match placed {
                    Placed::Active { start } => elements.saturating_sub(start.cast_unsigned()),
                    Placed::Passive => 6,
                };
                // With nothing left to start at, an empty segment could still be past the end.
                if elements > 0 {
                    let items = (0..draw.below(room + 1)).map(|_| draw.below(functions)).collect();
                    self.elements.push((placed, items));
                }
            }
        }
    }

    fn function(&mut self, signature: Signature) {
        let known = self.types.iter().position(|ty| *ty == signature);
        let ty = known.unwrap_or_else(|| {
            self.types.push(signature);
            self.types.len() - 1
        });
        self.functions.push(u32::try_from(ty).expect("a few types"));
    }

    /// The type of any function.
    pub(super) fn type_of(&self, function: u32) -> (u32, &Signature) {
        let ty = match function.checked_sub(index(0)) {
            None => function,
            Some(defined) => self.functions[usize::try_from(defined).expect("a few functions")],
        };
        (ty, self.signature(ty))
    }

    pub(super) fn signature(&self, ty: u32) -> &Signature {
        &self.types[usize::try_from(ty).expect("a few types")]
    }

    /// Elements of the first table that have a function at the start, with its type. A later segment may have put another there.
    pub(super) fn placed(&self) -> impl Iterator<Item = (u32, u32)> {
        let active = self.elements.iter().filter_map(|(placed, items)| match placed {
            Placed::Active { start } => Some((start.cast_unsigned(), items)),
            Placed::Passive => None,
        });
        active.flat_map(|(start, items)| (start..).zip(items)).map(|(element, item)| (element, self.type_of(*item).0))
    }

    /// Functions to which a reference may be taken: those that are declared by being exported or in a segment.
    pub(super) fn referable(&self) -> Vec<u32> {
        let items = self.elements.iter().flat_map(|(_, items)| items.iter().copied());
        (0..self.exported).map(index).chain(items).collect()
    }
}

fn numbers(draw: &mut Draw<'_>, count: usize) -> Vec<ValType> {
    (0..count).map(|_| if draw.one_in(2) { I64 } else { I32 }).collect()
}
