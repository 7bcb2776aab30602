"""Distances for nearest neighbours."""

import numpy as np


def compute_distances(X, X_train):
    """Return the Euclidean distance of each row of X to each row of X_train, (M, N)."""
    return np.sqrt(((X[:, None] - X_train[None]) ** 2).sum(axis=2))
