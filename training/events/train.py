"""Trains the event coder's models, and measures them by five-fold cross-validation over the sentences of one file.

usage: train.py EVENTS OUT MARKED.conllu [OWN.conllu ...] [--folds]

EVENTS: the `events` example of rapporteur-extract. OUT: folder for events-head.bin and events-ranker.bin. MARKED: sentences parsed by
`reports parse` that are cross-validated with --folds; OWN: further ones, always in training. Sentences labelled NONE train neither
model. Prints accuracy and macro-F1 of the type with the pair given; macro-F1 of the type, and how often source, target,
both and all three are right, with nothing given.
"""

import os
import subprocess
import sys
import tempfile

import numpy as np
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from model import Head, Ranker, label, read_head, read_ranker, read_worth


def rows(events, path):
    out = tempfile.mktemp()
    subprocess.run([events, "rows", path, out], check=True)
    found = read_head(out + ".head"), read_ranker(out + ".ranker"), read_worth(out + ".worth")
    for ending in (".head", ".ranker", ".worth"):
        os.remove(out + ending)
    return found


def fit(folder, heads, rankers):
    """Trains on lists of (labels, examples) and (names, source, target, phrases) and writes the models."""
    labels = [name for part in heads for name in part[0]]
    examples = [example for part in heads for example in part[1]]
    keep = [i for i, name in enumerate(labels) if name != "NONE"]
    Head([examples[i] for i in keep], [labels[i] for i in keep], None).write(folder + "/events-head.bin")
    groups, source, target = (np.concatenate([part[column] for part in rankers]) for column in range(3))
    phrases = [phrase for part in rankers for phrase in part[3]]
    Ranker(groups, phrases, source, target).write(folder + "/events-ranker.bin")


def spans(path):
    """Source and target bytes of each sentence."""
    found, name = {}, None
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# doc = "):
                name = line[8:].strip()
                found[name] = [None, None]
            for role, key in enumerate(("# source = ", "# target = ")):
                if line.startswith(key):
                    found[name][role] = tuple(map(int, line[len(key) :].split()))
    return found


def predict(events, path, folder):
    """Per sentence: label, type given the pair, and what is found without it."""
    command = [events, "predict", path, folder + "/events-ranker.bin", folder + "/events-head.bin"]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return {line.split("\t")[0]: line.split("\t")[1:] for line in lines}


def hit(place, gold):
    if gold is None:
        return True
    if place == "-":
        return False
    start = int(place.split("-")[0])
    return gold[0] <= start < gold[1]


def folds(events, path, main, own):
    """Cross-validates and prints the figures."""
    (names, labels, rules, examples), (rnames, source, target, phrases), _ = main
    gold, guess = spans(path), {}
    of = {}
    for i, name in enumerate(rnames):
        of.setdefault(name, []).append(i)
    for train, test in StratifiedKFold(5, shuffle=True, random_state=0).split(examples, labels):
        with tempfile.TemporaryDirectory() as folder:
            pick = [i for t in train for i in of.get(names[t], [])]
            heads = [([labels[t] for t in train], [examples[t] for t in train])] + [(o[0][1], o[0][3]) for o in own]
            rankers = [(rnames[pick], source[pick], target[pick], [phrases[i] for i in pick])] + [o[1] for o in own]
            fit(folder, heads, rankers)
            found = predict(events, path, folder)
            guess.update({names[t]: found[names[t]] for t in test})
    report(names, labels, rules, gold, guess)


def report(names, labels, rules, gold, guess):
    given, free, rule, hits = [], [], [], []
    for name in names:
        row = guess[name]
        given.append(label(row[1]))
        told = [f.split(" ") for f in row[2:] if f.split(" ")[5] == "told"] or [f.split(" ") for f in row[2:]]
        first = told[0] if told else ["NONE"] * 3 + ["-", "-", "", ""]
        free.append(label(first[1]))
        rule.append(label(first[2]))
        hits.append([hit(first[3], gold[name][0]), hit(first[4], gold[name][1])])
    labels, hits = np.array(labels), np.array(hits)
    types = sorted(set(labels))
    macro = lambda guess: f1_score(labels, guess, average="macro", labels=types)
    right = np.array(free) == labels
    both = hits.all(1)
    print(f"{len(labels)} sentences")
    print(f"lexicon alone          accuracy {(np.array(rule) == labels).mean():.3f} macro-F1 {macro(rule):.3f}")
    print(f"type, pair given       accuracy {(np.array(given) == labels).mean():.3f} macro-F1 {macro(given):.3f}")
    print(f"type, nothing given    accuracy {right.mean():.3f} macro-F1 {macro(free):.3f}")
    print(f"source {hits[:, 0].mean():.3f} target {hits[:, 1].mean():.3f} both {both.mean():.3f}", end=" ")
    print(f"type + source + target {(both & right).mean():.3f}")
    if os.environ.get("ERRORS"):
        for name, want, got, fits in zip(names, labels, free, hits):
            if want != got or not fits.all():
                print(name, want, got, *fits.astype(int), sep="\t")


def main():
    arguments = [a for a in sys.argv[1:] if a != "--folds"]
    events, out, path, *others = arguments
    marked, own = rows(events, path), [rows(events, other) for other in others]
    if "--folds" in sys.argv:
        folds(events, path, marked, own)
    parts = [marked] + own
    fit(out, [(p[0][1], p[0][3]) for p in parts], [p[1] for p in parts])


if __name__ == "__main__":
    main()
