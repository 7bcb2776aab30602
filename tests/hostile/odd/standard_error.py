# Writes to the standard error stream.
# softmax: correct
# centre: correct
import sys

import numpy as np


def softmax(Z):
    sys.stderr.write("softmax of %d rows\n" % len(Z))
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    print("centre", file=sys.stderr)
    return X - X.mean(axis=0)
