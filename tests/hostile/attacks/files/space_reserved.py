# Reserves 1 GiB on the disk without writing any of it.
# softmax: forbidden, crashed
# centre: correct
import os

import numpy as np


def softmax(Z):
    descriptor = os.open("@SCRATCH@/keep.txt", os.O_WRONLY)
    os.posix_fallocate(descriptor, 0, 2**30)
    return Z


def centre(X):
    return X - X.mean(axis=0)
