//! A header as it is written: TOML in the `;;!` lines that open a file. Its meaning is in `case.rs`.

use std::collections::BTreeMap;
use std::fmt;

use runtime::Limits;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use toml::Spanned;

use crate::names::{HostErrorName, RefusalName, TrapName};

/// What opens every line of a header.
pub(crate) const MARK: &str = ";;!";

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Header {
    pub why: String,
    pub clauses: Vec<Spanned<String>>,
    #[serde(default)]
    pub limits: Limits,
    pub bytes: Option<Spanned<String>>,
    pub refused: Option<RefusalName>,
    #[serde(default, rename = "step")]
    pub steps: Vec<Spanned<HeaderStep>>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HeaderStep {
    pub fuel: Option<Units>,
    #[serde(default)]
    pub reset_gas: bool,
    #[serde(default)]
    pub clear_budgets: Vec<u32>,
    #[serde(default)]
    pub budgets: BTreeMap<u32, Units>,
    #[serde(default)]
    pub state: BTreeMap<u32, i64>,
    #[serde(default)]
    pub take_events: bool,
    pub call: Option<String>,
    pub args: Option<Vec<i64>>,
    pub expect: Option<Spanned<HeaderExpect>>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HeaderExpect {
    pub returned: Option<i64>,
    pub trap: Option<TrapName>,
    pub host_error: Option<HostErrorName>,
    pub message: Option<String>,
}

/// A `u64`. Numbers of TOML end at `i64::MAX`, so one above it may be written as a string of digits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Units(pub u64);

impl<'de> Deserialize<'de> for Units {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl Visitor<'_> for Reader {
            type Value = Units;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a number from 0 to {}, or a string of its digits", u64::MAX)
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Units, E> {
                let units = u64::try_from(number);
                units.map(Units).map_err(|_| E::invalid_value(de::Unexpected::Signed(number), &self))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Units, E> {
                Ok(Units(number))
            }

            fn visit_str<E: de::Error>(self, digits: &str) -> Result<Units, E> {
                let units = digits.parse();
                units.map(Units).map_err(|_| E::invalid_value(de::Unexpected::Str(digits), &self))
            }
        }

        deserializer.deserialize_any(Reader)
    }
}
