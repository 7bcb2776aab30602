"""Right, in other words."""

import numpy as np


def linear_forward(X, W, b):
    return np.stack([W.T @ x + b for x in X])


def linear_backward(X, W, Ybar):
    return np.dot(W, Ybar.T).T, np.einsum("nd,nk->dk", X, Ybar), np.ones(len(Ybar)) @ Ybar
