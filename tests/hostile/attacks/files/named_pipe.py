# Makes a named pipe, which whoever opens it would wait at.
# softmax: forbidden, crashed
# centre: correct
# harm: write
import os

import numpy as np


def softmax(Z):
    os.mkfifo("@SCRATCH@/pipe", 0o666)
    return Z


def centre(X):
    return X - X.mean(axis=0)
