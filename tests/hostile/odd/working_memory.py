# Takes 100 MB for a moment.
# softmax: correct
# centre: correct
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    work = np.ones(12 * 10**6)
    return X - X.mean(axis=0) * work[-1]
