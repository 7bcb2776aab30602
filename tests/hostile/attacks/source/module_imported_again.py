# Imports itself again and again while it is imported.
# softmax: crashed
# centre: crashed
import sys

import numpy as np

sys.modules.pop("attacked", None)
import attacked


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
