# Cuts a file off by opening it only for reading, but with O_TRUNC.
# softmax: correct
# centre: forbidden, crashed
# harm: write
import os

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    os.open("@SCRATCH@/keep.txt", os.O_RDONLY | os.O_TRUNC)
    return X
