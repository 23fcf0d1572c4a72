//! What the host's work costs, in units of fuel (spec clauses `FUEL-6` to `FUEL-9`).
//!
//! The engine charges one unit for an instruction whatever it makes the host do. These constants are added to that, and are
//! paid before the work is done. A change of any of them changes what calls cost: it is a hard fork.

use wasmtime::OperatorCost;

use crate::limits::PAGE_BYTES;

/// Any call of an export, besides what its instance needs.
pub const CALL: u64 = 500;
/// A call of a module whose instance cannot be reused: a store and an instance of its own.
pub const FRESH_INSTANCE: u64 = 25_000;
/// A page of linear memory, at the start of a call and in `memory.grow`: 16 first touches of 4 KiB.
pub const MEMORY_PAGE: u64 = 20_000;
/// A byte of a data segment, at the start of a call.
pub const DATA_BYTE: u64 = 1;
/// An item of an element segment, at the start of a call.
pub const SEGMENT_ITEM: u64 = 400;
/// An element of a table, at the start of a call and in `table.grow`.
pub const TABLE_ELEMENT: u64 = 4;
/// A global, at the start of a call.
pub const GLOBAL: u64 = 10;

/// A call of `state_get`.
pub const STATE_GET: u64 = 200;
/// A call of `state_set`.
pub const STATE_SET: u64 = 600;
/// A call of `gas_consume`.
pub const GAS_CONSUME: u64 = 300;
/// A call of `event_emit`.
pub const EVENT_EMIT: u64 = 600;
/// A byte of an event's payload.
pub const EVENT_BYTE: u64 = 1;

/// `memory.grow` and `table.grow`, by nothing too: the dearest an instruction can be priced.
pub const GROW: u8 = 255;
/// `ref.func`, which makes the engine look the function up.
pub const REF_FUNC: u8 = 60;
/// Instructions that work on a whole range, before the first byte or element; also dropping a segment.
pub const BULK: u8 = 50;

/// The engine's own costs where an instruction makes the host work: one unit for all others, nothing for structure.
pub(crate) fn operator_cost() -> OperatorCost {
    OperatorCost {
        MemoryGrow: GROW,
        TableGrow: GROW,
        RefFunc: REF_FUNC,
        MemoryFill: BULK,
        MemoryCopy: BULK,
        MemoryInit: BULK,
        DataDrop: BULK,
        TableFill: BULK,
        TableCopy: BULK,
        TableInit: BULK,
        ElemDrop: BULK,
        ..OperatorCost::new()
    }
}

/// What a module needs at the start of every call, whether or not its instance is reused.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct StartingNeeds {
    pub fresh_instance: bool,
    pub memory_bytes: u64,
    pub data_bytes: u64,
    pub segment_items: u64,
    pub table_elements: u64,
    pub globals: u64,
}

impl StartingNeeds {
    /// The entry price: a pure function of the module.
    pub(crate) fn price(&self) -> u64 {
        [
            (CALL, 1),
            (FRESH_INSTANCE, u64::from(self.fresh_instance)),
            (MEMORY_PAGE, self.memory_bytes.div_ceil(PAGE_BYTES)),
            (DATA_BYTE, self.data_bytes),
            (SEGMENT_ITEM, self.segment_items),
            (TABLE_ELEMENT, self.table_elements),
            (GLOBAL, self.globals),
        ]
        .into_iter()
        .fold(0, |sum: u64, (price, count)| sum.saturating_add(price.saturating_mul(count)))
    }
}
