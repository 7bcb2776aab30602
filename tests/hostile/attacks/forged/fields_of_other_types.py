# Answers with failures whose fields are of every wrong type.
# softmax: crashed, incorrect
# centre: correct, crashed
import json
import os
import struct

import numpy as np


def softmax(Z):
    odd = {"ending": [], "error": {}, "text": None, "file": 3, "line": "many"}
    for meta in ([], None, "text", 3, {"index": 0}, {"index": 0, "failure": odd}, {"index": True, "failure": 1}):
        text = json.dumps(meta).encode()
        for descriptor in range(3, 64):
            try:
                os.write(descriptor, struct.pack("<cII", b"F", len(text), 0) + text)
            except OSError:
                pass
    return np.zeros(Z.shape)


def centre(X):
    return X - X.mean(axis=0)
