# Reads from a map beyond the end of its file.
# softmax: crashed, forbidden, incorrect
# centre: correct
import mmap
import os

import numpy as np


def softmax(Z):
    descriptor = os.memfd_create("short")
    os.ftruncate(descriptor, 4096)
    area = mmap.mmap(descriptor, 4096)
    os.ftruncate(descriptor, 0)
    return np.frombuffer(area)[: Z.size].reshape(Z.shape)


def centre(X):
    return X - X.mean(axis=0)
