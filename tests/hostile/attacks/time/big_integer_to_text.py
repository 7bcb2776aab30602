# Turns a huge integer into decimal digits, after lifting the limit on that.
# softmax: timed_out
# centre: correct
import sys

import numpy as np


def softmax(Z):
    sys.set_int_max_str_digits(0)
    str(1 << 30_000_000)
    return Z


def centre(X):
    return X - X.mean(axis=0)
