# Returns a tuple of tuples of tuples with a thousand million arrays, all of them one and the same.
# softmax: correct
# centre: incorrect, timed_out, out_of_memory, crashed
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return ((((X,) * 1000),) * 1000,) * 1000
