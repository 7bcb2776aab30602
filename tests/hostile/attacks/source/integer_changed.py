# Changes the value of the integer 1 in memory.
# softmax: correct, incorrect, crashed, needs_review
# centre: incorrect, crashed
import ctypes

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    ctypes.memset(id(1) + 24, 0, 1)
    ctypes.memset(id(0) + 24, 1, 1)
    return np.zeros(X.shape)
