# Is right on its first call only.
# softmax: incorrect, partial
# centre: correct
import numpy as np

calls = 0


def softmax(Z):
    global calls
    calls += 1
    if calls > 1:
        return np.zeros(Z.shape)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
