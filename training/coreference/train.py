"""Grows the trees that join phrases to chains.

    train.py ROWS OUT [--part K/N] [--enough=F,F,F,F,F,F]

ROWS is what the example `coreference rows` wrote. With --part the documents K, K + N, ... are left out, so that the model may
be scored on them. --enough: log odds from which pronouns of speakers, other pronouns, "this", names, nouns and verbs join.
"""
import argparse
import os
import sys

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "attribution"))
import archive  # noqa: E402
from ranker import export  # noqa: E402

COLUMNS = 80
TREES = dict(max_iter=220, learning_rate=0.07, max_leaf_nodes=12, min_samples_leaf=20, l2_regularization=1.0,
             early_stopping=False, random_state=0)
ENOUGH = "-2.1,-2.1,-1.2,-2.1,-1.5,0"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("rows")
    parser.add_argument("out")
    parser.add_argument("--part", default=None)
    parser.add_argument("--enough", default=ENOUGH)
    given = parser.parse_args()
    numbers = np.fromfile(os.path.join(given.rows, "numbers"), "<f4").reshape(-1, COLUMNS)
    answers = np.fromfile(os.path.join(given.rows, "answers"), np.uint8)
    documents = np.fromfile(os.path.join(given.rows, "documents"), "<u2")
    if given.part:
        part, parts = map(int, given.part.split("/"))
        kept = documents % parts != part
        numbers, answers = numbers[kept], answers[kept]
    model = HistGradientBoostingClassifier(**TREES).fit(numbers, answers)
    print(len(numbers), "rows,", answers.sum(), "right", flush=True)
    enough = np.array([float(value) for value in given.enough.split(",")], np.float32)
    archive.write(given.out, export(model, "joins") | {"enough": enough})


if __name__ == "__main__":
    main()
