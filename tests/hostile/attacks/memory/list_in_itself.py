# Returns a list that holds itself.
# softmax: correct
# centre: incorrect, crashed, timed_out
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    items = []
    items.append(items)
    return items
