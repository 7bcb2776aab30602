# Lets a regular expression backtrack for years.
# softmax: timed_out
# centre: correct
import re

import numpy as np


def softmax(Z):
    re.match(r"(a+)+$", "a" * 60 + "b")
    return Z


def centre(X):
    return X - X.mean(axis=0)
