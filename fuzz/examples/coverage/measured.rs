//! What `llvm-cov` found.

use std::fmt::{self, Display};
use std::path::Path;

use anyhow::{Context, Result, bail};

/// How much of something was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    pub reached: u64,
    pub of: u64,
}

impl Share {
    /// Whether this is a smaller part than that, to the last line.
    pub fn is_below(self, other: Self) -> bool {
        u128::from(self.reached) * u128::from(other.of) < u128::from(other.reached) * u128::from(self.of)
    }
}

impl Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { reached, of } = self;
        let thousandths = (1_000 * reached).checked_div(*of).unwrap_or(0);
        write!(f, "{reached} of {of} ({}.{} %)", thousandths / 10, thousandths % 10)
    }
}

/// A line that is not reached, by what it says: numbers of lines shift.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Below `runtime/src`.
    pub file: String,
    pub function: String,
    /// Without its indentation; none where no line of the function is reached.
    pub line: Option<String>,
}

impl Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.line.as_deref().unwrap_or("all of it");
        write!(f, "{} fn {}: {line}", self.file, self.function)
    }
}

/// What the inputs of one corpus, or of all together, reached.
#[derive(Debug)]
pub struct Measured {
    /// The target, or "together".
    pub name: String,
    pub regions: Share,
    pub lines: Share,
    /// In order of files and lines.
    pub unreached: Vec<Unreached>,
}

/// A place and how many lines it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreached {
    pub place: Place,
    pub lines: u64,
}

impl Measured {
    /// Reads `NAME.json` and `NAME.lcov`, and the sources that they speak of.
    pub fn read(folder: &Path, name: &str) -> Result<Self> {
        let text = |extension: &str| {
            let path = folder.join(name).with_extension(extension);
            std::fs::read_to_string(&path).with_context(|| path.display().to_string())
        };
        let summary: serde_json::Value = serde_json::from_str(&text("json")?)?;
        let regions = &summary["data"][0]["totals"]["regions"];
        let number = |key: &str| regions[key].as_u64().with_context(|| format!("{name}.json: no regions {key}"));
        let regions = Share { reached: number("covered")?, of: number("count")? };
        let (mut lines, mut unreached) = (Share { reached: 0, of: 0 }, Vec::new());
        let lcov = text("lcov")?;
        let mut records: Vec<_> = lcov.split_terminator("end_of_record\n").map(Record::parse).collect::<Result<_>>()?;
        records.sort_by(|one, other| one.path.cmp(&other.path));
        for record in records {
            lines.of += record.lines.len() as u64;
            lines.reached += record.lines.iter().filter(|(_, reached)| *reached).count() as u64;
            let source = std::fs::read_to_string(&record.path).with_context(|| record.path.clone())?;
            unreached.extend(record.unreached(&source)?);
        }
        Ok(Self { name: name.to_owned(), regions, lines, unreached })
    }
}

/// What lcov's text form says of one file.
struct Record {
    path: String,
    /// Where functions and closures start.
    starts: Vec<usize>,
    /// Number, and whether it was reached: every line that has code.
    lines: Vec<(usize, bool)>,
}

impl Record {
    fn parse(text: &str) -> Result<Self> {
        let mut record = Self { path: String::new(), starts: Vec::new(), lines: Vec::new() };
        for line in text.lines() {
            let mut fields = line.split([':', ',']).skip(1);
            let mut number = || fields.next()?.parse::<usize>().ok();
            match line.split_once(':') {
                Some(("SF", path)) => path.clone_into(&mut record.path),
                Some(("FN", _)) => record.starts.push(number().with_context(|| format!("no start: {line}"))?),
                Some(("DA", _)) => {
                    let (line, count) = number().zip(number()).with_context(|| format!("no count: {line}"))?;
                    record.lines.push((line, count > 0));
                }
                _ => {}
            }
        }
        record.lines.sort_unstable();
        Ok(record)
    }

