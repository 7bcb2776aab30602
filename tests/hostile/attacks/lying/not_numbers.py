# Returns an array full of NaN, which compares with nothing.
# softmax: incorrect
# centre: correct
import numpy as np


def softmax(Z):
    return np.full(Z.shape, np.nan)


def centre(X):
    return X - X.mean(axis=0)
