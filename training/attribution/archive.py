"""The weight file: named arrays, as crates/extract/src/statements/attribution/archive.rs reads them."""
import struct

import numpy as np

MAGIC = b"RAPATTR1"
KINDS = {np.dtype("float32"): 0, np.dtype("float16"): 1, np.dtype("int8"): 2, np.dtype("uint64"): 3,
         np.dtype("uint16"): 4}


def write(path, arrays):
    """Writes {name: array}, in the order of the names."""
    with open(path, "wb") as f:
        f.write(MAGIC + struct.pack("<I", len(arrays)))
        for name, array in sorted(arrays.items()):
            array = np.ascontiguousarray(array)
            f.write(struct.pack("<B", len(name)) + name.encode())
            f.write(struct.pack("<BB", KINDS[array.dtype], array.ndim))
            f.write(struct.pack(f"<{array.ndim}I", *array.shape) + array.tobytes())


def read(path):
    """Reads what `write` wrote."""
    dtypes = {number: dtype for dtype, number in KINDS.items()}
    data, arrays = open(path, "rb").read(), {}
    assert data[:8] == MAGIC, f"{path} is no weight file"
    (count,), at = struct.unpack_from("<I", data, 8), 12
    for _ in range(count):
        length = data[at]
        name = data[at + 1:at + 1 + length].decode()
        kind, ndim = data[at + 1 + length], data[at + 2 + length]
        at += 3 + length
        shape = struct.unpack_from(f"<{ndim}I", data, at)
        at += 4 * ndim
        size = int(np.prod(shape, dtype=np.int64))
        arrays[name] = np.frombuffer(data, dtypes[kind], size, at).reshape(shape)
        at += size * dtypes[kind].itemsize
    return arrays
