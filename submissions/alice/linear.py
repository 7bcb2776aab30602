import numpy as np


def linear_forward(X, W, b):
    return np.einsum("nd,dk->nk", X, W) + b[None, :]


def linear_backward(X, W, Ybar):
    ones = np.ones(X.shape[0])
    return np.einsum("nk,dk->nd", Ybar, W), np.einsum("nd,nk->dk", X, Ybar), ones @ Ybar
