"""Times the engine and spaCy on the same documents, one after the other, each in a process of its own with one thread.

    python speed.py MODEL FILES... [--binary PATH] [--tokens N] [--rounds N]

Prints tokens per CPU second (user and system, reading only), the ratios, seconds to load, peak resident memory, and how
two threads compare with one. FILES are as for parity.py. spaCy runs as `nlp.pipe` runs by default, with the matrix
library that it installs (BLIS) and, for comparison, with NumPy's (OpenBLAS). Needs spaCy 3.8 and the example `annotate`:

    cargo build --release -p rapporteur-nlp --example annotate
"""
import argparse
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

from parity import texts

SIDES = ["ours", "spaCy", "spaCy with OpenBLAS"]
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"}


def spacy_side(side, model, path):
    """Runs in a process of its own."""
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    started, before = time.perf_counter(), time.process_time()
    if side == "spaCy with OpenBLAS":
        set_current_ops(NumpyOps(use_blis=False))
    nlp = spacy.load(model)
    if side == "spaCy with OpenBLAS":
        models = (getattr(component, "model", None) for _, component in nlp.pipeline)
        for node in (node for model in models if model for node in model.walk()):
            node.ops = NumpyOps(use_blis=False)
    load, load_cpu = time.perf_counter() - started, time.process_time() - before
    documents = json.load(open(path, encoding="utf8"))
    before, wall = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe(documents))
    after = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "tokens": tokens,
        "load": load,
        "load_cpu": load_cpu,
        "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "wall": time.perf_counter() - wall,
        "peak_mib": after.ru_maxrss / 1024,
    }


def run(side, options, path, lines, threads=1):
    if side == "ours":
        with open(lines, encoding="utf8") as stdin:
            command = [options.binary, options.model, "--time", str(threads)]
            return json.loads(subprocess.run(command, stdin=stdin, capture_output=True, text=True, check=True).stdout)
    command = [sys.executable, __file__, options.model, path, "--side", side]
    environment = os.environ | ONE_THREAD
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    root = pathlib.Path(__file__).resolve().parents[3]
    parser.add_argument("--binary", default=root / "target/release/examples/annotate")
    parser.add_argument("--tokens", type=int, default=100_000, help="about how much to read")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--side", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        return print(json.dumps(spacy_side(options.side, options.model, options.files[0])))

    documents, characters = [], 0
    for text in (text for path in options.files for text in texts(path)):
        documents.append(text)
        characters += len(text)
        # English news has some five characters a token.
        if characters > 5 * options.tokens:
            break
    with tempfile.TemporaryDirectory() as folder:
        path, lines = os.path.join(folder, "texts.json"), os.path.join(folder, "texts.jsonl")
        with open(path, "w", encoding="utf8") as file:
            json.dump(documents, file)
        with open(lines, "w", encoding="utf8") as file:
            file.writelines(json.dumps(text) + "\n" for text in documents)
        results = {side: [run(side, options, path, lines) for _ in range(options.rounds)] for side in SIDES}
        double = [run("ours", options, path, lines, threads=2) for _ in range(options.rounds)]

    def median(side, key):
        return statistics.median(result[key] for result in results[side])

    def speed(side):
        return statistics.median(result["tokens"] / result["cpu"] for result in results[side])

    tokens = results["ours"][0]["tokens"]
    print(f"{options.model}: {len(documents)} documents, {tokens} tokens, median of {options.rounds}, one thread")
    for side in SIDES:
        print(
            f"{side:20} {speed(side):9.0f} tokens per CPU second  {speed('ours') / speed(side):5.1f} x"
            f"  load {median(side, 'load') * 1000:5.0f} ms ({median(side, 'load_cpu') * 1000:.0f} of CPU)  peak {median(side, 'peak_mib'):6.0f} MiB"
        )
    wall = min(result["wall"] for result in results["ours"])
    print(f"two threads: {wall / min(result['wall'] for result in double):.2f} times one, by wall time, best of each")
    cpu = statistics.median(result["tokens"] / result["cpu"] for result in double)
    print(f"two threads: {cpu / speed('ours'):.2f} of one thread's tokens per CPU second")


if __name__ == "__main__":
    main()
