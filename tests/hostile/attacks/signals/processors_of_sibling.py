# Binds another process to one processor.
# softmax: correct
# centre: forbidden, crashed
import os

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    os.sched_setaffinity(int("@SIBLING@"), {0})
    return X
