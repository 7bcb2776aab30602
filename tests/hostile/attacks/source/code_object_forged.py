# Makes a code object with bytecode that reaches outside its own constants.
# softmax: correct
# centre: crashed, incorrect
import numpy as np


def victim():
    return 1


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    code = victim.__code__.replace(co_code=bytes([100, 255, 100, 255, 1, 0, 83, 0] * 8), co_consts=(), co_stacksize=1)
    victim.__code__ = code
    return np.zeros(X.shape) if victim() else X
