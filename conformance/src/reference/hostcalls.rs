//! The four hostcalls on wasmi.

use wasmi::{Caller, Error, Extern, Linker, StoreLimits};

use super::account::CallAccount;

/// What wasmi keeps for one call.
#[derive(Debug)]
pub(super) struct Host {
    pub call: CallAccount,
    /// `LIMIT-2`: growth gives -1 at a declared maximum or a limit, and nowhere else.
    pub growth: StoreLimits,
}

/// `MOD-3`.
pub(super) fn link(linker: &mut Linker<Host>) -> Result<(), Error> {
    linker.func_wrap("env", "state_get", |caller: Caller<'_, Host>, slot: u32| caller.data().call.state_get(slot))?;
    linker.func_wrap("env", "state_set", |mut caller: Caller<'_, Host>, slot: u32, value: i64| {
        caller.data_mut().call.state_set(slot, value).map_err(Error::host)
    })?;
    linker.func_wrap("env", "gas_consume", |mut caller: Caller<'_, Host>, dimension: u32, amount: i64| {
        caller.data_mut().call.gas_consume(dimension, amount).map_err(Error::host)
    })?;
    linker.func_wrap("env", "event_emit", |mut caller: Caller<'_, Host>, id: u32, offset: u32, length: u32| {
        let memory = caller.get_export("memory").and_then(Extern::into_memory);
        let ended = match memory {
            None => caller.data_mut().call.event_emit(id, offset, length, None),
            Some(memory) => {
                let (bytes, host) = memory.data_and_store_mut(&mut caller);
                host.call.event_emit(id, offset, length, Some(bytes))
            }
        };
        ended.map_err(Error::host)
    })?;
    Ok(())
}
