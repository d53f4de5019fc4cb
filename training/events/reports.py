"""Learns from annotated reports what is an event and what is none, and measures by folds over the reports.

usage: reports.py REPORTS PIPELINE FOLDER ANNOTATIONS.jsonl [--events EVENTS PARSED.conllu ...] [--folds MODELS] [--write OUT]

REPORTS: the `reports` example of the rapporteur crate; EVENTS: the `events` example of rapporteur-extract. FOLDER: the
folder with the files that the annotations name; PARSED: labelled sentences (`reports parse`) that train too. Prints how the
built-in models do on the annotated reports; with --folds, how they do with a worth model trained without the reports of each
of four folds; with --write, writes `events-worth.bin`, trained on all, into OUT.
"""

import argparse
import collections
import json
import os
import random
import subprocess
import tempfile

import train
from model import Worth, read_worth

FOLDS = 4


class Reports:
    """The annotated reports, and what the program makes of them."""

    def __init__(self, program, pipeline, folder, annotations):
        self.program, self.pipeline, self.folder, self.path = program, pipeline, folder, annotations
        self.gold = collections.defaultdict(dict)
        self.files = set()
        with open(annotations, encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                self.gold[row["report"]][row["start"], row["end"]] = row
                self.files.add(row["file"])

    def run(self, command, file, *more):
        arguments = [self.program, command, self.path, self.pipeline, os.path.join(self.folder, file), *more]
        return subprocess.run(arguments, check=True, capture_output=True, text=True).stdout

    def rows(self):
        """Names (report:number), whether it is an event, and features of what the rules take for news."""
        rows = [], [], []
        with tempfile.TemporaryDirectory() as folder:
            for file in sorted(self.files):
                self.run("rows", file, folder + "/rows")
                for into, column in zip(rows, read_worth(folder + "/rows")):
                    into.extend(column)
        return rows

    def told(self, models=()):
        """The events of each report by the models given, or by the built-in ones."""
        lines = [line for file in sorted(self.files) for line in self.run("events", file, *models).splitlines()]
        return {row["report"]: row["events"] for row in map(json.loads, lines)}


def report_of(name):
    return name.rsplit(":", 1)[0]


def countries(codes):
    return frozenset(code for code in codes if len(code) == 3 and code.isupper())


def sides(source, target, kind):
    """What must agree: the countries of both sides; of a meeting, of both together."""
    source, target = countries(source), countries(target)
    return (source | target, frozenset()) if kind == "CONSULT" else (source, target)


def same_sides(event, row):
    """Whether both sides agree; the countries that may be told (`source_may`, `target_may`) are held against nobody."""
    told = sides(*([code for code, _ in event[side]] for side in ("source", "target")), row["type"])
    wanted = sides(row["source"], row["target"], row["type"])
    may = sides(row.get("source_may", ()), row.get("target_may", ()), row["type"])
    return all(found - may == asked - may for found, asked, may in zip(told, wanted, may))


def score(gold, told):
    """Prints the share of told events that are right, and of annotated events that are told."""
    count = collections.Counter()
    for report, events in told.items():
        rows = gold[report]
        seen = set()
        for event in events:
            start, end = event["trigger"]
            row = next((row for (a, b), row in rows.items() if a < end and start < b), None)
            count["told"] += 1
            if row is None:
                count["open"] += 1
                continue
            seen.add((row["start"], row["end"]))
            if row["type"] is None:
                count["false"] += 1
                continue
            right = event["type"] == row["type"]
            count["type"] += right
            count["all"] += right and same_sides(event, row)
        parties = [(event["type"], countries([code for code, _ in event["source"] + event["target"]])) for event in events]
        for place, row in rows.items():
            # What is told twice is one event of the record, at its first place.
            wanted = countries(row["source"] + row["target"]) if row["type"] else None
            elsewhere = row["type"] and any(kind == row["type"] and wanted <= told for kind, told in parties)
            count["wanted"] += bool(row["type"])
            count["found"] += bool(row["type"]) and (place in seen or elsewhere)
    judged = count["told"] - count["open"]
    print(f"{count['told']} events told, {count['open']} not annotated, {count['false']} that are none;", end=" ")
    print(f"type right {count['type'] / judged:.3f}, with source and target {count['all'] / judged:.3f};", end=" ")
    print(f"{count['found'] / count['wanted']:.3f} of {count['wanted']} annotated events found")


def worth(rows, parts, keep=lambda name: True):
    """The model of the reports that are wanted, and of the sentences."""
    names, labels, examples = rows
    numbers = [i for i, name in enumerate(names) if keep(report_of(name))]
    labels, examples = [labels[i] for i in numbers], [examples[i] for i in numbers]
    for part in parts:
        labels += part[2][1]
        examples += part[2][2]
    return Worth(examples, labels)


def folds(reports, rows, parts, models):
    """Scores each report by a worth model that has not seen it, beside the type model and ranker in the folder `models`."""
    names = sorted(reports.gold)
    random.Random(0).shuffle(names)
    told = {}
    for fold in range(FOLDS):
        test = set(names[fold::FOLDS])
        with tempfile.TemporaryDirectory() as folder:
            worth(rows, parts, lambda name: name not in test).write(folder + "/events-worth.bin")
            others = [f"{models}/events-{name}.bin" for name in ("ranker", "head")]
            found = reports.told([*others, folder + "/events-worth.bin"])
            told.update({name: events for name, events in found.items() if name in test})
    score(reports.gold, told)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs=4)
    parser.add_argument("--events", nargs="+", default=[])
    parser.add_argument("--folds", metavar="MODELS", help="the folder with events-ranker.bin and events-head.bin")
    parser.add_argument("--write", metavar="OUT")
    options = parser.parse_args()
    reports = Reports(*options.reports)
    score(reports.gold, reports.told())
    rows = reports.rows()
    parts = [train.rows(options.events[0], path) for path in options.events[1:]]
    if options.folds:
        folds(reports, rows, parts, options.folds)
    if options.write:
        worth(rows, parts).write(options.write + "/events-worth.bin")


if __name__ == "__main__":
    main()
