# Calls numpy by ufunc methods, out arguments and where.
# softmax: correct
# centre: correct
import numpy as np


def softmax(Z):
    E = np.exp(np.subtract(Z, np.maximum.reduce(Z, axis=1, keepdims=True)))
    return np.divide(E, np.add.reduce(E, axis=1, keepdims=True), out=np.empty_like(E), where=E >= 0)


def centre(X):
    return np.subtract(X, np.add.reduce(X, axis=0) / X.shape[0], out=np.zeros_like(X))
