# Returns an integer with ten million digits.
# softmax: correct
# centre: incorrect, crashed, timed_out, out_of_memory
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return 1 << 33_000_000
