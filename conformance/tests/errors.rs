//! What a writer of cases is told: every way a file can fail to be a case, and every way a case can fail to hold.

#[allow(dead_code, reason = "each test file uses a part")]
mod common;

use std::collections::BTreeMap;
use std::fmt::Write;

use common::root;
use common::spec::Spec;
use conformance::{Case, CaseError, ENGINES, RunError, run};

const HEAD: &str = ";;! why = \"Because.\"\n;;! clauses = [\"GAS-1\"]\n";
const ONE: &str = "(module (func (export \"one\") (result i64) i64.const 1))\n";
const STEP: &str = ";;! [[step]]\n;;! call = \"one\"\n;;! expect = { returned = 1 }\n";

fn error(text: &str) -> CaseError {
    Case::parse("folder/case.wat", text).expect_err(text)
}

#[test]
fn a_misspelt_key_is_an_error_with_file_line_and_the_keys_there_are() {
    let text = format!("{HEAD};;!\n;;! [[step]]\n;;! budget = {{ 0 = 50 }}\n;;! call = \"one\"\n{ONE}");
    let error = error(&text);
    assert!(matches!(&error, CaseError::Header { line: 5, .. }), "{error:?}");
    let shown = error.to_string();
    assert!(shown.starts_with("folder/case.wat:5: unknown field `budget`, expected one of "), "{shown}");
    assert!(shown.contains("`budgets`"), "{shown}");
}

#[test]
fn every_way_a_file_can_fail_to_be_a_case() {
    let steps = |lines: &str| format!("{HEAD};;! {}\n{ONE}", lines.trim_end().replace('\n', "\n;;! "));
    let call = |lines: &str| steps(&format!("[[step]]\ncall = \"one\"\n{lines}"));
    let files = [
        ("no header", ONE.to_owned()),
        ("empty file", String::new()),
        ("header after the module", format!("{ONE}{HEAD}{STEP}")),
        ("header in two parts", format!("{HEAD}\n{STEP}{ONE}")),
        ("not TOML", format!("{HEAD};;! refused == 1\n{ONE}")),
        ("unknown key at the top", format!("{HEAD};;! expects = 1\n{ONE}")),
        ("unknown limit", format!("{HEAD};;! limits = {{ slots = 1 }}\n{STEP}{ONE}")),
        ("unknown key in an expect", call("expect = { return = 1 }")),
        ("key twice", steps("[[step]]\nfuel = 1\nfuel = 2")),
        ("no `why`", format!(";;! clauses = [\"GAS-1\"]\n{STEP}{ONE}")),
        ("empty `why`", format!(";;! why = \" \"\n;;! clauses = [\"GAS-1\"]\n{STEP}{ONE}")),
        ("no `clauses`", format!(";;! why = \"Because.\"\n{STEP}{ONE}")),
        ("empty `clauses`", format!(";;! why = \"Because.\"\n;;! clauses = []\n{STEP}{ONE}")),
        (
            "no clause id",
            format!(";;! why = \"Because.\"\n;;! clauses = [\n;;!   \"GAS-1\",\n;;!   \"gas 1\",\n;;! ]\n{STEP}{ONE}"),
        ),
        ("no promise", format!("{HEAD}{ONE}")),
        ("steps without a call", steps("[[step]]\nfuel = 1")),
        ("steps of a refused module", format!("{HEAD};;! refused = \"start\"\n{STEP}{ONE}")),
        ("unknown refusal", steps("refused = \"no-such-refusal\"")),
        ("limits that are the default", format!("{HEAD};;! limits = {{ state_slots = 65_536 }}\n{STEP}{ONE}")),
        ("nothing to set", call("budgets = {}\nexpect = { returned = 1 }")),
        ("no arguments", call("args = []\nexpect = { returned = 1 }")),
        ("events that are not taken", call("take_events = false\nexpect = { returned = 1 }")),
        ("message of a module that loads", format!("{HEAD};;! message = \"no\"\n{STEP}{ONE}")),
        ("empty step", format!("{HEAD}{STEP};;! [[step]]\n{ONE}")),
        ("step that only says no", format!("{HEAD}{STEP};;! [[step]]\n;;! reset_gas = false\n{ONE}")),
        ("call without expect", call("")),
        ("expect without call", steps("[[step]]\nfuel = 1\nexpect = { returned = 1 }")),
        ("args without call", steps("[[step]]\nfuel = 1\nargs = [1]")),
        ("empty expect", call("expect = {}")),
        ("two expectations", call("expect = { returned = 1, trap = \"out-of-gas\" }")),
        ("message of a value", call("expect = { returned = 1, message = \"one\" }")),
        ("unknown trap", call("expect = { trap = \"out-of-luck\" }")),
        ("unknown host error", call("expect = { host_error = \"out-of-luck\" }")),
        ("negative fuel", call("fuel = -1")),
        ("fuel past the end", call("fuel = \"18446744073709551616\"")),
        ("fuel that is no number", call("fuel = \"lots\"")),
        ("dimension that is no number", call("budgets = { cpu = 1 }")),
        ("dimension past the end", call("budgets = { 4294967296 = 1 }")),
        ("argument past the end", call("args = [9223372036854775808]")),
        ("bytes that are not", format!("{HEAD};;! bytes = \"00 6g\"\n;;! refused = \"empty\"\n")),
        ("half a byte", format!("{HEAD};;! bytes = \"00 6\"\n;;! refused = \"empty\"\n")),
        ("bytes and a module", format!("{HEAD};;! bytes = \"00\"\n;;! refused = \"empty\"\n;; a comment\n{ONE}")),
    ];
    let mut shown = String::new();
    for (what, text) in &files {
        writeln!(shown, "{what}\n  {}", error(text)).expect("a string takes any text");
    }
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(shown) });
}

