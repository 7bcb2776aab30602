# Cuts a file off by os.truncate, without opening it.
# softmax: forbidden, crashed
# centre: correct
# harm: write
import os

import numpy as np


def softmax(Z):
    os.truncate("@SCRATCH@/keep.txt", 0)
    return Z


def centre(X):
    return X - X.mean(axis=0)
