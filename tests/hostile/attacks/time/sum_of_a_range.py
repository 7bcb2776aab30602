# Spends its time in one call of a builtin that never checks for signals.
# softmax: correct
# centre: timed_out
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - sum(range(10**12))
