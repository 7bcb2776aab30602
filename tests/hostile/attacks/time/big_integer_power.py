# Raises an integer to a huge power, which is one call that cannot be interrupted.
# softmax: correct
# centre: timed_out
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    exponent = 10**8
    return X - 7**exponent
