"""Compares the engine with spaCy, label by label, and prints how many tokens were compared and how many differ.

    python parity.py MODEL FILES... [--binary PATH] [--limit TOKENS] [--show N]

MODEL is a model's folder. FILES are .jsonl files whose lines hold an object with `text` or `event_text`, .txt files,
.xml files (their character data), or folders of such files. Needs spaCy 3.8 and the example `annotate`:

    cargo build --release -p rapporteur-nlp --example annotate
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys

ATTRIBUTES = ["text", "spacy", "norm", "tag", "pos", "morph", "lemma", "head", "dep", "start"]
SPANS = ["entities", "chunks"]


def texts(path):
    if path.is_dir():
        for inner in sorted(path.rglob("*")):
            if inner.suffix in (".jsonl", ".txt", ".xml"):
                yield from texts(inner)
    elif path.suffix == ".jsonl":
        with open(path, encoding="utf8") as lines:
            for line in lines:
                report = json.loads(line)
                text = report.get("text") or report.get("event_text")
                if isinstance(text, str):
                    yield text
    elif path.suffix == ".xml":
        yield re.sub(r"<[^>]*>", "", path.read_text(encoding="utf8"))
    else:
        yield path.read_text(encoding="utf8")


def describe(doc):
    return {
        "text": [t.text for t in doc],
        "spacy": [bool(t.whitespace_) for t in doc],
        "norm": [t.norm_ for t in doc],
        "tag": [t.tag_ for t in doc],
        "pos": [t.pos_ for t in doc],
        "morph": [str(t.morph) for t in doc],
        "lemma": [t.lemma_ for t in doc],
        "head": [t.head.i for t in doc],
        "dep": [t.dep_ for t in doc],
        "start": [bool(t.is_sent_start) for t in doc],
        "entities": [[e.start, e.end, e.label_] for e in doc.ents],
        "chunks": [[c.start, c.end] for c in doc.noun_chunks],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    root = pathlib.Path(__file__).resolve().parents[3]
    parser.add_argument("--binary", default=root / "target/release/examples/annotate")
    parser.add_argument("--limit", type=int, default=10**9, help="stop after so many tokens")
    parser.add_argument("--show", type=int, default=10, help="how many differences to print")
    options = parser.parse_args()

    import spacy

    nlp = spacy.load(options.model)
    nlp.max_length = 10**9
    totals = dict.fromkeys(ATTRIBUTES + SPANS, 0)
    differences = dict.fromkeys(ATTRIBUTES + SPANS, 0)
    documents = apart = shown = 0
    engine = subprocess.Popen(
        [options.binary, options.model], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    for text in (text for path in options.files for text in texts(path)):
        engine.stdin.write(json.dumps(text) + "\n")
        engine.stdin.flush()
        ours = json.loads(engine.stdout.readline())
        theirs = describe(nlp(text))
        documents += 1
        if ours["text"] != theirs["text"]:
            apart += 1
            a, b = next(((a, b) for a, b in zip(ours["text"], theirs["text"]) if a != b), ("", ""))
            print(f"document {documents}: tokens differ, {a!r} where spaCy has {b!r}", file=sys.stderr)
            differences["text"] += len(theirs["text"])
            totals["text"] += len(theirs["text"])
            continue
        for name in ATTRIBUTES:
            totals[name] += len(theirs[name])
            for i, (a, b) in enumerate(zip(ours[name], theirs[name])):
                if a != b:
                    differences[name] += 1
                    shown += 1
                    if shown <= options.show:
                        near = " ".join(theirs["text"][max(0, i - 3) : i + 4])
                        print(f"{name} of {theirs['text'][i]!r}: {a!r}, spaCy {b!r}, in: {near!r}", file=sys.stderr)
        for name in SPANS:
            a, b = ({tuple(span) for span in side[name]} for side in (ours, theirs))
            totals[name] += len(b)
            differences[name] += len(a ^ b)
        if totals["text"] >= options.limit:
            break
    engine.stdin.close()
    print(f"{options.model}: {documents} documents, {apart} of them with other tokens")
    for name in ATTRIBUTES + SPANS:
        print(f"{name:10} {totals[name]:9} compared {differences[name]:7} differ")
    sys.exit(1 if any(differences.values()) else 0)


if __name__ == "__main__":
    main()
