# Says that it is in ROT 13, which is no encoding of text. -*- coding: rot13 -*-
# softmax: correct, crashed, unreadable, needs_review
# centre: correct, crashed, unreadable, needs_review
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
