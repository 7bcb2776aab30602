# Replaces builtins on which every program depends.
# softmax: incorrect, crashed
# centre: incorrect, crashed
import builtins

import numpy as np

builtins.isinstance = lambda *ignored: True
builtins.hasattr = lambda *ignored: True
builtins.len = lambda *ignored: 0
builtins.type = lambda *ignored: float


def softmax(Z):
    return np.zeros(Z.shape)


def centre(X):
    return np.zeros(X.shape)
