"""Agreement of the two passes of annotation over the same statements.

usage: agreement.py gold.jsonl second.jsonl

Prints how many statements both passes hold, in how many the act is the same, Cohen's kappa, and the pairs of acts that differ.
"""

import json
import sys
from collections import Counter


def acts(path):
    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {(row["report"], row["start"], row["end"]): row["act"] for row in rows}


def main():
    first, second = acts(sys.argv[1]), acts(sys.argv[2])
    pairs = [(first[key], act) for key, act in second.items() if key in first]
    same = sum(a == b for a, b in pairs) / len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[act] * right[act] for act in left) / len(pairs) ** 2
    print(f"{len(pairs)} statements, same act {same:.3f}, kappa {(same - chance) / (1 - chance):.3f}")
    for (a, b), count in Counter(pair for pair in pairs if pair[0] != pair[1]).most_common():
        print(f"  {a} / {b}: {count}")


main()
