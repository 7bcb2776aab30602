# Gives twenty thousand warnings, each with another text full of escapes.
# softmax: correct
# centre: correct, crashed, timed_out
import warnings

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    for number in range(20_000):
        warnings.warn(f"\x1b[2J{number}\n" + "w" * 300, stacklevel=1)
    return X - X.mean(axis=0)
