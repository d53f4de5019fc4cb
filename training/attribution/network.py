"""Trains the small convolutional network of the attribution reader.

    network.py ROWS TENSORS OUT [--leave-out K/N] [--passes P] [--seed S] [--width D] [--blocks B]

ROWS is what `attribution rows` wrote; TENSORS holds one DOCUMENT.npy of token vectors for each line of ROWS/documents.txt.
A word's input is the sum of its rows of a table and a linear map of its token vector; residual convolutions follow; one
head tags cue, source and content (BIO), another says for a cue and a word whether the word is its source, its content or
neither. With --leave-out, the K-th of N parts of the documents is left out, and the fit on it is printed.
"""
import argparse
import os
import time

import jax
import jax.numpy as jnp
import numpy as np

import archive

WORD_SLOTS, PAIR_SLOTS = 16, 7
TOKENS, PAIRS = 6144, 24576          # a batch's size, padding included
GAP = 8                              # empty words between documents, more than the widest reach of a convolution
NEGATIVES = 14                       # words a document that are paired though they head no cue
DROPOUT = 0.3
BLIND = 0.15                         # share of documents read without token vectors
FORGET = 0.12                        # share of words, and of heads, whose lemma is hidden
LEMMA_SLOTS = (0, 3)


class Data:
    def __init__(self, rows, tensors):
        def load(name, dtype):
            return np.fromfile(os.path.join(rows, "network_" + name), dtype)
        self.table = load("table", "<u4")
        self.words = load("words", "<u4").reshape(-1, WORD_SLOTS).astype(np.int32)
        # The row of a word without a known lemma is the first of its slot, and such words occur.
        self.unknown = {slot: int(self.words[:, slot].min()) for slot in LEMMA_SLOTS}
        self.labels = load("labels", "u1").reshape(-1, 3)
        self.starts = load("documents", "<u4").astype(np.int64)
        self.cues = load("cues", "<u4").reshape(-1, 5).astype(np.int64)
        self.pairs = load("pairs", "<u2").reshape(-1, PAIR_SLOTS)
        self.answers = load("answers", "u1")
        self.pair_starts = np.concatenate([[0], np.cumsum(self.cues[:, 2] - self.cues[:, 1])])
        tokens = load("tokens", "<u4")
        names = open(os.path.join(rows, "documents.txt")).read().split("\n")[:-1]
        self.count = len(names)
        self.vectors = np.concatenate([
            np.load(os.path.join(tensors, name + ".npy"))[tokens[a:b]]
            for name, a, b in zip(names, self.starts, self.starts[1:])]).astype(np.float16)
        self.cue_starts = np.searchsorted(self.cues[:, 0], self.starts)
        # How likely each candidate seems at the moment: what negatives are drawn by.
        self.seems = 0.02 + self.cues[:, 4] / 1000

    def batches(self, documents, rng):
        """Groups documents to batches of at most TOKENS words."""
        batch, size = [], GAP
        for document in rng.permutation(documents):
            length = min(self.starts[document + 1] - self.starts[document], TOKENS - 2 * GAP) + GAP
            if size + length > TOKENS:
                yield batch
                batch, size = [], GAP
            batch.append(document)
            size += length
        yield batch

    def assemble(self, documents, rng, negatives=NEGATIVES, blind=BLIND):
        words = np.zeros((TOKENS, WORD_SLOTS), np.int32)
        vectors = np.zeros((TOKENS, self.vectors.shape[1]), np.float32)
        sighted = np.zeros(TOKENS, np.float32)
        labels = np.zeros((TOKENS, 3), np.int32)
        mask = np.zeros(TOKENS, np.float32)
        cues, others, rows, answers, candidates = [], [], [], [], []
        at = GAP
        for document in documents:
            a, b = self.starts[document], self.starts[document + 1]
            b = min(b, a + TOKENS - 2 * GAP)
            here = slice(at, at + b - a)
            words[here], labels[here], mask[here] = self.words[a:b], self.labels[a:b], 1
            for slot in LEMMA_SLOTS if blind else ():
                hidden = at + np.flatnonzero(rng.random(b - a) < FORGET)
                words[hidden, slot] = self.unknown[slot]
            if rng.random() >= blind:
                vectors[here], sighted[here] = self.vectors[a:b], 1
            mine = np.arange(self.cue_starts[document], self.cue_starts[document + 1])
            mine = mine[self.cues[mine, 2] <= b]
            right = mine[self.cues[mine, 3] == 1]
            wrong = mine[self.cues[mine, 3] == 0]
            if negatives is not None and len(wrong) > negatives:
                weights = self.seems[wrong] / self.seems[wrong].sum()
                wrong = rng.choice(wrong, negatives, replace=False, p=weights)
            for cue in np.concatenate([right, wrong]):
                start, end = self.pair_starts[cue], self.pair_starts[cue + 1]
                cues.append(np.full(end - start, self.cues[cue, 0] - a + at))
                others.append(np.arange(self.cues[cue, 1], self.cues[cue, 2]) - a + at)
                rows.append(self.pairs[start:end])
                answers.append(self.answers[start:end])
            candidates.append((mine, self.cues[mine, 0] - a + at))
            at += b - a + GAP
        def pad(parts, width=None):
            whole = np.concatenate(parts).astype(np.int32)[:PAIRS]
            out = np.zeros((PAIRS,) + whole.shape[1:], np.int32)
            out[:len(whole)] = whole
            return out, len(whole)
        (cues, n), (others, _), (rows, _), (answers, _) = map(pad, (cues, others, rows, answers))
        pair_mask = (np.arange(PAIRS) < n).astype(np.float32)
        batch = dict(words=words, vectors=vectors, sighted=sighted, labels=labels, mask=mask, cues=cues, others=others,
                     rows=rows, answers=answers, pair_mask=pair_mask, documents=np.float32(len(documents)))
        return batch, candidates


