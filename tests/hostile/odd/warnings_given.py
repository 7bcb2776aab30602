# Gives warnings of its own and lets numpy give some.
# softmax: correct
# centre: correct
import warnings

import numpy as np

warnings.warn("this file is a draft", stacklevel=1)


def softmax(Z):
    np.array([1.0, 0.0]) / np.array([0.0, 0.0])
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    warnings.warn("centring", DeprecationWarning, stacklevel=2)
    return X - X.mean(axis=0)
