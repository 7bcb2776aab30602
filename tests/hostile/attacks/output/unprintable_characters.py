# Prints lone surrogates, NUL, a reversal of the writing direction and combining marks.
# softmax: correct
# centre: correct
import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    print("\udcff\x00\u202e\u2066\u200f\ufeff" + "e\u0301" * 100 + "\U000e0001\uffff")
    return X - X.mean(axis=0)
