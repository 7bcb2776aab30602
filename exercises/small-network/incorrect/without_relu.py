# loses: rings
"""Two linear layers without a ReLU are one linear layer: a straight line between two rings."""

import numpy as np


def classify(X, y, X_new):
    random = np.random.default_rng(0)
    W1, W2, b2 = random.normal(size=(2, 16)), random.normal(size=(16, 2)), np.zeros(2)
    for _ in range(100):
        E = np.exp(X @ W1 @ W2 + b2)
        Hbar = (E / E.sum(axis=1, keepdims=True) - np.eye(2)[y]) / len(y)
        W1, W2, b2 = W1 - 0.1 * X.T @ Hbar @ W2.T, W2 - 0.1 * (X @ W1).T @ Hbar, b2 - 0.1 * Hbar.sum(axis=0)
    return np.argmax(X_new @ W1 @ W2 + b2, axis=1)
