//! Choices out of bytes. Where the bytes have ended, every choice is the first.

use arbitrary::Unstructured;

/// Numbers at which integer instructions and the rules of the host change.
const EDGES: [i64; 24] = [
    0,
    1,
    -1,
    2,
    i64::MIN,
    i64::MAX,
    i32::MIN as i64,
    i32::MAX as i64,
    u32::MAX as i64,
    1 << 32,
    i64::MIN + 1,
    31,
    32,
    33,
    63,
    64,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0x8000,
    0xffff,
    0x1_0000,
    0x0123_4567_89ab_cdef,
];

pub(super) struct Draw<'a>(Unstructured<'a>);

impl<'a> Draw<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self(Unstructured::new(bytes))
    }

    /// Whether the bytes have ended.
    pub(super) fn ended(&self) -> bool {
        self.0.is_empty()
    }

    /// A number below another.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        self.0.int_in_range(0..=end.max(1) - 1).unwrap_or(0)
    }

    /// A length or an index below another.
    pub(super) fn index(&mut self, end: usize) -> usize {
        self.0.int_in_range(0..=end.max(1) - 1).unwrap_or(0)
    }

    /// Not where the bytes have ended.
    pub(super) fn one_in(&mut self, n: u32) -> bool {
        self.below(n) == n - 1
    }

    /// Nothing if there is nothing to choose from.
    pub(super) fn choose<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        of.get(self.index(of.len())).copied()
    }

    /// A small number, an edge or anything.
    pub(super) fn number(&mut self) -> i64 {
        match self.below(4) {
            0 => i64::from(self.below(16)),
            1 | 2 => EDGES[self.index(EDGES.len())],
            _ => self.0.arbitrary().unwrap_or(0),
        }
    }

    pub(super) fn bytes(&mut self, length: usize) -> Vec<u8> {
        let length = length.min(self.0.len());
        self.0.bytes(length).map(<[u8]>::to_vec).unwrap_or_default()
    }
}

/// The lower half of a number, as an `i32`.
#[expect(clippy::cast_possible_truncation, reason = "that is what it is for")]
pub(super) fn low(number: i64) -> i32 {
    number as i32
}