def initial(key, table, width, blocks, pair_width, vector_width):
    keys = iter(jax.random.split(key, 16 + blocks))
    normal = lambda scale, *shape: jax.random.normal(next(keys), shape) * scale
    return dict(
        words=normal(0.1, int(table[0]), width),
        vectors=normal(vector_width ** -0.5, vector_width, width), vectors_bias=jnp.zeros(width),
        norms=jnp.stack([jnp.ones((blocks + 1, width)), jnp.zeros((blocks + 1, width))], 1),
        convolutions=jnp.stack([normal((3 * width) ** -0.5, 3 * width, width) for _ in range(blocks)]),
        convolutions_bias=jnp.zeros((blocks, width)),
        tags=normal(width ** -0.5, width, 9), tags_bias=jnp.zeros(9),
        pair_cue=normal(width ** -0.5, width, pair_width), pair_word=normal(width ** -0.5, width, pair_width),
        pair_bias=jnp.zeros(pair_width), pairs=normal(0.1, int(table[1]), pair_width),
        pair_out=normal(pair_width ** -0.5, pair_width, 3), pair_out_bias=jnp.zeros(3))


def normalise(x, norm):
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) * jax.lax.rsqrt(variance + 1e-5) * norm[0] + norm[1]


def drop(x, key, rate):
    if key is None:
        return x
    return jnp.where(jax.random.uniform(key, x.shape) < rate, 0.0, x / (1 - rate))


def shifted(z, by):
    return jnp.pad(z, ((by, 0), (0, 0)))[:len(z)] if by > 0 else jnp.pad(z, ((0, -by), (0, 0)))[-by:]


def forward(w, batch, keys):
    keys = keys or [None] * 3
    table = w["words"].at[0].set(0.0)
    z = table[batch["words"]].sum(1)
    z = z + (batch["vectors"] @ w["vectors"] + w["vectors_bias"]) * batch["sighted"][:, None]
    z = drop(jax.nn.relu(normalise(z, w["norms"][0])), keys[0], DROPOUT) * batch["mask"][:, None]
    for block in range(len(w["convolutions"])):
        reach = 1 << block
        wide = jnp.concatenate([shifted(z, reach), z, shifted(z, -reach)], 1)
        y = wide @ w["convolutions"][block] + w["convolutions_bias"][block]
        z = (z + jax.nn.relu(normalise(y, w["norms"][block + 1]))) * batch["mask"][:, None]
    z = drop(z, keys[1], DROPOUT)
    tags = jax.nn.log_softmax((z @ w["tags"] + w["tags_bias"]).reshape(-1, 3, 3))
    hidden = (z @ w["pair_cue"] + w["pair_bias"])[batch["cues"]] + (z @ w["pair_word"])[batch["others"]]
    hidden = jax.nn.relu(hidden + w["pairs"].at[0].set(0.0)[batch["rows"]].sum(1))
    pairs = jax.nn.log_softmax(drop(hidden, keys[2], DROPOUT) @ w["pair_out"] + w["pair_out_bias"])
    return tags, pairs


def losses(w, batch, keys):
    tags, pairs = forward(w, batch, keys)
    tag = -jnp.take_along_axis(tags, batch["labels"][..., None], 2)[..., 0].sum(1) * batch["mask"]
    pair = -jnp.take_along_axis(pairs, batch["answers"][:, None], 1)[:, 0] * batch["pair_mask"]
    loss = (tag.sum() / 900 + pair.sum() / 1500) / batch["documents"]
    return loss, (tags, pairs)


