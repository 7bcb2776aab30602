# Ends the interpreter from within by Py_FinalizeEx.
# softmax: crashed, incorrect
# centre: correct
import ctypes

import numpy as np


def softmax(Z):
    ctypes.pythonapi.Py_FinalizeEx()
    return np.zeros(Z.shape)


def centre(X):
    return X - X.mean(axis=0)
