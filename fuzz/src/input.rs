//! What one input is, and its layout in bytes.
//!
//! ```text
//! tag (1 byte)   script length (1 byte)   script   rest
//! ```
//!
//! The script is cut short where the input ends. If the tag is [`CARRIED`], the rest *is* the module, as a WebAssembly binary;
//! any other tag hands the rest to the generator. An input that carries its module means the same for ever; one that does not
//! becomes another module whenever the generator changes.

use std::fmt;

use arbitrary::{Arbitrary, Unstructured};

use crate::case_file;
use crate::generators::wasm_smith;
use crate::script::Script;
use crate::verdict::Reject;

/// The tag of an input that carries its module.
pub const CARRIED: u8 = b'w';

/// A module, and what the host does with it.
#[derive(Clone, PartialEq, Eq)]
pub struct Input {
    /// What the host does. A script without a call is followed by one of every export; a call for which the fuel left over
    /// could not pay even the entry price is given more, unless the script has just set it.
    pub script: Script,
    /// Where the module comes from.
    pub module: ModuleSource,
}

/// Where the module of an input comes from.
#[derive(Clone, PartialEq, Eq)]
pub enum ModuleSource {
    /// The input has it as a binary.
    Carried(Vec<u8>),
    /// The generator makes it of these bytes.
    Drawn(Vec<u8>),
}

impl Input {
    /// Reads the layout above. Any bytes are an input.
    #[must_use]
    pub fn decode(data: &[u8]) -> Self {
        let (header, rest) = data.split_at(data.len().min(2));
        let tag = header.first().copied().unwrap_or(0);
        let length = header.get(1).copied().unwrap_or(0);
        let (script, rest) = rest.split_at(rest.len().min(usize::from(length)));
        let rest = rest.to_vec();
        let module = if tag == CARRIED { ModuleSource::Carried(rest) } else { ModuleSource::Drawn(rest) };
        Self { script: Script::decode(script), module }
    }

    /// An input that carries its module, in bytes; nothing if the script is longer than 255 bytes.
    #[must_use]
    pub fn encode_carried(script: &Script, wasm: &[u8]) -> Option<Vec<u8>> {
        let script = script.encode();
        let length = u8::try_from(script.len()).ok()?;
        Some([&[CARRIED, length], script.as_slice(), wasm].concat())
    }
}

impl ModuleSource {
    /// The module, as a binary.
    ///
    /// # Errors
    ///
    /// [`Reject::NoModule`] if the generator can make none.
    pub fn wasm(&self) -> Result<Vec<u8>, Reject> {
        match self {
            Self::Carried(wasm) => Ok(wasm.clone()),
            Self::Drawn(bytes) => wasm_smith::module(bytes).map_err(|error| Reject::NoModule(error.to_string())),
        }
    }
}

impl<'a> Arbitrary<'a> for Input {
    fn arbitrary(u: &mut Unstructured<'a>) -> arbitrary::Result<Self> {
        Ok(Self::decode(u.bytes(u.len())?))
    }

    fn arbitrary_take_rest(u: Unstructured<'a>) -> arbitrary::Result<Self> {
        Ok(Self::decode(u.take_rest()))
    }
}

/// The input as a case file, to be dropped into `conformance/cases/`.
impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.module.wasm() {
            Ok(wasm) => f.write_str(&case_file::of_script(&wasm, &self.script)),
            Err(reject) => write!(f, "{reject}"),
        }
    }
}

/// Any bytes, given to a host as a module.
#[derive(Clone, PartialEq, Eq)]
pub struct Binary(pub Vec<u8>);

impl<'a> Arbitrary<'a> for Binary {
    fn arbitrary(u: &mut Unstructured<'a>) -> arbitrary::Result<Self> {
        Ok(Self(u.bytes(u.len())?.to_vec()))
    }

    fn arbitrary_take_rest(u: Unstructured<'a>) -> arbitrary::Result<Self> {
        Ok(Self(u.take_rest().to_vec()))
    }
}

/// The bytes as a case file, with a call of every export if they are admitted.
impl fmt::Debug for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&case_file::of_script(&self.0, &Script::default()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Input, ModuleSource, Script};

    #[test]
    fn a_carried_module_comes_back_unchanged() {
        let script: Script = "fuel 7; call 0 1".parse().unwrap();
        let data = Input::encode_carried(&script, b"any bytes").unwrap();
        assert_eq!(data, b"w\x05\x00\x07\x0c\x00\x01any bytes");
        assert_eq!(Input::decode(&data), Input { script, module: ModuleSource::Carried(b"any bytes".to_vec()) });
    }

    #[test]
    fn any_bytes_are_an_input() {
        let drawn = |data: &[u8]| Input { script: Script::default(), module: ModuleSource::Drawn(data.to_vec()) };
        assert_eq!(Input::decode(b""), drawn(b""));
        assert_eq!(Input::decode(b"x"), drawn(b""));
        assert_eq!(Input::decode(b"x\0rest"), drawn(b"rest"));
        assert_eq!(Input::decode(b"x\xff\x04\x01").script, "call 1".parse().unwrap());
    }

    #[test]
    fn debug_shows_a_case_file() {
        let script: Script = "budget 0 50; call 0; budget 0 200; call 0".parse().unwrap();
        let data = Input::encode_carried(&script, runtime::GAS_TEST_WASM).unwrap();
        let text = format!("{:?}", Input::decode(&data));
        assert!(text.contains(r#"expect = { trap = "out-of-gas" }"#), "{text}");
        assert!(text.contains("expect = { returned = 1 }"), "{text}");
        assert!(text.contains(r#"(import "env" "gas_consume""#), "{text}");
        let refused = format!("{:?}", super::Binary(b"\0asm".to_vec()));
        assert!(refused.contains(r#"refused = "truncated""#), "{refused}");
    }
}
