"""Fits the ranker of the attribution reader: gradient-boosted trees over what the models say of each candidate.

    ranker.py OUT ROWS...

Each ROWS folder is what `attribution candidates` wrote for documents that the models it used were not trained on.
"""
import os
import sys

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

import archive

CONTENTS = dict(max_iter=200, learning_rate=0.07, max_leaf_nodes=16, min_samples_leaf=60, l2_regularization=1.0,
                early_stopping=False, random_state=0)
LIKENESS = dict(CONTENTS, max_iter=100)
SOURCES = dict(CONTENTS, max_iter=80, max_leaf_nodes=12)


def load(folders, name, dtype, width=None):
    parts = [np.fromfile(os.path.join(folder, name), dtype) for folder in folders]
    whole = np.concatenate(parts)
    return whole.reshape(-1, width) if width else whole


def export(model, name):
    """The trees as flat arrays: for a leaf `low` is 0 and `value` its score, else where to go and the threshold."""
    starts, feature, low, high, value = [], [], [], [], []
    for (tree,) in model._predictors:
        nodes = tree.nodes
        starts.append(len(value))
        leaf = nodes["is_leaf"].astype(bool)
        feature.extend(np.where(leaf, 0, nodes["feature_idx"]))
        low.extend(np.where(leaf, 0, nodes["left"]))
        high.extend(np.where(leaf, 0, nodes["right"]))
        value.extend(np.where(leaf, nodes["value"], nodes["num_threshold"]))
    assert len(value) < 65536
    base = np.ravel(model._baseline_prediction).astype(np.float32)
    shorts = dict(starts=starts, feature=feature, low=low, high=high)
    out = {f"{name}_{part}": np.array(values, np.uint16) for part, values in shorts.items()}
    return out | {f"{name}_value": np.array(value, np.float32), f"{name}_base": base}


def main():
    out, *folders = sys.argv[1:]
    numbers, answers = load(folders, "content_numbers", "<f4", 40), load(folders, "content_answers", "<f4")
    contents = HistGradientBoostingClassifier(**CONTENTS).fit(numbers, answers >= 0.5)
    likeness = HistGradientBoostingRegressor(**LIKENESS).fit(numbers, answers)
    print(len(numbers), "contents,", (answers >= 0.5).mean(), "right", flush=True)
    numbers, answers = load(folders, "source_numbers", "<f4", 20), load(folders, "source_answers", "<f4")
    sources = HistGradientBoostingClassifier(**SOURCES).fit(numbers, answers >= 0.8)
    print(len(numbers), "sources,", (answers >= 0.5).mean(), "right", flush=True)
    archive.write(out, export(contents, "ranker_contents") | export(likeness, "ranker_likeness")
                  | export(sources, "ranker_sources"))


if __name__ == "__main__":
    main()
