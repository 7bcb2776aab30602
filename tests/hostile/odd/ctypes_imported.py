# Imports ctypes and asks for the size of a number.
# softmax: correct, needs_review
# centre: correct
import ctypes

import numpy as np

assert ctypes.sizeof(ctypes.c_double) == 8


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
