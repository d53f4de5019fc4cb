//! The dependency parser: token vectors in, a tree with its sentences out.

use crate::LoadError;
use crate::layers::WIDTH;
use crate::load::ModelFiles;
use crate::thinc::Network;
use crate::tok2vec::BLOCK;
use crate::transition::arc_eager::{Move, State};
use crate::transition::{Actions, Groups, PAIRS, Scorer, Scores};
use rapporteur_text::Dep;
use std::collections::HashMap;

/// Tokens that describe a state.
const PLACES: usize = 8;

/// Builds dependency trees.
pub(crate) struct Parser {
    scorer: Scorer<PLACES>,
    actions: Actions<Relation>,
    /// Where the actions of a kind are found among the scores.
    groups: [Groups; 5],
}

/// What an arc is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Relation {
    dep: Dep,
    /// For an arc drawn to a word above the true head, so that no arcs cross: the relation of that head to its own
    /// (`dobj||xcomp`; spacy/pipeline/_parser_internals/nonproj.pyx).
    lifted_over: Option<Dep>,
}

/// A parse in progress, and space to work in. One thread's, used for one document after another.
#[derive(Default)]
pub(crate) struct Parsing {
    state: State,
    /// Tokens whose vectors are known.
    known: usize,
    length: usize,
    /// Contributions of the tokens of this block and the one before; blocks take turns.
    recent: Vec<[f32; PAIRS]>,
    hidden: Vec<f32>,
}

/// A document's dependency tree.
#[derive(Default)]
pub(crate) struct Tree {
    /// Head of each token; the token itself for a root.
    pub(crate) heads: Vec<u32>,
    pub(crate) deps: Vec<Dep>,
    /// Whether a sentence begins at each token.
    pub(crate) starts: Vec<bool>,
    /// First token of each token's subtree, as spaCy reckons it.
    pub(crate) left_edges: Vec<u32>,
    right_edges: Vec<u32>,
}

impl Parser {
    /// Reads `parser/cfg`, `parser/moves` and `parser/model`.
    pub(crate) fn read(files: &mut ModelFiles) -> Result<Self, LoadError> {
        const MODEL: &str = "parser/model";
        const MOVES: &str = "parser/moves";
        check_greedy(files, "parser/cfg")?;
        let actions = Actions::read(MOVES, &files.read(MOVES)?, Move::ALL.len(), relation)?;
        let bytes = files.read(MODEL)?;
        let scorer = Scorer::read(&Network::read(MODEL, &bytes)?, MODEL, actions.len())?;
        let groups = std::array::from_fn(|kind| Groups::of(actions.of(kind)));
        Ok(Parser { scorer, actions, groups })
    }

    /// Begins with a document of `length` tokens.
    pub(crate) fn begin(&self, length: usize, parsing: &mut Parsing) {
        parsing.state.begin(length);
        parsing.recent.resize(2 * BLOCK * PLACES, [0.0; PAIRS]);
        (parsing.known, parsing.length) = (0, length);
    }

    /// Goes on as far as the vectors lead. `vectors` has those of all tokens so far; each call brings a block more.
    pub(crate) fn advance(&self, vectors: &[f32], parsing: &mut Parsing) {
        let known = vectors.len() / WIDTH;
        let block = &vectors[parsing.known * WIDTH..];
        let at = ring(parsing.known, 0);
        let count = known - parsing.known;
        self.scorer.contributions(block, count, &mut parsing.hidden, &mut parsing.recent[at..at + count * PLACES]);
        parsing.known = known;
        while !parsing.state.is_final() && (known == parsing.length || parsing.state.furthest() < known) {
            let valid = parsing.state.valid();
            let (kind, action) = self.choose(valid, vectors, parsing);
            parsing.state.apply(kind, action);
        }
    }

    /// The best of the valid actions, the first among equals.
    fn choose(&self, valid: [bool; 5], vectors: &[f32], parsing: &Parsing) -> (Move, usize) {
        let mut scores: Scores = [0.0; 128];
        let wanted = (0..5).filter(|&kind| valid[kind]).map(|kind| self.groups[kind]);
        self.score(vectors, parsing, wanted.fold(Groups::default(), Groups::and), &mut scores);
        let mut best: Option<(Move, usize)> = None;
        for kind in Move::ALL.into_iter().filter(|&kind| valid[kind as usize]) {
            for action in self.actions.of(kind as usize) {
                if best.is_none_or(|(_, best)| scores[action] > scores[best]) {
                    best = Some((kind, action));
                }
            }
        }
        // A model without the one action that is left ends the parse by shifting and reducing.
        best.unwrap_or(if valid[Move::Shift as usize] { (Move::Shift, 0) } else { (Move::Reduce, 0) })
    }

