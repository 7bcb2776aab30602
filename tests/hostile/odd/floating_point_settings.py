# Sets how numpy treats floating-point errors and how it prints.
# softmax: correct
# centre: correct
import numpy as np

np.seterr(over="raise", invalid="raise", divide="raise")
np.set_printoptions(precision=3, suppress=True)


def softmax(Z):
    with np.errstate(under="ignore"):
        E = np.exp(Z - Z.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
