# Turns warnings into errors for a while.
# softmax: correct
# centre: correct
import warnings

import numpy as np


def softmax(Z):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        E = np.exp(Z - Z.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)


def centre(X):
    warnings.filterwarnings("error")
    result = X - X.mean(axis=0)
    warnings.resetwarnings()
    return result
