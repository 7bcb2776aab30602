# Returns arrays that are in Fortran order or not contiguous.
# softmax: correct
# centre: correct
import numpy as np


def softmax(Z):
    E = np.exp(Z.T - Z.max(axis=1))
    return np.asfortranarray((E / E.sum(axis=0)).T)


def centre(X):
    wide = np.zeros((2 * X.shape[0], 3 * X.shape[1]))
    wide[::-2, ::3] = X - X.mean(axis=0)
    return wide[::-2, ::3]
