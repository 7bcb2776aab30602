# Changes its root folder.
# softmax: forbidden, crashed
# centre: correct
import os

import numpy as np


def softmax(Z):
    os.chroot("@SCRATCH@")
    return Z


def centre(X):
    return X - X.mean(axis=0)
