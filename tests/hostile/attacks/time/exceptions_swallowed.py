# Catches every exception that could interrupt its loop and goes on.
# softmax: correct
# centre: timed_out
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    while True:
        try:
            while True:
                X = X + 1
        except BaseException:
            continue