    fn score(&self, vectors: &[f32], parsing: &Parsing, wanted: Groups, scores: &mut Scores) {
        let places = parsing.state.places();
        // The blocks at hand begin with the one before the last.
        let oldest = (parsing.known.saturating_sub(1) / BLOCK).saturating_sub(1) * BLOCK;
        let is_old = |token: u32| (token as usize) < oldest;
        let mut old = Vec::new();
        for (place, token) in places.into_iter().enumerate() {
            if let Some(token) = token.filter(|&token| is_old(token)) {
                let vector = &vectors[token as usize * WIDTH..][..WIDTH];
                old.push((place, self.scorer.contribution(vector, place)));
            }
        }
        let rows = std::array::from_fn(|place| match places[place] {
            None => self.scorer.pad(place),
            Some(token) if is_old(token) => {
                old.iter().find(|(other, _)| *other == place).map_or(self.scorer.pad(place), |(_, row)| row)
            }
            Some(token) => &parsing.recent[ring(token as usize, place)],
        });
        self.scorer.score(rows, wanted, scores);
    }

    /// The tree of a parse that came to its end; `is_space` tells which tokens are white space.
    pub(crate) fn finish(&self, parsing: &Parsing, is_space: impl Fn(usize) -> bool) -> Tree {
        let arcs: Vec<_> = parsing.state.arcs().collect();
        let relation = |action: usize| *self.actions.label(action);
        let mut tree = Tree {
            heads: arcs.iter().enumerate().map(|(i, arc)| arc.map_or(i as u32, |(head, _)| head)).collect(),
            deps: arcs.iter().map(|arc| arc.map_or(Dep::Root, |(_, action)| relation(action).dep)).collect(),
            ..Tree::default()
        };
        tree.find_edges();
        let lifted: Vec<Option<Dep>> =
            arcs.iter().map(|arc| arc.and_then(|(_, action)| relation(action).lifted_over)).collect();
        if lifted.iter().any(Option::is_some) {
            tree.lower(lifted, is_space);
        }
        tree.find_edges();
        tree
    }
}

/// Refuses a component that searches for the best sequence of actions instead of taking the best action each time.
pub(super) fn check_greedy(files: &mut ModelFiles, cfg: &str) -> Result<(), LoadError> {
    match files.read_json(cfg)?["beam_width"].as_u64() {
        Some(1) | None => Ok(()),
        Some(width) => Err(LoadError::unsupported(format!("beam_width in {cfg}"), width, "1")),
    }
}

/// Where a token's contribution in a place is found among the recent ones.
fn ring(token: usize, place: usize) -> usize {
    token % (2 * BLOCK) * PLACES + place
}

fn relation(kind: usize, label: &str) -> Result<Relation, LoadError> {
    if !matches!(Move::ALL[kind], Move::Left | Move::Right) {
        return Ok(Relation { dep: Dep::Root, lifted_over: None });
    }
    let parse = |text: &str| {
        let wanted = "the relations of ClearNLP's scheme";
        Dep::parse(text).ok_or_else(|| LoadError::unsupported("a label of parser/moves", label, wanted))
    };
    match label.split_once("||") {
        Some((dep, over)) => Ok(Relation { dep: parse(dep)?, lifted_over: Some(parse(over)?) }),
        None => Ok(Relation { dep: parse(label)?, lifted_over: None }),
    }
}

/// Rounds after which spaCy gives up bringing heads and sentences together.
const ROUNDS: usize = 12;

impl Tree {
    /// Edges of all subtrees, and where sentences begin: at the left edges of roots
    /// (spacy/tokens/doc.pyx, `set_children_from_heads`).
    fn find_edges(&mut self) {
        let length = self.heads.len() as u32;
        self.left_edges = (0..length).collect();
        self.right_edges = (0..length).collect();
        for _ in 0..ROUNDS {
            for i in (0..length as usize).chain((0..length as usize).rev()) {
                let head = self.heads[i] as usize;
                self.left_edges[head] = self.left_edges[head].min(self.left_edges[i]);
                self.right_edges[head] = self.right_edges[head].max(self.right_edges[i]);
            }
            self.starts = vec![false; length as usize];
            for i in (0..length as usize).filter(|&i| self.heads[i] as usize == i) {
                self.starts[self.left_edges[i] as usize] = true;
            }
            if self.heads_stay_within_sentences() {
                break;
            }
        }
        if let Some(first) = self.starts.first_mut() {
            *first = true;
        }
    }

    /// As upstream checks it: the last token counts as the start of a sentence of its own and is not looked at.
    fn heads_stay_within_sentences(&self) -> bool {
        let length = self.heads.len();
        let mut start = 0;
        for i in 0..length {
            if (i > 0 && self.starts[i]) || i + 1 == length {
                let sentence = start as u32..i as u32 + 1;
                if self.heads[start..i].iter().any(|head| !sentence.contains(head)) {
                    return false;
                }
                start = i;
            }
        }
        true
    }

