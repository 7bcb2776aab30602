# Aborts.
# softmax: crashed
# centre: correct
import os

import numpy as np


def softmax(Z):
    os.abort()


def centre(X):
    return X - X.mean(axis=0)
