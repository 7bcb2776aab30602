# Returns a view with negative strides, which reads whatever lies before its memory.
# softmax: crashed, incorrect, timed_out
# centre: correct
import numpy as np


def softmax(Z):
    return np.lib.stride_tricks.as_strided(Z, shape=Z.shape, strides=(-4096, -8))


def centre(X):
    return X - X.mean(axis=0)
