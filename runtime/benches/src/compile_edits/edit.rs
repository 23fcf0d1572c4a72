//! Ways to change a body.

use std::ops::Range;

use wasmparser::ValType;

use super::body::{Body, Instruction, LocalOperation, Place};
use crate::random::Random;

/// Instructions that a body may grow to.
const MOST: usize = 60_000;

impl Body {
    pub fn edit(&mut self, random: &mut Random) {
        match random.below(14) {
            0 | 1 => self.repeat(random),
            2 => self.leave_out(random),
            3 => self.copy(random),
            4 => self.wrap(random),
            5 => self.unwrap(random),
            6 => self.other_local(random),
            7 => self.other_depth(random),
            8..11 => self.insert(random),
            11 => self.table(random),
            12 => self.more_locals(random),
            _ => self.resize(random.below(2) == 0, random),
        }
    }

    pub fn resize(&mut self, grows: bool, random: &mut Random) {
        match (grows, random.below(3)) {
            (true, _) => self.repeat(random),
            (false, 0) => self.unwrap(random),
            (false, _) => self.leave_out(random),
        }
    }

    /// A part once more, or many times, each time perhaps with the next locals.
    fn repeat(&mut self, random: &mut Random) {
        let Some(part) = self.part(random) else { return };
        let times = random.log_uniform(6) as usize;
        let times = times.min(MOST.saturating_sub(self.len()) / part.len().max(1));
        let shift = random.below(3);
        let text = self.instructions[part.clone()].to_vec();
        let mut more = Vec::with_capacity(times * text.len());
        for time in 1..=times {
            let by = u32::try_from(time).unwrap_or(0).wrapping_mul(shift);
            more.extend(text.iter().cloned().map(|instruction| self.shifted(instruction, by)));
        }
        self.instructions.splice(part.end..part.end, more);
    }

    fn leave_out(&mut self, random: &mut Random) {
        if let Some(part) = self.part(random) {
            self.instructions.drain(part);
        }
    }

    fn copy(&mut self, random: &mut Random) {
        let (Some(part), Some((at, place))) = (self.part(random), self.place(random)) else { return };
        if self.len() + part.len() > MOST {
            return;
        }
        let mut text = self.instructions[part].to_vec();
        each_depth(&mut text, |depth, inside| *depth = (*depth).min(inside + place.depth));
        self.instructions.splice(at..at, text);
    }

    fn wrap(&mut self, random: &mut Random) {
        let Some(part) = self.part(random) else { return };
        let mut text = self.instructions[part.clone()].to_vec();
        let times = 1 << random.below(7);
        each_depth(&mut text, |depth, inside| {
            if *depth >= inside {
                *depth += times;
            }
        });
        let opcode = [0x02, 0x03, 0x04][random.below(3) as usize];
        let is_if = opcode == 0x04;
        let mut wrapped = Vec::new();
        for _ in 0..times {
            if is_if {
                wrapped.extend(self.condition(random));
            }
            wrapped.push(Instruction::Open { bytes: vec![opcode, 0x40], is_if, is_plain: true });
        }
        wrapped.append(&mut text);
        wrapped.extend((0..times).map(|_| Instruction::End));
        self.instructions.splice(part, wrapped);
    }

    /// Takes constructs away, not what is in them.
    fn unwrap(&mut self, random: &mut Random) {
        let times = 1 << random.below(10);
        let opened: Vec<usize> = (0..self.len())
            .filter(|at| matches!(self.instructions[*at], Instruction::Open { is_if: false, is_plain: true, .. }))
            .collect();
        if opened.is_empty() {
            return;
        }
        let first = random.below(u32::try_from(opened.len()).unwrap_or(u32::MAX)) as usize;
        // The last first, so that the places of the others stay.
        for open in opened[first..].iter().take(times).rev() {
            let Some(end) = self.end_of(*open) else { return };
            each_depth(&mut self.instructions[open + 1..end], |depth, inside| {
                if *depth > inside {
                    *depth -= 1;
                }
            });
            self.instructions.remove(end);
            self.instructions.remove(*open);
        }
    }

    fn other_local(&mut self, random: &mut Random) {
        let Some(part) = self.part(random) else { return };
        let by = 1 + random.below(u32::try_from(self.types.len()).unwrap_or(u32::MAX).max(1));
        let text = self.instructions[part.clone()].to_vec();
        let text: Vec<_> = text.into_iter().map(|instruction| self.shifted(instruction, by)).collect();
        self.instructions.splice(part, text);
    }

    fn other_depth(&mut self, random: &mut Random) {
        let Some(part) = self.part(random) else { return };
        let to = random.below(4);
        let is_outer = random.below(2) == 0;
        each_depth(&mut self.instructions[part], |depth, _| *depth = if is_outer { *depth + 1 } else { to });
    }

    fn insert(&mut self, random: &mut Random) {
        let Some((at, place)) = self.place(random) else { return };
        let times = random.log_uniform(7);
        let one = self.statement(place, random);
        let shift = random.below(2);
        let mut more = Vec::new();
        for time in 0..times {
            more.extend(one.iter().cloned().map(|instruction| self.shifted(instruction, time * shift)));
        }
        if self.len() + more.len() <= MOST {
            self.instructions.splice(at..at, more);
        }
    }

