# Loops for ever while it is imported.
# softmax: timed_out
# centre: timed_out
import numpy as np

while True:
    pass


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
