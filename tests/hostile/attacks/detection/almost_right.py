# Is off by a hundred-millionth, in the hope of a wide tolerance.
# softmax: incorrect
# centre: correct
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True) * (1 + 1e-8)


def centre(X):
    return X - X.mean(axis=0)
