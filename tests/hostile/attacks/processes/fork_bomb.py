# Forks without end.
# softmax: forbidden, crashed, timed_out
# centre: correct
import os

import numpy as np


def softmax(Z):
    while True:
        os.fork()


def centre(X):
    return X - X.mean(axis=0)
