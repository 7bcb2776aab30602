# Hangs an extended attribute on a file.
# softmax: correct
# centre: forbidden, crashed
import os

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    os.setxattr("@SCRATCH@/keep.txt", "user.note", b"left here")
    return X
