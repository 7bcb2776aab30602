# Returns 64 MB, more than an answer may hold.
# softmax: correct
# centre: out_of_memory, incorrect, crashed, timed_out
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return np.zeros(8 * 10**6)
