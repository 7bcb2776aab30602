# Returns a view whose strides lead far outside its memory.
# softmax: crashed, incorrect, timed_out
# centre: correct
import numpy as np


def softmax(Z):
    return np.lib.stride_tricks.as_strided(Z, shape=Z.shape, strides=(2**40, 2**30))


def centre(X):
    return X - X.mean(axis=0)
