# Is right in every second call only.
# softmax: incorrect, partial
# centre: correct
import itertools

import numpy as np

turn = itertools.cycle([True, False])


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True) if next(turn) else E


def centre(X):
    return X - X.mean(axis=0)
