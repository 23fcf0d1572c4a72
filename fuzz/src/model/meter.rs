//! Fuel (`FUEL-2` to `FUEL-9`) and its prices, as the tables of the spec have them.

use runtime::{Outcome, Trap, TrapClass};
use wasmparser::Operator;

use super::machine::Stopped;

/// `FUEL-7`: any call.
pub(super) const CALL: u64 = 40_000;
/// `FUEL-7`: an instance that cannot be reused.
pub(super) const FRESH_INSTANCE: u64 = 10_000;
/// `FUEL-7`, `FUEL-8`: a page of memory.
pub(super) const PAGE: u64 = 120_000;
/// `FUEL-7`: a byte of a data segment.
pub(super) const DATA_BYTE: u64 = 1;
/// `FUEL-7`: an item of an element segment.
pub(super) const SEGMENT_ITEM: u64 = 400;
/// `FUEL-7`, `FUEL-8`, `FUEL-9`: an element of a table.
pub(super) const TABLE_ELEMENT: u64 = 8;
/// `FUEL-7`: a global.
pub(super) const GLOBAL: u64 = 10;

/// `FUEL-6`.
pub(super) const STATE_GET: u64 = 500;
/// `FUEL-6`.
pub(super) const STATE_SET: u64 = 1_000;
/// `FUEL-6`.
pub(super) const GAS_CONSUME: u64 = 400;
/// `FUEL-6`.
pub(super) const EVENT_EMIT: u64 = 600;
/// `FUEL-6`.
pub(super) const EVENT_BYTE: u64 = 1;

/// `FUEL-9`: entering a function.
pub(super) const ENTER: u64 = 1;
/// `STACK-4`: entering and leaving a counted function.
pub(super) const COUNT: u64 = 8;
/// `STACK-4`: returning from a counted function.
pub(super) const COUNT_BACK: u64 = 4;
/// `STACK-4`: calling the function that was moved.
pub(super) const CALL_MOVED: u64 = 1;
/// `LIMIT-6`: entering a function whose locals are in globals, for each.
pub(super) const SPILL: u64 = 4;
/// `LIMIT-6`: returning from it, for each.
pub(super) const FILL_BACK: u64 = 2;
/// `LIMIT-5`: entering a crowded function.
pub(super) const ENTER_CROWDED: u64 = 4;
/// `LIMIT-5`: a hole.
pub(super) const HOLE: u64 = 2;
/// `FUEL-9`: a byte of memory that a bulk instruction works on.
pub(super) const BULK_BYTE: u64 = 1;
/// `FUEL-9`: an element asked for by `table.grow`.
pub(super) const GROWN_ELEMENT: u64 = 1;

/// `FUEL-9`: what an instruction costs, whatever it works on.
pub(super) fn price(operator: &Operator<'_>) -> u64 {
    match operator {
        Operator::Nop
        | Operator::Drop
        | Operator::Block { .. }
        | Operator::Unreachable
        | Operator::Return
        | Operator::Else
        | Operator::End => 0,
        Operator::Loop { .. } => 2,
        Operator::MemoryGrow { .. } | Operator::TableGrow { .. } | Operator::MemoryFill { .. } => 255,
        Operator::RefFunc { .. } => 200,
        Operator::MemoryCopy { .. }
        | Operator::MemoryInit { .. }
        | Operator::TableFill { .. }
        | Operator::TableCopy { .. }
        | Operator::TableInit { .. }
        | Operator::DataDrop { .. }
        | Operator::ElemDrop { .. } => 50,
        Operator::I32DivS
        | Operator::I32DivU
        | Operator::I32RemS
        | Operator::I32RemU
        | Operator::I64DivS
        | Operator::I64DivU
        | Operator::I64RemS
        | Operator::I64RemU => 12,
        _ => 1,
    }
}

/// The engine is told of prices in steps of more than this (`FUEL-10`).
const DEBT_MAX: u64 = 10_000;

/// The fuel of one call.
#[derive(Debug)]
pub(super) struct Meter {
    granted: u64,
    /// What is there after the entry price.
    paid: u64,
    /// What the engine knows of.
    spent: u64,
    /// Prices of growth and of hostcalls that the engine is not told of yet (`FUEL-8`, `FUEL-10`).
    debt: u64,
}

impl Meter {
    pub(super) fn new(granted: u64, paid: u64) -> Self {
        Self { granted, paid, spent: 0, debt: 0 }
    }

    /// Charges an instruction, which is done all the same: only a check stops the call.
    pub(super) fn charge(&mut self, units: u64) {
        self.spent = self.spent.saturating_add(units);
    }

    /// Stops a call that has nothing left, for all that the engine knows, where a function is entered or a loop goes round.
    pub(super) fn check(&self) -> Result<(), Stopped> {
        if self.spent >= self.paid { Err(self.out_of_fuel()) } else { Ok(()) }
    }

    /// `FUEL-6`: takes a price of the host's work, and of growth before it, or nothing.
    pub(super) fn pay(&mut self, price: u64) -> Result<(), Stopped> {
        let due = self.debt.saturating_add(price);
        if self.paid.saturating_sub(self.spent) <= due {
            return Err(self.out_of_fuel());
        }
        if due > DEBT_MAX {
            self.charge(due);
            self.debt = 0;
        } else {
            self.debt = due;
        }
        Ok(())
    }

    /// `FUEL-8`: growth is paid later, unless it costs as much as the whole call was given.
    pub(super) fn owe(&mut self, price: u64) -> Result<(), Stopped> {
        self.debt = self.debt.saturating_add(price);
        if self.debt >= self.granted { Err(self.out_of_fuel()) } else { Ok(()) }
    }

    /// Outcome and fuel left of a call that has ended, and where its trap may have another name, that.
    pub(super) fn settle(&self, ended: Result<i64, Stopped>) -> (Outcome, u64, Option<Trap>) {
        let left = self.paid.saturating_sub(self.spent).saturating_sub(self.debt);
        let out_of_fuel = Trap::OutOfFuel { granted: self.granted };
        match ended {
            Ok(value) if left > 0 => (Outcome::Returned(value), left, None),
            Ok(_) => (Outcome::Trapped(out_of_fuel), 0, None),
            Err(Stopped(trap)) => match trap.class() {
                TrapClass::GuestAbort if left == 0 => (Outcome::Trapped(out_of_fuel), 0, None),
                TrapClass::GuestAbort | TrapClass::Refusal => (Outcome::Trapped(trap), left, None),
                // `FUEL-10`: guest code that traps after it has spent more than it had.
                TrapClass::GuestHalt if self.overspent() && trap != out_of_fuel => {
                    (Outcome::Trapped(trap), 0, Some(out_of_fuel))
                }
                TrapClass::GuestHalt => (Outcome::Trapped(trap), 0, None),
            },
        }
    }

    fn overspent(&self) -> bool {
        self.spent.saturating_add(self.debt) >= self.paid
    }

    fn out_of_fuel(&self) -> Stopped {
        Stopped(Trap::OutOfFuel { granted: self.granted })
    }
}
