# Loads the secret as a shared library, to have its first bytes told in the error.
# softmax: correct, needs_review
# centre: forbidden, crashed
import ctypes

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    ctypes.CDLL("@CANARY@")
    return X
