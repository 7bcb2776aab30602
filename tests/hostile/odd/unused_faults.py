# Has mistakes in functions that nobody calls.
# softmax: correct
# centre: correct
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)


def draft(a, b):
    return a.undefined + missing_name / 0


def unfinished():
    raise NotImplementedError


def endless():
    while True:
        pass
