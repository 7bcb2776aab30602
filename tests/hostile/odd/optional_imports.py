# Tries to import packages that may not be installed.
# softmax: correct
# centre: correct
import numpy as np

try:
    import matplotlib.pyplot as plt
except ImportError:
    plt = None
try:
    from scipy.special import softmax as softmax_of_scipy
except ImportError:
    softmax_of_scipy = None
try:
    import torch
except ModuleNotFoundError:
    torch = None


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
