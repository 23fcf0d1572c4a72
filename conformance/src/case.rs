//! A case: a module, what to do with it, and what the spec promises of it.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use runtime::Limits;
use toml::Spanned;

use crate::case_error::CaseError;
use crate::header::{Header, HeaderExpect, HeaderStep, MARK};
use crate::names::{HostErrorName, RefusalName, TrapName};

/// One case, read from one file.
#[derive(Debug, Clone)]
pub struct Case {
    /// The file, as messages show it.
    pub path: String,
    /// One sentence: what is to be seen here, or why it matters.
    pub why: String,
    /// Clauses of the spec that this case holds.
    pub clauses: Vec<String>,
    /// Limits of the host that loads the module.
    pub limits: Limits,
    /// What happens, and what is promised of it.
    pub plan: Plan,
    /// The input itself, where the header gives it as bytes.
    bytes: Option<Vec<u8>>,
    /// The whole file: the header is comments to an assembler, and keeps its line numbers right.
    text: String,
}

/// What a case does with its module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plan {
    /// Load it; it must be refused.
    Refused {
        /// For this reason.
        reason: RefusalName,
        /// With exactly this text, where that is promised too.
        message: Option<String>,
    },
    /// Load it, then these, in order.
    Steps(Vec<Step>),
}

/// What the caller does before a call, in the order of the fields, and the call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its line in the file.
    pub line: usize,
    /// Replaces what is left of the fuel.
    pub fuel: Option<u64>,
    /// Sets the usage of every dimension to 0.
    pub reset_gas: bool,
    /// Dimensions that lose their budget.
    pub clear_budgets: Vec<u32>,
    /// Budgets to set.
    pub budgets: BTreeMap<u32, u64>,
    /// Slots that the host writes.
    pub state: BTreeMap<u32, i64>,
    /// Takes the events out of the log.
    pub take_events: bool,
    /// The call, if there is one.
    pub call: Option<Call>,
}

/// A call of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The export's name.
    pub export: String,
    /// Its arguments.
    pub arguments: Vec<i64>,
    /// What the spec promises.
    pub expect: Expect,
}

/// What the spec promises of a call, written by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expect {
    /// How it ends.
    pub promise: Promise,
    /// The exact text of the trap or host error, where that is promised too.
    pub message: Option<String>,
}

/// How a call ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promise {
    /// It returns this value.
    Returned(i64),
    /// It is stopped by this trap.
    Trap(TrapName),
    /// It cannot be made.
    HostError(HostErrorName),
}

impl Display for Expect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.promise)?;
        self.message.as_ref().map_or(Ok(()), |message| write!(f, ": {message}"))
    }
}

impl Display for Promise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Returned(value) => write!(f, "returned {value}"),
            Self::Trap(name) => write!(f, "trap {name}"),
            Self::HostError(name) => write!(f, "host error {name}"),
        }
    }
}

impl Case {
    /// Reads a file's text.
    ///
    /// # Errors
    ///
    /// [`CaseError`]: what is wrong, with `path` as given and the line.
    pub fn parse(path: &str, text: &str) -> Result<Self, CaseError> {
        Reader { path, text }.case()
    }

    /// The input that the case loads: its bytes, or its text assembled.
    ///
    /// # Errors
    ///
    /// Where the text does not assemble.
    pub fn assemble(&self) -> Result<Vec<u8>, wat::Error> {
        match &self.bytes {
            Some(bytes) => Ok(bytes.clone()),
            None => wat::Parser::new().parse_str(Some(self.path.as_ref()), &self.text),
        }
    }
}

/// A file being read.
struct Reader<'a> {
    path: &'a str,
    text: &'a str,
}