@jax.jit
def step(w, moments, batch, key, rate, count):
    keys = jax.random.split(key, 3)
    (loss, (tags, _)), gradient = jax.value_and_grad(losses, has_aux=True)(w, batch, list(keys))
    size = jnp.sqrt(sum((g ** 2).sum() for g in jax.tree.leaves(gradient)))
    gradient = jax.tree.map(lambda g: g * jnp.minimum(1.0, 2.0 / (size + 1e-9)), gradient)
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, moments[0], gradient)
    second = jax.tree.map(lambda m, g: 0.999 * m + 0.001 * g * g, moments[1], gradient)
    def moved(p, m, v):
        return p - rate * (m / (1 - 0.9 ** count) / (jnp.sqrt(v / (1 - 0.999 ** count)) + 1e-8) + 0.01 * p)
    return jax.tree.map(moved, w, first, second), (first, second), loss, 1 - jnp.exp(tags[:, 0, 0])


@jax.jit
def read(w, batch):
    tags, pairs = forward(w, batch, None)
    return tags.argmax(-1), pairs.argmax(-1), losses(w, batch, None)[0]


def f_score(found, right, mask):
    hit = (found & right & mask).sum()
    return 2 * hit / max(1, (found & mask).sum() + (right & mask).sum())


def evaluate(w, data, documents):
    rng, sums = np.random.default_rng(0), []
    for batch in data.batches(documents, rng):
        assembled, _ = data.assemble(batch, rng, negatives=0, blind=0)
        tags, pairs, loss = map(np.asarray, read(w, assembled))
        sums.append((assembled, tags, pairs, float(loss)))
    scores = []
    for role in range(3):
        scores.append(f_score(*(np.concatenate(x) for x in zip(*(
            (t[:, role] > 0, a["labels"][:, role] > 0, a["mask"] > 0) for a, t, _, _ in sums)))))
    for answer in (1, 2):
        scores.append(f_score(*(np.concatenate(x) for x in zip(*(
            (p == answer, a["answers"] == answer, a["pair_mask"] > 0) for a, _, p, _ in sums)))))
    names = ("cue", "source", "content", "source given cue", "content given cue")
    return f"loss {np.mean([s[3] for s in sums]):.4f}, token F of " + ", ".join(
        f"{name} {100 * score:.1f}" for name, score in zip(names, scores))


def quantised(table):
    scale = np.abs(table).max(1, keepdims=True) / 127 + 1e-12
    return np.round(table / scale).astype(np.int8), scale[:, 0].astype(np.float16)


def arrays(w):
    """The weights as the weight file has them: tables in 8 bits with a scale a row, the rest in 16 bits."""
    out = {}
    for name, value in w.items():
        value = np.array(value)
        if name in ("words", "pairs"):
            value[0] = 0
            out["network_" + name], out[f"network_{name}_scale"] = quantised(value)
        else:
            out["network_" + name] = value.astype(np.float16)
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows")
    parser.add_argument("tensors")
    parser.add_argument("out")
    parser.add_argument("--leave-out", default="0/1")
    parser.add_argument("--passes", type=int, default=12)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--width", type=int, default=96)
    parser.add_argument("--blocks", type=int, default=3)
    parser.add_argument("--pair-width", type=int, default=64)
    parser.add_argument("--rate", type=float, default=2e-3)
    args = parser.parse_args()
    part, parts = map(int, args.leave_out.split("/"))
    data = Data(args.rows, args.tensors)
    every = np.arange(data.count)
    out = every[every % parts == part] if parts > 1 else every[:0]
    train = every[every % parts != part] if parts > 1 else every
    rng = np.random.default_rng(args.seed)
    key = jax.random.key(args.seed)
    w = initial(key, data.table, args.width, args.blocks, args.pair_width, data.vectors.shape[1])
    moments = (jax.tree.map(jnp.zeros_like, w), jax.tree.map(jnp.zeros_like, w))
    total = args.passes * sum(1 for _ in data.batches(train, np.random.default_rng(0)))
    count, began = 0, time.time()
    for number in range(args.passes):
        running = []
        for batch in data.batches(train, rng):
            share = min(1.0, count / total)
            rate = args.rate * min(1.0, share / 0.05 + 0.02) * (1 - share)
            assembled, candidates = data.assemble(batch, rng)
            key, now = jax.random.split(key)
            count += 1
            w, moments, loss, seems = step(w, moments, assembled, now, rate, count)
            running.append(float(loss))
            seems = np.asarray(seems)
            for mine, places in candidates:
                data.seems[mine] = 0.02 + seems[places]
        note = evaluate(w, data, out) if len(out) and (number % 3 == 2 or number + 1 == args.passes) else ""
        print(f"pass {number + 1}, {time.time() - began:.0f} s, loss {np.mean(running):.4f} {note}", flush=True)
    archive.write(args.out, arrays(w))


if __name__ == "__main__":
    main()
