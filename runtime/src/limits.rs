//! Every limit, its unit and its default.

use serde::{Deserialize, Serialize};

/// One WebAssembly page, in bytes.
pub const PAGE_BYTES: u64 = 65_536;

/// What a module may be and what a host keeps for it (spec clauses `LIMIT-1` and following).
///
/// A module over a limit is refused by [`Runtime::compile`](crate::Runtime::compile); `memory.grow` and `table.grow` over one
/// return -1; a hostcall over one is refused by name. Two nodes agree on a call only if they agree on these numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Length of the binary.
    pub module_bytes: u64,
    /// Types in the type section.
    pub types: u32,
    /// Imports.
    pub imports: u32,
    /// Parameters of one function type.
    pub function_parameters: u32,
    /// Results of one function type.
    pub function_results: u32,
    /// Functions the module defines.
    pub functions: u32,
    /// Locals of one function, parameters not counted.
    pub function_locals: u32,
    /// Length of one function's body in the binary.
    pub function_body_bytes: u32,
    /// Targets of one `br_table`, the default not counted.
    pub branch_table_targets: u32,
    /// Globals.
    pub globals: u32,
    /// Exports of any kind.
    pub exports: u32,
    /// Length of one export's name.
    pub export_name_bytes: u32,
    /// Data segments, active and passive.
    pub data_segments: u32,
    /// Element segments, active, passive and declared.
    pub element_segments: u32,
    /// Items of all element segments together.
    pub element_segment_items: u32,
    /// Tables.
    pub tables: u32,
    /// Elements of one table, now and after `table.grow`.
    pub table_elements: u32,
    /// Bytes of linear memory, now and after `memory.grow`; whole pages count.
    pub memory_bytes: u64,
    /// Estimated cost of compiling, in units of about a nanosecond at worst (`LIMIT-4`).
    pub compile_cost: u64,
    /// Estimated memory that compiling takes at one time (`LIMIT-4`).
    pub compile_bytes: u64,
    /// Height of the logical stack: the sum of the weights of the functions that a call is in (`STACK-1`).
    pub stack_height: u32,
    /// Weight up to which a function that calls no guest code is not counted (`STACK-2`).
    pub uncounted_frame_height: u32,
    /// State slots a guest can have in use.
    pub state_slots: u32,
    /// Gas dimensions a guest can have charged.
    pub gas_dimensions: u32,
    /// Events of one call.
    pub events_per_call: u32,
    /// Payload bytes of all events of one call.
    pub event_bytes_per_call: u64,
    /// Bytes of the log of events until the caller takes them: 64 for each event, and its payload.
    pub event_log_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            module_bytes: 1 << 20,
            types: 1_000,
            imports: 1_000,
            function_parameters: 32,
            function_results: 32,
            functions: 5_000,
            function_locals: 1_000,
            function_body_bytes: 128 << 10,
            branch_table_targets: 10_000,
            globals: 1_000,
            exports: 1_000,
            export_name_bytes: 1_000,
            data_segments: 1_000,
            element_segments: 1_000,
            element_segment_items: 10_000,
            tables: 4,
            table_elements: 10_000,
            memory_bytes: 16 << 20,
            compile_cost: 2_000_000_000,
            compile_bytes: 240 << 20,
            stack_height: 32_768,
            uncounted_frame_height: 4_096,
            state_slots: 65_536,
            gas_dimensions: 1_024,
            events_per_call: 1_024,
            event_bytes_per_call: 1 << 20,
            event_log_bytes: 16 << 20,
        }
    }
}
