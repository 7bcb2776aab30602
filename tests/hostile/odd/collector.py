# Collects garbage.
# softmax: correct, needs_review
# centre: correct
import gc

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    gc.collect()
    return X - X.mean(axis=0)