    /// Hangs lifted tokens where they belong: below the nearest descendant of their head that bears the relation
    /// lifted over (spacy/pipeline/_parser_internals/nonproj.pyx, `deprojectivize`). Edges are left as they were.
    fn lower(&mut self, mut lifted: Vec<Option<Dep>>, is_space: impl Fn(usize) -> bool) {
        let mut children = Children::new(&self.heads);
        for i in 0..lifted.len() {
            let Some(over) = lifted[i] else { continue };
            let bears = |child: u32| lifted[child as usize].is_none() && self.deps[child as usize] == over;
            let skips = |child: u32| child as usize == i || is_space(child as usize);
            if let Some(head) = self.nearest(&children, self.heads[i], skips, bears) {
                self.heads[i] = head;
                children.moved.entry(head).or_default().push(i as u32);
            }
            lifted[i] = None;
        }
    }

    /// The first token below `top`, breadth first, of which `bears` holds.
    fn nearest(
        &self,
        children: &Children,
        top: u32,
        skips: impl Fn(u32) -> bool,
        bears: impl Fn(u32) -> bool,
    ) -> Option<u32> {
        let mut level = vec![top];
        while !level.is_empty() {
            let mut below = Vec::new();
            for &token in &level {
                for child in self.children_within_edges(children, token) {
                    if skips(child) {
                        continue;
                    }
                    if bears(child) {
                        return Some(child);
                    }
                    below.push(child);
                }
            }
            level = below;
        }
        None
    }

    /// A token's children in text order, as far as they lie within the edges of its subtree.
    fn children_within_edges(&self, children: &Children, token: u32) -> Vec<u32> {
        let edges = self.left_edges[token as usize]..=self.right_edges[token as usize];
        let original = &children.list[children.starts[token as usize]..children.starts[token as usize + 1]];
        let moved = children.moved.get(&token).map_or(&[][..], |moved| moved);
        let is_child = |&child: &u32| self.heads[child as usize] == token && edges.contains(&child);
        let mut found: Vec<u32> = original.iter().chain(moved).copied().filter(is_child).collect();
        if !moved.is_empty() {
            found.sort_unstable();
            found.dedup();
        }
        found
    }
}

/// Children by head, as they were before any moved, and those that moved.
struct Children {
    /// Children of token `i`: `list[starts[i]..starts[i + 1]]`.
    list: Vec<u32>,
    starts: Vec<usize>,
    moved: HashMap<u32, Vec<u32>>,
}

impl Children {
    fn new(heads: &[u32]) -> Self {
        let mut starts = vec![0; heads.len() + 1];
        let arcs = || heads.iter().enumerate().filter(|&(i, &head)| head as usize != i);
        for (_, &head) in arcs() {
            starts[head as usize + 1] += 1;
        }
        for i in 0..heads.len() {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut list = vec![0; starts[heads.len()]];
        for (i, &head) in arcs() {
            list[next[head as usize]] = i as u32;
            next[head as usize] += 1;
        }
        Children { list, starts, moved: HashMap::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(heads: &[u32], deps: &[Dep]) -> Tree {
        let mut tree = Tree { heads: heads.to_vec(), deps: deps.to_vec(), ..Tree::default() };
        tree.find_edges();
        tree
    }

    #[test]
    fn sentences_begin_at_the_left_edges_of_roots() {
        // The talks failed . They resume today
        let tree = tree(&[1, 2, 2, 2, 5, 5, 5], &[Dep::Dep; 7]);
        assert_eq!(tree.starts, [true, false, false, false, true, false, false]);
        assert_eq!(tree.left_edges, [0, 0, 0, 3, 4, 4, 6]);
        assert_eq!(tree.right_edges, [0, 1, 3, 3, 4, 6, 6]);
    }

    #[test]
    fn a_lifted_token_hangs_below_the_head_it_was_lifted_over() {
        // Whom does she want to meet: "Whom" was lifted over the xcomp "meet".
        let deps = [Dep::Dobj, Dep::Aux, Dep::Nsubj, Dep::Root, Dep::Aux, Dep::Xcomp];
        let mut tree = tree(&[3, 3, 3, 3, 5, 3], &deps);
        let mut lifted = vec![None; 6];
        lifted[0] = Some(Dep::Xcomp);
        tree.lower(lifted, |_| false);
        assert_eq!(tree.heads, [5, 3, 3, 3, 5, 3]);
    }

    #[test]
    fn labels_that_say_two_things_are_split() {
        let lifted = relation(Move::Right as usize, "prep||dobj").unwrap();
        assert_eq!(lifted, Relation { dep: Dep::Prep, lifted_over: Some(Dep::Dobj) });
        assert!(relation(Move::Left as usize, "subtok").is_err());
    }
}
