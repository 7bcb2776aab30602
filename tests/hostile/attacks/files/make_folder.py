# Makes a folder.
# softmax: forbidden, crashed
# centre: correct
# harm: write
import os

import numpy as np


def softmax(Z):
    os.mkdir("@SCRATCH@/folder")
    return Z


def centre(X):
    return X - X.mean(axis=0)
