//! The inputs of targets with a generator of their own, whatever the layout of their bytes. Both can be kept as an [`Input`] that
//! carries its module.

use std::fmt;

use arbitrary::{Arbitrary, Unstructured};

use crate::case_file;
use crate::generators::{host_script, programs};
use crate::input::{Input, ModuleSource};
use crate::script::{Command, Fuel, Script};

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

/// Fuel of a call above its entry price: some dozen hostcalls. What it cannot pay for is only slow.
const FUEL_ABOVE_ENTRY_MAX: u64 = 20_000;
/// The same for a call whose fuel is given as a number: the module's entry price is below 150,000.
const FUEL_MAX: u64 = 170_000;

impl HostScript {
    /// Any bytes are a script. A call whose fuel it does not say is given some.
    #[must_use]
    pub fn decode(data: &[u8]) -> Self {
        let mut commands = Vec::new();
        let mut is_granted = false;
        for command in Script::decode(data).0 {
            let command = match command {
                Command::SetFuel(Fuel::Exactly(units)) => Command::SetFuel(Fuel::Exactly(units.min(FUEL_MAX))),
                Command::SetFuel(Fuel::AboveEntry(units)) => {
                    Command::SetFuel(Fuel::AboveEntry(units.min(FUEL_ABOVE_ENTRY_MAX)))
                }
                other => other,
            };
            match &command {
                Command::SetFuel(_) => is_granted = true,
                Command::Call { .. } if !std::mem::take(&mut is_granted) => {
                    commands.push(Command::SetFuel(Fuel::AboveEntry(FUEL_ABOVE_ENTRY_MAX)));
                }
                _ => {}
            }
            commands.push(command);
        }
        Self(Script(commands))
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
