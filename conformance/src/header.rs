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
    pub limits: Option<Spanned<Limits>>,
    pub bytes: Option<Spanned<String>>,
    pub refused: Option<RefusalName>,
    pub message: Option<Spanned<String>>,
    #[serde(default, rename = "step")]
    pub steps: Vec<Spanned<HeaderStep>>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HeaderStep {
    pub fuel: Option<Units>,
    pub reset_gas: Option<bool>,
    pub clear_budgets: Option<Vec<u32>>,
    pub budgets: Option<BTreeMap<u32, Units>>,
    pub state: Option<BTreeMap<u32, i64>>,
    pub take_events: Option<bool>,
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

impl HeaderStep {
    /// The first key that is there and does nothing.
    pub(crate) fn idle_key(&self) -> Option<&'static str> {
        let idle = [
            ("reset_gas", self.reset_gas == Some(false)),
            ("clear_budgets", self.clear_budgets.as_ref().is_some_and(Vec::is_empty)),
            ("budgets", self.budgets.as_ref().is_some_and(BTreeMap::is_empty)),
            ("state", self.state.as_ref().is_some_and(BTreeMap::is_empty)),
            ("take_events", self.take_events == Some(false)),
            ("args", self.args.as_ref().is_some_and(Vec::is_empty)),
        ];
        idle.into_iter().find(|(_, is_idle)| *is_idle).map(|(key, _)| key)
    }
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
