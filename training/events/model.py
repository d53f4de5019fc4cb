"""Fits the models of the event coder and writes their archives.

`Head` is a linear SVM over blocks of binary features, each weighted by inverse document frequency and normalised; `Ranker`
is two softmax models over one block, `Worth` a logistic regression. The archive's layout stands in crates/extract/src/events/linear.rs.
"""

import collections
import struct

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

# The order of the classes in crates/extract/src/events/head.rs; CONCEDE stands for CONCEDE and RETREAT.
CLASSES = (
    "ACCUSE AGREE AID ASSAULT COERCE CONSULT COOPERATE MOBILIZE PROTEST REJECT REQUEST SANCTION SUPPORT THREATEN CONCEDE"
).split()


def label(name):
    """A type as the head knows it."""
    return "CONCEDE" if name in ("RETREAT", "YIELD") else name


class Block:
    """One block of features: the ones kept, and their weights by frequency."""

    def __init__(self, examples, least, normalised):
        counts = collections.Counter(feature for example in examples for feature in set(example))
        self.hashes = sorted(feature for feature, count in counts.items() if count >= least)
        self.column = {feature: column for column, feature in enumerate(self.hashes)}
        self.normalised = normalised
        self.frequency = np.ones(len(self.hashes))
        if normalised:
            seen = np.array([counts[feature] for feature in self.hashes])
            self.frequency = np.log((1 + len(examples)) / (1 + seen)) + 1

    def matrix(self, examples):
        rows, columns = [], []
        for row, example in enumerate(examples):
            known = [self.column[feature] for feature in set(example) if feature in self.column]
            rows += [row] * len(known)
            columns += known
        values = self.frequency[columns]
        matrix = sp.csr_matrix((values, (rows, columns)), shape=(len(examples), len(self.hashes)))
        if self.normalised:
            length = np.sqrt(matrix.multiply(matrix).sum(1)).A1
            matrix = sp.diags(1 / np.where(length > 0, length, 1)) @ matrix
        return matrix.tocsr()


def archive(path, bias, blocks, weights):
    """Writes the model; `weights` has a row per class over the blocks' features, one after another."""
    scale = np.abs(weights).max(1) / 127
    scale[scale == 0] = 1
    small = np.rint(weights / scale[:, None]).astype(np.int8)
    with open(path, "wb") as file:
        file.write(struct.pack("<II", len(bias), len(blocks)))
        for pair in zip(bias, scale):
            file.write(struct.pack("<ff", *pair))
        start = 0
        for block in blocks:
            part = small[:, start : start + len(block.hashes)]
            start += len(block.hashes)
            keep = np.flatnonzero(part.any(0)) if not block.normalised else np.arange(len(block.hashes))
            file.write(struct.pack("<II", len(keep), int(block.normalised)))
            file.write(np.array(block.hashes, np.uint32)[keep].tobytes())
            file.write(block.frequency[keep].astype("<f4").tobytes())
            file.write(np.ascontiguousarray(part[:, keep].T).tobytes())


class Head:
    """The type of an event."""

    def __init__(self, examples, labels, weights, least=2, cost=0.5):
        self.blocks = [Block([example[b] for example in examples], least, True) for b in range(3)]
        matrix = self.matrix(examples)
        # Classes in which nothing was seen get no plane.
        self.model = LinearSVC(C=cost, class_weight="balanced", random_state=0).fit(matrix, labels, sample_weight=weights)

    def matrix(self, examples):
        return sp.hstack([block.matrix([e[b] for e in examples]) for b, block in enumerate(self.blocks)]).tocsr()

    def write(self, path):
        order = [list(self.model.classes_).index(name) for name in CLASSES]
        archive(path, self.model.intercept_[order], self.blocks, self.model.coef_[order])


class Ranker:
    """Which phrases are source and target: per role a softmax over the phrases of a sentence and nobody."""

    def __init__(self, groups, phrases, source, target, least=2, cost=1.0):
        self.block = Block(phrases, least, False)
        matrix = self.block.matrix(phrases)
        _, group = np.unique(groups, return_inverse=True)
        self.weights = np.vstack([softmax(matrix, group, role, cost) for role in (source, target)])

    def write(self, path):
        weights = np.where(np.abs(self.weights) < 0.02, 0, self.weights)
        archive(path, [0.0, 0.0], [self.block], weights)


class Worth:
    """Whether what the rules take for news is an event. An event is kept from `share` of certainty on."""

    def __init__(self, examples, labels, least=2, cost=1.0, share=0.5):
        self.block = Block(examples, least, False)
        self.model = LogisticRegression(C=cost, max_iter=2000).fit(self.block.matrix(examples), labels)
        self.bias = self.model.intercept_[0] - np.log(share / (1 - share))

    def write(self, path):
        archive(path, [self.bias], [self.block], self.model.coef_)


def softmax(matrix, group, gold, cost):
    """Weights under which the gold row of each group scores highest; groups without one don't count."""
    known = np.bincount(group, gold) > 0
    rows = np.flatnonzero(known[group])
    matrix, gold = matrix[rows], gold[rows].astype(float)
    group = np.unique(group[rows], return_inverse=True)[1]
    gold /= np.bincount(group, gold)[group]
    size = group.max() + 1

    def loss(weights):
        scores = matrix @ weights
        peak = np.full(size, -np.inf)
        np.maximum.at(peak, group, scores)
        part = np.exp(scores - peak[group])
        total = np.bincount(group, part)
        logs = np.log(total) + peak
        value = cost * (logs.sum() - gold @ scores) + 0.5 * weights @ weights
        return value, cost * (matrix.T @ (part / total[group] - gold)) + weights

    return minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def read_head(path):
    """Names, labels, the lexicon's types, features per block."""
    names, labels, rules, examples = [], [], [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            name, gold, rule, *blocks = line.rstrip("\n").split("\t")
            names.append(name)
            labels.append(label(gold))
            rules.append(label(rule))
            examples.append([[int(x) for x in block.split()] for block in blocks])
    return names, labels, rules, examples


def read_ranker(path):
    """Names, source flags, target flags, features of each phrase."""
    names, source, target, phrases = [], [], [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            name, s, t, features = line.rstrip("\n").split("\t")
            names.append(name)
            source.append(s == "1")
            target.append(t == "1")
            phrases.append([int(x) for x in features.split()])
    return np.array(names), np.array(source), np.array(target), phrases


def read_worth(path):
    """Names, whether it is an event, features."""
    names, labels, examples = [], [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            name, label, features = line.rstrip("\n").split("\t")
            names.append(name)
            labels.append(int(label))
            examples.append([int(x) for x in features.split()])
    return names, labels, examples
