//! The committed file: figures, and every place that no corpus reaches with the reason why.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::{self, Display};

use anyhow::{Context, Result, bail};

use crate::measured::{Measured, Place, Share, Unreached};

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// Name, regions, lines.
    pub rows: Vec<(String, Share, Share)>,
    pub reasons: Vec<Reason>,
}

/// Why some places are not reached.
#[derive(Debug, PartialEq, Eq)]
pub struct Reason {
    /// Empty until someone has written it.
    pub why: String,
    pub places: Vec<Place>,
}

impl Baseline {
    /// Reads what `Display` writes.
    pub fn parse(text: &str) -> Result<Self> {
        let mut baseline = Self::default();
        for (number, line) in (1..).zip(text.lines()) {
            baseline.line(line).with_context(|| format!("line {number}: {line}"))?;
        }
        Ok(baseline)
    }

    fn line(&mut self, line: &str) -> Result<()> {
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        if let Some(why) = line.strip_prefix("because") {
            let why = why.trim().trim_end_matches(':').to_owned();
            self.reasons.push(Reason { why, places: Vec::new() });
            return Ok(());
        }
        let Some(indented) = line.strip_prefix("  ") else { return self.row(line) };
        let places = &mut self.reasons.last_mut().context("no `because` before it")?.places;
        if let Some(text) = indented.strip_prefix("  ") {
            let last = places.last_mut().context("a line before any function")?;
            let line = Some(text.to_owned());
            if last.line.is_none() {
                last.line = line;
            } else {
                let place = Place { line, ..last.clone() };
                places.push(place);
            }
        } else {
            let (file, function) = indented.split_once(" fn ").context("no `FILE fn FUNCTION`")?;
            places.push(Place { file: file.to_owned(), function: function.to_owned(), line: None });
        }
        Ok(())
    }

    fn row(&mut self, line: &str) -> Result<()> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [name, "regions", regions, "of", all_regions, _, "%)", "lines", lines, "of", all_lines, _, "%)"] =
            words.as_slice()
        else {
            bail!("no `NAME regions N of N (N %) lines N of N (N %)`");
        };
        let share =
            |reached: &str, of: &str| -> Result<Share> { Ok(Share { reached: reached.parse()?, of: of.parse()? }) };
        self.rows.push(((*name).to_owned(), share(regions, all_regions)?, share(lines, all_lines)?));
        Ok(())
    }

    /// What is wrong with what was measured, a line each.
    pub fn complaints(&self, measured: &[Measured], unreached: &[Unreached]) -> Vec<String> {
        let mut complaints = Vec::new();
        for Measured { name, regions, lines, .. } in measured {
            let Some((_, regions_before, lines_before)) = self.rows.iter().find(|(row, ..)| row == name) else {
                complaints.push(format!("{name}: has no row"));
                continue;
            };
            for (what, before, now) in [("regions", regions_before, regions), ("lines", lines_before, lines)] {
                if now.is_below(*before) {
                    complaints.push(format!("{name}: fell to {now} {what}, from {before}"));
                }
            }
        }
        let mut named: BTreeMap<&Place, usize> = BTreeMap::new();
        for Reason { why, places } in &self.reasons {
            for place in places {
                if why.is_empty() {
                    complaints.push(format!("named without a reason: {place}"));
                }
                *named.entry(place).or_default() += 1;
            }
        }
        for Unreached { place, .. } in unreached {
            match named.get_mut(place) {
                Some(left) if *left > 0 => *left -= 1,
                _ => complaints.push(format!("not reached, and not named: {place}")),
            }
        }
        let gone = named.into_iter().flat_map(|(place, left)| std::iter::repeat_n(place, left));
        complaints.extend(gone.map(|place| format!("named, but reached or no longer there: {place}")));
        complaints
    }

    /// The same reasons, for what was measured now. What had none gets an empty one.
    pub fn accept(&self, measured: &[Measured], unreached: &[Unreached]) -> Self {
        let mut known: BTreeMap<&Place, VecDeque<usize>> = BTreeMap::new();
        for (index, reason) in self.reasons.iter().enumerate() {
            for place in &reason.places {
                known.entry(place).or_default().push_back(index);
            }
        }
        let unknown = self.reasons.iter().position(|reason| reason.why.is_empty()).unwrap_or(self.reasons.len());
        let whys = self.reasons.iter().map(|reason| reason.why.as_str()).chain([""]);
        let mut reasons: Vec<_> = whys.map(|why| Reason { why: why.to_owned(), places: Vec::new() }).collect();
        for Unreached { place, .. } in unreached {
            let index = known.get_mut(place).and_then(VecDeque::pop_front).unwrap_or(unknown);
            if let Some(reason) = reasons.get_mut(index) {
                reason.places.push(place.clone());
            }
        }
        reasons.retain(|reason| !reason.places.is_empty());
        let row = |of: &Measured| (of.name.clone(), of.regions, of.lines);
        Self { rows: measured.iter().map(row).collect(), reasons }
    }
}

