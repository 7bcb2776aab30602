# Closes its output and its errors, and answers rightly.
# softmax: correct, crashed
# centre: correct, crashed
import os
import sys

import numpy as np

sys.stdout.close()
sys.stderr.close()
os.close(1)
os.close(2)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
