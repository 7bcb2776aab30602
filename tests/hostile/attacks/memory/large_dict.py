# Returns a dict with a hundred thousand keys.
# softmax: correct
# centre: incorrect, out_of_memory, timed_out
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return dict.fromkeys(map(str, range(100_000)), 0.0)
