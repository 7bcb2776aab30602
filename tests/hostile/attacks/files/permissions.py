# Makes a file readable and writeable for everybody.
# softmax: forbidden, crashed
# centre: correct
import os

import numpy as np


def softmax(Z):
    os.chmod("@SCRATCH@/keep.txt", 0o777)
    return Z


def centre(X):
    return X - X.mean(axis=0)
