# Sets the times of a file back.
# softmax: forbidden, crashed
# centre: correct
import os

import numpy as np


def softmax(Z):
    os.utime("@SCRATCH@/keep.txt", (0, 0))
    return Z


def centre(X):
    return X - X.mean(axis=0)
