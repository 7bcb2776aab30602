# Writes 100 MB of errors.
# softmax: correct
# centre: correct, crashed, timed_out, out_of_memory
import sys

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    for _ in range(100):
        sys.stderr.write("e" * 2**20)
    return X - X.mean(axis=0)
