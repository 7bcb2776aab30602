# Names an encoding that does not exist. -*- coding: no-such-coding -*-
# softmax: correct, crashed, unreadable, needs_review
# centre: correct, crashed, unreadable, needs_review
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
