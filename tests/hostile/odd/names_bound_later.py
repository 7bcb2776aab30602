# Defines its functions by assignment and under other names first.
# softmax: correct
# centre: correct
import numpy as np


def _softmax(scores, axis):
    E = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return E / E.sum(axis=axis, keepdims=True)


def softmax(Z):
    return _softmax(scores=Z, axis=1)


centre = lambda X: X - X.mean(axis=0)
