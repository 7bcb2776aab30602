# Raises an exception whose text has 100 million characters.
# softmax: correct
# centre: crashed, out_of_memory, timed_out
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    raise ValueError("x" * (100 * 2**20))
