# Replaces the function of its own module during the call, so that later calls go elsewhere.
# softmax: correct, needs_review
# centre: incorrect
import sys

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    sys.modules[__name__].centre = lambda X: np.zeros(X.shape)
    globals()["centre"] = lambda X: np.ones(X.shape)
    return np.zeros(X.shape)
