//! The names by which a header promises an outcome: one for each variant of the runtime's errors.

use std::fmt::{self, Display};

use runtime::{HostError, Refusal, Trap};
use serde::Deserialize;

/// A match on every variant, so that a new one in the runtime stops this crate from compiling until it has a name.
macro_rules! names {
    ($(#[$doc:meta])* $name:ident of $of:ident { $($variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`")] #[serde(rename = $text)] $variant,)*
        }

        impl $name {
            /// Every name there is.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name of a value.
            #[must_use]
            pub fn of(value: &$of) -> Self {
                match value {
                    $($of::$variant { .. } => Self::$variant,)*
                }
            }

            /// As it stands in a header.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        impl Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

names! {
    /// Name of a [`Trap`], as in the table of spec clause `CALL-6`.
    TrapName of Trap {
        OutOfFuel = "out-of-fuel",
        OutOfGas = "out-of-gas",
        NegativeGas = "negative-gas",
        GasDimensionLimit = "gas-dimension-limit",
        StateSlotLimit = "state-slot-limit",
        EventOutOfRange = "event-out-of-range",
        EventLimit = "event-limit",
        EventBytesLimit = "event-bytes-limit",
        EventLogLimit = "event-log-limit",
        Unreachable = "unreachable",
        DivisionByZero = "division-by-zero",
        IntegerOverflow = "integer-overflow",
        MemoryOutOfBounds = "memory-out-of-bounds",
        TableOutOfBounds = "table-out-of-bounds",
        NullElement = "null-element",
        SignatureMismatch = "signature-mismatch",
        StackExhausted = "stack-exhausted",
    }
}

names! {
    /// Name of a [`HostError`].
    HostErrorName of HostError {
        UnknownExport = "unknown-export",
        ArgumentCount = "argument-count",
        ForeignModule = "foreign-module",
        StoredModule = "stored-module",
        ThreadStack = "thread-stack",
        OutOfMemory = "out-of-memory",
        Engine = "engine",
    }
}

names! {
    /// Name of a [`Refusal`].
    RefusalName of Refusal {
        Empty = "empty",
        Text = "text",
        NotWebAssembly = "not-web-assembly",
        Component = "component",
        Version = "version",
        Truncated = "truncated",
        Invalid = "invalid",
        Start = "start",
        UnknownImport = "unknown-import",
        ImportType = "import-type",
        ExportType = "export-type",
        ReservedName = "reserved-name",
        SegmentOutOfRange = "segment-out-of-range",
        Limit = "limit",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use runtime::Trap;
    use serde::Deserialize;
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, StrDeserializer};

    use super::{HostErrorName, RefusalName, TrapName};

    const SPEC: &str = include_str!("../../spec/abi/wasm.md");

    fn table_of(clause: &str) -> BTreeSet<&'static str> {
        let clause = SPEC.split("### ").find(|text| text.split(' ').next() == Some(clause)).expect(clause);
        let rows = clause.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
        rows.map(|(name, _)| name).collect()
    }

    #[test]
    fn the_tables_of_the_spec_have_every_name() {
        let traps: BTreeSet<&str> = TrapName::ALL.iter().map(|name| name.as_str()).collect();
        assert_eq!(traps, table_of("CALL-6"));
        let refusals: BTreeSet<&str> = RefusalName::ALL.iter().map(|name| name.as_str()).collect();
        assert_eq!(refusals, table_of("MOD-8"));
        // The others are the machine's.
        let mistakes = [HostErrorName::UnknownExport, HostErrorName::ArgumentCount].map(HostErrorName::as_str);
        assert_eq!(BTreeSet::from(mistakes), table_of("CALL-7"));
    }

    #[test]
    fn trap_names_are_those_of_the_runtime() {
        let unknown: StrDeserializer<'_, Error> = "no-such-trap".into_deserializer();
        let error = Trap::deserialize(unknown).expect_err("no trap has this name").to_string();
        for name in TrapName::ALL {
            assert!(error.contains(&format!("`{name}`")), "the runtime has no trap `{name}`: {error}");
        }
        let trap = Trap::DivisionByZero;
        assert_eq!(TrapName::of(&trap).as_str(), trap.name());
    }
}
