# Fills memory while it is imported.
# softmax: out_of_memory, timed_out
# centre: out_of_memory, timed_out
import numpy as np

TABLE = np.ones(2**31)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
