# Uses einsum with its search for an order.
# softmax: correct
# centre: correct
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return np.einsum("nd,n->nd", E, 1 / np.einsum("nd->n", E), optimize=True)


def centre(X):
    return X - np.einsum("nd,n->d", X, np.full(len(X), 1 / len(X)), optimize="optimal")