const INTRODUCTION: &str = "\
# What the committed corpora reach of runtime/src. `fuzz/coverage.sh` compares with this file; `fuzz/coverage.sh --accept` writes it,
# but for the reasons: those are written by hand, behind `because`.
";

const PLACES: &str = "
# What no corpus reaches. A function alone stands for all of its lines; lines of punctuation go without saying.
";

impl Display for Baseline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{INTRODUCTION}")?;
        for (name, regions, lines) in &self.rows {
            writeln!(f, "{name:<13} regions {regions}  lines {lines}")?;
        }
        f.write_str(PLACES)?;
        for Reason { why, places } in &self.reasons {
            let space = if why.is_empty() { "" } else { " " };
            writeln!(f, "\nbecause{space}{why}:")?;
            let mut last = None;
            for Place { file, function, line } in places {
                if last != Some((file, function)) {
                    writeln!(f, "  {file} fn {function}")?;
                }
                last = Some((file, function));
                if let Some(line) = line {
                    writeln!(f, "    {line}")?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Baseline, Measured, Place, Reason, Share, Unreached};

    fn unreached(lines: &[Option<&str>]) -> Vec<Unreached> {
        let place = |line: Option<&str>| Place {
            file: "host.rs".to_owned(),
            function: "pay".to_owned(),
            line: line.map(ToOwned::to_owned),
        };
        lines.iter().map(|line| Unreached { place: place(*line), lines: 1 }).collect()
    }

    fn measured(reached: u64) -> [Measured; 1] {
        let share = Share { reached, of: 9 };
        [Measured { name: "admit".to_owned(), regions: share, lines: share, unreached: Vec::new() }]
    }

    fn accepted(lines: &[Option<&str>], why: &str) -> Baseline {
        let mut baseline = Baseline::default().accept(&measured(7), &unreached(lines));
        for reason in &mut baseline.reasons {
            why.clone_into(&mut reason.why);
        }
        baseline
    }

    #[test]
    fn what_was_accepted_comes_back_and_is_not_complained_about() {
        for lines in [&[None][..], &[Some("one();"), Some("two()?;"), Some("one();")], &[]] {
            let baseline = accepted(lines, "no target can: it is the host's");
            let read = Baseline::parse(&baseline.to_string()).unwrap();
            assert_eq!(read, baseline);
            assert_eq!(read.complaints(&measured(7), &unreached(lines)), Vec::<String>::new());
        }
    }

    #[test]
    fn less_than_before_is_complained_about_and_more_is_not() {
        let baseline = accepted(&[], "");
        let fell = "admit: fell to 6 of 9 (66.6 %) regions, from 7 of 9 (77.7 %)";
        assert_eq!(baseline.complaints(&measured(6), &[])[0], fell);
        assert_eq!(baseline.complaints(&measured(8), &[]), Vec::<String>::new());
        assert_eq!(Baseline::default().complaints(&measured(8), &[]), ["admit: has no row"]);
    }

    #[test]
    fn a_line_is_named_as_often_as_it_is_not_reached() {
        let [one, two, all] = [Some("one();"), Some("two();"), None];
        let complaints = |named: &[Option<&str>], now: &[Option<&str>]| {
            accepted(named, "so").complaints(&measured(7), &unreached(now))
        };
        assert_eq!(complaints(&[one], &[one, one]), ["not reached, and not named: host.rs fn pay: one();"]);
        let gone = "named, but reached or no longer there: host.rs fn pay";
        assert_eq!(complaints(&[one, two, one], &[two, one]), [format!("{gone}: one();")]);
        assert_eq!(
            complaints(&[all], &[one]),
            ["not reached, and not named: host.rs fn pay: one();".to_owned(), format!("{gone}: all of it")]
        );
    }

    #[test]
    fn reasons_are_kept_and_never_invented() {
        let before = accepted(&[Some("one();"), Some("two();")], "so");
        let now = unreached(&[Some("two();"), Some("three();")]);
        let after = before.accept(&measured(7), &now);
        let places = |of: &[Unreached]| of.iter().map(|of| of.place.clone()).collect::<Vec<_>>();
        assert_eq!(
            after.reasons,
            [
                Reason { why: "so".to_owned(), places: places(&now[..1]) },
                Reason { why: String::new(), places: places(&now[1..]) }
            ]
        );
        let read = Baseline::parse(&after.to_string()).unwrap();
        assert_eq!(read.complaints(&measured(7), &now), ["named without a reason: host.rs fn pay: three();"]);
    }

    #[test]
    fn a_line_that_is_not_understood_is_named() {
        let texts =
            ["because so:\n  host.rs pay", "\n  host.rs fn pay", "because so:\n    one();", "\nadmit lines 7 of 9"];
        for text in texts {
            let error = Baseline::parse(text).unwrap_err().to_string();
            assert!(error.starts_with("line 2: "), "{error}");
        }
    }
}
