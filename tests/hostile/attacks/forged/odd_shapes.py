# Answers with shapes that are negative, huge, true or not whole.
# softmax: correct, crashed
# centre: crashed, incorrect
import json
import os
import struct

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    for shape in ([-1, -8], [2**40], [True], [1.0], [1e400], "23", {"0": 2}, [[2]], [0, 2**31, 2**31]):
        value = {"type": "ndarray", "dtype": "<f8", "shape": shape, "bytes": 8}
        text = json.dumps({"index": 0, "value": value}).encode()
        for descriptor in range(3, 64):
            try:
                os.write(descriptor, struct.pack("<cII", b"V", len(text), 8) + text + bytes(8))
            except OSError:
                pass
    return np.zeros(X.shape)
