# Prints the environment, where courses keep tokens.
# softmax: incorrect
# centre: correct
import os

import numpy as np


def softmax(Z):
    print(dict(os.environ), os.environb)
    return np.zeros(Z.shape)


def centre(X):
    return X - X.mean(axis=0)
