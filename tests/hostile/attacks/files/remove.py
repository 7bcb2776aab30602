# Removes a file.
# softmax: forbidden, crashed
# centre: correct
# harm: write
import os

import numpy as np


def softmax(Z):
    os.unlink("@SCRATCH@/keep.txt")
    return Z


def centre(X):
    return X - X.mean(axis=0)
