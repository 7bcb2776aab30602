# Returns the right values as text.
# softmax: correct
# centre: incorrect
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return str(X - X.mean(axis=0))
