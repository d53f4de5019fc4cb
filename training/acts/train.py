"""Learns the head that tells speech acts: a multinomial logistic regression over the rules' votes and hashed words.

    train.py OUT ROWS... [--c C] [--folds N]

ROWS are what the example `acts` printed; rows of reports are kept together in the folds. With --folds the figures of held-out
rows are printed instead, of the rows of the first file that is no sentences file.
"""
import argparse
import os
import sys

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "attribution"))
import archive  # noqa: E402

ACTS = ("assert assess acknowledge deny dismiss accuse criticize concern warn threaten demand request offer pledge accept refuse "
        "concede support announce decline intend").split()
BUCKETS = 4096
# A vote of the rules is worth about ten words.
VOTE = 0.5


def load(paths):
    acts, groups, votes, at, columns = [], [], [], [0], []
    for path in paths:
        for line in open(path):
            act, group, vote, column = line.rstrip("\n").split("\t")
            acts.append(ACTS.index(act))
            groups.append(group)
            votes.append([float(value) for value in vote.split()])
            columns.extend(map(int, column.split()))
            at.append(len(columns))
    words = csr_matrix((np.ones(len(columns)), columns, at), shape=(len(acts), BUCKETS))
    return np.array(acts), np.array(groups), hstack([csr_matrix(np.array(votes) * VOTE), words]).tocsr()


def fit(numbers, acts, weights, c):
    return LogisticRegression(C=c, max_iter=400).fit(numbers, acts, sample_weight=weights)


def macro(acts, told):
    scores = []
    for act in sorted(set(acts)):
        right = np.sum((acts == act) & (told == act))
        scores.append(2 * right / (np.sum(acts == act) + np.sum(told == act)))
    return np.mean(scores), np.mean(acts == told)


def folds(numbers, acts, groups, weights, count, c):
    """Macro-F1 and accuracy on held-out rows of the reports."""
    reports = np.array([not group.startswith("line ") for group in groups])
    names = sorted(set(groups[reports]))
    fold = np.array([names.index(group) % count if report else -1 for group, report in zip(groups, reports)])
    told = np.zeros(len(acts), int)
    for k in range(count):
        model = fit(numbers[fold != k], acts[fold != k], weights[fold != k], c)
        told[fold == k] = model.predict(numbers[fold == k])
    return macro(acts[reports], told[reports])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("rows", nargs="+")
    parser.add_argument("--c", type=float, default=0.2)
    parser.add_argument("--folds", type=int)
    given = parser.parse_args()
    acts, groups, numbers = load(given.rows)
    weights = np.ones(len(acts))
    if given.folds:
        for c in (0.02, 0.05, 0.1, 0.2, 0.5):
            print(c, *folds(numbers, acts, groups, weights, given.folds, c))
        return
    model = fit(numbers, acts, weights, given.c)
    assert list(model.classes_) == list(range(len(ACTS)))
    table = model.coef_.T.astype(np.float32)
    archive.write(given.out, {"votes": (table[:len(ACTS)] * VOTE).astype(np.float16).ravel(),
                              "words": table[len(ACTS):].astype(np.float16).ravel(),
                              "base": model.intercept_.astype(np.float16)})


if __name__ == "__main__":
    main()
