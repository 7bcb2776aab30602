# Returns a view with axes of a million million and one axis of zero.
# softmax: incorrect, crashed, out_of_memory, timed_out
# centre: correct
import numpy as np


def softmax(Z):
    return np.zeros((2**40, 0, 2))


def centre(X):
    return X - X.mean(axis=0)
