//! The arc-eager transition system, as spaCy varies it: any two adjacent words may be joined, sentences begin where an
//! action says so, and what was pushed too early goes back to the buffer once.
//!
//! (spacy/pipeline/_parser_internals/arc_eager.pyx and _state.pxd.)

/// The kinds of action, numbered as in the model's `moves` file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    /// The first word of the buffer goes onto the stack.
    Shift,
    /// The top of the stack is done with.
    Reduce,
    /// The first word of the buffer governs the top of the stack.
    Left,
    /// The top of the stack governs the first word of the buffer.
    Right,
    /// A sentence begins at the second word of the buffer.
    Break,
}

impl Move {
    /// Every kind, by number.
    pub(crate) const ALL: [Move; 5] = [Move::Shift, Move::Reduce, Move::Left, Move::Right, Move::Break];
}

/// The tokens that describe a state: first and second of the buffer, the three uppermost of the stack, the last left
/// child of the buffer's first, and the last left and right child of the stack's top.
pub(crate) type Places = [Option<u32>; 8];

/// No token.
const NONE: u32 = u32::MAX;

/// A parse in progress. One action takes constant time.
#[derive(Default)]
pub(crate) struct State {
    length: u32,
    stack: Vec<u32>,
    /// Words that went back to the buffer, before which the rest begins at `next`.
    returned: Vec<u32>,
    next: u32,
    words: Vec<Word>,
}

#[derive(Clone, Copy)]
struct Word {
    head: u32,
    /// The action that gave the head.
    action: u32,
    /// Most recent children to the left and right; each names the one before in `older_left` and `older_right`.
    left: u32,
    right: u32,
    older_left: u32,
    older_right: u32,
    /// It went back to the buffer and may not be pushed again before it got a child.
    unshiftable: bool,
    starts: bool,
}

impl State {
    /// Begins with all of a document's words in the buffer.
    pub(crate) fn begin(&mut self, length: usize) {
        let word = Word {
            head: NONE,
            action: NONE,
            left: NONE,
            right: NONE,
            older_left: NONE,
            older_right: NONE,
            unshiftable: false,
            starts: false,
        };
        self.words.clear();
        self.words.resize(length, word);
        if let Some(first) = self.words.first_mut() {
            first.starts = true;
        }
        self.stack.clear();
        self.returned.clear();
        (self.length, self.next) = (length as u32, 0);
    }

