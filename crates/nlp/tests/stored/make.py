"""Writes what spaCy says about `passage.txt`, as CoNLL-U in the dialect of the `text` crate.

    python make.py MODEL > NAME-VERSION.conllu

The name must be the model's own (`en_core_web_sm-3.8.0`). Noun chunks stand in a comment at the top.
"""
import pathlib
import sys

import spacy


def escape(text):
    for plain, escaped in (("\\", "\\\\"), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r"), (" ", "\\s")):
        text = text.replace(plain, escaped)
    return text or "_"


def misc(token):
    items = []
    if not token.whitespace_:
        items.append("SpaceAfter=No")
    if token.norm_ != token.lower_:
        items.append("Norm=" + escape(token.norm_))
    if token.ent_type_:
        items.append(f"Ent={token.ent_iob_}-{token.ent_type_}")
    return "|".join(items) or "_"


nlp = spacy.load(sys.argv[1])
doc = nlp((pathlib.Path(__file__).parent / "passage.txt").read_text(encoding="utf8"))
print(f"# spacy = {spacy.__version__}")
print("# chunks =", " ".join(f"{chunk.start}-{chunk.end}" for chunk in doc.noun_chunks))
for sentence in doc.sents:
    for token in sentence:
        head = 0 if token.head == token else token.head.i + 1 - sentence.start
        columns = [
            token.i + 1 - sentence.start,
            escape(token.text),
            escape(token.lemma_),
            token.pos_,
            token.tag_,
            escape(str(token.morph)),
            head,
            token.dep_,
            "_",
            misc(token),
        ]
        print(*columns, sep="\t")
    print()
