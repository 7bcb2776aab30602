# Announces a frame of 4 GiB and sends no more of it.
# softmax: crashed, incorrect
# centre: correct, crashed
import os
import struct

import numpy as np


def softmax(Z):
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, struct.pack("<cII", b"V", 2**32 - 1, 2**32 - 1))
        except OSError:
            pass
    return np.zeros(Z.shape)


def centre(X):
    return X - X.mean(axis=0)
