# Writes into a file without a name in a folder.
# softmax: forbidden, crashed
# centre: correct
import os

import numpy as np


def softmax(Z):
    descriptor = os.open("@SCRATCH@", os.O_TMPFILE | os.O_RDWR, 0o600)
    os.write(descriptor, b"hidden" * 1000)
    return Z


def centre(X):
    return X - X.mean(axis=0)
