# Prints the stack of every thread by the handler of faults, then dies of one.
# softmax: correct
# centre: crashed
import faulthandler
import sys

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    faulthandler.enable(file=sys.__stderr__)
    faulthandler._sigsegv()
    return X
