//! Mutators: how a fuzzer makes the next input out of one it has.
//!
//! Each is a function of the input and a seed, and of a way to mutate plain bytes: the fuzzer's own, or in a test any other.

use std::sync::Arc;

use wasm_mutate::WasmMutate;
use wasmparser::Validator;

use crate::coverage::unrecorded;
use crate::input::CARRIED;

/// Mutates plain bytes: the buffer, how many of it are in use, how many may be; gives how many are then.
pub type Raw = fn(&mut [u8], usize, usize) -> usize;

/// What `wasm-mutate` may spend on one mutation, in its own units.
const MUTATION_FUEL: u64 = 300;
/// Mutations that are tried: the kind is drawn, and half of the kinds need what a small module does not have.
const TRIED: u64 = 4;
/// Bytes that a data segment may grow by.
const DATA_ADDED_MAX: usize = 64;
/// A script's length is one byte.
const SCRIPT_BYTES_MAX: usize = 255;
/// Tag and length of the script.
const HEADER_BYTES: usize = 2;

/// Mutates an [`Input`](crate::Input): mostly its script, since that needs nothing compiled; now and then its module; seldom
/// everything at once.
pub fn input(data: &mut [u8], size: usize, size_max: usize, seed: u32, raw: Raw) -> usize {
    let size_max = size_max.min(data.len());
    let Some((&[tag, script], rest)) = data.get(..size).and_then(<[u8]>::split_first_chunk::<HEADER_BYTES>) else {
        return raw(data, size, size_max);
    };
    let (script, module) = rest.split_at(rest.len().min(usize::from(script)));
    let (mut script, mut module) = (script.to_vec(), module.to_vec());
    let room = size_max.saturating_sub(HEADER_BYTES);
    match seed % 16 {
        0..12 => {
            let room = room.saturating_sub(module.len()).min(SCRIPT_BYTES_MAX);
            plain(&mut script, room, raw);
        }
        12..15 => {
            let room = room.saturating_sub(script.len());
            match mutated_module(&module, seed, room, raw) {
                Some(mutated) if tag == CARRIED => module = mutated,
                _ => plain(&mut module, room, raw),
            }
        }
        _ => return raw(data, size, size_max),
    }
    let length = u8::try_from(script.len()).unwrap_or(u8::MAX);
    put(data, &[&[tag, length], script.as_slice(), &module].concat())
}

/// Mutates a module: every other time to another that is valid, if it is itself.
pub fn module(data: &mut [u8], size: usize, size_max: usize, seed: u32, raw: Raw) -> usize {
    let size_max = size_max.min(data.len());
    let wasm = data.get(..size).unwrap_or_default();
    match mutated_module(wasm, seed, size_max, raw) {
        Some(mutated) if seed.is_multiple_of(2) => put(data, &mutated),
        _ => raw(data, size, size_max),
    }
}

/// Another valid module, if `wasm-mutate` finds one of at most this size.
fn mutated_module(wasm: &[u8], seed: u32, size_max: usize, raw: Raw) -> Option<Vec<u8>> {
    // It expects a valid module.
    Validator::new().validate_all(wasm).ok()?;
    unrecorded(|| {
        (0..TRIED).find_map(|attempt| {
            let mut mutate = WasmMutate::default();
            // Left alone it makes megabytes of random data.
            mutate.raw_mutate_func(Some(Arc::new(move |data: &mut Vec<u8>, _| {
                plain(data, data.len() + DATA_ADDED_MAX, raw);
                Ok(())
            })));
            let mutations = mutate.seed(u64::from(seed) << 8 | attempt).fuel(MUTATION_FUEL).run(wasm).ok()?;
            mutations.take(1).flatten().find(|mutated| mutated.len() <= size_max && mutated != wasm)
        })
    })
}

fn plain(bytes: &mut Vec<u8>, size_max: usize, raw: Raw) {
    let size = bytes.len().min(size_max);
    bytes.resize(size_max, 0);
    let size = raw(bytes, size, size_max);
    bytes.truncate(size);
}

fn put(data: &mut [u8], bytes: &[u8]) -> usize {
    let size = bytes.len().min(data.len());
    if let (Some(place), Some(bytes)) = (data.get_mut(..size), bytes.get(..size)) {
        place.copy_from_slice(bytes);
    }
    size
}

#[cfg(test)]
mod tests {
    use super::{input, module, mutated_module};
    use crate::input::{Input, ModuleSource};

    /// Counts the last byte up, or puts one in.
    fn raw(data: &mut [u8], size: usize, size_max: usize) -> usize {
        match data.get_mut(..size).and_then(<[u8]>::last_mut) {
            Some(last) => *last = last.wrapping_add(1),
            None => return size_max.min(1),
        }
        size
    }

    fn mutated(data: &[u8], seed: u32) -> Input {
        let mut buffer = data.to_vec();
        buffer.resize(4_096, 0);
        let size = input(&mut buffer, data.len(), 4_096, seed, raw);
        Input::decode(&buffer[..size])
    }

    #[test]
    fn the_script_changes_alone_and_so_does_the_module() {
        let script = "fuel 7; call 0 1".parse().unwrap();
        let data = Input::encode_carried(&script, runtime::GAS_TEST_WASM).unwrap();
        let before = Input::decode(&data);
        let mut modules = 0;
        for seed in 0..64 {
            let after = mutated(&data, seed);
            let (script, module) = (after.script != before.script, after.module != before.module);
            match seed % 16 {
                0..12 => assert_eq!((script, module), (true, false), "{seed}"),
                12..15 => {
                    let ModuleSource::Carried(wasm) = after.module else { panic!("{seed}: no module is carried") };
                    assert!(module && !script, "{seed}");
                    modules += u32::from(wasmparser::validate(&wasm).is_ok());
                }
                _ => assert!(script || module, "{seed}"),
            }
        }
        assert!(modules >= 9, "{modules} of 12 mutated modules are valid");
    }

    #[test]
    fn any_bytes_are_mutated_within_their_room() {
        for data in [&b""[..], b"w", b"w\x05", b"x\xff1234", b"w\x02ab\0asm\x01\0\0\0"] {
            for seed in 0..32 {
                let mut buffer = [data, &[0]].concat();
                let room = buffer.len();
                assert!(input(&mut buffer, data.len(), room, seed, raw) <= room);
                let mut buffer = [data, &[0]].concat();
                assert!(module(&mut buffer, data.len(), room, seed, raw) <= room);
            }
        }
    }

    #[test]
    fn a_module_is_mutated_to_valid_ones_of_many_kinds() {
        let mutations: std::collections::BTreeSet<_> =
            (0..40).filter_map(|seed| mutated_module(runtime::GAS_TEST_WASM, seed, 1_000, raw)).collect();
        assert!(mutations.len() >= 20, "{} different modules of 40", mutations.len());
        assert!(mutations.iter().all(|wasm| wasmparser::validate(wasm).is_ok()));
    }
}
