//! Instructions on tables.

use runtime::Trap;
use wasmparser::Operator;

use super::machine::{Machine, Stopped};
use super::memory::range;
use super::meter;
use super::module::size;
use super::numeric::{from_i32, index};

const OUT_OF_BOUNDS: Stopped = Stopped(Trap::TableOutOfBounds);

impl Machine<'_, '_> {
    /// Nothing if it is not one of these.
    pub(super) fn table_instruction(&mut self, operator: &Operator<'_>) -> Option<Result<(), Stopped>> {
        Some(match operator {
            Operator::TableGet { table } => self.table_get(index(*table)),
            Operator::TableSet { table } => self.table_set(index(*table)),
            Operator::TableSize { table } => {
                self.values.push(self.elements_of(index(*table)));
                Ok(())
            }
            Operator::TableGrow { table } => self.table_grow(index(*table)),
            Operator::TableFill { table } => self.table_fill(index(*table)),
            Operator::TableCopy { dst_table, src_table } => self.table_copy(index(*dst_table), index(*src_table)),
            Operator::TableInit { elem_index, table } => self.table_init(index(*elem_index), index(*table)),
            Operator::ElemDrop { elem_index } => {
                self.elements[index(*elem_index)] = &[];
                Ok(())
            }
            _ => return None,
        })
    }

    fn elements_of(&self, table: usize) -> u64 {
        u64::try_from(self.tables[table].len()).expect("a limit")
    }

    fn table_get(&mut self, table: usize) -> Result<(), Stopped> {
        let element = index(self.pop_index());
        let reference = *self.tables[table].get(element).ok_or(OUT_OF_BOUNDS)?;
        self.values.push(reference);
        Ok(())
    }

    fn table_set(&mut self, table: usize) -> Result<(), Stopped> {
        let (reference, element) = (self.pop(), index(self.pop_index()));
        *self.tables[table].get_mut(element).ok_or(OUT_OF_BOUNDS)? = reference;
        Ok(())
    }

    /// `LIMIT-2`, `FUEL-8`.
    fn table_grow(&mut self, table: usize) -> Result<(), Stopped> {
        let (more, reference) = (u64::from(self.pop_index()), self.pop());
        self.meter.charge(more * meter::GROWN_ELEMENT);
        let (before, maximum) = (self.elements_of(table), self.module.tables[table].maximum);
        let elements = before + more;
        if maximum.is_some_and(|maximum| elements > maximum) || elements > self.host.limits().table_elements.into() {
            self.values.push(from_i32(-1));
            return Ok(());
        }
        self.meter.owe(more * meter::TABLE_ELEMENT)?;
        self.tables[table].resize(size(elements), reference);
        self.values.push(before);
        Ok(())
    }

    fn table_fill(&mut self, table: usize) -> Result<(), Stopped> {
        let (length, reference, start) = (self.pop_index(), self.pop(), self.pop_index());
        self.meter.charge(u64::from(length) * meter::TABLE_ELEMENT);
        let range = range(start.into(), index(length), self.tables[table].len()).ok_or(OUT_OF_BOUNDS)?;
        self.tables[table][range].fill(reference);
        Ok(())
    }

    fn table_copy(&mut self, to_table: usize, from_table: usize) -> Result<(), Stopped> {
        let (length, from, to) = (self.pop_index(), self.pop_index(), self.pop_index());
        self.meter.charge(u64::from(length) * meter::TABLE_ELEMENT);
        let from = range(from.into(), index(length), self.tables[from_table].len()).ok_or(OUT_OF_BOUNDS)?;
        let to = range(to.into(), index(length), self.tables[to_table].len()).ok_or(OUT_OF_BOUNDS)?;
        let copied = self.tables[from_table][from].to_vec();
        self.tables[to_table][to].copy_from_slice(&copied);
        Ok(())
    }

    fn table_init(&mut self, segment: usize, table: usize) -> Result<(), Stopped> {
        let (length, from, to) = (self.pop_index(), self.pop_index(), self.pop_index());
        self.meter.charge(u64::from(length) * meter::TABLE_ELEMENT);
        let items = self.elements[segment];
        let from = range(from.into(), index(length), items.len()).ok_or(OUT_OF_BOUNDS)?;
        let to = range(to.into(), index(length), self.tables[table].len()).ok_or(OUT_OF_BOUNDS)?;
        self.tables[table][to].copy_from_slice(&items[from]);
        Ok(())
    }
}
