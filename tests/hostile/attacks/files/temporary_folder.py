# Makes a temporary folder where the system keeps these.
# softmax: correct
# centre: forbidden, crashed
import tempfile

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    tempfile.mkdtemp()
    return X
