//! Numbers out of bytes: small ones often, the edges of the integer types by one byte, any other by more.
//!
//! Scripts in `corpus/` are written this way, so it must not change.

/// Numbers a fuzzer rarely finds by chance; byte `FIRST_CONSTANT + n` stands for the one at `n`.
const CONSTANTS: [i64; 13] = [
    -1,
    i64::MIN,
    i64::MAX,
    i32::MIN as i64,
    i32::MAX as i64,
    u32::MAX as i64,
    1 << 32,
    1 << 16,
    (1 << 16) - 1,
    1 << 20,
    1_000,
    100_000,
    300_000,
];
/// Below this, a byte is a number.
const TWO_BYTES: u8 = 0xf0;
const FOUR_BYTES: u8 = 0xf1;
const EIGHT_BYTES: u8 = 0xf2;
const FIRST_CONSTANT: u8 = 0xf3;
/// A byte that is an index is taken modulo this: few enough that two of them meet.
const SMALL_INDICES: u8 = 8;

#[expect(clippy::cast_possible_truncation, reason = "an index is drawn from all of `u32`")]
fn low_half(number: u64) -> u32 {
    number as u32
}

/// Writes what [`Bytes::index`] reads.
pub(crate) fn push_index(bytes: &mut Vec<u8>, index: u32) {
    match u8::try_from(index) {
        Ok(byte) if byte < SMALL_INDICES => bytes.push(byte),
        _ => {
            bytes.push(FOUR_BYTES);
            bytes.extend(index.to_le_bytes());
        }
    }
}

/// Writes what [`Bytes::number`] reads.
pub(crate) fn push_number(bytes: &mut Vec<u8>, number: u64) {
    match (u8::try_from(number), u16::try_from(number), u32::try_from(number)) {
        (Ok(byte), ..) if byte < TWO_BYTES => bytes.push(byte),
        (_, Ok(short), _) => {
            bytes.push(TWO_BYTES);
            bytes.extend(short.to_le_bytes());
        }
        (.., Ok(word)) => {
            bytes.push(FOUR_BYTES);
            bytes.extend(word.to_le_bytes());
        }
        _ => {
            bytes.push(EIGHT_BYTES);
            bytes.extend(number.to_le_bytes());
        }
    }
}

/// Bytes still to be read.
#[derive(Debug)]
pub(crate) struct Bytes<'a>(pub &'a [u8]);

impl Bytes<'_> {
    pub(crate) fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// A slot, a dimension, an event id: small, unless the bytes insist.
    pub(crate) fn index(&mut self) -> u32 {
        match self.0.first() {
            Some(byte) if *byte < TWO_BYTES => self.next().map_or(0, |byte| u32::from(byte % SMALL_INDICES)),
            _ => low_half(self.number()),
        }
    }

    /// Small, a constant or anything.
    pub(crate) fn number(&mut self) -> u64 {
        match self.next().unwrap_or(0) {
            TWO_BYTES => self.little_endian(2),
            FOUR_BYTES => self.little_endian(4),
            EIGHT_BYTES => self.little_endian(8),
            byte if byte >= FIRST_CONSTANT => {
                CONSTANTS.get(usize::from(byte - FIRST_CONSTANT)).map_or(0, |number| number.cast_unsigned())
            }
            byte => u64::from(byte),
        }
    }

    fn little_endian(&mut self, length: usize) -> u64 {
        let mut buffer = [0; 8];
        for place in buffer.iter_mut().take(length) {
            *place = self.next().unwrap_or(0);
        }
        u64::from_le_bytes(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::{Bytes, CONSTANTS, SMALL_INDICES, push_index, push_number};

    #[test]
    fn numbers_and_indices_come_back_unchanged() {
        for number in [0, 1, 239, 240, 255, 256, 65_535, 65_536, u64::from(u32::MAX), 1 << 32, u64::MAX] {
            let mut bytes = Vec::new();
            push_number(&mut bytes, number);
            assert_eq!(Bytes(&bytes).number(), number);
        }
        for index in [0, 7, 8, 239, 240, u32::MAX] {
            let mut bytes = Vec::new();
            push_index(&mut bytes, index);
            assert_eq!(Bytes(&bytes).index(), index);
        }
    }

    #[test]
    fn one_byte_reaches_every_constant_and_every_small_index() {
        for (byte, constant) in (0xf3..=0xff).zip(CONSTANTS) {
            assert_eq!(Bytes(&[byte]).number().cast_signed(), constant);
        }
        for byte in 0..0xf0 {
            assert_eq!(Bytes(&[byte]).index(), u32::from(byte % SMALL_INDICES));
        }
        assert_eq!(Bytes(&[0xf3]).index(), u32::MAX);
    }
}
