"""Puts the parts of the model into one weight file.

    merge.py OUT PART...
"""
import sys

import archive


def main():
    out, *parts = sys.argv[1:]
    arrays = {}
    for part in parts:
        arrays.update(archive.read(part))
    archive.write(out, arrays)


if __name__ == "__main__":
    main()
