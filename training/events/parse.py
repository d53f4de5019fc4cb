"""Parses labelled sentences into the CoNLL-U that the `events` example of rapporteur-extract reads.

usage: parse.py MODEL SENTENCES OUT

SENTENCES: JSON Lines with `id`, `root` (or `label`) and `marked`, a text in which <s>…</s> is the source and <t>…</t> the target;
or a tab-separated file of label and marked text. MODEL: a spaCy pipeline. Marks become byte offsets.
"""

import json
import re
import sys

import spacy

MARK = re.compile(r"</?[st]>")


def read(path):
    """(name, label, marked text) of each sentence."""
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if path.endswith(".jsonl"):
                row = json.loads(line)
                label = row.get("root") or row.get("label") or ""
                yield row.get("id", f"{number}"), label, row.get("marked") or row["text"]
            elif line.strip() and not line.startswith("#"):
                label, _, marked = line.rstrip("\n").partition("\t")
                yield f"own-{number}", label, marked


def unmark(marked):
    """The text without marks, and the spans of source and target in code points."""
    text, spans, at = "", {}, 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        key = mark[0].strip("</>")
        # A phrase marked twice counts at its first place.
        if mark[0][1] != "/" and key not in spans:
            spans[key] = [len(text), None]
        elif mark[0][1] == "/" and spans.get(key, [0, 0])[1] is None:
            spans[key][1] = len(text)
    text += marked[at:]
    return text, spans


def escape(text):
    for plain, escaped in (("\\", "\\\\"), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r"), (" ", "\\s")):
        text = text.replace(plain, escaped)
    return text or "_"


def conllu(doc):
    """The document in the dialect of rapporteur-text."""
    for sentence in doc.sents:
        for token in sentence:
            misc = [] if token.whitespace_ else ["SpaceAfter=No"]
            if token.norm_ != token.lower_:
                misc.append("Norm=" + escape(token.norm_))
            if token.ent_type_:
                misc.append(f"Ent={token.ent_iob_}-{token.ent_type_}")
            head = 0 if token.head.i == token.i else token.head.i + 1 - sentence.start
            yield "\t".join(
                (
                    str(token.i + 1 - sentence.start),
                    escape(token.text),
                    escape(token.lemma_),
                    token.pos_,
                    token.tag_,
                    escape(str(token.morph)),
                    str(head),
                    token.dep_,
                    "_",
                    "|".join(misc) or "_",
                )
            )
        yield ""


def main():
    model, sentences, out = sys.argv[1:]
    nlp, dates = spacy.load(model), {}
    if sentences.endswith(".jsonl"):
        with open(sentences, encoding="utf-8") as lines:
            dates = {row["id"]: row["published"] for row in map(json.loads, lines) if row.get("published")}
    rows = [(name, label, *unmark(marked)) for name, label, marked in read(sentences)]
    with open(out, "w", encoding="utf-8") as file:
        for row, doc in zip(rows, nlp.pipe([row[2] for row in rows], batch_size=64)):
            name, label, text, spans = row
            print(f"# doc = {name}", f"# label = {label}", sep="\n", file=file)
            if name in dates:
                print(f"# published = {dates[name]}", file=file)
            for key, role in (("s", "source"), ("t", "target")):
                if key in spans:
                    start, end = (len(text[:offset].encode()) for offset in spans[key])
                    print(f"# {role} = {start} {end}", file=file)
            for line in conllu(doc):
                print(line, file=file)
            print("# end", file=file)


if __name__ == "__main__":
    main()
