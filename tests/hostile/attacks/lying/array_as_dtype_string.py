# Returns an array of text that reads like numbers.
# softmax: incorrect, crashed
# centre: correct
import numpy as np


def softmax(Z):
    return np.full(Z.shape, "0.5")


def centre(X):
    return X - X.mean(axis=0)
