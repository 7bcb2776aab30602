# Registers a harmless function for the end of the process.
# softmax: correct
# centre: correct
import atexit

import numpy as np

atexit.register(print, "goodbye")


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
