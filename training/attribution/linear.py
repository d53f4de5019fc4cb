"""Fits the three logistic regressions of the attribution reader (head of a cue? content of it? source of it?).

    linear.py ROWS OUT [--leave-out K/N]

ROWS is what `attribution rows` wrote. OUT gets the weights and the vocabulary. With --leave-out, the K-th of N parts of
the documents (document number modulo N) is left out, and the fit on it is printed.
"""
import argparse
import os

import numpy as np
import scipy.sparse
from sklearn.linear_model import LogisticRegression

import archive

BITS = 18
# Features that occur less often say nothing that holds.
LEAST = 3
C = 0.5


def rows(folder, name):
    starts = np.fromfile(os.path.join(folder, name + "_starts"), "<u4")
    ids = np.fromfile(os.path.join(folder, name + "_ids"), "<u4")
    answers = np.fromfile(os.path.join(folder, name + "_answers"), "u1")
    documents = np.fromfile(os.path.join(folder, name + "_documents"), "<u4")
    matrix = scipy.sparse.csr_matrix((np.ones(len(ids), np.float32), ids, starts), (len(answers), 1 << BITS))
    return matrix, answers, documents


def fit(matrix, answers):
    """-> (int8 weights, [scale, bias])"""
    kept = np.flatnonzero(np.asarray(matrix.sum(0)).ravel() >= LEAST)
    model = LogisticRegression(C=C, solver="liblinear", max_iter=60).fit(matrix[:, kept], answers)
    scale = float(np.abs(model.coef_).max()) / 127
    weights = np.zeros(1 << BITS, np.int8)
    weights[kept] = np.round(model.coef_[0] / scale)
    return weights, np.array([scale, model.intercept_[0]], np.float32)


def held_out(weights, scale_bias, matrix, answers):
    z = matrix @ (weights.astype(np.float32) * scale_bias[0]) + scale_bias[1]
    loss = np.log1p(np.exp(-np.where(answers > 0, z, -z))).mean()
    p = z > -1
    return f"loss {loss:.4f}, precision {answers[p].mean():.3f}, recall {(p & (answers > 0)).sum() / answers.sum():.3f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows")
    parser.add_argument("out")
    parser.add_argument("--leave-out", default="0/1")
    args = parser.parse_args()
    part, parts = map(int, args.leave_out.split("/"))
    arrays = {
        "lemma_hash": np.fromfile(os.path.join(args.rows, "lemma_hash"), "<u8"),
        "lemma_rate": np.fromfile(os.path.join(args.rows, "lemma_rate"), "<f4"),
        "lemma_often": np.fromfile(os.path.join(args.rows, "lemma_often"), "<u2"),
        "priors": np.fromfile(os.path.join(args.rows, "priors"), "<f4"),
    }
    for name in ("cues", "contents", "sources"):
        matrix, answers, documents = rows(args.rows, name)
        out = documents % parts == part if parts > 1 else np.zeros(len(documents), bool)
        weights, scale_bias = fit(matrix[~out], answers[~out])
        arrays[name + "_weights"], arrays[name + "_scale"] = weights, scale_bias
        test = out if out.any() else ~out
        print(name, matrix.shape[0], "rows,", np.count_nonzero(weights), "weights;",
              held_out(weights, scale_bias, matrix[test], answers[test]), flush=True)
    archive.write(args.out, arrays)


if __name__ == "__main__":
    main()
