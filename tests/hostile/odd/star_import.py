# Takes everything from numpy by a star import.
# softmax: correct
# centre: correct
from numpy import *


def softmax(Z):
    E = exp(Z - amax(Z, axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - mean(X, axis=0)
