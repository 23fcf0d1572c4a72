//! Neighbours of any module: its functions repeat, leave out, move or wrap parts of themselves.
//!
//! An edit may make a module invalid, which is seen when it is read again; most do not, as parts are cut where the operand stack is as it was.

mod body;
mod edit;

use wasm_encoder::{CodeSection, FunctionSection, Module, RawSection, SectionId};
use wasmparser::{Parser, Payload, ValidPayload, Validator, WasmFeatures};

use crate::candidate::Candidate;
use crate::random::Random;
use body::Body;

/// Edits after which a neighbour is given up.
const TRIES: u32 = 8;

/// A module and what of it can be edited.
#[derive(Debug, Clone)]
pub struct Edited {
    sections: Vec<(u8, Vec<u8>)>,
    /// Type of each function that it defines.
    types: Vec<u32>,
    /// Which body it has: functions that are the same stay so.
    functions: Vec<usize>,
    bodies: Vec<Body>,
}

impl Candidate for Edited {
    fn wasm(&self) -> Vec<u8> {
        let mut module = Module::new();
        let bodies: Vec<Vec<u8>> = self.bodies.iter().map(Body::bytes).collect();
        for (id, data) in &self.sections {
            if *id == u8::from(SectionId::Function) {
                let mut functions = FunctionSection::new();
                for ty in &self.types {
                    functions.function(*ty);
                }
                module.section(&functions);
            } else if *id == u8::from(SectionId::Code) {
                let mut code = CodeSection::new();
                for body in &self.functions {
                    code.raw(&bodies[*body]);
                }
                module.section(&code);
            } else {
                module.section(&RawSection { id: *id, data });
            }
        }
        module.finish()
    }

    /// A neighbour, valid; itself, if none of some edits is.
    fn mutated(&self, random: &mut Random) -> Self {
        let (mut mutated, mut wasm) = (self.clone(), self.wasm());
        let mut left = 1 + random.below(3);
        for _ in 0..TRIES {
            let mut edited = mutated.clone();
            edited.mutate(random);
            let its_wasm = edited.wasm();
            if its_wasm != wasm
                && let Ok(read) = Self::read(&its_wasm)
            {
                (mutated, wasm, left) = (read, its_wasm, left - 1);
            }
            if left == 0 {
                break;
            }
        }
        mutated
    }

    /// Larger or smaller, if an edit that tries to make it so is valid.
    fn resized(&self, grows: bool, random: &mut Random) -> Self {
        let mut edited = self.clone();
        edited.resize(grows, random);
        Self::read(&edited.wasm()).unwrap_or_else(|_| self.clone())
    }
}

impl Edited {
    /// Reads a module.
    ///
    /// # Errors
    ///
    /// It is not valid.
    pub fn read(wasm: &[u8]) -> Result<Self, wasmparser::BinaryReaderError> {
        let mut edited = Self { sections: Vec::new(), types: Vec::new(), functions: Vec::new(), bodies: Vec::new() };
        let mut texts: Vec<&[u8]> = Vec::new();
        let mut validator = Validator::new_with_features(WasmFeatures::default());
        for payload in Parser::new(0).parse_all(wasm) {
            let payload = payload?;
            match &payload {
                Payload::FunctionSection(types) => {
                    edited.types = types.clone().into_iter().collect::<Result<_, _>>()?;
                }
                Payload::CodeSectionStart { .. } => edited.sections.push((SectionId::Code.into(), Vec::new())),
                _ => {}
            }
            match payload.as_section() {
                Some((id, range)) if id != u8::from(SectionId::Code) => {
                    edited.sections.push((id, wasm[range].to_vec()));
                }
                _ => {}
            }
            let valid = validator.payload(&payload)?;
            if let ValidPayload::Func(function, body) = valid {
                let text = body.as_bytes();
                let known = texts.iter().position(|known| *known == text);
                edited.functions.push(known.unwrap_or(texts.len()));
                if known.is_none() {
                    texts.push(text);
                    edited.bodies.push(Body::read(function, &body)?);
                }
            }
        }
        Ok(edited)
    }

