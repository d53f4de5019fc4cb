//! Noun chunks: nouns with all that stands before them and hangs below them (spacy/lang/en/syntax_iterators.py).

use rapporteur_text::{Dep, Pos};
use std::ops::Range;

/// The chunks of a document, given the parts of speech, relations, heads and left edges of its tokens.
pub(crate) fn noun_chunks(pos: &[Pos], deps: &[Dep], heads: &[u32], left_edges: &[u32]) -> Vec<Range<usize>> {
    let mut chunks = Vec::new();
    let mut covered = 0;
    for (i, pos) in pos.iter().enumerate() {
        let start = left_edges[i] as usize;
        if matches!(pos, Pos::Noun | Pos::Propn | Pos::Pron) && start >= covered && heads_chunk(i, deps, heads) {
            covered = i + 1;
            chunks.push(start..i + 1);
        }
    }
    chunks
}

fn heads_chunk(i: usize, deps: &[Dep], heads: &[u32]) -> bool {
    if deps[i] != Dep::Conj {
        return is_nominal(deps[i]);
    }
    // What is joined by "and" counts as what it is joined to.
    let mut head = heads[i] as usize;
    while deps[head] == Dep::Conj && (heads[head] as usize) < head {
        head = heads[head] as usize;
    }
    is_nominal(deps[head])
}

fn is_nominal(dep: Dep) -> bool {
    matches!(
        dep,
        Dep::Oprd
            | Dep::Nsubj
            | Dep::Dobj
            | Dep::Nsubjpass
            | Dep::Pcomp
            | Dep::Pobj
            | Dep::Dative
            | Dep::Appos
            | Dep::Attr
            | Dep::Root
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_runs_from_the_left_edge_to_the_noun() {
        // The two ministers and their aides left early
        let pos = [Pos::Det, Pos::Num, Pos::Noun, Pos::Cconj, Pos::Pron, Pos::Noun, Pos::Verb, Pos::Adv];
        let deps = [Dep::Det, Dep::Nummod, Dep::Nsubj, Dep::Cc, Dep::Poss, Dep::Conj, Dep::Root, Dep::Advmod];
        let chunks = noun_chunks(&pos, &deps, &[2, 2, 6, 2, 5, 2, 6, 6], &[0, 1, 0, 3, 4, 4, 0, 7]);
        assert_eq!(chunks, [0..3, 4..6]);
    }
}
