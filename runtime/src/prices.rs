//! What the host's work costs, in units of fuel (spec clauses `FUEL-6` to `FUEL-9`).
//!
//! The engine charges one unit for an instruction whatever it makes the host do. These constants are added to that, and are
//! paid before the work is done. A change of any of them changes what calls cost: it is a hard fork.
//!
//! Each keeps what it pays for at no more than five times the time that a plain loop takes for a unit. To measure again:
//! `cargo run --release -p conformance --example attacks`, with the attack named beside the constant.

use wasmtime::{OperatorCost, VariableOperatorCost};

use crate::limits::PAGE_BYTES;

/// Any call of an export, besides what its instance needs: what it takes when the guest traps at once (`trap_for_ever`,
/// `give_up_for_ever`): a signal, on Unix. A call that returns takes a hundredth.
pub const CALL: u64 = 40_000;
/// A call of a module whose instance cannot be reused: a store and an instance of its own (`globals_at_the_limit`).
pub const FRESH_INSTANCE: u64 = 10_000;
/// A page of linear memory, at the start of a call and in `memory.grow`: 16 first touches of 4 KiB (`memory_touched`).
pub const MEMORY_PAGE: u64 = 120_000;
/// A byte of a data segment, at the start of a call (`data_at_the_limit`).
pub const DATA_BYTE: u64 = 1;
/// An item of an element segment, at the start of a call (`elements_at_the_limit`, `elements_used_for_the_first_time`).
pub const SEGMENT_ITEM: u64 = 400;
/// An element of a table, at the start of a call and in `table.grow`, `table.fill`, `table.copy` and `table.init`
/// (`tables_for_ever`, `table_copy`).
pub const TABLE_ELEMENT: u8 = 8;
/// A global, at the start of a call (`globals_at_the_limit`).
pub const GLOBAL: u64 = 10;

/// A call of `state_get` (`slots_read_at_random`).
pub const STATE_GET: u64 = 500;
/// A call of `state_set` (`slots_written_at_random`, `slots_filled`).
pub const STATE_SET: u64 = 1_000;
/// A call of `gas_consume` (`dimensions_at_random`, `dimensions_endless`).
pub const GAS_CONSUME: u64 = 400;
/// A call of `event_emit` (`events_endless`, `events_kept`).
pub const EVENT_EMIT: u64 = 600;
/// A byte of an event's payload (`events_with_bytes`).
pub const EVENT_BYTE: u64 = 1;

/// `memory.grow` and `table.grow`, by nothing too: the dearest an instruction can be priced.
pub const GROW: u8 = 255;
/// `ref.func`, which makes the engine look the function up (`table_set_of_ref_func`).
pub const REF_FUNC: u8 = 200;
/// `memory.fill`, before the first byte: of nothing, on a page that was never written, it is dearer than of a whole line
/// (`memory_fill_of_nothing`).
pub const FILL: u8 = 255;
/// The other instructions that work on a whole range, before the first byte or element; also dropping a segment
/// (`memory_copy_of_nothing`, `table_init_of_nothing`, `elem_drop`).
pub const BULK: u8 = 50;
/// A division or a remainder (`divisions`).
pub const DIVISION: u8 = 12;
/// Entering a `loop`, where the engine looks at the fuel (`loops_that_do_nothing`).
pub const LOOP: u8 = 2;

/// The engine's own costs where an instruction makes the host work: one unit for all others, nothing for other structure.
pub(crate) fn operator_cost() -> OperatorCost {
    OperatorCost {
        MemoryGrow: GROW,
        TableGrow: GROW,
        RefFunc: REF_FUNC,
        MemoryFill: FILL,
        MemoryCopy: BULK,
        MemoryInit: BULK,
        DataDrop: BULK,
        TableFill: BULK,
        TableCopy: BULK,
        TableInit: BULK,
        ElemDrop: BULK,
        I32DivS: DIVISION,
        I32DivU: DIVISION,
        I32RemS: DIVISION,
        I32RemU: DIVISION,
        I64DivS: DIVISION,
        I64DivU: DIVISION,
        I64RemS: DIVISION,
        I64RemU: DIVISION,
        Loop: LOOP,
        variable: VariableOperatorCost {
            table_fill_per_element: TABLE_ELEMENT,
            table_copy_per_element: TABLE_ELEMENT,
            table_init_per_element: TABLE_ELEMENT,
            ..VariableOperatorCost::new()
        },
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
            (TABLE_ELEMENT.into(), self.table_elements),
            (GLOBAL, self.globals),
        ]
        .into_iter()
        .fold(0, |sum: u64, (price, count)| sum.saturating_add(price.saturating_mul(count)))
    }
}
