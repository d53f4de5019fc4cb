"""Learns the head that tells speech acts, and whether anything is said at all: logistic regressions over the rules' votes and hashed
words.

    train.py OUT ROWS... [--c C] [--balance B] [--folds N]

ROWS are what the example `acts` printed; rows of reports are kept together in the folds. With --folds the figures of held-out
rows are printed instead, file by file: macro-F1 and share right of the rules, the head, and the two together; then how much of what is no
statement is told so, and how many statements are taken for none.
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
# What is no statement has no act to learn.
NONE = -1
BUCKETS = 4096
# Log odds by which the head has to lead the rules: `LEAD` of statements/acts.rs.
LEAD = 0.5
# Acts of the rules that it does not overrule, as they are seldom told and it gained nothing there: `TOLD`.
TOLD = [ACTS.index(act) for act in ("deny", "dismiss", "concern", "threaten", "concede", "decline")]
# Log odds from which a find is taken for none: `NOTHING` of statements/acts.rs.
NOTHING = 0.85
# A vote of the rules is worth about ten words.
VOTE = 0.5


def load(paths):
    acts, groups, files, votes, at, columns = [], [], [], [], [0], []
    for path in paths:
        for line in open(path):
            act, group, vote, column = line.rstrip("\n").split("\t")
            acts.append(NONE if act == "none" else ACTS.index(act))
            groups.append(group)
            files.append(path)
            votes.append([float(value) for value in vote.split()])
            columns.extend(map(int, column.split()))
            at.append(len(columns))
    words = csr_matrix((np.ones(len(columns)), columns, at), shape=(len(acts), BUCKETS))
    numbers = hstack([csr_matrix(np.array(votes) * VOTE), words]).tocsr()
    return np.array(acts), np.array(groups), np.array(files), numbers


def fit(numbers, acts, weights, c):
    return LogisticRegression(C=c, max_iter=400).fit(numbers, acts, sample_weight=weights)


def fit_nothing(numbers, acts):
    return LogisticRegression(C=0.3, max_iter=500).fit(numbers, acts == NONE)


def macro(acts, told):
    scores = []
    for act in sorted(set(acts)):
        right = np.sum((acts == act) & (told == act))
        scores.append(2 * right / (np.sum(acts == act) + np.sum(told == act)))
    return np.mean(scores), np.mean(acts == told)


def ruled(numbers):
    """The act of the rules: the one with most votes, of equal ones the later."""
    votes = numbers[:, :len(ACTS)].toarray()[:, ::-1]
    return len(ACTS) - 1 - votes.argmax(1)


def folds(numbers, acts, groups, files, weights, count, c):
    """Macro-F1 and accuracy on held-out rows of each file: rules, head, both as they are read."""
    names = np.random.RandomState(0).permutation(sorted(set(groups)))
    place = {name: at % count for at, name in enumerate(names)}
    fold = np.array([place[group] for group in groups])
    odds, nothing = np.full((len(acts), len(ACTS)), -99.0), np.zeros(len(acts), bool)
    for k in range(count):
        seen = (fold != k) & (acts != NONE)
        model = fit(numbers[seen], acts[seen], weights[seen], c)
        odds[np.ix_(fold == k, model.classes_)] = model.decision_function(numbers[fold == k])
        nothing[fold == k] = fit_nothing(numbers[fold != k], acts[fold != k]).decision_function(numbers[fold == k]) > NOTHING
    rules, head, rows = ruled(numbers), odds.argmax(1), np.arange(len(acts))
    leads = odds[rows, head] > odds[rows, rules] + LEAD
    read = np.where(leads & ~np.isin(rules, TOLD), head, rules)
    for file in sorted(set(files)):
        part = (files == file) & (acts != NONE)
        print(c, file, part.sum(), *(np.round(macro(acts[part], told[part]), 3) for told in (rules, head, read)), flush=True)
        none = (files == file) & (acts == NONE)
        print("  taken for none:", none.sum(), "that are,", nothing[none].sum(), "told;", nothing[part].sum(), "that are not", flush=True)


def arrays(model, name):
    table = model.coef_.T.astype(np.float32)
    return {name + "votes": (table[:len(ACTS)] * VOTE).astype(np.float16).ravel(),
            name + "words": table[len(ACTS):].astype(np.float16).ravel(),
            name + "base": model.intercept_.astype(np.float16)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("rows", nargs="+")
    parser.add_argument("--c", type=float, default=0.15)
    parser.add_argument("--balance", type=float, default=0.4, help="how much rare acts weigh: 0 as the rows do, 1 alike")
    parser.add_argument("--folds", type=int)
    given = parser.parse_args()
    acts, groups, files, numbers = load(given.rows)
    counts = np.bincount(acts[acts != NONE], minlength=len(ACTS))
    weights = (counts.mean() / counts[acts]) ** given.balance
    if given.folds:
        folds(numbers, acts, groups, files, weights, given.folds, given.c)
        return
    said = acts != NONE
    model = fit(numbers[said], acts[said], weights[said], given.c)
    assert list(model.classes_) == list(range(len(ACTS)))
    archive.write(given.out, arrays(model, "") | arrays(fit_nothing(numbers, acts), "nothing_"))


if __name__ == "__main__":
    main()
