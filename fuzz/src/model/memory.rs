//! Instructions on linear memory.

use runtime::{PAGE_BYTES, Trap};
use wasmparser::{MemArg, Operator};

use super::machine::{Machine, Stopped};
use super::meter;
use super::module::size;
use super::numeric::{from_i32, index, low, signed};

const OUT_OF_BOUNDS: Stopped = Stopped(Trap::MemoryOutOfBounds);

impl Machine<'_, '_> {
    /// Nothing if it is not one of these.
    pub(super) fn memory_instruction(&mut self, operator: &Operator<'_>) -> Option<Result<(), Stopped>> {
        if let Some((place, bytes, signed, bits)) = load(operator) {
            return Some(self.load(place, bytes, signed, bits));
        }
        if let Some((place, bytes)) = store(operator) {
            return Some(self.store(place, bytes));
        }
        Some(match operator {
            Operator::MemorySize { .. } => {
                self.values.push(self.pages());
                Ok(())
            }
            Operator::MemoryGrow { .. } => self.memory_grow(),
            Operator::MemoryFill { .. } => self.memory_fill(),
            Operator::MemoryCopy { .. } => self.memory_copy(),
            Operator::MemoryInit { data_index, .. } => self.memory_init(index(*data_index)),
            Operator::DataDrop { data_index } => {
                self.data[index(*data_index)] = &[];
                Ok(())
            }
            _ => return None,
        })
    }

    fn pages(&self) -> u64 {
        u64::try_from(self.memory.len()).expect("a limit") / PAGE_BYTES
    }

    fn load(&mut self, place: &MemArg, bytes: usize, is_signed: bool, bits: u32) -> Result<(), Stopped> {
        let start = u64::from(self.pop_index()) + place.offset;
        let loaded = range(start, bytes, self.memory.len()).map(|range| &self.memory[range]).ok_or(OUT_OF_BOUNDS)?;
        let value = loaded.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte));
        let width = 8 * u32::try_from(bytes).expect("at most 8");
        let value = if is_signed { signed(width, value).cast_unsigned() } else { value };
        self.values.push(if bits == 32 { low(value).into() } else { value });
        Ok(())
    }

    fn store(&mut self, place: &MemArg, bytes: usize) -> Result<(), Stopped> {
        let value = self.pop();
        let start = u64::from(self.pop_index()) + place.offset;
        let range = range(start, bytes, self.memory.len()).ok_or(OUT_OF_BOUNDS)?;
        self.memory[range].copy_from_slice(&value.to_le_bytes()[..bytes]);
        Ok(())
    }

    /// `LIMIT-2`, `FUEL-8`.
    fn memory_grow(&mut self) -> Result<(), Stopped> {
        let more = u64::from(self.pop_index());
        let (before, maximum) = (self.pages(), self.module.memory.and_then(|pages| pages.maximum));
        let pages = before + more;
        if maximum.is_some_and(|maximum| pages > maximum) || pages * PAGE_BYTES > self.host.limits().memory_bytes {
            self.values.push(from_i32(-1));
            return Ok(());
        }
        self.meter.owe(more * meter::PAGE)?;
        self.memory.resize(size(pages * PAGE_BYTES), 0);
        self.values.push(before);
        Ok(())
    }

    fn memory_fill(&mut self) -> Result<(), Stopped> {
        let (length, value, start) = (self.pop_index(), self.pop(), self.pop_index());
        self.meter.charge(u64::from(length) * meter::BULK_BYTE);
        let range = range(start.into(), index(length), self.memory.len()).ok_or(OUT_OF_BOUNDS)?;
        self.memory[range].fill(value.to_le_bytes()[0]);
        Ok(())
    }

    fn memory_copy(&mut self) -> Result<(), Stopped> {
        let (length, from, to) = (self.pop_index(), self.pop_index(), self.pop_index());
        self.meter.charge(u64::from(length) * meter::BULK_BYTE);
        let bytes = self.memory.len();
        let from = range(from.into(), index(length), bytes).ok_or(OUT_OF_BOUNDS)?;
        let to = range(to.into(), index(length), bytes).ok_or(OUT_OF_BOUNDS)?;
        self.memory.copy_within(from, to.start);
        Ok(())
    }

    fn memory_init(&mut self, segment: usize) -> Result<(), Stopped> {
        let (length, from, to) = (self.pop_index(), self.pop_index(), self.pop_index());
        self.meter.charge(u64::from(length) * meter::BULK_BYTE);
        let data = self.data[segment];
        let from = range(from.into(), index(length), data.len()).ok_or(OUT_OF_BOUNDS)?;
        let to = range(to.into(), index(length), self.memory.len()).ok_or(OUT_OF_BOUNDS)?;
        self.memory[to].copy_from_slice(&data[from]);
        Ok(())
    }
}

/// What is to be worked on, if it lies within a length.
pub(super) fn range(start: u64, count: usize, length: usize) -> Option<std::ops::Range<usize>> {
    let start = usize::try_from(start).ok()?;
    let end = start.checked_add(count)?;
    (end <= length).then_some(start..end)
}

/// Bytes, whether their sign is repeated, bits of the result.
fn load<'o>(operator: &'o Operator<'_>) -> Option<(&'o MemArg, usize, bool, u32)> {
    Some(match operator {
        Operator::I32Load { memarg } => (memarg, 4, false, 32),
        Operator::I64Load { memarg } => (memarg, 8, false, 64),
        Operator::I32Load8S { memarg } => (memarg, 1, true, 32),
        Operator::I32Load8U { memarg } => (memarg, 1, false, 32),
        Operator::I32Load16S { memarg } => (memarg, 2, true, 32),
        Operator::I32Load16U { memarg } => (memarg, 2, false, 32),
        Operator::I64Load8S { memarg } => (memarg, 1, true, 64),
        Operator::I64Load8U { memarg } => (memarg, 1, false, 64),
        Operator::I64Load16S { memarg } => (memarg, 2, true, 64),
        Operator::I64Load16U { memarg } => (memarg, 2, false, 64),
        Operator::I64Load32S { memarg } => (memarg, 4, true, 64),
        Operator::I64Load32U { memarg } => (memarg, 4, false, 64),
        _ => return None,
    })
}

fn store<'o>(operator: &'o Operator<'_>) -> Option<(&'o MemArg, usize)> {
    Some(match operator {
        Operator::I32Store { memarg } | Operator::I64Store32 { memarg } => (memarg, 4),
        Operator::I64Store { memarg } => (memarg, 8),
        Operator::I32Store8 { memarg } | Operator::I64Store8 { memarg } => (memarg, 1),
        Operator::I32Store16 { memarg } | Operator::I64Store16 { memarg } => (memarg, 2),
        _ => return None,
    })
}
