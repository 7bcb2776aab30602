"""Scaled dot-product attention."""

import numpy as np


def attention_weights(Q, K):
    """Return the softmax of each row of QK^T / sqrt(d), (T, S)."""
    S = Q @ K.T / np.sqrt(Q.shape[1])
    E = np.exp(S - S.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)
