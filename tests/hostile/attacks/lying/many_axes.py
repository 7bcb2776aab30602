# Returns an array of sixty-four axes.
# softmax: incorrect, crashed
# centre: correct
import numpy as np


def softmax(Z):
    return np.zeros((1,) * 64)


def centre(X):
    return X - X.mean(axis=0)
