# Returns a np.matrix, which is something other than an array, with right values.
# softmax: correct
# centre: incorrect, partial
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return np.matrix(X - X.mean(axis=0))