    fn table(&mut self, random: &mut Random) {
        let grows = random.below(2) == 0;
        for instruction in &mut self.instructions {
            if let Instruction::Table { targets, .. } = instruction {
                if grows && targets.len() < 5_000 {
                    targets.extend_from_within(..);
                } else {
                    targets.truncate(targets.len().div_ceil(2));
                }
            }
        }
    }

    fn more_locals(&mut self, random: &mut Random) {
        let ty = if random.below(2) == 0 { ValType::I32 } else { ValType::I64 };
        let more = 1 << random.below(8);
        if self.types.len() + more < 1_000 {
            self.types.extend(std::iter::repeat_n(ty, more));
        }
    }

    /// Leaves the operand stack as it is.
    fn statement(&self, place: Place, random: &mut Random) -> Vec<Instruction> {
        let mut text = match random.below(3) {
            0 => {
                let mut text = self.condition(random);
                text.push(Instruction::Branch { is_conditional: true, depth: random.below(place.depth + 1) });
                return text;
            }
            1 => self.condition(random),
            _ => {
                let Some(local) = self.local(ValType::I32, random) else { return Vec::new() };
                vec![get(local)]
            }
        };
        for _ in 0..random.below(3) {
            // `i32.eqz`, `i32.clz`, `i32.load`, `memory.grow`, `i64.extend_i32_u` and `i32.wrap_i64`.
            let one: &[u8] = [&[0x45][..], &[0x67], &[0x28, 0, 0], &[0x40, 0], &[0xad, 0xa7]][random.below(5) as usize];
            text.push(Instruction::Other(one.to_vec()));
        }
        let local = self.local(ValType::I32, random);
        text.push(match (random.below(3), local) {
            (0 | 1, Some(local)) => Instruction::Local { operation: LocalOperation::Set, local },
            (2, _) => Instruction::Other(vec![0x24, 0]),
            _ => Instruction::Other(vec![0x1a]),
        });
        text
    }

    /// Yields an `i32`.
    fn condition(&self, random: &mut Random) -> Vec<Instruction> {
        match (random.below(4), self.local(ValType::I32, random), self.local(ValType::I64, random)) {
            (0, Some(local), _) => vec![get(local)],
            (1, _, Some(local)) => vec![get(local), Instruction::Other(vec![0xa7])],
            (2, ..) => vec![Instruction::Other(vec![0x41, 0]), Instruction::Other(vec![0x28, 0, 0])],
            _ => vec![Instruction::Other(vec![0x3f, 0])],
        }
    }

    fn local(&self, ty: ValType, random: &mut Random) -> Option<u32> {
        let of_type: Vec<u32> =
            (0..).zip(&self.types).filter(|(_, other)| **other == ty).map(|(local, _)| local).collect();
        let at = random.below(u32::try_from(of_type.len()).ok().filter(|len| *len > 0)?);
        Some(of_type[at as usize])
    }

    /// With the next local of the same type, or the one so many after it.
    fn shifted(&self, mut instruction: Instruction, by: u32) -> Instruction {
        if let Instruction::Local { local, .. } = &mut instruction {
            let ty = self.types.get(*local as usize);
            let of_type: Vec<u32> = if by == 0 {
                return instruction;
            } else {
                (0..).zip(&self.types).filter(|(_, other)| Some(*other) == ty).map(|(other, _)| other).collect()
            };
            if let Some(at) = of_type.iter().position(|other| other == local) {
                *local = of_type[(at + by as usize) % of_type.len()];
            }
        }
        instruction
    }

    /// From one place to another in the same construct.
    fn part(&self, random: &mut Random) -> Option<Range<usize>> {
        let (from, place) = self.place(random)?;
        let most = 1usize << random.below(16);
        let same = |at: &usize| self.places.get(*at).copied().flatten() == Some(place);
        let mut ends = (from + 1..self.len()).filter(same);
        let first = ends.next()?;
        let end = ends.take_while(|end| end - from <= most).last().unwrap_or(first);
        Some(from..end)
    }

    fn place(&self, random: &mut Random) -> Option<(usize, Place)> {
        let len = u32::try_from(self.places.len()).ok().filter(|len| *len > 0)?;
        let start = random.below(len) as usize;
        (start..self.places.len()).chain(0..start).find_map(|at| Some((at, self.places[at]?)))
    }

    fn end_of(&self, open: usize) -> Option<usize> {
        let mut inside = 0u32;
        (open + 1..self.len()).find(|at| match self.instructions[*at] {
            Instruction::Open { .. } => {
                inside += 1;
                false
            }
            Instruction::End if inside == 0 => true,
            Instruction::End => {
                inside -= 1;
                false
            }
            _ => false,
        })
    }
}

fn get(local: u32) -> Instruction {
    Instruction::Local { operation: LocalOperation::Get, local }
}

/// Changes the depths of all branches, told how many constructs of the text are around each.
fn each_depth(text: &mut [Instruction], mut change: impl FnMut(&mut u32, u32)) {
    let mut inside = 0u32;
    for instruction in text {
        match instruction {
            Instruction::Open { .. } => inside += 1,
            Instruction::End => inside = inside.saturating_sub(1),
            Instruction::Branch { depth, .. } => change(depth, inside),
            Instruction::Table { targets, default } => {
                targets.iter_mut().chain([default]).for_each(|depth| change(depth, inside));
            }
            _ => {}
        }
    }
}
