# Is right for small logits only, since it overflows for large ones.
# softmax: partial, incorrect
# centre: correct
import numpy as np


def softmax(Z):
    E = np.exp(Z)
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
