# Is wrong on its first call only, as if that were a trial.
# softmax: correct
# centre: incorrect, partial
import itertools

import numpy as np

calls = itertools.count()


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0) if next(calls) else np.zeros(X.shape)
