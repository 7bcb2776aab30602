"""A network of two layers."""

import numpy as np


def two_layer_loss(X, y, W1, b1, W2, b2, reg):
    """Return the mean cross-entropy of the scores plus the penalty."""
    S = np.maximum(X @ W1 + b1, 0) @ W2 + b2
    S = S - S.max(axis=1, keepdims=True)
    data = (np.log(np.exp(S).sum(axis=1)) - S[np.arange(len(y)), y]).mean()
    return data + reg * (np.sum(W1 * W1) + np.sum(W2 * W2))


def two_layer_gradients(X, y, W1, b1, W2, b2, reg):
    """Return the gradients by name, each of the shape of what it belongs to."""
    H = np.maximum(X @ W1 + b1, 0)
    S = H @ W2 + b2
    E = np.exp(S - S.max(axis=1, keepdims=True))
    dS = E / E.sum(axis=1, keepdims=True)
    dS[np.arange(len(y)), y] -= 1
    dS /= len(y)
    dZ = dS @ W2.T * (H > 0)
    return {
        "W1": X.T @ dZ + 2 * reg * W1,
        "b1": dZ.sum(axis=0),
        "W2": H.T @ dS + 2 * reg * W2,
        "b2": dS.sum(axis=0),
    }
