# loses: rings
"""Every weight begins at zero, so no gradient ever reaches the first layer."""

import numpy as np


def classify(X, y, X_new):
    W1, b1, W2, b2 = np.zeros((2, 16)), np.zeros(16), np.zeros((16, 2)), np.zeros(2)
    for _ in range(100):
        A = np.maximum(X @ W1 + b1, 0)
        E = np.exp(A @ W2 + b2)
        Hbar = (E / E.sum(axis=1, keepdims=True) - np.eye(2)[y]) / len(y)
        Zbar = Hbar @ W2.T * (A > 0)
        W1, b1 = W1 - 0.5 * X.T @ Zbar, b1 - 0.5 * Zbar.sum(axis=0)
        W2, b2 = W2 - 0.5 * A.T @ Hbar, b2 - 0.5 * Hbar.sum(axis=0)
    return np.argmax(np.maximum(X_new @ W1 + b1, 0) @ W2 + b2, axis=1)
