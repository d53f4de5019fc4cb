//! Token vectors: hash embeddings of a token's features, mixed, then seen through a window that widens by one token in
//! each of four layers.
//!
//! In: the features of a document's tokens. Out: rows of 96 numbers, a block of tokens at a time, so that long
//! documents take no more scratch space than short ones.
//!
//! What a token contributes before its neighbours are looked at depends on its features alone: the embedding, and its
//! products with the first layer's weights. A [`TypeCache`] keeps both. They are always computed in batches of one
//! size, so that the bits are the same whether the cache held them or not.

use crate::LoadError;
use crate::layers::{HashEmbed, Matrix, Maxout, SPREAD, WIDTH};
use crate::strings::QuickMap;
use crate::thinc::Network;
use crate::vectors::Vectors;
use std::ops::Range;

/// Layers of the encoder; each looks one token further to both sides.
const DEPTH: usize = 4;

/// Tokens whose rows are computed together. The block and its sums stay in a core's second-level cache.
pub(crate) const BLOCK: usize = 256;

/// Types that are computed together.
const BATCH: usize = 16;

/// Types that a cache holds at most: 31 MB.
const CAPACITY: usize = 8192;

/// Numbers kept for a type: its embedding, then its products as left neighbour, as centre and as right neighbour.
const KEPT: usize = WIDTH + 3 * SPREAD;

/// The products of a zero row.
const NOTHING: [f32; SPREAD] = [0.0; SPREAD];

/// What the networks see of a token. String features are ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Features {
    pub(crate) norm: u64,
    pub(crate) prefix: u64,
    pub(crate) suffix: u64,
    pub(crate) shape: u64,
    pub(crate) spacy: bool,
    pub(crate) is_space: bool,
    /// Word form, by which its static vector is found.
    pub(crate) orth: u64,
}

#[derive(Clone, Copy, PartialEq)]
enum Column {
    Norm,
    Prefix,
    Suffix,
    Shape,
    Spacy,
    IsSpace,
}

impl Column {
    fn parse(name: &str) -> Option<Column> {
        Some(match name {
            "NORM" => Column::Norm,
            "PREFIX" => Column::Prefix,
            "SUFFIX" => Column::Suffix,
            "SHAPE" => Column::Shape,
            "SPACY" => Column::Spacy,
            "IS_SPACE" => Column::IsSpace,
            _ => return None,
        })
    }

    fn of(self, features: &Features) -> u64 {
        match self {
            Column::Norm => features.norm,
            Column::Prefix => features.prefix,
            Column::Suffix => features.suffix,
            Column::Shape => features.shape,
            Column::Spacy => features.spacy.into(),
            Column::IsSpace => features.is_space.into(),
        }
    }
}

/// A tok2vec network.
pub(crate) struct Tok2Vec {
    tables: Vec<(Column, HashEmbed)>,
    /// From static vectors to 96 numbers, in models that have any.
    projection: Option<Matrix>,
    mixer: Maxout,
    /// The first layer's weights by input, then by the place of the input's token in the window.
    first: Matrix,
    encoder: Vec<Maxout>,
}

impl Tok2Vec {
    /// Reads the network out of a component's weight `file`.
    pub(crate) fn read(network: &Network<'_>, file: &str, vectors: &Vectors) -> Result<Self, LoadError> {
        let columns = network.first("extract_features")?.strings("columns");
        let columns = columns.ok_or_else(|| LoadError::file(file, "it does not say which features it takes"))?;
        let mut tables = Vec::new();
        for layer in network.named("hashembed") {
            let name = layer.number("column").and_then(|column| columns.get(column as usize));
            let name = name.ok_or_else(|| LoadError::file(file, "a hashembed layer names no feature"))?;
            let column = Column::parse(name).ok_or_else(|| {
                LoadError::unsupported(
                    format!("a feature of {file}"),
                    name,
                    "NORM, PREFIX, SUFFIX, SHAPE, SPACY and IS_SPACE",
                )
            })?;
            tables.push((column, HashEmbed::read(layer, file)?));
        }
        let projection = match network.named("static_vectors").next() {
            Some(layer) => {
                let weights = layer.weights("W", &[WIDTH, vectors.width()])?;
                Some(Matrix::transposed(&weights, vectors.width(), WIDTH))
            }
            None => None,
        };
        let inputs = WIDTH * (tables.len() + usize::from(projection.is_some()));
        // Breadth-first order puts the embedding's layer before the encoder's.
        let mut layers = network.named("maxout").zip(network.named("layernorm"));
        let (maxout, norm) = layers.next().ok_or_else(|| LoadError::file(file, "it has no maxout layer"))?;
        let mixer = Maxout::read(maxout, norm, inputs)?;
        let encoder: Vec<_> =
            layers.map(|(maxout, norm)| Maxout::read(maxout, norm, 3 * WIDTH)).collect::<Result<_, _>>()?;
        if encoder.len() != DEPTH {
            return Err(LoadError::unsupported(format!("the depth of the encoder in {file}"), encoder.len(), "4"));
        }
        let window = encoder[0].weights();
        let first =
            Matrix::new(WIDTH, 3 * SPREAD, |i, column| window.row(column / SPREAD * WIDTH + i)[column % SPREAD]);
        Ok(Tok2Vec { tables, projection, mixer, first, encoder })
    }

