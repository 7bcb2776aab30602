# Keeps a count and a history of its calls that change nothing.
# softmax: correct
# centre: correct
import collections

import numpy as np

history = collections.defaultdict(list)
count = 0


def softmax(Z):
    global count
    count += 1
    history["softmax"].append(Z.copy())
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    history["centre"].append(X)
    return X - X.mean(axis=0)
