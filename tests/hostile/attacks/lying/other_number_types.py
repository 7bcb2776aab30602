# Returns zeros in a dtype of dates.
# softmax: incorrect, crashed
# centre: correct
import numpy as np


def softmax(Z):
    return np.zeros(Z.shape, "datetime64[s]")


def centre(X):
    return X - X.mean(axis=0)
