# Fills the channel with frames that say it is ready while it is imported, without end.
# softmax: crashed, timed_out
# centre: crashed, timed_out
import os
import struct

import numpy as np

ready = (struct.pack("<cII", b"R", 2, 0) + b"{}") * 1000
while True:
    for descriptor in range(3, 16):
        try:
            os.write(descriptor, ready)
        except OSError:
            pass


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