    fn mutate(&mut self, random: &mut Random) {
        if random.below(12) == 0 {
            let grows = random.below(2) == 0;
            return self.change_copies(grows, random);
        }
        let at = random.among(self.bodies.len());
        if let Some(body) = self.bodies.get_mut(at) {
            body.edit(random);
        }
    }

    fn resize(&mut self, grows: bool, random: &mut Random) {
        if random.below(3) == 0 {
            return self.change_copies(grows, random);
        }
        // The longer of two: that is where the time is.
        let (one, other) = (random.among(self.bodies.len()), random.among(self.bodies.len()));
        let longer =
            if self.bodies.get(one).map(Body::len) < self.bodies.get(other).map(Body::len) { other } else { one };
        if let Some(body) = self.bodies.get_mut(longer) {
            body.resize(grows, random);
        }
    }

    /// Twice as many functions like one, at the end, so that no function gets another number; or every other of them left empty.
    fn change_copies(&mut self, grows: bool, random: &mut Random) {
        let at = random.among(self.functions.len());
        let (Some(body), Some(ty)) = (self.functions.get(at).copied(), self.types.get(at).copied()) else { return };
        if grows {
            let copies = self.functions.iter().filter(|other| **other == body).count();
            self.functions.extend(std::iter::repeat_n(body, copies));
            self.types.extend(std::iter::repeat_n(ty, copies));
        } else {
            let empty = self.bodies[body].emptied();
            self.bodies.push(empty);
            let copies = self.functions.iter_mut().filter(|other| **other == body);
            copies.skip(1).step_by(2).for_each(|copy| *copy = self.bodies.len() - 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Edited;
    use crate::candidate::Candidate;
    use crate::random::Random;

    const MODULE: &str = r#"(module
        (memory 1)
        (global $g (mut i32) (i32.const 0))
        (func $same (param i64) (result i64) (local i32 i64 i32)
            (block (loop (local.set 1 (i32.load (i32.const 8))) (br_if 1 (local.get 3)) (br_if 0 (local.get 1))))
            (block (block (br_table 0 1 0 (local.get 1))) (local.set 2 (local.get 0)))
            (if (result i64) (local.get 3) (then (local.get 2)) (else (i64.const 7))))
        (func (param i64) (result i64) (local i32 i64 i32)
            (block (loop (local.set 1 (i32.load (i32.const 8))) (br_if 1 (local.get 3)) (br_if 0 (local.get 1))))
            (block (block (br_table 0 1 0 (local.get 1))) (local.set 2 (local.get 0)))
            (if (result i64) (local.get 3) (then (local.get 2)) (else (i64.const 7))))
        (func (export "attack") (result i64) (call $same (i64.const 1))))"#;

    fn module() -> Edited {
        Edited::read(&wat::parse_str(MODULE).expect("text")).expect("valid")
    }

    #[test]
    fn what_is_read_is_written_again() {
        let wasm = wat::parse_str(MODULE).expect("text");
        assert_eq!(Edited::read(&wasm).expect("valid").wasm(), wasm);
    }

    #[test]
    fn functions_that_are_the_same_are_edited_together() {
        assert_eq!((module().functions, module().bodies.len()), (vec![0, 0, 1], 2));
    }

    #[test]
    fn neighbours_are_valid_and_none_is_like_another() {
        let (mut random, mut seen) = (Random::new(1), std::collections::BTreeSet::new());
        for _ in 0..100 {
            let wasm = module().mutated(&mut random).wasm();
            Edited::read(&wasm).expect("valid");
            seen.insert(wasm);
        }
        assert!(seen.len() > 80, "{} of 100 are new", seen.len());
    }

    #[test]
    fn it_grows_and_shrinks() {
        let mut random = Random::new(2);
        let mut after = |grows| {
            let all = (0..20).map(|_| module().resized(grows, &mut random).wasm().len());
            all.collect::<Vec<_>>()
        };
        let bytes = module().wasm().len();
        assert!(after(true).iter().all(|larger| *larger >= bytes) && after(true).iter().any(|larger| *larger > bytes));
        assert!(
            after(false).iter().all(|smaller| *smaller <= bytes) && after(false).iter().any(|smaller| *smaller < bytes)
        );
    }
}
