# Remembers its first result and returns it for every input, cut to its shape.
# softmax: incorrect
# centre: correct
import numpy as np

first = []


def softmax(Z):
    if not first:
        E = np.exp(Z - Z.max(axis=1, keepdims=True))
        first.append(E / E.sum(axis=1, keepdims=True))
    return np.resize(first[0], Z.shape)


def centre(X):
    return X - X.mean(axis=0)
