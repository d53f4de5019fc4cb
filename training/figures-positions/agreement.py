"""Agreement of the two passes of annotation over the same reports.

usage: agreement.py gold.jsonl second.jsonl

Figures agree where their numbers share a character, positions where they share an actor and a character of the issue. Prints
how much of what one pass has the other has too (F1), with and without what either left open (`optional`), and how much of
what both have is told alike.
"""

import json
import sys


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return {row["report"]: row for row in map(json.loads, lines)}


def figures(row):
    return [(figure["start"], figure["end"], figure) for figure in row["figures"]]


def positions(row):
    return [(*position["issue"], position | {"actor": actor}) for position in row["positions"] for actor in position["actors"]]


def is_same(kind, a, b):
    return a[0] < b[1] and b[0] < a[1] and (kind == "figures" or set(a[2]["actor"]) & set(b[2]["actor"]))


def pairs(kind, left, right):
    free = list(right)
    for a in left:
        b = next((b for b in free if is_same(kind, a, b)), None)
        if b:
            free.remove(b)
            yield a[2], b[2]


def alike(a, b):
    """What is told alike, by its name."""
    if "stance" in a:
        return {"first stance": a["stance"][0] == b["stance"][0], "any stance": bool(set(a["stance"]) & set(b["stance"]))}
    told = {key: a.get(key) == b.get(key) for key in ("value", "high", "bound", "approximate")}
    told["unit"] = bool(set(a["unit"]) & set(b["unit"]))
    told["of"] = "of" not in a or "of" not in b or a["of"] == b["of"]
    return {"value and bound": all(told[key] for key in ("value", "high", "bound", "approximate")), "unit": told["unit"], "of": told["of"]}


def is_open(item):
    return item[2].get("optional", False)


def main():
    first, second = rows(sys.argv[1]), rows(sys.argv[2])
    for kind, read in (("figures", figures), ("positions", positions)):
        counts, told = {}, {}
        for report, row in second.items():
            left, right = read(first[report]), read(row)
            # What one pass asks for and the other leaves open is no disagreement about what is asked for by both.
            for name, a, b in (("all", left, right), ("asked", [x for x in left if not is_open(x)], [x for x in right if not is_open(x)])):
                joined = list(pairs(kind, a, b))
                known = counts.setdefault(name, [0, 0])
                known[0] += 2 * len(joined)
                known[1] += len(a) + len(b)
                if name == "all":
                    for same in (alike(*pair) for pair in joined):
                        for key, right_too in same.items():
                            told.setdefault(key, []).append(right_too)
        shares = ", ".join(f"{name} F1 {both / of:.3f} ({of} in both passes)" for name, (both, of) in counts.items())
        print(f"{kind}: {shares}")
        print("  " + ", ".join(f"{key} {sum(same) / len(same):.3f}" for key, same in told.items()))


main()
