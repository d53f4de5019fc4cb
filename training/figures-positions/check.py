"""Checks the stand-off against the reports that it points into.

usage: check.py gold.jsonl REPORTS

REPORTS is the folder with the files that `file` names. Complains of texts that are not the ones annotated, offsets that are out
of range or cut a word, figures without a number, issues without one of their heads, and values that no scorer knows. With
--show prints what each row points at, for reading.
"""

import hashlib
import json
import re
import sys
from pathlib import Path

NUMBER = re.compile(
    r"\d|\b(zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|decades?|half|quarter|third)\b",
    re.IGNORECASE,
)
BOUNDS = {"exact", "at_least", "at_most", "range"}
STANCES = {"demands", "supports", "offers", "opposes", "rejects", "denies", "undecided"}


def texts(folder, names):
    found = {}
    for name in names:
        with open(Path(folder) / name, encoding="utf-8") as lines:
            found.update((report["id"], report["text"]) for report in map(json.loads, lines))
    return found


def cuts(text, start, end):
    """Whether a span begins or ends within a word."""
    inside = lambda at: 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
    return inside(start) or inside(end)


def faults(row, text):
    if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
        yield "another text"
        return
    spans = [(figure["start"], figure["end"]) for figure in row["figures"]]
    spans += [tuple(figure["when"]) for figure in row["figures"] if "when" in figure]
    spans += [tuple(span) for position in row["positions"] for span in [*position["evidence"], position["issue"]]]
    for start, end in spans:
        if not row["start"] <= start < end <= row["end"]:
            yield f"{start}..{end} is out of range"
        elif cuts(text, start, end):
            yield f"{start}..{end} cuts a word: {text[start:end]!r}"
    for figure in row["figures"]:
        words = text[figure["start"] : figure["end"]]
        if not NUMBER.search(words):
            yield f"no number in {words!r}"
        if figure["bound"] not in BOUNDS or not figure["unit"] or ("high" in figure) != (figure["bound"] == "range"):
            yield f"bound, unit or range of {words!r}"
    for position in row["positions"]:
        evidence = " ".join(text[start:end] for start, end in position["evidence"]).lower()
        if not any(head.lower() in evidence for head in position["heads"]):
            yield f"none of {position['heads']} in {evidence!r}"
        if not position["actors"] or not all(position["actors"]) or not set(position["stance"]) <= STANCES or not position["stance"]:
            yield f"actors or stance of {evidence!r}"


def show(row, text):
    print(f"{row['report']} {row['split']}")
    for figure in row["figures"]:
        rest = {key: value for key, value in figure.items() if key not in ("start", "end")}
        print(f"  {text[figure['start']:figure['end']]!r} {rest}")
    for position in row["positions"]:
        start, end = position["issue"]
        mark = "?" if position.get("optional") else " "
        print(f"  {mark} {position['actors']} {position['stance']} {text[start:end]!r} {position['heads']}")


def main():
    paths = [argument for argument in sys.argv[1:] if argument != "--show"]
    with open(paths[0], encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    reports = texts(paths[1], sorted({row["file"] for row in rows}))
    found = 0
    for row in rows:
        for fault in faults(row, reports[row["report"]]):
            print(f"{row['report']}: {fault}")
            found += 1
        if "--show" in sys.argv:
            show(row, reports[row["report"]])
    asked = lambda kind, width: sum(width(item) for row in rows for item in row[kind] if not item.get("optional"))
    print(f"{len(rows)} reports, {asked('figures', lambda _: 1)} figures, {asked('positions', lambda p: len(p['actors']))} positions, {found} faults")
    sys.exit(found > 0)


main()