    /// Whether nothing is left to do.
    pub(crate) fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffered() == 0
    }

    /// The greatest index that [`Self::places`] may name.
    pub(crate) fn furthest(&self) -> usize {
        self.next as usize + 1
    }

    /// The tokens that describe the state.
    pub(crate) fn places(&self) -> Places {
        let (b0, s0) = (self.buffer(0), self.top(0));
        let word = |token: Option<u32>| token.map(|token| &self.words[token as usize]);
        let some = |token: u32| (token != NONE).then_some(token);
        let left = |token| word(token).and_then(|word| some(word.left));
        let right = |token| word(token).and_then(|word| some(word.right));
        [b0, self.buffer(1), s0, self.top(1), self.top(2), left(b0), left(s0), right(s0)]
    }

    /// Which kinds of action may come next, by number. One always may, before the end.
    pub(crate) fn valid(&self) -> [bool; 5] {
        let buffered = self.buffered();
        let first = self.buffer(0).map(|b0| &self.words[b0 as usize]);
        let starts = first.is_some_and(|word| word.starts);
        let unshiftable = first.is_some_and(|word| word.unshiftable);
        let joins = !self.stack.is_empty() && buffered > 0 && !starts;
        let breaks = match (self.buffer(0), self.buffer(1)) {
            (Some(b0), Some(b1)) => b1 == b0 + 1 && !self.words[b1 as usize].starts,
            _ => false,
        };
        [
            self.stack.is_empty() || (buffered >= 2 && !starts && !unshiftable),
            !self.stack.is_empty(),
            joins,
            joins,
            breaks,
        ]
    }

    /// Takes a valid action; `number` is remembered beside the arc that it draws.
    pub(crate) fn apply(&mut self, kind: Move, number: usize) {
        match kind {
            Move::Shift => self.push(),
            Move::Reduce => self.reduce(),
            Move::Left => {
                if let (Some(b0), Some(s0)) = (self.buffer(0), self.stack.pop()) {
                    self.join_left(b0, s0, number as u32);
                    self.words[b0 as usize].unshiftable = false;
                }
            }
            Move::Right => {
                if let (Some(b0), Some(s0)) = (self.buffer(0), self.top(0)) {
                    self.join_right(s0, b0, number as u32);
                    self.push();
                }
            }
            Move::Break => {
                if let Some(b1) = self.buffer(1) {
                    self.words[b1 as usize].starts = true;
                }
            }
        }
    }

    /// Head and the action that gave it, for each word that has one.
    pub(crate) fn arcs(&self) -> impl Iterator<Item = Option<(u32, usize)>> {
        self.words.iter().map(|word| (word.head != NONE).then_some((word.head, word.action as usize)))
    }

    fn buffered(&self) -> usize {
        (self.length - self.next) as usize + self.returned.len()
    }

    fn buffer(&self, place: usize) -> Option<u32> {
        match self.returned.len().checked_sub(place + 1) {
            Some(at) => Some(self.returned[at]),
            None => Some(self.next + (place - self.returned.len()) as u32).filter(|&token| token < self.length),
        }
    }

    fn top(&self, place: usize) -> Option<u32> {
        self.stack.len().checked_sub(place + 1).map(|at| self.stack[at])
    }

    fn push(&mut self) {
        match self.returned.pop() {
            Some(token) => self.stack.push(token),
            None if self.next < self.length => {
                self.stack.push(self.next);
                self.next += 1;
            }
            None => {}
        }
    }

    fn reduce(&mut self) {
        let Some(s0) = self.stack.pop() else { return };
        let word = &mut self.words[s0 as usize];
        if word.head == NONE && !self.stack.is_empty() {
            word.unshiftable = true;
            self.returned.push(s0);
        }
    }

    /// Joins `child` to a head on its right. The head it may have had, on its left, forgets it if it is that head's
    /// last child; otherwise upstream's removal changes a copy, and the child stays in the list.
    fn join_left(&mut self, head: u32, child: u32, action: u32) {
        let old = self.words[child as usize].head;
        if old != NONE && self.words[old as usize].right == child {
            self.words[old as usize].right = self.words[child as usize].older_right;
        }
        let older_left = std::mem::replace(&mut self.words[head as usize].left, child);
        let word = &mut self.words[child as usize];
        (word.head, word.action, word.older_left) = (head, action, older_left);
    }

    /// Joins `child`, which has no head yet, to a head on its left.
    fn join_right(&mut self, head: u32, child: u32, action: u32) {
        let older_right = std::mem::replace(&mut self.words[head as usize].right, child);
        let word = &mut self.words[child as usize];
        (word.head, word.action, word.older_right) = (head, action, older_right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_built_and_a_word_pushed_too_early_goes_back() {
        let mut state = State::default();
        state.begin(3);
        assert_eq!(state.valid(), [true, false, false, false, true]);
        // "Both sides agreed": both <- sides <- agreed.
        for kind in [Move::Shift, Move::Shift] {
            state.apply(kind, 0);
        }
        assert_eq!(state.places()[..4], [Some(2), None, Some(1), Some(0)]);
        state.apply(Move::Reduce, 0);
        assert_eq!(state.places()[..4], [Some(1), Some(2), Some(0), None], "it has no head: back to the buffer");
        assert!(!state.valid()[0], "and may not be pushed again");
        state.apply(Move::Left, 7);
        assert_eq!(state.places()[5], Some(0));
        state.apply(Move::Shift, 0);
        state.apply(Move::Left, 9);
        state.apply(Move::Shift, 0);
        state.apply(Move::Reduce, 0);
        assert!(state.is_final());
        assert_eq!(state.arcs().collect::<Vec<_>>(), [Some((1, 7)), Some((2, 9)), None]);
    }

    #[test]
    fn no_arc_crosses_the_start_of_a_sentence() {
        let mut state = State::default();
        state.begin(3);
        state.apply(Move::Shift, 0);
        assert!(state.valid()[4]);
        state.apply(Move::Break, 0);
        assert!(!state.valid()[4], "it starts one already");
        state.apply(Move::Right, 1);
        assert_eq!(state.valid(), [false, true, false, false, false]);
    }
}
