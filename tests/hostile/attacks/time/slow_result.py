# Returns a list of a million lists, which takes long to encode.
# softmax: correct
# centre: incorrect, timed_out, out_of_memory
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    row = [[0.0]] * 1000
    return [row] * 1000
