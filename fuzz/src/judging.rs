//! Judges an input: loads the module, carries out the script, holds oracles against what came of it.

use std::sync::OnceLock;

use runtime::Module;

use crate::bench::Bench;
use crate::coverage::{unrecorded, without_the_compiler};
use crate::generated::HostScript;
use crate::generators;
use crate::input::{Binary, Input};
use crate::loaded::{Loaded, host_failure, loaded};
use crate::model::Model;
use crate::oracles::{self, Subject, admitted, engines, model, reference};
use crate::session::{Session, Step, play, replay};
use crate::verdict::{Reject, Verdict};

/// Of so many inputs one is judged by the dear oracles too.
const DEAR_SHARE: u8 = 8;
/// Of so many modules one is judged by the oracle `metered` too.
const METERED_SHARE: u8 = 8;

/// Judges an input by every oracle that needs one engine, the dear ones on a share drawn from its bytes.
#[must_use]
pub fn judge(input: &Input) -> Verdict {
    verdict(|| {
        let loaded = loaded(&input.module)?;
        let session = carried_out(&loaded, input)?;
        judge_calls(&session)?;
        if is_in_share(&[input.script.encode().as_slice(), &loaded.wasm].concat(), DEAR_SHARE) {
            unrecorded(|| oracles::judge_again(&subject(&loaded, &session)))?;
        }
        if is_in_share(&loaded.wasm, METERED_SHARE) {
            loaded.metered()?;
        }
        Ok(session)
    })
}

/// Judges an input by comparing every engine.
#[must_use]
pub fn judge_on_every_engine(input: &Input) -> Verdict {
    verdict(|| {
        let loaded = loaded(&input.module)?;
        let session = carried_out(&loaded, input)?;
        judge_calls(&session)?;
        compare(&loaded, &session)?;
        Ok(session)
    })
}

/// Judges an input by what the model predicts.
#[must_use]
pub fn judge_against_model(input: &Input) -> Verdict {
    verdict(|| {
        let loaded = loaded(&input.module)?;
        let session = carried_out(&loaded, input)?;
        judge_calls(&session)?;
        unrecorded(|| model::judge(&subject(&loaded, &session)))?;
        Ok(session)
    })
}

/// Judges a host script by what the model predicts.
///
/// # Panics
///
/// Never: the module of all host scripts is admitted, and the model knows it.
#[must_use]
pub fn judge_host_script(HostScript(script): &HostScript) -> Verdict {
    /// Compiled and read once for the process.
    static READY: OnceLock<(Module, Model<'static>)> = OnceLock::new();
    let bench = Bench::of_the_fuzzer();
    let (module, model) = READY.get_or_init(|| {
        let wasm = generators::host_script::wasm();
        let module = without_the_compiler(|| bench.first().compile(wasm)).expect("it is admitted");
        (module, Model::new(wasm, bench.limits()).expect("the model knows it"))
    });
    verdict(|| {
        let session = play(bench.first(), module, bench.limits(), script).map_err(|error| host_failure(&error))?;
        judge_calls(&session)?;
        unrecorded(|| model::compare(model.clone(), module, &session))?;
        Ok(session)
    })
}

/// Judges the loading of any bytes.
#[must_use]
pub fn judge_loading(Binary(wasm): &Binary) -> Verdict {
    let bench = Bench::of_the_fuzzer();
    let judged = admitted::judge(wasm, bench).and_then(|refusal| {
        reference::judge_loading(wasm, bench.limits(), refusal.as_ref())?;
        Ok(refusal)
    });
    match judged {
        Ok(None) => Verdict::Pass(Vec::new()),
        Ok(Some(refusal)) => Verdict::Reject(Reject::Refused(refusal.to_string())),
        Err(finding) => Verdict::Finding(finding),
    }
}

/// Judges steps on a module by every oracle there is.
#[must_use]
pub fn judge_steps(wasm: &[u8], steps: &[Step], bench: &Bench) -> Verdict {
    verdict(|| {
        let loaded = Loaded::new(wasm.to_vec(), bench)?;
        let session = replay(bench.first(), &loaded.module, bench.limits(), steps);
        let session = session.map_err(|error| host_failure(&error))?;
        judge_calls(&session)?;
        oracles::judge_again(&subject(&loaded, &session))?;
        loaded.metered()?;
        compare(&loaded, &session)?;
        Ok(session)
    })
}

fn verdict(judged: impl FnOnce() -> Result<Session, Verdict>) -> Verdict {
    let session = match judged() {
        Ok(session) => session,
        Err(verdict) => return verdict,
    };
    let mut receipts = Vec::new();
    for call in session.calls {
        match call.ended {
            Ok(receipt) => receipts.push(receipt),
            Err(error) => return host_failure(&error),
        }
    }
    Verdict::Pass(receipts)
}

fn carried_out(loaded: &Loaded<'_>, input: &Input) -> Result<Session, Verdict> {
    let bench = loaded.bench();
    play(bench.first(), &loaded.module, bench.limits(), &input.script).map_err(|error| host_failure(&error))
}

pub(crate) fn subject<'a>(loaded: &'a Loaded<'_>, session: &'a Session) -> Subject<'a> {
    let bench = loaded.bench();
    Subject { wasm: &loaded.wasm, runtime: bench.first(), module: &loaded.module, limits: bench.limits(), session }
}

fn compare(loaded: &Loaded<'_>, session: &Session) -> oracles::Judged {
    let subject = subject(loaded, session);
    engines::judge(&subject, loaded.elsewhere()?)?;
    reference::judge(&subject)
}

fn judge_calls(session: &Session) -> oracles::Judged {
    (0..).zip(&session.calls).try_for_each(|(place, call)| session.at(place, oracles::judge(call)))
}

/// One in so many, by the bytes.
fn is_in_share(bytes: &[u8], of: u8) -> bool {
    bytes.iter().fold(0u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(*byte)) % of == 0
}
