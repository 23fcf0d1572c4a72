//! What the host does to an instance: set fuel, set budgets, call. Bytes for the fuzzer, text for people.
//!
//! The byte form is our own and must not change: every seed in `corpus/` holds it.

use std::fmt::{self, Display};
use std::str::FromStr;

use runtime::Export;

use crate::bytes::{Bytes, push_index, push_number};
use crate::session::Step;

/// The most fuel a script can grant, so that every input ends quickly.
pub const FUEL_PER_CALL_MAX: u64 = 600_000;

/// Commands that are carried out; later ones are ignored.
const COMMANDS_MAX: usize = 24;

/// What the host does, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Script(pub Vec<Command>);

/// One step of the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Replace the fuel.
    SetFuel(Fuel),
    /// Set a gas budget.
    SetBudget {
        /// Dimension.
        dimension: u32,
        /// Budget, in units of gas.
        units: u64,
    },
    /// Call an export.
    Call {
        /// Index among the exported functions, modulo their number.
        export: u8,
        /// Arguments; what is missing is 0, what is too many is dropped.
        arguments: Vec<i64>,
    },
}

/// An amount of fuel, at most [`FUEL_PER_CALL_MAX`] after all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fuel {
    /// This many units.
    Exactly(u64),
    /// The module's entry price and this many more: the amounts around which a call begins to run.
    AboveEntry(u64),
}

impl Fuel {
    /// The units, for a module with this entry price.
    #[must_use]
    pub fn units(self, entry_price: u64) -> u64 {
        match self {
            Self::Exactly(units) => units.min(FUEL_PER_CALL_MAX),
            Self::AboveEntry(units) => entry_price.saturating_add(units).min(FUEL_PER_CALL_MAX),
        }
    }
}

/// A command's first byte is its kind, modulo this, and for a call this many times the number of arguments. Kinds without a name
/// here mean what the one before them means: of eight commands drawn at random four are calls and two are budgets.
const KINDS: u8 = 8;
const FUEL_EXACTLY: u8 = 0;
const FUEL_ABOVE_ENTRY: u8 = 1;
const BUDGET: u8 = 2;
const CALL: u8 = 4;
/// Arguments of a call: few, so that a call drawn at random leaves bytes for the next command.
const ARGUMENTS_MAX: u8 = 7;

impl Script {
    /// Reads the byte form. Any bytes are a script; where they end too early, zeros follow.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Self {
        let mut bytes = Bytes(bytes);
        let mut commands = Vec::new();
        while let (Some(first), true) = (bytes.next(), commands.len() < COMMANDS_MAX) {
            commands.push(match first % KINDS {
                FUEL_EXACTLY => Command::SetFuel(Fuel::Exactly(bytes.number())),
                FUEL_ABOVE_ENTRY => Command::SetFuel(Fuel::AboveEntry(bytes.number())),
                BUDGET..CALL => Command::SetBudget { dimension: bytes.index(), units: bytes.number() },
                _ => Command::Call {
                    export: bytes.next().unwrap_or(0),
                    arguments: (0..first / KINDS % (ARGUMENTS_MAX + 1)).map(|_| bytes.number().cast_signed()).collect(),
                },
            });
        }
        Self(commands)
    }

    /// Writes the byte form.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for command in &self.0 {
            match command {
                Command::SetFuel(Fuel::Exactly(units)) => {
                    bytes.push(FUEL_EXACTLY);
                    push_number(&mut bytes, *units);
                }
                Command::SetFuel(Fuel::AboveEntry(units)) => {
                    bytes.push(FUEL_ABOVE_ENTRY);
                    push_number(&mut bytes, *units);
                }
                Command::SetBudget { dimension, units } => {
                    bytes.push(BUDGET);
                    push_index(&mut bytes, *dimension);
                    push_number(&mut bytes, *units);
                }
                Command::Call { export, arguments } => {
                    let count = u8::try_from(arguments.len()).unwrap_or(ARGUMENTS_MAX).min(ARGUMENTS_MAX);
                    bytes.extend([CALL + KINDS * count, *export]);
                    for argument in arguments.iter().take(usize::from(count)) {
                        push_number(&mut bytes, argument.cast_unsigned());
                    }
                }
            }
        }
        bytes
    }

    /// The script of these steps on a module with these exports; nothing where a call names no export or has too many arguments.
    /// A budget that is cleared is left as it is.
    #[must_use]
    pub fn of_steps(steps: &[Step], exports: &[Export]) -> Option<Self> {
        let command = |step: &Step| {
            Some(match step {
                Step::SetFuel(units) => Command::SetFuel(Fuel::Exactly(*units)),
                Step::SetBudget { dimension, units } => Command::SetBudget { dimension: *dimension, units: *units },
                Step::ClearBudget { .. } => return None,
                Step::Call { export, arguments } => {
                    let index = exports.iter().position(|found| found.name == *export)?;
                    let fits = arguments.len() <= usize::from(ARGUMENTS_MAX);
                    let export = u8::try_from(index).ok().filter(|_| fits)?;
                    Command::Call { export, arguments: arguments.clone() }
                }
            })
        };
        let kept = steps.iter().filter(|step| !matches!(step, Step::ClearBudget { .. }));
        Some(Self(kept.map(command).collect::<Option<_>>()?))
    }

    /// Whether the script calls anything.
    #[must_use]
    pub fn makes_a_call(&self) -> bool {
        self.0.iter().any(|command| matches!(command, Command::Call { .. }))
    }
}

