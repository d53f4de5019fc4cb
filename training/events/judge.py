"""Holds a run against the judgements of its events on real reports, by readers.

usage: judge.py JUDGEMENTS.jsonl RECORDS.json

RECORDS: what `rapporteur read CORPUS --format json` prints. A judgement names a report, the code points of a trigger, a type
and the parties (countries, or names where there is no country), and says whether the type is right, and whether source and
target are right as well. An event with another type or other parties than those judged counts as not judged.
"""

import collections
import json
import sys


def key(report, place, kind, source, target):
    return (report, place["start"], place["end"], kind, tuple(source), tuple(target))


def codes(record, ids):
    actors = {actor["id"]: actor for actor in record["actors"]}
    return sorted({actors[i].get("country") or actors[i]["name"] for i in ids})


def main():
    judgements, records = sys.argv[1:]
    judged, parts = {}, {}
    with open(judgements, encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            judged[key(row["report"], row, row["type"], row["source"], row["target"])] = row
            parts[row["report"]] = row["part"]
    count = collections.defaultdict(collections.Counter)
    with open(records, encoding="utf-8") as file:
        found = json.load(file)
    for record in found if isinstance(found, list) else [found]:
        report = record["report"]["id"]
        for event in record["events"]:
            sides = codes(record, event["source"]), codes(record, event["target"])
            row = judged.get(key(report, event["trigger"], event["type"], *sides))
            tally = count[parts.get(report, "other")]
            tally["events"] += 1
            if row is None:
                tally["not judged"] += 1
                continue
            tally["type"] += row["type_right"]
            tally["all"] += row["parties_right"]
    for part, tally in sorted(count.items()):
        seen = max(tally["events"] - tally["not judged"], 1)
        print(f"{part}: {tally['events']} events, {tally['not judged']} not judged;", end=" ")
        print(f"type right {tally['type'] / seen:.3f}, type + source + target {tally['all'] / seen:.3f}")


if __name__ == "__main__":
    main()