impl Reader<'_> {
    fn case(&self) -> Result<Case, CaseError> {
        let toml = self.header_text()?;
        let header: Header = toml::from_str(&toml).map_err(|error| self.header_error(&toml, &error))?;
        if header.why.trim().is_empty() {
            return Err(CaseError::NoWhy { path: self.path() });
        }
        if header.clauses.is_empty() {
            return Err(CaseError::NoClauses { path: self.path() });
        }
        if let Some(id) = header.clauses.iter().find(|id| !is_clause_id(id.get_ref())) {
            let line = line_at(&toml, id.span().start);
            return Err(CaseError::ClauseId { path: self.path(), line, id: id.get_ref().clone() });
        }
        let bytes = header.bytes.as_ref().map(|bytes| self.bytes(&toml, bytes)).transpose()?;
        Ok(Case {
            path: self.path(),
            why: header.why,
            clauses: header.clauses.into_iter().map(Spanned::into_inner).collect(),
            limits: self.limits(&toml, header.limits)?,
            plan: self.plan(&toml, header.refused, header.message, header.steps)?,
            bytes,
            text: self.text.to_owned(),
        })
    }

    fn path(&self) -> String {
        self.path.to_owned()
    }

    /// The header without its marks: line for line that of the file, so that places in it are places in the file.
    fn header_text(&self) -> Result<String, CaseError> {
        let header: Vec<&str> = self.text.lines().map_while(|line| line.strip_prefix(MARK)).collect();
        if header.is_empty() {
            return Err(CaseError::NoHeader { path: self.path() });
        }
        let mut rest = (1..).zip(self.text.lines()).skip(header.len());
        if let Some((line, _)) = rest.find(|(_, text)| text.trim_start().starts_with(MARK)) {
            return Err(CaseError::StrayHeaderLine { path: self.path(), line });
        }
        Ok(header.join("\n"))
    }

    fn header_error(&self, toml: &str, error: &toml::de::Error) -> CaseError {
        let line = error.span().map_or(1, |span| line_at(toml, span.start));
        CaseError::Header { path: self.path(), line, message: error.message().replace('\n', "; ") }
    }

    fn bytes(&self, toml: &str, hex: &Spanned<String>) -> Result<Vec<u8>, CaseError> {
        let mut lines = (1..).zip(self.text.lines());
        let is_text = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with(";;");
        if let Some((line, _)) = lines.find(|(_, line)| is_text(line)) {
            return Err(CaseError::BodyBesideBytes { path: self.path(), line });
        }
        let digits: Vec<char> = hex.get_ref().chars().filter(|character| *character != ' ').collect();
        let byte = |pair: &[char]| {
            let pair: String = pair.iter().collect();
            let found = pair.clone();
            let error = || CaseError::Bytes { path: self.path(), line: line_at(toml, hex.span().start), found };
            // `from_str_radix` would take a sign.
            let digits = pair.len() == 2 && pair.chars().all(|digit| digit.is_ascii_hexdigit());
            u8::from_str_radix(&pair, 16).ok().filter(|_| digits).ok_or_else(error)
        };
        digits.chunks(2).map(byte).collect()
    }

    fn limits(&self, toml: &str, limits: Option<Spanned<Limits>>) -> Result<Limits, CaseError> {
        let Some(limits) = limits else { return Ok(Limits::default()) };
        if *limits.get_ref() == Limits::default() {
            let line = line_at(toml, limits.span().start);
            return Err(CaseError::IdleKey { path: self.path(), line, key: "limits" });
        }
        Ok(limits.into_inner())
    }

    fn plan(
        &self,
        toml: &str,
        refused: Option<RefusalName>,
        message: Option<Spanned<String>>,
        steps: Vec<Spanned<HeaderStep>>,
    ) -> Result<Plan, CaseError> {
        let line = |span: std::ops::Range<usize>| line_at(toml, span.start);
        if let Some(reason) = refused {
            return match steps.first() {
                None => Ok(Plan::Refused { reason, message: message.map(Spanned::into_inner) }),
                Some(step) => Err(CaseError::StepAfterRefusal { path: self.path(), line: line(step.span()) }),
            };
        }
        if let Some(message) = message {
            return Err(CaseError::MessageWithoutRefused { path: self.path(), line: line(message.span()) });
        }
        let steps: Vec<Step> = steps
            .into_iter()
            .map(|step| {
                let place = line(step.span());
                self.step(toml, place, step.into_inner())
            })
            .collect::<Result<_, _>>()?;
        if steps.iter().all(|step| step.call.is_none()) {
            return Err(CaseError::NothingPromised { path: self.path() });
        }
        Ok(Plan::Steps(steps))
    }

    fn step(&self, toml: &str, line: usize, step: HeaderStep) -> Result<Step, CaseError> {
        let path = self.path();
        if let Some(key) = step.idle_key() {
            return Err(CaseError::IdleKey { path, line, key });
        }
        let call = match (step.call, step.expect) {
            (Some(export), Some(expect)) => {
                let place = line_at(toml, expect.span().start);
                let expect = self.expect(place, expect.into_inner())?;
                Some(Call { export, arguments: step.args.unwrap_or_default(), expect })
            }
            (Some(_), None) => return Err(CaseError::CallWithoutExpect { path, line }),
            (None, Some(_)) => return Err(CaseError::WithoutCall { path, line, key: "expect" }),
            (None, None) if step.args.is_some() => return Err(CaseError::WithoutCall { path, line, key: "args" }),
            (None, None) => None,
        };
        let units = |(dimension, units): (u32, crate::header::Units)| (dimension, units.0);
        let step = Step {
            line,
            fuel: step.fuel.map(|units| units.0),
            reset_gas: step.reset_gas.unwrap_or_default(),
            clear_budgets: step.clear_budgets.unwrap_or_default(),
            budgets: step.budgets.unwrap_or_default().into_iter().map(units).collect(),
            state: step.state.unwrap_or_default(),
            take_events: step.take_events.unwrap_or_default(),
            call,
        };
        if step.does_nothing() { Err(CaseError::EmptyStep { path, line }) } else { Ok(step) }
    }

    fn expect(&self, line: usize, expect: HeaderExpect) -> Result<Expect, CaseError> {
        let promises: Vec<Promise> = [
            expect.returned.map(Promise::Returned),
            expect.trap.map(Promise::Trap),
            expect.host_error.map(Promise::HostError),
        ]
        .into_iter()
        .flatten()
        .collect();
        let [promise] = promises[..] else {
            return Err(CaseError::Expect { path: self.path(), line, found: promises.len() });
        };
        if matches!(promise, Promise::Returned(_)) && expect.message.is_some() {
            return Err(CaseError::MessageOfReturned { path: self.path(), line });
        }
        Ok(Expect { promise, message: expect.message })
    }
}

impl Step {
    fn does_nothing(&self) -> bool {
        self.fuel.is_none()
            && !self.reset_gas
            && self.clear_budgets.is_empty()
            && self.budgets.is_empty()
            && self.state.is_empty()
            && !self.take_events
            && self.call.is_none()
    }
}

fn is_clause_id(id: &str) -> bool {
    id.split_once('-').is_some_and(|(family, number)| {
        let letters = !family.is_empty() && family.chars().all(|letter| letter.is_ascii_uppercase());
        letters && !number.is_empty() && number.chars().all(|digit| digit.is_ascii_digit())
    })
}

/// The line, counted from 1, of a place in a text.
fn line_at(text: &str, offset: usize) -> usize {
    1 + text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count()
}
