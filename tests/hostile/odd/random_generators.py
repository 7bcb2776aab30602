# Seeds and uses random generators without an effect on its results.
# softmax: correct
# centre: correct
import os
import random
import secrets

import numpy as np

np.random.seed(0)
random.seed(7)
salt = os.urandom(4) + secrets.token_bytes(4)


def softmax(Z):
    shift = np.random.default_rng(1).normal(size=(1, 1)) * 0 + np.random.rand() * 0
    E = np.exp(Z - Z.max(axis=1, keepdims=True) + shift)
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    order = np.random.permutation(len(X))
    back = np.argsort(order)
    return X - X[order][back].mean(axis=0) + 0 * random.random()
