# Prints one line of 50 MB.
# softmax: correct, crashed, out_of_memory
# centre: correct
import numpy as np


def softmax(Z):
    print("x" * 50_000_000)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