    /// Writes the vectors of the tokens in `block` to `out`, row by row.
    ///
    /// `features(i)` tells what token `i` of the document's `length` looks like.
    pub(crate) fn rows(
        &self,
        length: usize,
        block: Range<usize>,
        features: impl Fn(usize) -> Features,
        vectors: &Vectors,
        types: &mut TypeCache,
        out: &mut [f32],
    ) {
        let rows = block.len() + 2 * DEPTH;
        types.begin();
        // Beyond either end the input is zero; what the layers make of it is not, and reaches the outermost tokens.
        types.slots.clear();
        for row in 0..rows {
            let token = (block.start + row).checked_sub(DEPTH).filter(|&token| token < length);
            let slot = token.map(|token| types.slot(self.seen(features(token))));
            types.slots.push(slot);
        }
        self.fill(types, vectors);
        self.encode(types, rows);
        out[..block.len() * WIDTH].copy_from_slice(&types.window[DEPTH * WIDTH..][..block.len() * WIDTH]);
    }

    /// The features without those that this network does not take, so that more tokens are of one type.
    fn seen(&self, features: Features) -> Features {
        let mut seen = Features::default();
        for (column, _) in &self.tables {
            match column {
                Column::Norm => seen.norm = features.norm,
                Column::Prefix => seen.prefix = features.prefix,
                Column::Suffix => seen.suffix = features.suffix,
                Column::Shape => seen.shape = features.shape,
                Column::Spacy => seen.spacy = features.spacy,
                Column::IsSpace => seen.is_space = features.is_space,
            }
        }
        if self.projection.is_some() {
            seen.orth = features.orth;
        }
        seen
    }

    /// Computes what is kept for the new types.
    fn fill(&self, types: &mut TypeCache, vectors: &Vectors) {
        let inputs = self.mixer.weights().inputs();
        let missing = std::mem::take(&mut types.missing);
        for batch in missing.chunks(BATCH) {
            let scratch = &mut types.scratch;
            scratch.input.resize(BATCH * inputs, 0.0);
            scratch.sums.resize(BATCH * 3 * SPREAD, 0.0);
            scratch.embedded.clear();
            scratch.embedded.resize(BATCH * WIDTH, 0.0);
            for ((_, features), input) in batch.iter().zip(scratch.input.chunks_exact_mut(inputs)) {
                for ((column, table), out) in self.tables.iter().zip(input.chunks_exact_mut(WIDTH)) {
                    table.embed(column.of(features), out);
                }
            }
            if let Some(projection) = &self.projection {
                let width = vectors.width();
                scratch.vectors.resize(BATCH * width, 0.0);
                for ((_, features), out) in batch.iter().zip(scratch.vectors.chunks_exact_mut(width)) {
                    vectors.copy(features.orth, out);
                }
                projection.multiply(&scratch.vectors, width, BATCH, &mut scratch.embedded);
                let projected = scratch.embedded.chunks_exact(WIDTH);
                for (input, projected) in scratch.input.chunks_exact_mut(inputs).zip(projected) {
                    input[inputs - WIDTH..].copy_from_slice(projected);
                }
                scratch.embedded.fill(0.0);
            }
            self.mixer.weights().multiply(&scratch.input, inputs, BATCH, &mut scratch.sums);
            self.mixer.add_activation(&scratch.sums[..BATCH * SPREAD], &mut scratch.embedded);
            self.first.multiply(&scratch.embedded, WIDTH, BATCH, &mut scratch.sums);
            let made = scratch.embedded.chunks_exact(WIDTH).zip(scratch.sums.chunks_exact(3 * SPREAD));
            for ((slot, _), (embedded, products)) in batch.iter().zip(made) {
                let kept = &mut types.kept[*slot as usize * KEPT..][..KEPT];
                kept[..WIDTH].copy_from_slice(embedded);
                kept[WIDTH..].copy_from_slice(products);
            }
        }
        types.missing = missing;
    }

