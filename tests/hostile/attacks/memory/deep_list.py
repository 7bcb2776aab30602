# Returns a list nested a hundred thousand levels deep.
# softmax: correct
# centre: incorrect, crashed, timed_out
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    items = [0.0]
    for _ in range(100_000):
        items = [items]
    return items
