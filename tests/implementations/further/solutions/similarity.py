"""Cosine similarity."""

import numpy as np


def cosine_rows(A, B):
    """Return a·b / (|a| |b|) for each pair of rows, (N,)."""
    return (A * B).sum(axis=1) / np.sqrt((A * A).sum(axis=1) * (B * B).sum(axis=1))
