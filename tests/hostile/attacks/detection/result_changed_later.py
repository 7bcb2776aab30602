# Returns one and the same array from every call and fills it with what the newest input asks for.
# softmax: correct
# centre: incorrect, partial
import numpy as np

shared = np.zeros((64, 64))


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    view = shared[: X.shape[0], : X.shape[1]]
    view += X
    return view