impl Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, command) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{command}")?;
        }
        Ok(())
    }
}

impl Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SetFuel(Fuel::Exactly(units)) => write!(f, "fuel {units}"),
            Self::SetFuel(Fuel::AboveEntry(units)) => write!(f, "fuel entry+{units}"),
            Self::SetBudget { dimension, units } => write!(f, "budget {dimension} {units}"),
            Self::Call { export, arguments } => {
                write!(f, "call {export}")?;
                arguments.iter().try_for_each(|argument| write!(f, " {argument}"))
            }
        }
    }
}

/// Text that is no script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseScriptError(String);

impl Display for ParseScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(command) = self;
        write!(
            f,
            "not a command: `{command}`; commands are `fuel N`, `fuel entry+N`, `budget DIMENSION N` and `call EXPORT ARGUMENT...` with \
             at most 7 arguments, separated by `;`"
        )
    }
}

impl std::error::Error for ParseScriptError {}

impl FromStr for Script {
    type Err = ParseScriptError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let commands = text.split(';').map(str::trim).filter(|command| !command.is_empty());
        let parse = |text: &str| parse_command(text).ok_or_else(|| ParseScriptError(text.to_owned()));
        Ok(Self(commands.map(parse).collect::<Result<_, _>>()?))
    }
}

fn parse_command(text: &str) -> Option<Command> {
    let words: Vec<&str> = text.split_whitespace().collect();
    Some(match words.as_slice() {
        ["fuel", units] => Command::SetFuel(match units.strip_prefix("entry+") {
            Some(units) => Fuel::AboveEntry(units.parse().ok()?),
            None => Fuel::Exactly(units.parse().ok()?),
        }),
        ["budget", dimension, units] => {
            Command::SetBudget { dimension: dimension.parse().ok()?, units: units.parse().ok()? }
        }
        ["call", export, arguments @ ..] if arguments.len() <= usize::from(ARGUMENTS_MAX) => Command::Call {
            export: export.parse().ok()?,
            arguments: arguments.iter().map(|argument| argument.parse().ok()).collect::<Option<_>>()?,
        },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use runtime::Export;

    use super::{FUEL_PER_CALL_MAX, Fuel, Script};
    use crate::session::Step;

    const TEXT: &str = "fuel 0; fuel 239; fuel 240; fuel entry+1; budget 0 65536; budget 4294967295 18446744073709551615; call 0; \
                        call 255 0 -1 9223372036854775807 -9223372036854775808 4294967296";

    #[test]
    fn text_and_bytes_come_back_unchanged() {
        let script: Script = TEXT.parse().unwrap();
        assert_eq!(script.to_string(), TEXT);
        assert_eq!(Script::decode(&script.encode()), script);
    }

    #[test]
    fn the_byte_form_does_not_change() {
        let script: Script = "fuel 5; fuel entry+1000; budget 1 70000; call 2 7 -1".parse().unwrap();
        let bytes = [
            0, 5, 1, 0xf0, 0xe8, 0x03, 2, 1, 0xf1, 0x70, 0x11, 0x01, 0, 20, 2, 7, 0xf2, 255, 255, 255, 255, 255, 255,
            255, 255,
        ];
        assert_eq!(script.encode(), bytes);
        assert_eq!(
            Script::decode(&[4, 0, 3, 15, 9, 0xff, 1, 0xf3]),
            "call 0; budget 7 9; call 1 -1 0 0 0 0 0 0".parse().unwrap()
        );
    }

    #[test]
    fn fuel_is_bounded_whatever_the_script_says() {
        assert_eq!(Fuel::Exactly(u64::MAX).units(0), FUEL_PER_CALL_MAX);
        assert_eq!(Fuel::AboveEntry(u64::MAX).units(5_200), FUEL_PER_CALL_MAX);
        assert_eq!(Fuel::AboveEntry(3).units(5_200), 5_203);
    }

    #[test]
    fn steps_become_a_script() {
        let exports = ["f", "g"].map(|name| Export { name: name.to_owned(), parameters: 1 });
        let call =
            |export: &str, arguments: &[i64]| Step::Call { export: export.to_owned(), arguments: arguments.to_vec() };
        let steps = [Step::SetFuel(7), Step::ClearBudget { dimension: 1 }, call("g", &[-1])];
        assert_eq!(Script::of_steps(&steps, &exports), Some("fuel 7; call 1 -1".parse().unwrap()));
        assert_eq!(Script::of_steps(&[call("h", &[])], &exports), None);
        assert_eq!(Script::of_steps(&[call("f", &[0; 8])], &exports), None);
    }

    #[test]
    fn a_typo_is_named() {
        let error = "call 0; fule 3".parse::<Script>().unwrap_err();
        assert!(error.to_string().starts_with("not a command: `fule 3`"), "{error}");
    }
}
