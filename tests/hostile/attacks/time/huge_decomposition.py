# Spends its time in one long call into LAPACK, where no Python code runs.
# softmax: timed_out
# centre: correct
import numpy as np


def softmax(Z):
    A = np.cos(np.arange(1500.0 * 1500).reshape(1500, 1500))
    np.linalg.svd(A)
    np.linalg.eig(A)
    return Z


def centre(X):
    return X - X.mean(axis=0)
