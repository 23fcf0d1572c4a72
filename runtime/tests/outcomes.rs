//! Every trap's name, class and message, and what a receipt looks like in print and in storage.

use std::fmt::Write;

use runtime::{Event, Outcome, Receipt, Trap};

fn every_trap() -> Vec<Trap> {
    vec![
        Trap::OutOfFuel { granted: 1_000 },
        Trap::OutOfGas { dimension: 0, budget: 50, used: 0, amount: 100 },
        Trap::OutOfGas { dimension: u32::MAX, budget: u64::MAX, used: u64::MAX, amount: i64::MAX.cast_unsigned() },
        Trap::NegativeGas { dimension: 2, amount: i64::MIN },
        Trap::GasDimensionLimit { dimension: 9, limit: 4 },
        Trap::StateSlotLimit { slot: 9, limit: u32::MAX },
        Trap::EventOutOfRange { id: 1, offset: 65_536, length: 1, memory_bytes: 65_536 },
        Trap::EventLimit { id: 1, limit: 4 },
        Trap::EventBytesLimit { id: 1, bytes: 11, limit: 10 },
        Trap::EventLogLimit { id: 1, bytes: 201, limit: 200 },
        Trap::Unreachable,
        Trap::DivisionByZero,
        Trap::IntegerOverflow,
        Trap::MemoryOutOfBounds,
        Trap::TableOutOfBounds,
        Trap::NullElement,
        Trap::SignatureMismatch,
        Trap::StackExhausted { height: 32_790, limit: 32_768 },
    ]
}

#[test]
fn every_trap_has_a_name_a_class_and_a_message() {
    let mut text = String::new();
    for trap in every_trap() {
        writeln!(text, "{} ({:?}): {trap}", trap.name(), trap.class()).unwrap();
        let stored = serde_json::to_string(&trap).unwrap();
        assert!(stored.contains(trap.name()), "stored under its name: {stored}");
    }
    insta::assert_snapshot!(text);
}

#[test]
fn a_receipt_prints_what_changed_and_survives_storage() {
    let receipt = Receipt {
        outcome: Outcome::Returned(-1),
        fuel_used: 1_234,
        gas_charged: [(7, 5), (0, 100)].into(),
        slots_written: [(u32::MAX, i64::MIN), (0, 1)].into(),
        events: vec![
            Event { id: 3, payload: b"hi \x1b[2J\"".to_vec() },
            Event { id: 4, payload: vec![b'x'; 40] },
            Event { id: 5, payload: Vec::new() },
        ],
    };
    insta::assert_snapshot!(receipt);
    let stored = serde_json::to_string(&receipt).unwrap();
    assert_eq!(serde_json::from_str::<Receipt>(&stored).unwrap(), receipt);
}
