//! A map that can take back what one call did to it.

use std::collections::BTreeMap;

/// Numbers by index, with the values that the current call replaced.
///
/// A key is journalled once per call however often it is written, so the journal is never longer than the map.
#[derive(Debug, Clone)]
pub(crate) struct Journal<V> {
    entries: BTreeMap<u32, Entry<V>>,
    replaced: Vec<(u32, Option<V>)>,
    call: u64,
}

#[derive(Debug, Clone)]
struct Entry<V> {
    value: V,
    written_in: u64,
}

impl<V: Copy> Journal<V> {
    /// Starts a call: what was written before it is final.
    pub(crate) fn begin(&mut self) {
        self.call += 1;
        self.replaced.clear();
    }

    /// Takes back everything written since [`begin`](Self::begin).
    pub(crate) fn undo(&mut self) {
        for (key, before) in self.replaced.drain(..) {
            match before {
                Some(value) => {
                    let written_in = 0;
                    self.entries.insert(key, Entry { value, written_in });
                }
                None => {
                    self.entries.remove(&key);
                }
            }
        }
    }

    pub(crate) fn get(&self, key: u32) -> Option<V> {
        self.entries.get(&key).map(|entry| entry.value)
    }

    pub(crate) fn set(&mut self, key: u32, value: V) {
        let call = self.call;
        if let Some(entry) = self.entries.get_mut(&key) {
            if entry.written_in != call {
                self.replaced.push((key, Some(entry.value)));
                entry.written_in = call;
            }
            entry.value = value;
        } else {
            self.replaced.push((key, None));
            let written_in = call;
            self.entries.insert(key, Entry { value, written_in });
        }
    }

    /// Writes for good, whatever becomes of the current call.
    pub(crate) fn set_outside_call(&mut self, key: u32, value: V) {
        let written_in = 0;
        self.entries.insert(key, Entry { value, written_in });
    }

    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.replaced.clear();
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, V)> + '_ {
        self.entries.iter().map(|(key, entry)| (*key, entry.value))
    }

    /// What this call wrote: key, value before, value now.
    pub(crate) fn written(&self) -> impl Iterator<Item = (u32, Option<V>, V)> + '_ {
        self.replaced.iter().filter_map(|(key, before)| Some((*key, *before, self.get(*key)?)))
    }
}

impl<V> Default for Journal<V> {
    fn default() -> Self {
        Self { entries: BTreeMap::new(), replaced: Vec::new(), call: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::Journal;

    #[test]
    fn undo_restores_values_and_absence_and_nothing_older() {
        let mut journal = Journal::default();
        journal.begin();
        journal.set(1, 10);
        journal.begin();
        journal.set(1, 11);
        journal.set(1, 12);
        journal.set(2, 20);
        let written: Vec<_> = journal.written().collect();
        assert_eq!(written, [(1, Some(10), 12), (2, None, 20)]);
        journal.undo();
        assert_eq!(journal.iter().collect::<Vec<_>>(), [(1, 10)]);
        journal.set(1, 13);
        journal.undo();
        assert_eq!(journal.get(1), Some(10), "journalled again after an undo");
    }
}
