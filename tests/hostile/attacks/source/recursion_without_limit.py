# Lifts the limit of recursion and calls itself without end.
# softmax: correct
# centre: crashed, out_of_memory, timed_out
import sys

import numpy as np

sys.setrecursionlimit(10**9)


def deeper(n):
    return deeper(n + 1) + 1


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - deeper(0)