    /// Runs the encoder over the window. Layer by layer the rows at its edges lose their meaning, four on either side.
    fn encode(&self, types: &mut TypeCache, rows: usize) {
        let TypeCache { slots, kept, window, sums, .. } = types;
        window.resize(rows * WIDTH, 0.0);
        sums.resize(rows * SPREAD, 0.0);
        for (&slot, row) in slots.iter().zip(window.as_chunks_mut::<WIDTH>().0) {
            match slot {
                Some(slot) => row.copy_from_slice(&kept[slot as usize * KEPT..][..WIDTH]),
                None => row.fill(0.0),
            }
        }
        pulp::Arch::new().dispatch(FirstSums { slots, kept, sums: sums.as_chunks_mut::<SPREAD>().0 });
        self.encoder[0].add_activation(&sums[..(rows - 2) * SPREAD], &mut window[WIDTH..(rows - 1) * WIDTH]);
        for (done, layer) in self.encoder.iter().enumerate().skip(1) {
            let inner = rows - 2 * (done + 1);
            layer.weights().multiply(&window[done * WIDTH..], WIDTH, inner, sums);
            let from = (done + 1) * WIDTH;
            layer.add_activation(&sums[..inner * SPREAD], &mut window[from..from + inner * WIDTH]);
        }
    }
}

/// The first layer's products, added up from those kept; compiled for each machine's vector instructions.
struct FirstSums<'a> {
    slots: &'a [Option<u32>],
    kept: &'a [f32],
    sums: &'a mut [[f32; SPREAD]],
}

impl pulp::WithSimd for FirstSums<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let products = |slot: Option<u32>, place: usize| match slot {
            Some(slot) => &self.kept[slot as usize * KEPT + WIDTH..].as_chunks::<SPREAD>().0[place],
            None => &NOTHING,
        };
        for (around, sums) in self.slots.windows(3).zip(self.sums) {
            let (left, centre, right) = (products(around[0], 0), products(around[1], 1), products(around[2], 2));
            for i in 0..SPREAD {
                sums[i] = left[i] + centre[i] + right[i];
            }
        }
    }
}

/// What was computed for the types of token met lately; one thread's, for one network.
#[derive(Default)]
pub(crate) struct TypeCache {
    numbers: QuickMap<Features, u32>,
    entries: Vec<Entry>,
    /// [`KEPT`] numbers per entry.
    kept: Vec<f32>,
    /// The next entry to be looked at when one must go.
    hand: usize,
    block: u64,
    missing: Vec<(u32, Features)>,
    /// Entries of the tokens of the block at hand; none beyond the document.
    slots: Vec<Option<u32>>,
    window: Vec<f32>,
    sums: Vec<f32>,
    scratch: Scratch,
}

struct Entry {
    features: Features,
    /// The last block that used it.
    block: u64,
    /// Whether it was used since the hand passed.
    used: bool,
}

#[derive(Default)]
struct Scratch {
    input: Vec<f32>,
    vectors: Vec<f32>,
    embedded: Vec<f32>,
    sums: Vec<f32>,
}

impl TypeCache {
    fn begin(&mut self) {
        self.block += 1;
        self.missing.clear();
    }

    /// The entry of a type; a new one is noted as missing.
    fn slot(&mut self, features: Features) -> u32 {
        if let Some(&slot) = self.numbers.get(&features) {
            let entry = &mut self.entries[slot as usize];
            (entry.block, entry.used) = (self.block, true);
            return slot;
        }
        let entry = Entry { features, block: self.block, used: false };
        let slot = if self.entries.len() < CAPACITY {
            self.entries.push(entry);
            self.kept.resize(self.entries.len() * KEPT, 0.0);
            self.entries.len() - 1
        } else {
            let slot = self.make_room();
            self.numbers.remove(&self.entries[slot].features);
            self.entries[slot] = entry;
            slot
        };
        self.numbers.insert(features, slot as u32);
        self.missing.push((slot as u32, features));
        slot as u32
    }

    /// An entry that was not used since the hand last passed, nor by this block, which is far smaller than the cache.
    fn make_room(&mut self) -> usize {
        loop {
            let slot = self.hand;
            self.hand = (self.hand + 1) % CAPACITY;
            let entry = &mut self.entries[slot];
            if !entry.used && entry.block != self.block {
                return slot;
            }
            entry.used = false;
        }
    }
}
