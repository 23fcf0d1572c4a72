//! The inputs of targets with a generator of their own, whatever the layout of their bytes. Both can be kept as an [`Input`] that
//! carries its module.

use std::fmt;

use arbitrary::{Arbitrary, Unstructured};

use crate::case_file;
use crate::generators::{host_script, programs};
use crate::input::{Input, ModuleSource};
use crate::script::Script;

/// A typed program and what the host does with it. The layout is that of [`Input`], with a program where no module is carried.
#[derive(Clone, PartialEq, Eq)]
pub struct Program(pub Input);

impl Program {
    /// Any bytes are a program, which is then carried.
    #[must_use]
    pub fn decode(data: &[u8]) -> Self {
        let mut input = Input::decode(data);
        if let ModuleSource::Drawn(bytes) = &input.module {
            input.module = ModuleSource::Carried(programs::module(bytes));
        }
        Self(input)
    }
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'a> Arbitrary<'a> for Program {
    fn arbitrary(u: &mut Unstructured<'a>) -> arbitrary::Result<Self> {
        Ok(Self::decode(u.bytes(u.len())?))
    }

    fn arbitrary_take_rest(u: Unstructured<'a>) -> arbitrary::Result<Self> {
        Ok(Self::decode(u.take_rest()))
    }
}

/// What the host does with the module of all host scripts. The bytes are those of a [`Script`] and nothing else.
#[derive(Clone, PartialEq, Eq)]
pub struct HostScript(pub Script);

impl HostScript {
    /// Any bytes are a script.
    #[must_use]
    pub fn decode(data: &[u8]) -> Self {
        Self(Script::decode(data))
    }
}

/// As a case file.
impl fmt::Debug for HostScript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&case_file::of_script(host_script::wasm(), &self.0))
    }
}

impl<'a> Arbitrary<'a> for HostScript {
    fn arbitrary(u: &mut Unstructured<'a>) -> arbitrary::Result<Self> {
        Ok(Self::decode(u.bytes(u.len())?))
    }

    fn arbitrary_take_rest(u: Unstructured<'a>) -> arbitrary::Result<Self> {
        Ok(Self::decode(u.take_rest()))
    }
}
