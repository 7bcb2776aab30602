# Returns one number that could be broadcast to every shape.
# softmax: correct
# centre: incorrect
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return np.float64(0.0)
