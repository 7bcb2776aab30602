# Holds bytes that are no UTF-8.
# softmax: correct, crashed, unreadable, needs_review
# centre: correct, crashed, unreadable, needs_review
# ÿþ€
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
