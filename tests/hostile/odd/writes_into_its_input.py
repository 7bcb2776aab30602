# Works in place, in the array that it was given.
# softmax: correct
# centre: correct
import numpy as np


def softmax(Z):
    Z -= Z.max(axis=1, keepdims=True)
    np.exp(Z, out=Z)
    Z /= Z.sum(axis=1, keepdims=True)
    return Z


def centre(X):
    X -= X.mean(axis=0)
    return X