#[test]
fn every_way_a_case_can_fail_to_hold() {
    let case = |text: String| Case::parse("folder/case.wat", &text).expect(&text);
    let call = |expect: &str| case(format!("{HEAD};;! [[step]]\n;;! call = \"one\"\n;;! expect = {expect}\n{ONE}"));
    let start = "(module (func $f) (start $f))\n";
    let cases = [
        ("another value", call("{ returned = 2 }")),
        ("a trap promised", call("{ trap = \"out-of-gas\" }")),
        ("another message", {
            let promise = "{ host_error = \"argument-count\", message = \"no\" }";
            case(format!("{HEAD};;! [[step]]\n;;! call = \"one\"\n;;! args = [1]\n;;! expect = {promise}\n{ONE}"))
        }),
        ("refused", case(format!("{HEAD}{STEP}{start}"))),
        ("not refused", case(format!("{HEAD};;! refused = \"start\"\n{ONE}"))),
        ("refused for another reason", case(format!("{HEAD};;! refused = \"empty\"\n{start}"))),
        ("refused in other words", case(format!("{HEAD};;! refused = \"start\"\n;;! message = \"no\"\n{start}"))),
        ("no module", case(format!("{HEAD}{STEP}(modul)\n"))),
    ];
    let mut shown = String::new();
    for (what, case) in &cases {
        let errors = ENGINES.map(|engine| run(case, engine).expect_err(what));
        let texts = errors.each_ref().map(RunError::to_string);
        assert!(texts.iter().all(|text| *text == texts[0]), "{texts:#?}");
        writeln!(shown, "{what}\n{}\n", texts[0]).expect("a string takes any text");
    }
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(shown) });
}

#[test]
fn every_way_the_spec_can_be_out_of_step() {
    let spec = "\
# Title
[a page](missing.md), [a place](#gas-1), [the web](https://example.org/)
## Gas
### GAS-1 A clause
Cases: [one](../../conformance/cases/one.wat), [gone](../../conformance/cases/gone.wat).
### GAS-2 A clause that nothing holds
`code`, and [a link to code](../../runtime/src/lib.rs)
### GAS-1 An id used twice
Cases: [silent](../../conformance/cases/silent.wat).
### GAS-3 A clause held by a test
Held by [`no_such_test`](../../conformance/tests/errors.rs), [`errors`](../../conformance/tests/errors.rs) and
[`every_way_the_spec_can_be_out_of_step`](../../conformance/tests/errors.rs).
## No clause
[one](../../conformance/cases/one.wat)
";
    let cite = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    let cases = BTreeMap::from([
        ("one".to_owned(), cite(&["GAS-1"])),
        ("silent".to_owned(), cite(&["GAS-3"])),
        ("stray".to_owned(), cite(&["GAS-9"])),
        ("swapped".to_owned(), cite(&["GAS-2", "GAS-1"])),
    ]);
    let shown = Spec::parse(spec).problems(&cases, root()).join("\n");
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(shown) });
}
