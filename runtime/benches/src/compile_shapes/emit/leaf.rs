//! What has nothing inside it.

use wasm_encoder::{BlockType, MemArg, ValType};

use super::{Body, FIRST_COPY, FIRST_WIDE, WIDEST, memory};
use crate::compile_shapes::{Kind, Piece};

/// Offsets of an access: from some of them it is checked otherwise.
const FAR: [u64; 4] = [0, 0, 1 << 16, 1 << 25];

impl Body {
    #[expect(clippy::too_many_lines, reason = "one arm for each kind")]
    pub(super) fn leaf(&mut self, piece: &Piece) {
        let (locals, globals) = (self.locals, self.globals);
        if piece.kind == Kind::Permute {
            let width = piece.width.clamp(2, locals.max(2)).min(locals);
            for _ in 0..piece.count {
                if self.is_full() {
                    return;
                }
                for local in 0..width {
                    self.code().local_get((local + 1) % width);
                }
                for local in (0..width).rev() {
                    self.code().local_set(local);
                }
            }
            return;
        }
        for round in 0..piece.count {
            if self.is_full() {
                return;
            }
            let first = (piece.seed / 16).wrapping_add(self.turn);
            let local = first.wrapping_add(round % piece.width.max(1)) % locals;
            let other = local.wrapping_mul(7).wrapping_add(round) % locals;
            let seed = piece.seed % 16;
            let mut code = self.function.instructions();
            match piece.kind {
                Kind::Sets => match seed % 6 {
                    // What another had, behind a store or out of a block.
                    4 => code.local_get(other).i32_const(0).local_get(local).i64_store(memory(round)).local_set(local),
                    5 => {
                        code.block(BlockType::Result(ValType::I64)).local_get(other).local_get(local).i32_wrap_i64();
                        code.br_if(0).end().local_set(local)
                    }
                    0 => code.local_get(local).i64_const(1).i64_add().local_set(local),
                    1 => code.i64_const(i64::from(round)).local_set(local),
                    2 => code.local_get(other).local_set(local),
                    _ => code.i32_const(0).i64_load(memory(round)).local_set(local),
                },
                Kind::Reads => match seed % 3 {
                    0 => code.local_get(local).drop(),
                    1 => code.local_get(local).global_set(0),
                    _ => code.local_get(local).local_get(0).i64_xor().local_set(0),
                },
                Kind::Common => {
                    let width = i64::from(round % piece.width.max(1));
                    match seed % 7 {
                        0 => code.local_get(0).i64_const(width).i64_add().global_set(0),
                        1 => code.local_get(local).local_get(other).i64_mul().drop(),
                        2 => code.local_get(0).i64_const(width).i64_xor().local_get(local).i64_mul().global_set(0),
                        3 => code.local_get(local).i64_const(width).i64_add().local_set(other),
                        4 => code.local_get(0).i64_const(width + 3).i64_xor().local_set(0),
                        5 => code
                            .block(BlockType::Empty)
                            .local_get(local)
                            .local_set(local)
                            .local_get(other)
                            .i32_wrap_i64()
                            .br_if(0)
                            .end(),
                        _ => code
                            .local_get(local)
                            .i64_eqz()
                            .local_get(other)
                            .i64_eqz()
                            .i32_add()
                            .i64_extend_i32_u()
                            .global_set(0),
                    }
                }
                Kind::Constants => match seed % 3 {
                    0 => code.i64_const(i64::from(round) * 0x1_0001).i64_const(7).i64_mul().drop(),
                    1 => code.i64_const(i64::from(round) << 33).global_set(0),
                    _ => code.i32_const(0).i64_const(i64::from(round) << 33).i64_store(memory(round)),
                },
                Kind::Heavy => match seed {
                    0..4 => code.local_get(local).local_get(other).i64_div_s().local_set(local),
                    4..6 => code.local_get(local).local_get(other).i64_rem_s().drop(),
                    6 => code.local_get(local).local_get(other).i64_rem_u().local_set(local),
                    7 => code.local_get(local).local_get(other).i64_div_u().drop(),
                    8 => code.local_get(local).local_get(other).i64_shl().local_set(local),
                    9 => code.local_get(local).local_get(other).i64_rotr().local_set(local),
                    10 => code.local_get(local).i32_wrap_i64().local_get(other).i32_wrap_i64().i32_rem_s().drop(),
                    11 => code.local_get(local).i32_wrap_i64().local_get(other).i32_wrap_i64().i32_div_s().drop(),
                    // Rows of what is joined with ever other constants.
                    12 => code.local_get(local).i64_const(i64::from(round) * 64 + 7).i64_rotl().local_set(local),
                    13 => code.local_get(local).i64_const(i64::from(round) * 2 + 1).i64_mul().local_set(local),
                    14 => {
                        code.local_get(local).i64_extend32_s().i64_const(!i64::from(round)).i64_sub().local_set(local)
                    }
                    _ => code.local_get(local).local_get(other).i64_mul().local_set(local),
                },
                Kind::Memory => {
                    let far = FAR[piece.seed as usize / 64 % 4];
                    let at = |offset: u32| MemArg { offset: memory(offset).offset + far, ..memory(offset) };
                    match seed % 6 {
                        0 => code.i32_const(0).local_get(local).i64_store(at(round)),
                        1 => code.local_get(local).i32_wrap_i64().i64_load(at(round)).local_set(other),
                        2 => code.local_get(local).i32_wrap_i64().i32_const(1).i32_store8(at(0)),
                        3 => code.i32_const(0).i32_load8_s(at(round)).drop(),
                        4 => code.local_get(local).i32_wrap_i64().i64_load(at(round)).local_set(local),
                        _ => code.i32_const(0).i32_const(0).i64_load(at(round)).i64_store(at(round + 8)),
                    }
                }
                Kind::Calls => {
                    let width = piece.width.min(WIDEST);
                    if seed == 0 {
                        code.i32_const(0).local_get(local).call(0)
                    } else {
                        for value in 0..width {
                            code.local_get((local + value) % locals);
                        }
                        if seed & 1 == 0 {
                            code.call(FIRST_WIDE + width);
                        } else {
                            code.i32_const(0).call_indirect(0, width);
                        }
                        for value in 0..width {
                            if seed & 2 == 0 {
                                code.drop()
                            } else {
                                code.local_set((local + value) % locals)
                            };
                        }
                        code.nop()
                    }
                }
                Kind::Globals => match seed % 3 {
                    0 => code.global_get(round % globals).global_set((round + 1) % globals),
                    1 => code.local_get(local).global_set(round % globals),
                    _ => code.global_get(round % globals).local_set(local),
                },
                Kind::Bulk => match seed {
                    0 => code.i32_const(0).i32_const(0).i32_const(1).memory_fill(0),
                    1 => code.i32_const(0).i32_const(0).i32_const(1).memory_copy(0, 0),
                    2 => code.i32_const(1).memory_grow(0).drop(),
                    3 => code.memory_size(0).drop(),
                    4 => code.i32_const(0).table_get(0).drop(),
                    5 => code.i32_const(0).ref_func(FIRST_COPY).table_set(0),
                    6 => code.i32_const(0).i32_const(0).i32_const(0).table_init(0, 0),
                    7 => code.i32_const(0).i32_const(0).i32_const(0).table_copy(0, 0),
                    8 => code.ref_func(FIRST_COPY).i32_const(1).table_grow(0).drop(),
                    9 => code.i32_const(0).ref_func(FIRST_COPY).i32_const(1).table_fill(0),
                    10 => code.elem_drop(0),
                    11 => code.table_size(0).drop(),
                    12 => code.ref_func(FIRST_COPY).ref_is_null().drop(),
                    13 => code.local_get(local).i32_wrap_i64().table_get(0).ref_is_null().drop(),
                    14 => code.local_get(local).i32_wrap_i64().memory_grow(0).i64_extend_i32_u().local_set(local),
                    _ => code.local_get(local).i32_wrap_i64().i32_const(0).table_get(0).table_set(0),
                },
                Kind::Branches => {
                    let label = if piece.seed & 128 == 0 { 0 } else { piece.width.wrapping_add(round) };
                    self.branch(piece.seed, label);
                    continue;
                }
                Kind::Selects => match seed % 5 {
                    0 => {
                        code.local_get(local).local_get(other).local_get(local).i32_wrap_i64().select().local_set(local)
                    }
                    1 => code.local_get(local).i64_clz().local_set(other),
                    2 => code.local_get(local).local_get(other).i64_lt_s().i64_extend_i32_u().local_set(local),
                    3 => code.local_get(local).i64_popcnt().local_set(local),
                    _ => code.local_get(local).i64_ctz().local_set(other),
                },
                _ => {
                    self.condition(piece.seed);
                    self.code().if_(BlockType::Empty).unreachable().end();
                    continue;
                }
            };
        }
    }
}