    /// A function that no line of is reached is one place. A line of punctuation is none: it goes with what it closes.
    fn unreached(&self, source: &str) -> Result<Vec<Unreached>> {
        let file = self.path.rsplit_once("runtime/src/").map_or(self.path.as_str(), |(_, file)| file);
        let source: Vec<&str> = source.lines().collect();
        let text = |line: usize| source.get(line.wrapping_sub(1)).map_or("", |line| line.trim());
        let functions_at: Vec<_> =
            self.starts.iter().filter_map(|start| Some((*start, end(&source, *start), name(text(*start))?))).collect();
        let mut functions: Vec<(String, Vec<(usize, bool)>)> = Vec::new();
        for &(line, reached) in &self.lines {
            let around = functions_at.iter().filter(|(start, end, _)| (*start..=*end).contains(&line));
            let Some((.., function)) = around.max_by_key(|(start, ..)| start) else {
                bail!("{}:{line}: a line in no function", self.path);
            };
            let function = *function;
            match functions.iter_mut().find(|(name, _)| name == function) {
                Some((_, lines)) => lines.push((line, reached)),
                None => functions.push((function.to_owned(), vec![(line, reached)])),
            }
        }
        let mut unreached = Vec::new();
        for (function, lines) in functions {
            let place = |line| Place { file: file.to_owned(), function: function.clone(), line };
            if lines.iter().all(|(_, reached)| !reached) {
                unreached.push(Unreached { place: place(None), lines: lines.len() as u64 });
                continue;
            }
            let lines = lines.iter().filter(|(_, reached)| !reached).map(|(line, _)| text(*line));
            let named = lines.filter(|line| line.chars().any(char::is_alphanumeric));
            unreached.extend(named.map(|line| Unreached { place: place(Some(line.to_owned())), lines: 1 }));
        }
        Ok(unreached)
    }
}

/// The last line of what starts there, as rustfmt sets it: the first brace with the same indentation.
fn end(source: &[&str], start: usize) -> usize {
    let first = source.get(start.wrapping_sub(1)).copied().unwrap_or_default();
    if first.ends_with('}') {
        return start;
    }
    let indentation = first.len() - first.trim_start().len();
    let closes = |line: &&str| line.len() == indentation + 1 && line.ends_with('}');
    (start + 1..).zip(source.iter().skip(start)).find(|(_, line)| closes(line)).map_or(start, |(line, _)| line)
}

/// The name in a function's first line.
fn name(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("fn ")?;
    rest.split(|character: char| !character.is_alphanumeric() && character != '_')
        .next()
        .filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Record, Share};

    const SOURCE: &str = "\
fn reached(one: bool) -> Result<(), ()> {
    fn inner() {
        never();
    }
    if one {
        stop();
    }
    let each = |two| {
        two.stop();
    };
    Ok(())
}

pub(crate) fn not_reached<T>() {
    each();
}";

    const LCOV: &str = "\
SF:/somewhere/runtime/src/stack/rewrite.rs
FN:1,_reached
FN:2,_inner
FN:8,_closure
FN:14,_not_reached
FNDA:9,_reached
DA:1,9
DA:2,0
DA:3,0
DA:4,0
DA:5,9
DA:6,0
DA:7,0
DA:8,9
DA:9,0
DA:10,0
DA:11,9
DA:14,0
DA:15,0
DA:16,0
";

    #[test]
    fn what_is_not_reached_is_named_by_function_and_text() {
        let unreached = Record::parse(LCOV).unwrap().unreached(SOURCE).unwrap();
        let named: Vec<_> = unreached.iter().map(|of| format!("{} ({})", of.place, of.lines)).collect();
        let file = "stack/rewrite.rs fn";
        assert_eq!(
            named,
            [
                format!("{file} reached: stop(); (1)"),
                format!("{file} reached: two.stop(); (1)"),
                format!("{file} inner: all of it (3)"),
                format!("{file} not_reached: all of it (3)")
            ]
        );
    }

    #[test]
    fn a_line_in_no_function_is_an_error() {
        let error = Record::parse("SF:a.rs\nFN:3,_f\nDA:2,0\n").unwrap().unreached("\n\nfn f() {}\n").err().unwrap();
        assert_eq!(error.to_string(), "a.rs:2: a line in no function");
    }

    #[test]
    fn shares_are_compared_to_the_last_line() {
        let share = |reached, of| Share { reached, of };
        assert!(share(2_934, 3_763).is_below(share(2_935, 3_763)));
        assert!(share(2_935, 3_764).is_below(share(2_935, 3_763)));
        assert!(!share(2_935, 3_763).is_below(share(2_935, 3_763)));
        assert_eq!(share(1, 3).to_string(), "1 of 3 (33.3 %)");
        assert_eq!(share(0, 0).to_string(), "0 of 0 (0.0 %)");
    }
}
