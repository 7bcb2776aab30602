# Fills a memfd with 512 MiB, which no limit of address space counts.
# softmax: correct
# centre: forbidden, crashed, incorrect, out_of_memory, timed_out
import os

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    descriptor = os.memfd_create("filler")
    for _ in range(512):
        os.write(descriptor, b"x" * 2**20)
    return X
