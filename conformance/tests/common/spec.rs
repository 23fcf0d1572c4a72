//! The spec as what its readers see: clauses, what they link, and where they are out of step with the cases.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::CASES;

/// The spec, from the root of the repository.
pub const SPEC: &str = "spec/abi/wasm.md";

/// What a reader of the spec can follow.
#[derive(Debug, Default)]
pub struct Spec {
    /// In the order of the text.
    pub clauses: Vec<Clause>,
    /// Every link, with its line.
    links: Vec<(usize, String)>,
}

/// A heading of the third level, and what is under it.
#[derive(Debug, Clone)]
pub struct Clause {
    /// `GAS-1`.
    pub id: String,
    /// The rest of the heading.
    pub title: String,
    line: usize,
    /// Names of the cases it links.
    pub cases: BTreeSet<String>,
    /// What else holds it: links to tests and to the fuzz crate whose text is a name there.
    pub holders: Vec<Holder>,
}

/// A test or an oracle.
#[derive(Debug, Clone)]
pub struct Holder {
    /// A function, or the file itself without its extension.
    pub name: String,
    /// From the root of the repository.
    pub path: String,
    line: usize,
}

impl Spec {
    /// Reads the Markdown.
    pub fn parse(text: &str) -> Self {
        let mut reading = Reading { text, ..Reading::default() };
        for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
            reading.event(event, &range);
        }
        reading.spec
    }

    /// Where the spec is out of step with the cases, whose clauses are given by their names, and with the files under `root`.
    pub fn problems(&self, cases: &BTreeMap<String, Vec<String>>, root: &Path) -> Vec<String> {
        let mut problems = Vec::new();
        let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
        for clause in &self.clauses {
            let Clause { id, line, .. } = clause;
            if let Some(first) = lines.insert(id, *line) {
                problems.push(format!("{SPEC}:{line}: {id} is the id of line {first} too"));
            }
            if clause.cases.is_empty() && clause.holders.is_empty() {
                problems.push(format!("{SPEC}:{line}: {id} links no case, and no test or oracle that holds it"));
            }
            for name in &clause.cases {
                match cases.get(name) {
                    None => {
                        problems.push(format!("{SPEC}:{line}: {id} links {CASES}/{name}.wat, which does not exist"));
                    }
                    Some(cited) if !cited.contains(id) => {
                        problems.push(format!("{SPEC}:{line}: {id} links {CASES}/{name}.wat, which does not cite it"));
                    }
                    Some(_) => {}
                }
            }
            problems.extend(clause.holders.iter().filter_map(|holder| holder.problem(id, root)));
        }
        for (line, target) in &self.links {
            if let Some(path) = path_of(target)
                && !root.join(&path).exists()
            {
                problems.push(format!("{SPEC}:{line}: a link to {path}, which does not exist"));
            }
        }
        for (name, cited) in cases {
            let known = |id: &String| self.clauses.iter().find(|clause| clause.id == *id);
            for id in cited {
                match known(id) {
                    None => problems.push(format!("{CASES}/{name}.wat cites {id}, which the spec does not have")),
                    Some(clause) if !clause.cases.contains(name) => {
                        problems.push(format!("{CASES}/{name}.wat cites {id}, which does not link it"));
                    }
                    Some(_) => {}
                }
            }
            // One order, so that no two ids can change places unseen.
            if !cited.is_sorted_by(|a, b| order(a) < order(b)) {
                let cited = cited.join(", ");
                problems.push(format!(
                    "{CASES}/{name}.wat cites {cited}: it takes each once, by letters and then by number"
                ));
            }
        }
        problems
    }
}

fn order(id: &str) -> (&str, u32) {
    let (family, number) = id.split_once('-').unwrap_or((id, ""));
    (family, number.parse().unwrap_or(0))
}

impl Holder {
    fn problem(&self, id: &str, root: &Path) -> Option<String> {
        let Self { name, path, line } = self;
        let code = std::fs::read_to_string(root.join(path)).unwrap_or_default();
        let is_file = Path::new(path).file_stem().is_some_and(|stem| stem == name.as_str()) && !code.is_empty();
        let is_function = code.contains(&format!("fn {name}("));
        (!is_file && !is_function)
            .then(|| format!("{SPEC}:{line}: {id} is held by `{name}`, which {path} does not have"))
    }
}

/// The file that a link of the spec goes to, from the root of the repository. None for a place in the web or in the spec itself.
fn path_of(target: &str) -> Option<String> {
    let target = target.split('#').next().filter(|path| !path.is_empty() && !path.contains("://"))?;
    let mut parts: Vec<&str> = SPEC.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    Some(parts.join("/"))
}

#[derive(Default)]
struct Reading<'t> {
    text: &'t str,
    spec: Spec,
    in_clause: bool,
    /// Text of the heading that is being read.
    heading: Option<String>,
    /// Target of the link that is being read, and its text if that is one name.
    link: Option<(String, Option<String>)>,
}

impl Reading<'_> {
    fn event(&mut self, event: Event<'_>, range: &Range<usize>) {
        let line = 1 + self.text[..range.start].matches('\n').count();
        match event {
            Event::Start(Tag::Heading { .. }) => self.heading = Some(String::new()),
            Event::End(TagEnd::Heading(level)) => self.heading(level, line),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.spec.links.push((line, dest_url.to_string()));
                self.link = Some((dest_url.into_string(), None));
            }
            Event::End(TagEnd::Link) => self.linked(line),
            Event::Code(name) => {
                if let Some((_, text)) = &mut self.link {
                    *text = Some(name.to_string());
                }
                if let Some(heading) = &mut self.heading {
                    heading.push_str(&name);
                }
            }
            Event::Text(text) => {
                if let Some(heading) = &mut self.heading {
                    heading.push_str(&text);
                }
            }
            _ => {}
        }
    }

    /// A heading of another level ends a clause.
    fn heading(&mut self, level: HeadingLevel, line: usize) {
        let heading = self.heading.take().unwrap_or_default();
        self.in_clause = level == HeadingLevel::H3;
        if self.in_clause {
            let (id, title) = heading.split_once(' ').unwrap_or((&heading, ""));
            let (id, title) = (id.to_owned(), title.to_owned());
            self.spec.clauses.push(Clause { id, title, line, cases: BTreeSet::new(), holders: Vec::new() });
        }
    }

    fn linked(&mut self, line: usize) {
        let Some((target, name)) = self.link.take() else { return };
        let Some(path) = path_of(&target) else { return };
        let Some(clause) = self.spec.clauses.last_mut().filter(|_| self.in_clause) else { return };
        let case = path.strip_prefix(CASES).and_then(|path| path.strip_prefix('/')?.strip_suffix(".wat"));
        match (case, name) {
            (Some(case), _) => {
                clause.cases.insert(case.to_owned());
            }
            (None, Some(name)) if path.contains("/tests/") || path.starts_with("fuzz/") => {
                clause.holders.push(Holder { name, path, line });
            }
            _ => {}
        }
    }
}
